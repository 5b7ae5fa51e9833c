//! An edit of the room's title, from the opened field to the saved title. What another facilitator saves
//! meanwhile is never overwritten unseen. Knows nothing of how the field looks.

use domain::refusal::Refusal;
use leptos::prelude::*;

use crate::session::{Command, Commands, use_commands};
use crate::state::{DraftField, Drafts, EditDraft, EditOutcome, RoomStore, use_drafts, use_room};

/// An edit of the title.
#[derive(Clone, Copy)]
pub struct TitleEdit {
    commands: Commands,
    room: RoomStore,
    drafts: Drafts,
    /// The text in the field.
    pub draft: EditDraft,
    /// The title that the edit began with.
    before: StoredValue<String>,
    is_open: RwSignal<bool>,
}

/// Begins an edit, with the draft of an earlier one where that was not sent. The field is shown while `is_open`.
pub fn use_title_edit(is_open: RwSignal<bool>) -> TitleEdit {
    let edit = TitleEdit {
        commands: use_commands(),
        room: use_room(),
        drafts: use_drafts(),
        draft: EditDraft::new(),
        before: StoredValue::new(String::new()),
        is_open,
    };
    edit.before.set_value(edit.saved());
    edit.draft.begin(edit.saved(), 0);
    edit.draft.keep_in(edit.drafts, DraftField::RoomTitle);
    on_cleanup(move || edit.leave());
    edit
}

impl TitleEdit {
    /// Closes the field. What was typed is there again when it is opened the next time.
    pub fn close(self) {
        self.is_open.set(false);
    }

    /// Closes the field and forgets what was typed.
    pub fn discard(self) {
        self.draft.begin(self.saved(), 0);
        self.close();
        self.drafts.forget(DraftField::RoomTitle);
    }

    /// Saves the title, unless another facilitator has changed it.
    pub fn submit(self) {
        if !self.draft.conflict.get_untracked() {
            self.save(self.before.get_value());
        }
    }

    /// Saves the title over what another facilitator has written.
    pub fn keep_mine(self) {
        self.save(self.saved());
    }

    /// Saves the title when the field loses the focus.
    pub fn leave(self) {
        // The field also loses the focus when it, or the whole room, leaves the page.
        if self.is_open.try_get_untracked() == Some(true) {
            self.submit();
        }
    }

    fn saved(self) -> String {
        self.room.peek(|view| view.board.title.clone())
    }

    fn save(self, before: String) {
        let title = self.draft.text.get_untracked();
        if !self.draft.is_changed() || title.trim().is_empty() {
            return self.close();
        }
        let is_this = |command: &Command| matches!(command, Command::EditTitle { .. });
        if untrack(|| self.commands.is_pending(is_this)) {
            return;
        }
        let command = Command::EditTitle { before, title };
        self.commands.send_then(command, move |answer| self.answered(answer));
    }

    fn answered(self, answer: Result<(), Refusal>) {
        if self.draft.text.is_disposed() {
            match answer {
                Ok(()) => self.drafts.forget(DraftField::RoomTitle),
                Err(refusal) => self.commands.show_refusal(&refusal),
            }
            return;
        }
        match (self.draft.outcome(&answer, &self.saved(), 0), answer) {
            (EditOutcome::Saved, _) => self.discard(),
            (EditOutcome::Again(_), _) => self.save(self.saved()),
            (EditOutcome::Refused, Err(refusal)) => self.commands.show_refusal(&refusal),
            (EditOutcome::Refused | EditOutcome::Conflict, _) => {}
        }
    }
}
