//! One person's place at the table: who they are, and what is known of their card.

use domain::deck::{Card, Special};
use domain::ids::ParticipantId;
use domain::round::Phase;
use domain::statistics::Statistics;
use domain::text;
use domain::view::RoomView;
use leptos::prelude::*;

use super::reads::person;
use crate::i18n::{Text, Texts};
use crate::state::{RoomState, Topic};

/// What lies on a place.
#[derive(Clone, Debug, PartialEq)]
enum Place {
    Thinking,
    Voted,
    Shown { card: Card, first: Option<Card> },
    NoVote,
    Waits,
}

/// One person's place at the table.
#[component]
pub fn Seat(id: ParticipantId, result: Memo<Option<Statistics>>) -> impl IntoView {
    let room = expect_context::<RoomState>();
    let texts = expect_context::<Texts>();
    let place = Memo::new(move |_| room.read(Topic::Table, |view| place(view, id)));
    let mine = room.peek(|view| view.you == id);
    let name = move || person(room, id, |person| person.shown_name());
    let initial = move || person(room, id, |person| text::initial(&person.name).to_owned());
    let is_away = Memo::new(move |_| person(room, id, |person| !person.is_connected()));
    let mark = Memo::new(move |_| {
        result.with(|result| {
            let result = result.as_ref()?;
            match (result.lowest.contains(&id), result.highest.contains(&id)) {
                (true, _) => Some(Text::Lowest),
                (_, true) => Some(Text::Highest),
                _ => None,
            }
        })
    });
    let marks = move || {
        mark.get().map(|mark| {
            let class =
                if mark == Text::Lowest { "mark mark--lowest" } else { "mark mark--highest" };
            view! { <span class=class>{texts.get(mark)}</span> }
        })
    };
    let state = move || match (place.get(), is_away.get()) {
        (Place::Shown { first: Some(first), .. }, _) => {
            texts.with(Text::ChangedFrom, &[("card", &first.label)])
        }
        (Place::Shown { card, .. }, _) if card.special() == Some(Special::Pass) => {
            texts.get(Text::Abstained)
        }
        (Place::NoVote, _) => texts.get(Text::NoVote),
        (_, true) => texts.get(Text::Away),
        (Place::Thinking, _) => texts.get(Text::Thinking),
        (Place::Voted, _) => texts.get(Text::Voted),
        (Place::Waits, _) => texts.get(Text::NextRound),
        (Place::Shown { .. }, _) => String::new(),
    };
    view! {
        <li class="seat" class:is-mine=mine class:is-away=move || is_away.get()>
            {move || card(&place.get())}
            <span class="seat-person">
                <span class="avatar avatar--small" aria-hidden="true"><bdi>{initial}</bdi></span>
                <bdi class="seat-name" title=name>{name}</bdi>
            </span>
            <span class="seat-state">{state} {marks}</span>
        </li>
    }
    .into_any()
}

/// The card that lies there. A turned card begins as a face-down one, so that it turns in the eye.
fn card(place: &Place) -> AnyView {
    match place {
        Place::Thinking | Place::Waits | Place::NoVote => {
            view! { <span class="card-place" aria-hidden="true"></span> }.into_any()
        }
        Place::Voted => {
            view! { <span class="flip" aria-hidden="true"><span class="card-back"></span></span> }
                .into_any()
        }
        Place::Shown { card, .. } => {
            let kind =
                if card.special().is_some() { "card-face card-face--special" } else { "card-face" };
            view! {
                <span class="flip is-turned">
                    <span class="card-back" aria-hidden="true"></span>
                    <span class=kind data-length=text::length(&card.label).to_string()>
                        {card.label.clone()}
                    </span>
                </span>
            }
            .into_any()
        }
    }
}

fn place(view: &RoomView, id: ParticipantId) -> Place {
    let Some(round) = view.board.round() else { return Place::Thinking };
    match &round.phase {
        Phase::Voting { voted, .. } if voted.contains(&id) => Place::Voted,
        Phase::Voting { .. } => Place::Thinking,
        Phase::Revealed { ballots, .. } => {
            match ballots.iter().find(|ballot| ballot.participant == id) {
                None => Place::Waits,
                Some(ballot) => match &ballot.card {
                    None => Place::NoVote,
                    Some(card) => Place::Shown { card: card.clone(), first: ballot.first.clone() },
                },
            }
        }
    }
}
