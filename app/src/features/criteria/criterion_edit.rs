//! An edit of a criterion, from the opened field to the saved text. What others save meanwhile is never
//! overwritten unseen. Knows nothing of how the field looks.

use domain::command::Command;
use domain::ids::{CriterionId, StoryId};
use domain::refusal::Refusal;
use domain::story::Criterion;
use leptos::prelude::*;

use crate::session::{Commands, use_commands};
use crate::state::{EditDraft, EditOutcome, RoomStore, RoomUi, use_room, use_room_ui};

/// An edit of one criterion.
#[derive(Clone, Copy)]
pub struct CriterionEdit {
    commands: Commands,
    room: RoomStore,
    ui: RoomUi,
    story: StoryId,
    criterion: CriterionId,
    /// The text in the field.
    pub draft: EditDraft,
    is_open: RwSignal<bool>,
}

/// An edit that has not begun.
pub fn use_criterion_edit(story: StoryId, criterion: CriterionId) -> CriterionEdit {
    let edit = CriterionEdit {
        commands: use_commands(),
        room: use_room(),
        ui: use_room_ui(),
        story,
        criterion,
        draft: EditDraft::new(),
        is_open: RwSignal::new(false),
    };
    // Browsers differ in whether a field that is removed loses the focus first.
    on_cleanup(move || edit.leave());
    edit
}

impl CriterionEdit {
    /// Whether the field is shown.
    pub fn is_open(self) -> bool {
        self.is_open.get()
    }

    /// The text as the room has it.
    pub fn saved_text(self) -> String {
        self.room.criterion(self.story, self.criterion, |it| it.text.clone())
    }

    /// Opens the field.
    pub fn begin(self) {
        let (text, revision) = self.saved();
        self.draft.begin(text, revision);
        self.ui.pin_story(self.story);
        self.is_open.set(true);
    }

    /// Closes the field without saving.
    pub fn close(self) {
        self.draft.conflict.set(false);
        self.is_open.set(false);
        self.ui.unpin_story();
    }

    /// Saves the draft, unless somebody else has changed the text.
    pub fn submit(self) {
        self.save(self.draft.revision());
    }

    /// Saves the draft over what somebody else has written.
    pub fn keep_mine(self) {
        self.save(self.saved().1);
    }

    /// Saves the draft when the field loses the focus, but not while the choice between two texts is open.
    pub fn leave(self) {
        // The field also loses the focus while it is removed: then it was closed, or everything is gone.
        let is_open = self.is_open.try_get_untracked() == Some(true);
        if is_open && !self.draft.conflict.get_untracked() {
            self.submit();
        }
    }

    fn saved(self) -> (String, u32) {
        let read = |it: &Criterion| (it.text.clone(), it.revision);
        self.room.peek(|view| {
            let story = view.board.stories.get(self.story);
            story.and_then(|story| story.criteria.get(self.criterion)).map(read).unwrap_or_default()
        })
    }

    fn is_pending(self) -> bool {
        let is_this = |command: &Command| matches!(command, Command::EditCriterion { criterion, .. } if *criterion == self.criterion);
        untrack(|| self.commands.is_pending(is_this))
    }

    /// The field stays until the room has taken the text.
    fn save(self, revision: u32) {
        let text = self.draft.text.get_untracked();
        if !self.draft.is_changed() || text.trim().is_empty() {
            return self.close();
        }
        // Enter sends it, and then the field loses the focus.
        if self.is_pending() {
            return;
        }
        let (story, criterion) = (self.story, self.criterion);
        let command = Command::EditCriterion { story, criterion, revision, text };
        self.commands.send_then(command, move |answer| self.answered(answer));
    }

    fn answered(self, answer: Result<(), Refusal>) {
        // The row may be gone by now.
        if self.is_open.is_disposed() {
            return;
        }
        let (text, revision) = self.saved();
        match (self.draft.outcome(&answer, &text, revision), answer) {
            (EditOutcome::Saved, _) => self.close(),
            (EditOutcome::Again(revision), _) => self.save(revision),
            (EditOutcome::Refused, Err(refusal)) => self.commands.show_refusal(&refusal),
            (EditOutcome::Refused | EditOutcome::Conflict, _) => {}
        }
    }
}
