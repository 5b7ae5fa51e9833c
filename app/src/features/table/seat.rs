//! One person's seat at the table: who they are, and what is known of their card.

use domain::ids::ParticipantId;
use domain::people::Person;
use domain::statistics::Statistics;
use leptos::prelude::*;

use super::seat_card::SeatCard;
use super::seat_state::SeatState;
use crate::i18n::{Text, characters, use_i18n};
use crate::state::{Topic, use_room};

/// One person's seat.
#[component]
pub fn Seat(
    /// Whose it is.
    id: ParticipantId,
    /// The result of the round, once it is revealed.
    result: Memo<Option<Statistics>>,
) -> impl IntoView {
    let (room, i18n) = (use_room(), use_i18n());
    let state = Memo::new(move |_| room.read(Topic::Table, |view| SeatState::of(view, id)));
    let mark = Memo::new(move |_| result.with(|result| mark(result.as_ref()?, id)));
    let is_mine = room.peek(|view| view.you == id);
    let is_away = move || room.person(id, |person| !person.is_connected());
    let name = move || room.person(id, Person::shown_name);
    let initial = move || room.person(id, |person| characters::initial(&person.name));
    let marks = move || {
        let mark = mark.get()?;
        let is_lowest = mark == Text::Lowest;
        let class = if is_lowest { "mark mark--lowest" } else { "mark mark--highest" };
        Some(view! { <span class=class>{i18n.get(mark)}</span> })
    };
    view! {
        <li class="seat" class:is-mine=is_mine class:is-away=is_away>
            <SeatCard state />
            <span class="seat-person">
                <span class="avatar avatar--small" aria-hidden="true">
                    <bdi>{initial}</bdi>
                </span>
                <bdi class="seat-name" title=name>
                    {name}
                </bdi>
            </span>
            <span class="seat-state">
                {move || state.with(|state| state.describe(i18n, is_away()))} {marks}
            </span>
        </li>
    }
}

/// Whether this person played the lowest or the highest card.
fn mark(result: &Statistics, id: ParticipantId) -> Option<Text> {
    match (result.lowest.contains(&id), result.highest.contains(&id)) {
        (true, _) => Some(Text::Lowest),
        (_, true) => Some(Text::Highest),
        _ => None,
    }
}
