//! One story on paper: its texts, its criteria, and what came of the votes.

use domain::round::{Ballot, PastRound};
use domain::statistics::Statistics;
use domain::story::{Criterion, CriterionState, Story};
use leptos::prelude::*;

use crate::api::markdown;
use crate::features::estimates::estimate_chip;
use crate::features::remark::wording::said;
use crate::features::result::wording;
use crate::i18n::phrases::list;
use crate::i18n::{I18n, Text, use_i18n};
use crate::state::use_room;

/// A story with its result.
#[component]
pub fn PrintedStory(
    /// The story.
    story: Story,
) -> impl IntoView {
    let (i18n, room) = (use_i18n(), use_room());
    let description = (!story.description.is_empty()).then(|| description(&story.description));
    let criteria = story.criteria.iter().map(|one| criterion(i18n, one)).collect_view();
    let about: Vec<String> = story.parent.iter().chain(&story.labels).cloned().collect();
    let is_current = room.peek(|view| view.board.current == Some(story.id));
    let estimate = untrack(|| estimate_chip(i18n, &story, is_current)).map(|chip| {
        let label = untrack(|| i18n.get(Text::Estimate));
        view! { <p class="print-estimate">{label} " " {chip}</p> }
    });
    let result = story.rounds.finished().last().map(|round| {
        let statistics = room.peek(|view| Statistics::new(&round.ballots, &view.board.deck));
        result(i18n, &round, &statistics)
    });
    view! {
        <li class="print-story">
            <h2>
                {story
                    .key
                    .clone()
                    .map(|key| {
                        view! {
                            <bdi>{key}</bdi>
                            " "
                        }
                    })} <span dir="auto">{story.title.clone()}</span>
            </h2>
            {estimate}
            {(!about.is_empty()).then(|| view! { <p dir="auto">{about.join(", ")}</p> })}
            {story.link.clone().map(|link| view! { <p class="print-link">{link}</p> })}
            {description}
            <ul class="print-criteria">{criteria}</ul>
            {result}
        </li>
    }
}

/// As the server has rendered it, where that was seen here; else as it was typed.
fn description(text: &str) -> AnyView {
    match markdown::rendered(text) {
        Some(html) => view! { <div class="markdown" dir="auto" inner_html=html /> }.into_any(),
        None => view! {
            <div class="markdown markdown--plain" dir="auto">
                {text.to_owned()}
            </div>
        }
        .into_any(),
    }
}

fn criterion(i18n: I18n, criterion: &Criterion) -> impl IntoView + use<> {
    let state = untrack(|| match criterion.state {
        CriterionState::Open => String::new(),
        CriterionState::Agreed => format!(" ({})", i18n.get(Text::StateAgreed)),
        CriterionState::Unclear => format!(" ({})", i18n.get(Text::StateUnclear)),
    });
    let text = criterion.text.clone();
    view! {
        <li>
            <span dir="auto">{text}</span>
            {state}
        </li>
    }
}

/// The last round in a sentence, with its figures and who had which card.
fn result(i18n: I18n, round: &PastRound, statistics: &Statistics) -> impl IntoView + use<> {
    let words = untrack(|| {
        let figure = |text, value: Option<f64>| {
            value.map(|value| format!("{} {}", i18n.get(text), i18n.number(value)))
        };
        let besides = Some(wording::besides(i18n, statistics)).filter(|words| !words.is_empty());
        let parts = [
            Some(wording::agreement(i18n, statistics)),
            figure(Text::Average, statistics.average),
            figure(Text::Median, statistics.median),
            besides,
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    });
    let votes =
        untrack(|| round.ballots.iter().filter_map(|one| vote(i18n, one)).collect::<Vec<_>>());
    let votes = untrack(|| list(i18n, &votes));
    view! {
        <p class="print-result">{words}</p>
        <p class="print-votes">
            <bdi>{votes}</bdi>
        </p>
    }
}

/// Who had which card, as far as that is told; whoever had none is counted beside the figures.
fn vote(i18n: I18n, ballot: &Ballot) -> Option<String> {
    let label = &ballot.card.as_ref()?.label;
    let voted = match ballot.is_anonymous() {
        true => label.clone(),
        false => format!("{} {label}", ballot.name),
    };
    Some(match said(i18n, &ballot.remark) {
        said if said.is_empty() => voted,
        said => format!("{voted} ({said})"),
    })
}
