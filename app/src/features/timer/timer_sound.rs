//! The sound at the end of the time, which each person can mute for themselves.

use domain::timer::Timer;
use leptos::prelude::*;

use crate::components::sound::Sound;
use crate::components::sound_button::SoundButton;
use crate::host::use_host;
use crate::i18n::Text;
use crate::state::browser_storage;

/// The key that the choice is stored under.
const MUTED_KEY: &str = "ready-room:timer-muted";

/// The switch. Sounds when the timer ends, not where it is over already.
#[component]
pub fn TimerSound(
    /// The timer.
    timer: Memo<Option<Timer>>,
) -> impl IntoView {
    let host = use_host();
    let is_muted = RwSignal::new(browser_storage::item(host, MUTED_KEY).is_some());
    Effect::new(move |before: Option<Option<Timer>>| {
        let now = timer.get();
        let was_running = matches!(before, Some(Some(Timer::Running(_))));
        if was_running && now == Some(Timer::Over) && !is_muted.get_untracked() {
            Sound::TimeIsUp.play();
        }
        now
    });
    let toggle = move || {
        is_muted.update(|is_muted| *is_muted = !*is_muted);
        if is_muted.get_untracked() {
            browser_storage::set_item(host, MUTED_KEY, "1");
        } else {
            browser_storage::remove_item(host, MUTED_KEY);
        }
    };
    view! {
        <SoundButton
            label=Text::TimerSound
            class="button--icon"
            is_on=move || !is_muted.get()
            on_press=toggle
        />
    }
}
