//! Which further numbers the room votes on: facilitators choose them in the settings.

use domain::command::Command;
use domain::deck_text;
use domain::dimension::{Dimension, DimensionChoice, DimensionsChoice};
use domain::limits;
use domain::refusal::Refusal;
use leptos::prelude::*;

use super::editor_row::{Edited, EditorRow};
use crate::components::icon::Icon;
use crate::i18n::{Text, messages, use_i18n};
use crate::session::use_commands;
use crate::state::{RoomStore, Toast, Topic, use_room, use_toaster};

/// What is offered for a start.
const EXAMPLES: [Text; 4] =
    [Text::ExampleValue, Text::ExampleRisk, Text::ExampleUrgency, Text::ExampleComplexity];

/// The places of the room's dimensions.
type Places = [Edited; limits::DIMENSIONS];

/// The editor.
#[component]
pub fn DimensionsEditor() -> impl IntoView {
    let (i18n, room) = (use_i18n(), use_room());
    let (commands, toaster) = (use_commands(), use_toaster());
    let places: Places = {
        let now = room.peek(|view| view.board.dimensions.clone());
        std::array::from_fn(|place| Edited::of(now.get(place)))
    };
    let refusal = RwSignal::new(None::<Refusal>);
    let asks = move || matches!(refusal.get(), Some(Refusal::VotesWouldBeDropped(_)));
    let is_same = move || choices(places) == now(room);
    let apply = move |_| {
        let drop_votes = untrack(asks);
        let choice = DimensionsChoice { dimensions: untrack(|| choices(places)), drop_votes };
        commands.send_undoable(Command::SetDimensions(choice), move |answer| match answer {
            Ok(done) => {
                refusal.try_set(None);
                let text = untrack(|| i18n.get(Text::DoneDimensionsChanged));
                toaster.show(Toast::with_undo(text, done.id));
            }
            Err(why) => drop(refusal.try_set(Some(why))),
        });
    };
    let row = move |edited: Edited| {
        move || edited.is_there.get().then(|| view! { <EditorRow edited refusal /> })
    };
    let free = move || places.into_iter().find(|place| !place.is_there.get());
    let example = move |text: Text| {
        let name = i18n.get(text);
        let is_there = places.iter().any(|place| place.is_there.get() && place.name.get() == name);
        (!is_there).then(|| offered(places, name.clone(), name))
    };
    let offer = move || {
        free().map(|_| {
            view! {
                <div
                    class="dimension-examples"
                    role="group"
                    aria-label=i18n.text(Text::AddDimension)
                >
                    <span class="choices-label">{i18n.text(Text::AddDimension)}</span>
                    {EXAMPLES.map(example).into_iter().collect_view()}
                    {offered(places, i18n.get(Text::ExampleOwn), String::new())}
                </div>
            }
        })
    };
    let error = move || {
        refusal.get().map(|refusal| match refusal {
            Refusal::VotesWouldBeDropped(_) => i18n.get(Text::DimensionsDrop),
            refusal => messages::refusal(i18n, &refusal),
        })
    };
    let words =
        move || i18n.get(if asks() { Text::DimensionsSaveAnyway } else { Text::DimensionsSave });
    view! {
        <p class="settings-hint">{i18n.text(Text::DimensionsHint)}</p>
        {places.map(row).into_iter().collect_view()}
        {offer}
        <p class="field-error" role="alert">
            {error}
        </p>
        <div class="settings-actions">
            <button type="button" class="button button--primary" disabled=is_same on:click=apply>
                {words}
            </button>
        </div>
    }
}

/// The button that puts a dimension with this name into the first free place.
fn offered(places: Places, label: String, name: String) -> impl IntoView + use<> {
    let begin = move |_| {
        if let Some(place) = places.into_iter().find(|place| !place.is_there.get_untracked()) {
            place.begin(name.clone());
        }
    };
    view! {
        <button type="button" class="choice" on:click=begin>
            {Icon::Plus.view()}
            {label}
        </button>
    }
}

/// What the room has now.
fn now(room: RoomStore) -> Vec<DimensionChoice> {
    let choice = |it: &Dimension| DimensionChoice {
        name: it.name.clone(),
        deck: deck_text::choice(it.deck.cards.clone()),
    };
    room.read(Topic::Room, |view| view.board.dimensions.iter().map(choice).collect())
}

fn choices(places: Places) -> Vec<DimensionChoice> {
    places.into_iter().filter_map(Edited::choice).collect()
}
