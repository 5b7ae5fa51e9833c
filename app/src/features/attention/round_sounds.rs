//! A soft sound when a round begins and when everybody has voted, for those who have chosen it.

use leptos::prelude::*;

use crate::components::sound::Sound;
use crate::state::{Topic, use_room, use_room_ui};

/// Plays the sounds.
pub fn use_round_sounds() {
    let (room, ui) = (use_room(), use_room_ui());
    let round = Memo::new(move |_| {
        room.read(Topic::Table, |view| {
            let number = view.board.round().map(|round| round.number);
            (view.board.current, number)
        })
    });
    let is_complete = Memo::new(move |_| {
        room.track(Topic::People);
        room.read(Topic::Table, |view| {
            let round = view.board.round().filter(|round| !round.is_revealed());
            round.is_some_and(|round| round.votes() > 0) && view.board.missing_votes() == 0
        })
    });
    let play = move |sound: Sound| {
        if ui.sounds.get_untracked() == Some(true) {
            sound.play();
        }
    };
    Effect::new(move |before: Option<_>| {
        let now = round.get();
        if before.is_some_and(|before| before != now) {
            play(Sound::RoundBegins);
        }
        now
    });
    Effect::new(move |before: Option<bool>| {
        let is_complete = is_complete.get();
        if before == Some(false) && is_complete {
            play(Sound::AllHaveVoted);
        }
        is_complete
    });
}
