//! Somebody asks for the vote of the person here: their hand moves, a notice says who asks, and a gentle sound is
//! heard, unless they have chosen silence.

use std::time::Duration;

use leptos::prelude::*;

use crate::components::sound::Sound;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::state::{Toast, use_room, use_room_ui, use_toaster};

/// The hand, which the styles move while it has the attribute.
const HAND: &str = ".hand";
const NUDGED: &str = "data-nudged";

/// How long it has the attribute.
const MOVES_FOR: Duration = Duration::from_millis(1_200);

/// Shows every nudge that comes from now on.
pub fn use_nudge() {
    let (host, i18n, room, ui) = (use_host(), use_i18n(), use_room(), use_room_ui());
    let toaster = use_toaster();
    let mark = move |is_nudged: bool| {
        if let Some(hand) = host.find(HAND) {
            let _ = hand.toggle_attribute_with_force(NUDGED, is_nudged);
        }
    };
    Effect::new(move |before: Option<u32>| {
        let (count, by) = room.nudge();
        if before.is_some_and(|before| before != count)
            && let Some(by) = by
        {
            let name = untrack(|| room.person(by, |person| person.shown_name()));
            let text = untrack(|| i18n.format(Text::NudgedBy, &[("name", &name)]));
            toaster.show(Toast::done(text));
            mark(true);
            set_timeout(move || mark(false), MOVES_FOR);
            if ui.sounds.get_untracked() != Some(false) {
                Sound::Nudge.play();
            }
        }
        count
    });
}
