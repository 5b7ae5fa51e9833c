//! The list of earlier rounds: who voted what, and how long it took. Loaded when it is first shown.

use domain::ids::Subject;
use domain::round::{Ballot, PastRound};
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::past_rounds::past_rounds;
use crate::components::lazy_part::PartMissing;
use crate::i18n::{Text, messages, phrases, use_i18n};
use crate::state::use_room;

/// Loads the list of the earlier rounds on a story.
#[wasm_split(story_form, fallible)]
pub fn load_history_rounds(subject: Subject) -> Result<AnyView, PartMissing> {
    Ok(view! { <HistoryRounds subject /> }.into_any())
}

/// The rounds, the latest first.
#[component]
fn HistoryRounds(subject: Subject) -> impl IntoView {
    let room = use_room();
    let rounds =
        move || past_rounds(room, subject, |past| past.iter().rev().cloned().collect::<Vec<_>>());
    view! {
        <ol class="history-rounds" reversed=true>
            <For each=rounds key=|past| past.number let(past)>
                <HistoryRound past />
            </For>
        </ol>
    }
}

#[component]
fn HistoryRound(past: PastRound) -> impl IntoView {
    let i18n = use_i18n();
    let PastRound { number, started, revealed, ballots } = past;
    let title =
        move || i18n.format(Text::RoundNumber, &[("number", &messages::number(i18n, number))]);
    let facts = move || {
        let duration = phrases::duration(i18n, revealed.since(started));
        format!("{} · {duration}", i18n.time(revealed))
    };
    let ballots = ballots.into_iter().map(|ballot| view! { <HistoryBallot ballot /> });
    view! {
        <li class="history-round">
            <p class="history-title">{title} <span class="history-facts">{facts}</span></p>
            <ul class="history-ballots">{ballots.collect_view()}</ul>
        </li>
    }
}

#[component]
fn HistoryBallot(ballot: Ballot) -> impl IntoView {
    let i18n = use_i18n();
    let Ballot { name, card, first, .. } = ballot;
    let card = move || match &card {
        Some(card) => card.label.clone(),
        None => i18n.get(Text::NoVote),
    };
    let changed = first.map(|first| {
        let words = move || i18n.format(Text::ChangedFrom, &[("card", &first.label)]);
        view! { <span class="history-changed">{words}</span> }
    });
    view! {
        <li>
            <bdi>{name}</bdi>
            " "
            <strong>{card}</strong>
            " "
            {changed}
        </li>
    }
}
