//! How the round stands, in a few words.

use leptos::prelude::*;

use crate::i18n::{I18n, Text, phrases, use_i18n};
use crate::state::{RoomStore, Topic, use_room};

/// How many have voted, or how long it is until the cards are revealed.
#[component]
pub fn RoundStatus() -> impl IntoView {
    let (room, i18n) = (use_room(), use_i18n());
    view! { <p class="actions-status">{move || status(room, i18n)}</p> }
}

fn status(room: RoomStore, i18n: I18n) -> String {
    room.track(Topic::People);
    let (votes, missing, is_voting, reveal_at) = room.read(Topic::Table, |view| {
        let round = view.board.round();
        let votes = round.map_or(0, |round| round.votes());
        let is_voting = round.is_some_and(|round| !round.is_revealed());
        (votes, view.board.missing_votes(), is_voting, round.and_then(|round| round.reveal_at()))
    });
    if let Some(at) = reveal_at {
        let seconds = at.since(room.clock().now()).div_ceil(1_000);
        return i18n.plural(Text::RevealsIn, seconds as usize);
    }
    if !is_voting || votes + missing == 0 {
        return String::new();
    }
    phrases::have_voted(i18n, votes, votes + missing)
}
