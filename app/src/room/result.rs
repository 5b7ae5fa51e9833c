//! What the turned cards say: the agreement in words, votes by card, numbers, and who was lowest and
//! highest.

use domain::round::Ballot;
use domain::statistics::{Count, Statistics};
use leptos::html;
use leptos::prelude::*;

use super::choices::Choices;
use super::reads::say;
use super::wording;
use crate::i18n::{Text, Texts};
use crate::state::{RoomState, Topic};

/// The result of the round on the table.
#[component]
pub fn ResultPanel(result: Memo<Option<Statistics>>) -> impl IntoView {
    let room = expect_context::<RoomState>();
    let texts = expect_context::<Texts>();
    let node = NodeRef::<html::Section>::new();
    node.on_load(|node| {
        // Where the page scrolls, the result comes to the eye.
        request_animation_frame(move || {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            node.scroll_into_view_with_scroll_into_view_options(&options);
        });
    });
    let content = move || {
        result.with(|result| {
            let statistics = result.as_ref()?;
            let ballots =
                room.read(Topic::Table, |view| Some(view.board.round()?.ballots()?.to_vec()));
            Some(content(texts, statistics, &ballots.unwrap_or_default()))
        })
    };
    view! {
        <section node_ref=node class="result" aria-label=say(texts, Text::Result)>
            {content}
            <Choices result/>
        </section>
    }
    .into_any()
}

fn content(texts: Texts, statistics: &Statistics, ballots: &[Ballot]) -> AnyView {
    let most = statistics.sizes.iter().chain(&statistics.specials).map(|count| count.votes).max();
    let most = most.unwrap_or(1);
    let bars = |counts: &[Count], class: &'static str| -> Vec<AnyView> {
        counts.iter().map(|count| bar(texts, count, most, class)).collect()
    };
    let besides = wording::besides(texts, statistics);
    view! {
        <div class="result-words">
            <p class="result-agreement">{wording::agreement(texts, statistics)}</p>
            {(!besides.is_empty()).then(|| view! { <p class="result-besides">{besides}</p> })}
            {facts(texts, statistics, ballots)}
        </div>
        <ol class="bars" aria-label=texts.get(Text::VotesByCard)>
            {bars(&statistics.sizes, "bar")} {bars(&statistics.specials, "bar bar--special")}
        </ol>
    }
    .into_any()
}

fn bar(texts: Texts, count: &Count, most: usize, class: &'static str) -> AnyView {
    let share = (count.votes as f64 / most as f64).to_string();
    view! {
        <li class=class>
            <span class="bar-card">{count.card.label.clone()}</span>
            <span class="bar-track" aria-hidden="true">
                <span class="bar-fill" style=("--share", share)></span>
            </span>
            <span class="bar-count">{texts.count(Text::VoteCount, count.votes)}</span>
        </li>
    }
    .into_any()
}

/// Numbers and names; what there is none of is not there.
fn facts(texts: Texts, statistics: &Statistics, ballots: &[Ballot]) -> AnyView {
    let number = |text: Text, value: Option<f64>| value.map(|value| (text, texts.number(value)));
    let cards: Vec<String> = statistics.most_common.iter().map(|card| card.label.clone()).collect();
    let named = |text: Text, who| {
        let names = wording::names(texts, ballots, who);
        (!names.is_empty()).then_some((text, names))
    };
    let facts = [
        number(Text::Average, statistics.average),
        number(Text::Median, statistics.median),
        (!cards.is_empty()).then(|| (Text::MostCommon, wording::list(texts, &cards))),
        named(Text::Lowest, &statistics.lowest),
        named(Text::Highest, &statistics.highest),
    ];
    let facts: Vec<_> = facts
        .into_iter()
        .flatten()
        .map(|(text, value)| {
            view! {
                <div class="fact">
                    <dt>{texts.get(text)}</dt>
                    <dd><bdi>{value}</bdi></dd>
                </div>
            }
        })
        .collect();
    view! { <dl class="facts">{facts}</dl> }.into_any()
}
