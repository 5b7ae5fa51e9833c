//! The table: a place for everybody in the round, and the result once the cards are turned.

use domain::ids::ParticipantId;
use domain::people::{Person, Role};
use domain::round::Round;
use domain::statistics::Statistics;

use super::reads::person;
use super::result::result_panel;
use super::seat::seat;
use crate::dom::{El, each, el, when};
use crate::i18n::{Text, Texts};
use crate::page::{room, texts};
use crate::parts::icon::Icon;
use crate::signals::Memo;
use crate::state::{RoomState, Topic};

/// The table with its seats.
pub fn table() -> El {
    let room = room();
    let texts = texts();
    let seated = move |role: Role| {
        Memo::new(move || {
            room.read(Topic::Table, |_| ());
            room.read(Topic::People, |view| {
                let round = view.board.round();
                let people = view.board.people.iter().filter(|person| person.role == role);
                let there = people.filter(|person| round.is_some_and(|round| sits(person, round)));
                there.map(|person| person.id.0).collect::<Vec<u32>>()
            })
        })
    };
    let (estimators, observers) = (seated(Role::Estimator), seated(Role::Observer));
    let result = Memo::new(move || {
        room.read(Topic::Table, |view| {
            let ballots = view.board.round()?.ballots()?;
            Some(Statistics::new(ballots, &view.board.deck))
        })
    });
    let is_revealed = move || result.with(Option::is_some);
    let seats = each(move || estimators.get(), move |id| seat(ParticipantId(id), result));
    let nobody = move || el("p.story-hint").text_of(texts.say(Text::NobodyEstimates));
    let aside = move || onlookers(room, texts, observers);
    el("section.table")
        .class_if("is-revealed", is_revealed)
        .class_if("is-crowded", move || estimators.with(Vec::len) > 12)
        .attr_of("aria-label", texts.say(Text::Table))
        .child(el("ul.seats").child(seats))
        .child(when(move || estimators.with(Vec::is_empty), nobody))
        .child(when(move || !observers.with(Vec::is_empty), aside))
        .child(when(is_revealed, move || result_panel(result)))
}

/// Observers stand aside.
fn onlookers(room: RoomState, texts: Texts, observers: Memo<Vec<u32>>) -> El {
    let name = move |id| {
        let name = move || person(room, ParticipantId(id), Person::shown_name);
        el("li").child(el("bdi").text_of(name))
    };
    let label =
        el("span.onlookers-label").child(Icon::Eye.view()).text_of(texts.say(Text::Watching));
    let names = el("ul.onlookers-names").child(each(move || observers.get(), name));
    el("div.onlookers").child(label).child(names)
}

/// Whether a person has a place in the round: they are here, were here while it ran, or have a card
/// on the table. Whoever left before it began has none.
fn sits(person: &Person, round: &Round) -> bool {
    let was_here = person.away_since().is_none_or(|since| since >= round.started);
    was_here || round.has_vote(person.id)
}

#[cfg(test)]
mod tests {
    use domain::people::Presence;
    use domain::time::Timestamp;

    use super::*;

    #[test]
    fn whoever_left_before_the_round_has_no_place_in_it() {
        let person = |presence| Person {
            id: ParticipantId(1),
            name: "Ana".into(),
            mark: 1,
            role: Role::Estimator,
            facilitator: false,
            presence,
        };
        let round = Round::new(1, Timestamp(100));
        assert!(sits(&person(Presence::Connected), &round));
        assert!(sits(&person(Presence::AwaySince(Timestamp(101))), &round));
        assert!(!sits(&person(Presence::AwaySince(Timestamp(99))), &round));
    }
}
