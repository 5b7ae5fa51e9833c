//! One card of the hand.

use domain::deck::Special;
use leptos::prelude::*;

use super::play_card::play_card;
use crate::i18n::{I18n, Text, characters, use_i18n};
use crate::session::use_commands;
use crate::state::use_room;

/// A card; a press plays it, or takes it back.
#[component]
pub fn HandCard(
    /// Its label.
    label: String,
    /// Whether it is the chosen one.
    #[prop(into)]
    is_chosen: Signal<bool>,
    /// Whether the chosen card is not saved yet.
    #[prop(into)]
    is_sending: Signal<bool>,
    /// Whether a card may be played now.
    #[prop(into)]
    is_open: Signal<bool>,
    /// Whether the tab key stops at it.
    #[prop(into)]
    is_tab_stop: Signal<bool>,
) -> impl IntoView {
    let (room, i18n, commands) = (use_room(), use_i18n(), use_commands());
    let length = characters::length(&label).to_string();
    let (corner, center, plain_name) = (label.clone(), label.clone(), label.clone());
    let name = move || spoken_name(i18n, &plain_name);
    let tabindex = move || if is_tab_stop.get() { "0" } else { "-1" };
    view! {
        <button
            type="button"
            class="playing-card"
            class:playing-card--special=Special::of(&label).is_some()
            class:is-chosen=is_chosen
            class:is-sending=move || is_chosen.get() && is_sending.get()
            role="radio"
            aria-label=name
            aria-disabled=move || (!is_open.get()).to_string()
            aria-checked=move || is_chosen.get().to_string()
            tabindex=tabindex
            data-length=length
            on:click=move |_| play_card(room, commands, &label)
        >
            <span class="card-corner" aria-hidden="true">
                {corner}
            </span>
            <span class="card-label" aria-hidden="true">
                {center}
            </span>
        </button>
    }
}

/// What screen readers say for a card.
pub fn spoken_name(i18n: I18n, label: &str) -> String {
    i18n.get(match Special::of(label) {
        None => return label.to_owned(),
        Some(Special::Unsure) => Text::CardUnsure,
        Some(Special::Break) => Text::CardBreak,
        Some(Special::TooBig) => Text::CardTooBig,
        Some(Special::Pass) => Text::CardPass,
    })
}
