//! The list of revealed rounds: who voted what and what they said of it, who moved since the round before,
//! and how long it took. Loaded when it is first shown.

use domain::ids::Subject;
use domain::moves::Move;
use domain::round::Ballot;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::past_rounds::{RoundWithMoves, revealed_rounds};
use crate::components::lazy_part::PartMissing;
use crate::features::remark::wording::said;
use crate::features::result::wording::before;
use crate::i18n::{I18n, Text, messages, phrases, use_i18n};
use crate::state::use_room;

/// Loads the list of the revealed rounds on a story.
#[wasm_split(story_form, fallible)]
pub fn load_history_rounds(subject: Subject) -> Result<AnyView, PartMissing> {
    Ok(view! { <HistoryRounds subject /> }.into_any())
}

/// The rounds, the latest first.
#[component]
fn HistoryRounds(subject: Subject) -> impl IntoView {
    let room = use_room();
    let rounds = Memo::new(move |_| revealed_rounds(room, subject));
    // A card may be changed after the reveal, so a row shows its round as it is now.
    let rows = move || {
        let rounds = rounds.get().into_iter();
        rounds.map(|one| view! { <HistoryRound one /> }).collect_view()
    };
    view! {
        <ol class="history-rounds" reversed=true>
            {rows}
        </ol>
    }
}

#[component]
fn HistoryRound(one: RoundWithMoves) -> impl IntoView {
    let i18n = use_i18n();
    let RoundWithMoves { round, moves } = one;
    let number = round.number;
    let title =
        move || i18n.format(Text::RoundNumber, &[("number", &messages::number(i18n, number))]);
    let took = round.milliseconds();
    let facts = move || {
        let took = took.map(|took| phrases::duration(i18n, took));
        let earlier = round
            .before
            .as_ref()
            .map(|earlier| format!("{} {}", i18n.get(Text::EstimateBefore), before(i18n, earlier)));
        let facts = [Some(i18n.time(round.revealed)), took, earlier];
        facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let ballots = round.ballots.into_iter().map(|ballot| {
        let moved = moves.iter().find(|one| one.participant == ballot.participant).cloned();
        view! { <HistoryBallot ballot moved /> }
    });
    let ballots = ballots.collect_view();
    view! {
        <li class="history-round">
            <p class="history-title">{title} <span class="history-facts">{facts}</span></p>
            <ul class="history-ballots">{ballots}</ul>
        </li>
    }
}

#[component]
fn HistoryBallot(ballot: Ballot, moved: Option<Move>) -> impl IntoView {
    let i18n = use_i18n();
    let Ballot { name, card, first, remark, scores, first_scores, .. } = ballot;
    let card = move || match &card {
        Some(card) => card.label.clone(),
        None => i18n.get(Text::NoVote),
    };
    let changed = first.map(|first| {
        let words = move || i18n.format(Text::ChangedFrom, &[("card", &first.label)]);
        view! { <span class="history-changed">{words}</span> }
    });
    let moved = moved.map(|moved| {
        view! { <span class="history-moved">{move || moved_in_words(i18n, &moved)}</span> }
    });
    let said = (!remark.is_empty()).then(|| {
        view! {
            <span class="said" dir="auto">
                {move || said(i18n, &remark)}
            </span>
        }
    });
    let scored = scores.iter().map(|(name, card)| {
        let first = first_scores.get(name).map(|first| {
            let first = first.label.clone();
            move || i18n.format(Text::ChangedFrom, &[("card", &first)])
        });
        view! {
            <span class="history-score">
                <bdi>{name.to_owned()}</bdi>
                " "
                {card.label.clone()}
                " "
                {first}
            </span>
        }
    });
    let scored = scored.collect_view();
    view! {
        <li>
            <bdi>{name}</bdi>
            " "
            <strong>{card}</strong>
            " "
            {scored}
            " "
            {moved}
            " "
            {changed}
            " "
            {said}
        </li>
    }
}

/// From where somebody moved, and by how much: by cards of the deck, and by the numbers on them.
fn moved_in_words(i18n: I18n, moved: &Move) -> String {
    let from = [("card", moved.from.label.as_str())];
    let words = match moved.cards {
        Some(cards) if cards != 0 => {
            let text = if cards > 0 { Text::MovedUp } else { Text::MovedDown };
            i18n.plural_with(text, cards.unsigned_abs() as usize, &from)
        }
        _ => i18n.format(Text::MovedFrom, &from),
    };
    match moved.number {
        Some(number) if number > 0.0 => format!("{words} (+{})", i18n.number(number)),
        Some(number) => format!("{words} (−{})", i18n.number(-number)),
        None => words,
    }
}
