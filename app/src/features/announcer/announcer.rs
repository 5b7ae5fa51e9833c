//! Tells screen readers politely what happens at the table: votes that were cast, the reveal with
//! its result in one sentence, the next story; and what was done on this page.

use domain::statistics::Statistics;
use leptos::prelude::*;

use crate::features::result::wording;
use crate::i18n::{I18n, Text, phrases, use_i18n};
use crate::state::{RoomStore, Topic, short_name, use_room, use_room_ui};

/// The live regions of a room.
#[component]
pub fn Announcer() -> impl IntoView {
    let (i18n, room, ui) = (use_i18n(), use_room(), use_room_ui());
    view! {
        <div class="visually-hidden" translate="no" role="status" aria-live="polite">
            {move || sentence(room, i18n)}
        </div>
        <div class="visually-hidden" translate="no" role="status" aria-live="polite">
            {move || ui.announcement.get()}
        </div>
    }
}

fn sentence(room: RoomStore, i18n: I18n) -> String {
    // Who is missing depends on who is connected.
    room.track(Topic::People);
    let (current, votes, missing, result) = room.read(Topic::Table, |view| {
        let board = &view.board;
        let round = board.round();
        let ballots = round.and_then(|round| round.ballots());
        let result = ballots.map(|ballots| Statistics::new(ballots, &board.deck));
        (board.current, round.map_or(0, |round| round.votes()), board.missing_votes(), result)
    });
    if let Some(result) = result {
        let besides = wording::besides(i18n, &result);
        let parts = [i18n.get(Text::SaidRevealed), wording::agreement(i18n, &result), besides];
        return parts.join(" ").trim_end().to_owned();
    }
    if votes > 0 {
        return phrases::have_voted(i18n, votes, votes + missing);
    }
    match current.map(|id| room.story(id, short_name)) {
        Some(name) => i18n.format(Text::RoomIsAt, &[("story", &name)]),
        None => i18n.get(Text::RoomIsAtQuickRound),
    }
}
