//! What a team keeps of an estimated story: whether it is a reference for others, and how large it
//! turned out to be.

use domain::command::Command;
use domain::ids::StoryId;
use domain::settings::Permission;
use domain::story::Story;
use leptos::prelude::*;

use super::actual_field::ActualField;
use crate::components::icon::Icon;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{RoomStore, Topic, full_name, use_room};

/// Both, for those who may see or enter something.
#[component]
pub fn StoryNotes(
    /// Of which story.
    story: StoryId,
) -> impl IntoView {
    let room = use_room();
    let has_notes = Memo::new(move |_| has_notes(room, story));
    view! {
        <Show when=move || has_notes.get()>
            <Notes story />
        </Show>
    }
}

#[component]
fn Notes(story: StoryId) -> impl IntoView {
    let (room, i18n, commands) = (use_room(), use_i18n(), use_commands());
    let is_reference = Memo::new(move |_| room.story(story, |story| story.is_reference));
    let may_enter = Memo::new(move |_| room.may(Permission::Steer));
    let pin = move |_| {
        let is_reference = !is_reference.get_untracked();
        let name = room.peek(|view| view.board.stories.get(story).map(full_name));
        let done = if is_reference { Text::DonePinned } else { Text::DoneUnpinned };
        commands.send_with_undo(Command::PinReference { story, is_reference }, move |i18n| {
            i18n.format(done, &[("story", &name.unwrap_or_default())])
        });
    };
    let mark = move || {
        is_reference.get().then(|| {
            view! { <span class="chip">{Icon::Star.view()} {i18n.text(Text::ReferenceStory)}</span> }
        })
    };
    view! {
        <div class="story-notes">
            <Show when=move || may_enter.get() fallback=move || view! { {mark} }>
                <button
                    type="button"
                    class="toggle"
                    aria-pressed=move || is_reference.get().to_string()
                    on:click=pin
                >
                    {Icon::Star.view()}
                    {i18n.text(Text::ReferenceStory)}
                </button>
            </Show>
            <ActualField story may_enter />
        </div>
    }
}

/// Whether there is something to show, or something that the viewer may enter. Not while votes on the
/// story are hidden: what is known of its size would anchor them (rule 38).
fn has_notes(room: RoomStore, story: StoryId) -> bool {
    let is_hidden = room.read(Topic::Table, |view| {
        let round = view.board.round().filter(|_| view.board.current == Some(story));
        round.is_some_and(|round| !round.is_revealed())
    });
    let may_enter = room.may(Permission::Steer);
    let wants = |story: &Story| {
        let is_noted = story.is_reference || story.actual.is_some();
        (is_noted || (may_enter && story.estimate.is_some())) && !story.collects_votes()
    };
    !is_hidden && room.story(story, wants)
}
