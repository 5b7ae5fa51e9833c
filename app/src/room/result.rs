//! What the turned cards say: the agreement in words, votes by card, numbers, and who was lowest and
//! highest.

use domain::round::Ballot;
use domain::statistics::{Count, Statistics};
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use super::choices::choices;
use super::wording;
use crate::dom::{El, View, dynamic, el};
use crate::i18n::{Text, Texts};
use crate::later::before_drawing;
use crate::page::{room, texts};
use crate::signals::Memo;
use crate::state::Topic;

/// The result of the round on the table.
pub fn result_panel(result: Memo<Option<Statistics>>) -> El {
    let room = room();
    let texts = texts();
    let content = move || {
        result.with(|result| {
            let statistics = result.as_ref()?;
            let ballots =
                room.read(Topic::Table, |view| Some(view.board.round()?.ballots()?.to_vec()));
            Some(content(texts, statistics, &ballots.unwrap_or_default()))
        })
    };
    let panel = el("section.result")
        .attr_of("aria-label", texts.say(Text::Result))
        .child(dynamic(content))
        .child(choices(result));
    let node = panel.html();
    // Where the page scrolls, the result comes to the eye.
    before_drawing(move || {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        node.scroll_into_view_with_scroll_into_view_options(&options);
    });
    panel
}

fn content(texts: Texts, statistics: &Statistics, ballots: &[Ballot]) -> View {
    let Statistics { sizes, specials, .. } = statistics;
    let most = sizes.iter().chain(specials).map(|count| count.votes).max().unwrap_or(1);
    let sizes = sizes.iter().map(|count| bar(texts, count, "bar"));
    let specials = specials.iter().map(|count| bar(texts, count, "bar bar--special"));
    let besides = wording::besides(texts, statistics);
    let besides = (!besides.is_empty()).then(|| el("p.result-besides").text(&besides));
    let words = el("div.result-words")
        .child(el("p.result-agreement").text(&wording::agreement(texts, statistics)))
        .child(besides)
        .child(facts(texts, statistics, ballots));
    let bars = el("ol.bars")
        .attr("aria-label", &texts.get(Text::VotesByCard))
        .style("--most", &most.to_string())
        .child(View::of(sizes.chain(specials)));
    View::of([words.into(), bars.into()])
}

fn bar(texts: Texts, count: &Count, class: &str) -> View {
    let votes = count.votes;
    let fill = el("span.bar-fill").style("--votes", &votes.to_string());
    let track = el("span.bar-track").attr("aria-hidden", "true").child(fill);
    el("li")
        .class(class)
        .child(el("span.bar-card").text(&count.card.label))
        .child(track)
        .child(el("span.bar-count").text(&texts.count(Text::VoteCount, votes)))
        .into()
}

/// Numbers and names; what there is none of is not there.
fn facts(texts: Texts, statistics: &Statistics, ballots: &[Ballot]) -> El {
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
    let fact = |(text, value): (Text, String)| -> View {
        let value = el("dd").child(el("bdi").text(&value));
        el("div.fact").child(el("dt").text(&texts.get(text))).child(value).into()
    };
    el("dl.facts").child(View::of(facts.into_iter().flatten().map(fact)))
}
