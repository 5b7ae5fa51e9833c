//! An edit of a criterion, from the opened field to the saved text. What others save meanwhile is never
//! overwritten unseen. Knows nothing of how the field looks.

use domain::ids::{CriterionId, StoryId};
use domain::refusal::Refusal;
use domain::story::Criterion;
use leptos::prelude::*;

use crate::session::{Command, Commands, use_commands};
use crate::state::{
    DraftField, Drafts, EditDraft, EditOutcome, RoomStore, RoomUi, use_drafts, use_room,
    use_room_ui,
};

/// An edit of one criterion.
#[derive(Clone, Copy)]
pub struct CriterionEdit {
    commands: Commands,
    room: RoomStore,
    ui: RoomUi,
    drafts: Drafts,
    story: StoryId,
    criterion: CriterionId,
    /// The text in the field.
    pub draft: EditDraft,
    /// The text that was sent last.
    sent: StoredValue<String>,
    is_open: RwSignal<bool>,
}

/// Begins an edit, with the draft of an earlier one where that was not sent. The field is shown while `is_open`.
pub fn use_criterion_edit(
    story: StoryId,
    criterion: CriterionId,
    is_open: RwSignal<bool>,
) -> CriterionEdit {
    let edit = CriterionEdit {
        commands: use_commands(),
        room: use_room(),
        ui: use_room_ui(),
        drafts: use_drafts(),
        story,
        criterion,
        draft: EditDraft::new(),
        sent: StoredValue::new(String::new()),
        is_open,
    };
    let (text, revision) = edit.saved();
    edit.draft.begin(text, revision);
    edit.draft.keep_in(edit.drafts, edit.field());
    edit.ui.typing(story);
    // Browsers differ in whether a field that is removed loses the focus first.
    on_cleanup(move || {
        edit.leave();
        edit.ui.typed();
    });
    edit
}

impl CriterionEdit {
    /// The text as the room has it.
    pub fn saved_text(self) -> String {
        self.room.criterion(self.story, self.criterion, |it| it.text.clone())
    }

    /// Closes the field. What was typed is there again when it is opened the next time.
    pub fn close(self) {
        self.is_open.set(false);
        self.ui.typed();
    }

    /// Closes the field and forgets what was typed.
    pub fn discard(self) {
        self.draft.rebase(self.draft.text.get_untracked(), 0);
        self.close();
        self.drafts.forget(self.field());
    }

    /// Saves the draft, unless somebody else has changed the text.
    pub fn submit(self) {
        if !self.draft.conflict.get_untracked() {
            self.save(self.draft.revision());
        }
    }

    /// Saves the draft over what somebody else has written.
    pub fn keep_mine(self) {
        self.save(self.saved().1);
    }

    /// Saves the draft when the field loses the focus, but not while the choice between two texts is open.
    pub fn leave(self) {
        // The field also loses the focus while it is removed: then it was closed, or everything is gone.
        if self.is_open.try_get_untracked() == Some(true) {
            self.submit();
        }
    }

    fn field(self) -> DraftField {
        DraftField::Criterion(self.story, self.criterion)
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
        self.sent.set_value(text.clone());
        let (story, criterion) = (self.story, self.criterion);
        let command = Command::EditCriterion { story, criterion, revision, text };
        self.commands.send_then(command, move |answer| self.answered(answer));
    }

    fn answered(self, answer: Result<(), Refusal>) {
        // The row may be gone by now; what it held is kept as a draft until it is saved.
        if self.draft.text.is_disposed() {
            match answer {
                Ok(()) => self.drafts.forget(self.field()),
                Err(refusal) => self.commands.show_refusal(&refusal),
            }
            return;
        }
        let (text, revision) = self.saved();
        match (self.draft.outcome(&answer, &text, revision), answer) {
            (EditOutcome::Saved, _) if self.goes_on() => self.draft.rebase(text, revision),
            (EditOutcome::Saved, _) => self.discard(),
            (EditOutcome::Again(revision), _) => self.save(revision),
            (EditOutcome::Refused, Err(refusal)) => self.commands.show_refusal(&refusal),
            (EditOutcome::Refused | EditOutcome::Conflict, _) => {}
        }
    }

    /// Whether more was typed since the text was sent.
    fn goes_on(self) -> bool {
        self.draft.text.with_untracked(|text| self.sent.with_value(|sent| text != sent))
    }
}
