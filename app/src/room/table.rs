//! The table: a place for everybody in the round, and the result once the cards are turned.

use domain::ids::ParticipantId;
use domain::people::{Person, Role};
use domain::round::Round;
use domain::statistics::Statistics;
use leptos::prelude::*;

use super::reads::say;
use super::result::ResultPanel;
use super::seat::Seat;
use crate::i18n::{Text, Texts};
use crate::state::{RoomState, Topic};

/// The table with its seats.
#[component]
pub fn Table() -> impl IntoView {
    let room = expect_context::<RoomState>();
    let texts = expect_context::<Texts>();
    let seated = move |role: Role| {
        Memo::new(move |_| {
            room.read(Topic::Table, |_| ());
            room.read(Topic::People, |view| {
                let round = view.board.round();
                let people = view.board.people.iter().filter(|person| person.role == role);
                let there = people.filter(|person| round.is_some_and(|round| sits(person, round)));
                there.map(|person| person.id).collect::<Vec<ParticipantId>>()
            })
        })
    };
    let (estimators, observers) = (seated(Role::Estimator), seated(Role::Observer));
    let result = Memo::new(move |_| {
        room.read(Topic::Table, |view| {
            let ballots = view.board.round()?.ballots()?;
            Some(Statistics::new(ballots, &view.board.deck))
        })
    });
    let is_revealed = Memo::new(move |_| result.with(Option::is_some));
    let many = move || estimators.with(Vec::len) > 12;
    view! {
        <section
            class="table"
            class:is-revealed=move || is_revealed.get()
            class:is-crowded=many
            aria-label=say(texts, Text::Table)
        >
            <ul class="seats">
                <For each=move || estimators.get() key=|id| *id let:id>
                    <Seat id result/>
                </For>
            </ul>
            <Show when=move || estimators.with(Vec::is_empty)>
                <p class="story-hint">{say(texts, Text::NobodyEstimates)}</p>
            </Show>
            <Show when=move || !observers.with(Vec::is_empty)>
                {move || onlookers(room, texts, &observers.get())}
            </Show>
            <Show when=move || is_revealed.get()>
                <ResultPanel result/>
            </Show>
        </section>
    }
    .into_any()
}

/// Observers stand aside.
fn onlookers(room: RoomState, texts: Texts, observers: &[ParticipantId]) -> AnyView {
    let names = room.read(Topic::People, |view| {
        let people = observers.iter().filter_map(|id| view.board.people.get(*id));
        people.map(Person::shown_name).collect::<Vec<_>>()
    });
    let names: Vec<_> =
        names.into_iter().map(|name| view! { <li><bdi>{name}</bdi></li> }).collect();
    view! {
        <div class="onlookers">
            <span class="onlookers-label">
                {crate::parts::icon::Icon::Eye.view()}
                {say(texts, Text::Watching)}
            </span>
            <ul class="onlookers-names">{names}</ul>
        </div>
    }
    .into_any()
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
