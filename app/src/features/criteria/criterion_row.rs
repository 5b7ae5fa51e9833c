//! One criterion in its list.

use domain::command::Command;
use domain::ids::{CriterionId, StoryId};
use domain::story::CriterionState;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::criterion_state_button::CriterionStateButton;
use super::criterion_text::CriterionText;
use crate::components::drag_handle::DragHandle;
use crate::components::icon::Icon;
use crate::components::sortable::Sortable;
use crate::i18n::{Text, use_i18n};
use crate::session::{Commands, use_commands};
use crate::state::{RoomStore, shortened, use_room};

/// A criterion with its state, its text, and what moves and deletes it.
#[component]
pub fn CriterionRow(
    /// The story that it belongs to.
    story: StoryId,
    /// Which criterion.
    criterion: CriterionId,
    /// The list.
    sortable: Sortable,
    /// Whether the viewer may edit criteria.
    may_edit: Memo<bool>,
) -> impl IntoView {
    let (commands, i18n, room) = (use_commands(), use_i18n(), use_room());
    let state = Memo::new(move |_| room.criterion(story, criterion, |it| it.state));
    let on_keydown = move |event: KeyboardEvent| {
        if event.alt_key() && may_edit.get_untracked() {
            sortable.on_key(criterion.0, &event);
        }
    };
    view! {
        <li
            class="criterion"
            class:is-agreed=move || state.get() == CriterionState::Agreed
            class:is-unclear=move || state.get() == CriterionState::Unclear
            data-row=criterion.0
            on:keydown=on_keydown
        >
            <Show when=move || may_edit.get()>
                <DragHandle sortable row=criterion.0 />
            </Show>
            <CriterionStateButton story criterion state may_edit />
            <CriterionText story criterion may_edit />
            <Show when=move || may_edit.get()>
                <button
                    type="button"
                    class="button button--quiet button--icon criterion-delete"
                    aria-label=i18n.text(Text::DeleteCriterion)
                    title=i18n.text(Text::DeleteCriterion)
                    on:click=move |_| delete(room, commands, story, criterion)
                >
                    {Icon::Bin.view()}
                </button>
            </Show>
        </li>
    }
}

fn delete(room: RoomStore, commands: Commands, story: StoryId, id: CriterionId) {
    let name = room.peek(|view| {
        let criterion = view.board.stories.get(story)?.criteria.get(id)?;
        Some(shortened(&criterion.text))
    });
    let Some(name) = name else { return };
    commands.send_with_undo(Command::RemoveCriterion { story, criterion: id }, move |i18n| {
        i18n.format(Text::DoneCriterionDeleted, &[("criterion", &name)])
    });
}
