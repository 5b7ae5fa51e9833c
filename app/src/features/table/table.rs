//! The table: a seat for everybody in the round, and the result once the cards are revealed.

use domain::ids::ParticipantId;
use domain::people::{Person, Role};
use domain::round::Round;
use domain::statistics::Statistics;
use leptos::prelude::*;

use super::onlookers::Onlookers;
use super::seat::Seat;
use crate::components::lazy_part::LazyPart;
use crate::features::result::load_result;
use crate::i18n::{Text, use_i18n};
use crate::state::{RoomStore, Topic, use_room};

/// With more estimators than this, the cards are drawn smaller.
const CROWDED_ABOVE: usize = 12;

/// The table with its seats.
#[component]
pub fn Table() -> impl IntoView {
    let (room, i18n) = (use_room(), use_i18n());
    let estimators = Memo::new(move |_| seated(room, Role::Estimator));
    let observers = Memo::new(move |_| seated(room, Role::Observer));
    let result = Memo::new(move |_| {
        room.read(Topic::Table, |view| {
            let ballots = view.board.round()?.ballots()?;
            Some(Statistics::new(ballots, &view.board.deck))
        })
    });
    let is_revealed = move || result.with(Option::is_some);
    let is_crowded = move || estimators.with(Vec::len) > CROWDED_ABOVE;
    view! {
        <section
            class="table"
            class:is-revealed=is_revealed
            class:is-crowded=is_crowded
            translate="no"
            aria-label=i18n.text(Text::Table)
        >
            <ul class="seats">
                <For each=move || estimators.get() key=|id| *id let(id)>
                    <Seat id result />
                </For>
            </ul>
            <Show when=move || estimators.with(Vec::is_empty)>
                <p class="story-hint">{i18n.text(Text::NobodyEstimates)}</p>
            </Show>
            <Show when=move || !observers.with(Vec::is_empty)>
                <Onlookers observers />
            </Show>
            <Show when=is_revealed>
                <LazyPart load=move || load_result(result) />
            </Show>
        </section>
    }
}

/// Those with this role who have a place in the round.
fn seated(room: RoomStore, role: Role) -> Vec<ParticipantId> {
    room.track(Topic::Table);
    room.read(Topic::People, |view| {
        let Some(round) = view.board.round() else { return Vec::new() };
        let people = view.board.people.iter().filter(|person| person.role == role);
        let people = people.filter(|person| sits(person, round)).map(|person| person.id);
        let ballots = round.ballots().filter(|_| role == Role::Estimator).unwrap_or_default();
        let named = ballots.iter().filter(|ballot| !ballot.is_anonymous());
        with_ballots(named.map(|ballot| ballot.participant).collect(), people)
    })
}

/// Whoever has a ballot keeps the place, also when they were removed or became observers since: the table
/// speaks of the same ballots as the result. The others follow.
fn with_ballots(
    mut seats: Vec<ParticipantId>,
    people: impl Iterator<Item = ParticipantId>,
) -> Vec<ParticipantId> {
    for person in people {
        if !seats.contains(&person) {
            seats.push(person);
        }
    }
    seats
}

/// Whether a person has a place in the round: they are here, were here while it ran, or have a card on
/// the table. Whoever left before it began has none.
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
            editing: None,
        };
        let round = Round::new(1, Timestamp(100));
        assert!(sits(&person(Presence::Connected), &round));
        assert!(sits(&person(Presence::AwaySince(Timestamp(101))), &round));
        assert!(!sits(&person(Presence::AwaySince(Timestamp(99))), &round));
    }
}
