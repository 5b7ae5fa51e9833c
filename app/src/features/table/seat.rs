//! One person's seat at the table: who they are, and what is known of their card.

use domain::ids::ParticipantId;
use domain::people::Person;
use domain::remark::Remark;
use domain::statistics::Statistics;
use domain::view::RoomView;
use leptos::prelude::*;

use super::seat_card::SeatCard;
use super::seat_state::SeatState;
use crate::components::lazy_part::LazyPart;
use crate::features::remark::load_said;
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
    let state = Memo::new(move |_| {
        // Settings and the viewer's role decide whether it is told who has voted.
        room.track(Topic::Room);
        room.track(Topic::People);
        room.read(Topic::Table, |view| SeatState::of(view, id))
    });
    let mark = Memo::new(move |_| result.with(|result| mark(result.as_ref()?, id)));
    let is_mine = room.peek(|view| view.you == id);
    let is_away = move || room.person(id, |person| !person.is_connected());
    let name = Memo::new(move |_| {
        room.track(Topic::Table);
        room.read(Topic::People, |view| shown_name(view, id))
    });
    let initial = move || name.with(|name| characters::initial(name));
    let remark = Memo::new(move |_| room.read(Topic::Table, |view| remark(view, id)));
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
                <bdi class="seat-name" title=move || name.get()>
                    {move || name.get()}
                </bdi>
            </span>
            <span class="seat-state">
                {move || state.with(|state| state.describe(i18n, is_away()))} {marks}
            </span>
            <Show when=move || remark.with(|remark| !remark.is_empty())>
                <LazyPart load=move || load_said(remark) />
            </Show>
        </li>
    }
}

/// The name on the ballot once the cards are revealed, as in the result; else the name that they have now.
fn shown_name(view: &RoomView, id: ParticipantId) -> String {
    let ballot = view.board.shown_ballot(view.board.current, id);
    let now = || view.board.people.get(id).map(Person::shown_name);
    ballot.map(|ballot| ballot.name.clone()).or_else(now).unwrap_or_default()
}

/// What this person said of the card that is revealed.
fn remark(view: &RoomView, id: ParticipantId) -> Remark {
    let ballot = view.board.shown_ballot(view.board.current, id);
    ballot.map(|ballot| ballot.remark.clone()).unwrap_or_default()
}

/// Whether this person played the lowest or the highest card.
fn mark(result: &Statistics, id: ParticipantId) -> Option<Text> {
    match (result.lowest.contains(&id), result.highest.contains(&id)) {
        (true, _) => Some(Text::Lowest),
        (_, true) => Some(Text::Highest),
        _ => None,
    }
}
