//! The card on a seat: none yet, face down, or face up.

use domain::deck::Special;
use leptos::prelude::*;

use super::seat_state::SeatState;
use crate::i18n::characters;

/// The card on a seat. A revealed card begins face down, so that one sees it turn; it does not turn again
/// when it is changed.
#[component]
pub fn SeatCard(
    /// What is known of it.
    state: Memo<SeatState>,
) -> impl IntoView {
    let label = move || state.with(|state| state.label().unwrap_or_default().to_owned());
    let is_face_down = move || state.with(|state| *state == SeatState::Voted);
    let is_face_up = move || state.with(|state| state.label().is_some());
    view! {
        <Show when=move || !is_face_down() && !is_face_up()>
            <span class="card-place" aria-hidden="true"></span>
        </Show>
        <Show when=is_face_down>
            <span class="flip" aria-hidden="true">
                <span class="card-back"></span>
            </span>
        </Show>
        <Show when=is_face_up>
            <span class="flip is-turned">
                <span class="card-back" aria-hidden="true"></span>
                <span
                    class="card-face"
                    class:card-face--special=move || Special::of(&label()).is_some()
                    data-length=move || characters::length(&label()).to_string()
                >
                    {label}
                </span>
            </span>
        </Show>
    }
}
