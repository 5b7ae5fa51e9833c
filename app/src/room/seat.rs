//! One person's place at the table: who they are, and what is known of their card.

use domain::deck::{Card, Special};
use domain::ids::ParticipantId;
use domain::people::Person;
use domain::round::Phase;
use domain::statistics::Statistics;
use domain::view::RoomView;

use super::reads::person;
use crate::characters;
use crate::dom::{El, View, dynamic, el, when};
use crate::i18n::{Text, Texts};
use crate::page::{room, texts};
use crate::signals::Memo;
use crate::state::Topic;

/// What lies on a place.
#[derive(Clone, Debug, PartialEq)]
enum Place {
    Thinking,
    Voted,
    Shown { card: Card, first: Option<Card> },
    NoVote,
    Waits,
}

impl Place {
    /// The card that lies face up.
    fn shown(self) -> Option<Card> {
        match self {
            Self::Shown { card, .. } => Some(card),
            _ => None,
        }
    }
}

/// One person's place at the table.
pub fn seat(id: ParticipantId, result: Memo<Option<Statistics>>) -> El {
    let room = room();
    let texts = texts();
    let place = Memo::new(move || room.read(Topic::Table, |view| place(view, id)));
    let is_mine = room.peek(|view| view.you == id);
    let name = move || person(room, id, Person::shown_name);
    let initial = move || person(room, id, |person| characters::initial(&person.name));
    let is_away = move || person(room, id, |person| !person.is_connected());
    let mark = move || {
        let mark = result.with(|result| mark(result.as_ref()?, id));
        mark.map(|mark| {
            let is_lowest = mark == Text::Lowest;
            let class = if is_lowest { "mark mark--lowest" } else { "mark mark--highest" };
            el("span").class(class).text_of(texts.say(mark))
        })
    };
    let avatar = el("span.avatar.avatar--small")
        .attr("aria-hidden", "true")
        .child(el("bdi").text_of(initial));
    let name = el("bdi.seat-name").attr_of("title", name).text_of(name);
    let state = el("span.seat-state")
        .text_of(move || state(texts, place.get(), is_away()))
        .child(dynamic(mark));
    el("li")
        .class(if is_mine { "seat is-mine" } else { "seat" })
        .class_if("is-away", is_away)
        .child(card(place))
        .child(el("span.seat-person").child(avatar).child(name))
        .child(state)
}

fn state(texts: Texts, place: Place, is_away: bool) -> String {
    match (place, is_away) {
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
    }
}

fn mark(result: &Statistics, id: ParticipantId) -> Option<Text> {
    match (result.lowest.contains(&id), result.highest.contains(&id)) {
        (true, _) => Some(Text::Lowest),
        (_, true) => Some(Text::Highest),
        _ => None,
    }
}

/// The card that lies there. A turned card begins as a face-down one, so that it turns in the eye;
/// it does not turn again when it is changed.
fn card(place: Memo<Place>) -> View {
    let label = move || place.get().shown().map(|card| card.label).unwrap_or_default();
    let is_voted = move || place.get() == Place::Voted;
    let is_shown = move || place.get().shown().is_some();
    let back = || el("span.card-back");
    let nothing = || el("span.card-place").attr("aria-hidden", "true");
    let face_down = move || el("span.flip").attr("aria-hidden", "true").child(back());
    let face_up = move || {
        let face = el("span.card-face")
            .class_if("card-face--special", move || Special::of(&label()).is_some())
            .attr_of("data-length", move || characters::length(&label()).to_string())
            .text_of(label);
        el("span.flip.is-turned").child(back().attr("aria-hidden", "true")).child(face)
    };
    View::of([
        when(move || !is_voted() && !is_shown(), nothing),
        when(is_voted, face_down),
        when(is_shown, face_up),
    ])
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
