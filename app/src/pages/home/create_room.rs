//! The form that creates a room: a new one, or one from a file.

use domain::deck::{DeckChoice, DeckKind};
use domain::refusal::Field;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::deck_picker::{DeckPicker, chosen_deck};
use super::open_room::{OpenRoom, open_file};
use super::room_creation::RoomCreation;
use crate::api::rooms;
use crate::components::limited_field::LimitedField;
use crate::early::{take_over, waiting_label};
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::state::RoomDefaults;
use crate::state::browser_storage::{KnownRoom, new_secret};

/// The name of the field.
const TITLE: &str = "room-title";

/// The form.
#[component]
pub fn CreateRoom() -> impl IntoView {
    let (host, i18n) = (use_host(), use_i18n());
    let creation = RoomCreation::new();
    let RoomCreation { is_busy, error, .. } = creation;
    let title = RwSignal::new(String::new());
    let defaults = if is_server() { RoomDefaults::default() } else { RoomDefaults::kept(host) };
    let RoomDefaults { deck, settings } = defaults;
    let kind = RwSignal::new(deck.kind);
    let specials = RwSignal::new(deck.specials);
    let own = StoredValue::new(deck.cards);
    let settings = StoredValue::new(settings);
    let send = move || {
        let typed = title.get_untracked();
        let title = match typed.trim() {
            "" => untrack(|| i18n.get(Text::RoomTitleDefault)),
            typed => typed.to_owned(),
        };
        let (kind, specials) = (kind.get_untracked(), specials.get_untracked());
        let cards = if kind == DeckKind::Custom { own.get_value() } else { String::new() };
        let deck = DeckChoice { kind, specials, cards };
        let settings = settings.get_value();
        let known = KnownRoom { secret: new_secret(), title, ..KnownRoom::default() };
        let KnownRoom { secret, title, .. } = known.clone();
        creation.run(known, async move {
            rooms::create_room(host, &title, &deck, &settings, &secret).await
        });
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    let (form, is_unfolded) = (NodeRef::new(), RwSignal::new(false));
    take_over(host, form, move |early| {
        title.set(early.value(TITLE).unwrap_or_default());
        is_unfolded.set(early.is_unfolded());
        // What was kept here stays, unless another deck was chosen before the app was there.
        let deck = chosen_deck(early);
        if deck != DeckChoice::default() {
            kind.set(deck.kind);
            specials.set(deck.specials);
        }
        if let Some(file) = early.dropped_file() {
            open_file(host, creation, file);
        } else if early.is_sent() {
            send();
        }
    });
    view! {
        <form node_ref=form class="home-create card" novalidate on:submit=on_submit>
            <LimitedField
                id=TITLE
                label=Text::RoomTitle
                field=Field::RoomTitle
                draft=title
                placeholder=Text::RoomTitleDefault
            />
            <DeckPicker kind specials own=own.get_value() is_unfolded />
            <button
                type="submit"
                class="button button--primary home-create-button"
                disabled=is_busy
                data-waiting=waiting_label(i18n, Text::CreateWaiting)
            >
                {i18n.text(Text::CreateRoom)}
            </button>
            <p class="field-error" role="alert">
                {move || error.get()}
            </p>
            <OpenRoom creation />
        </form>
    }
}
