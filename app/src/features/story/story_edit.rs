//! An edit of a story's texts, from the open form to the saved story. What others save meanwhile is never
//! overwritten unseen. Knows nothing of how the form looks.

use domain::ids::StoryId;
use domain::refusal::Refusal;
use leptos::prelude::*;

use super::story_actions::close_form;
use crate::host::{Host, use_host};
use crate::i18n::{I18n, messages, use_i18n};
use crate::session::{Command, Commands, use_commands};
use crate::state::{
    DraftField, Drafts, EditDraft, EditOutcome, RoomStore, RoomUi, use_drafts, use_room,
    use_room_ui,
};

/// An edit of one story.
#[derive(Clone, Copy)]
pub struct StoryEdit {
    host: Host,
    i18n: I18n,
    commands: Commands,
    room: RoomStore,
    ui: RoomUi,
    drafts: Drafts,
    story: StoryId,
    /// The title in the form.
    pub title: EditDraft,
    /// The description in the form.
    pub description: EditDraft,
    /// The link in the form.
    pub link: EditDraft,
    /// Why the texts cannot be saved.
    pub error: RwSignal<Option<String>>,
    /// What was sent last.
    sent: StoredValue<Vec<String>>,
    /// Whether somebody has closed the form.
    is_closed: StoredValue<bool>,
}

/// The texts of a story as the room has them.
#[derive(Default)]
struct SavedTexts {
    title: String,
    description: String,
    link: String,
    revision: u32,
}

/// Begins to edit a story, with the drafts of an earlier edit that was not sent. When the form goes away without having been closed, because another story is
/// opened, what was written is saved.
pub fn use_story_edit(story: StoryId) -> StoryEdit {
    let edit = StoryEdit {
        host: use_host(),
        i18n: use_i18n(),
        commands: use_commands(),
        room: use_room(),
        ui: use_room_ui(),
        drafts: use_drafts(),
        story,
        title: EditDraft::new(),
        description: EditDraft::new(),
        link: EditDraft::new(),
        error: RwSignal::new(None),
        sent: StoredValue::new(Vec::new()),
        is_closed: StoredValue::new(false),
    };
    edit.begin();
    for (draft, field) in edit.drafts().into_iter().zip(edit.fields()) {
        draft.keep_in(edit.drafts, field);
    }
    on_cleanup(move || {
        let is_open = !edit.is_closed.get_value() && !edit.has_conflict_untracked();
        if is_open && edit.is_changed() && !edit.is_pending() {
            edit.send(edit.title.revision());
        }
    });
    edit
}

impl StoryEdit {
    /// Begins with the texts as they are now.
    pub fn begin(self) {
        let saved = self.saved();
        self.title.begin(saved.title, saved.revision);
        self.description.begin(saved.description, saved.revision);
        self.link.begin(saved.link, saved.revision);
    }

    /// Whether somebody else has changed one of these texts since the form was opened.
    pub fn has_conflict(self) -> bool {
        self.drafts().iter().any(|draft| draft.conflict.get())
    }

    fn has_conflict_untracked(self) -> bool {
        self.drafts().iter().any(|draft| draft.conflict.get_untracked())
    }

    /// Whether something is written that is not saved, for what depends on it on the page.
    pub fn is_changed_now(self) -> bool {
        // Each of them has to be followed.
        self.drafts().into_iter().filter(|draft| draft.is_changed_now()).count() > 0
    }

    /// Saves what was changed; closes the form where nothing was.
    pub fn submit(self) {
        // Pressed twice, it is sent once.
        if self.is_pending() || self.has_conflict_untracked() {
            return;
        }
        if self.is_changed() { self.send(self.title.revision()) } else { self.close() }
    }

    /// Saves what was changed here over what somebody else has written.
    pub fn keep_mine(self) {
        self.drafts().iter().for_each(|draft| draft.conflict.set(false));
        if self.is_changed() { self.send(self.saved().revision) } else { self.close() }
    }

    /// Closes the form and forgets what was written.
    pub fn discard(self) {
        self.begin();
        self.close();
        self.forget_drafts();
    }

    /// Closes the form without saving. What was written is there again when it is opened the next time.
    pub fn close(self) {
        self.is_closed.set_value(true);
        close_form(self.host, self.ui);
    }

    fn is_pending(self) -> bool {
        let is_this = |command: &Command| matches!(command, Command::EditStory { story, .. } if *story == self.story);
        untrack(|| self.commands.is_pending(is_this))
    }

    fn drafts(self) -> [EditDraft; 3] {
        [self.title, self.description, self.link]
    }

    fn fields(self) -> [DraftField; 3] {
        let story = self.story;
        [DraftField::Title(story), DraftField::Description(story), DraftField::Link(story)]
    }

    fn forget_drafts(self) {
        self.fields().into_iter().for_each(|field| self.drafts.forget(field));
    }

    fn texts(self) -> Vec<String> {
        self.drafts().iter().map(|draft| draft.text.get_untracked()).collect()
    }

    fn is_changed(self) -> bool {
        self.drafts().iter().any(|draft| draft.is_changed())
    }

    fn saved(self) -> SavedTexts {
        self.room.peek(|view| {
            let story = view.board.stories.get(self.story);
            let texts = story.map(|story| SavedTexts {
                title: story.title.clone(),
                description: story.description.clone(),
                link: story.link.clone().unwrap_or_default(),
                revision: story.revision,
            });
            texts.unwrap_or_default()
        })
    }

    /// Sends only what was changed.
    fn send(self, revision: u32) {
        self.sent.set_value(self.texts());
        let changed = |draft: EditDraft| draft.is_changed().then(|| draft.text.get_untracked());
        let command = Command::EditStory {
            story: self.story,
            revision,
            title: changed(self.title),
            description: changed(self.description),
            link: changed(self.link),
        };
        self.commands.send_then(command, move |answer| self.answered(answer));
    }

    fn answered(self, answer: Result<(), Refusal>) {
        if self.error.is_disposed() {
            // The form is gone; what was written is kept until it is saved.
            match answer {
                Ok(()) => self.forget_drafts(),
                Err(refusal) => self.commands.show_refusal(&refusal),
            }
            return;
        }
        let Err(refusal) = &answer else { return self.saved_now() };
        let SavedTexts { title, description, link, revision } = self.saved();
        let saved = [(self.title, title), (self.description, description), (self.link, link)];
        let changed = saved.iter().filter(|(draft, _)| draft.is_changed());
        let outcomes: Vec<EditOutcome> =
            changed.map(|(draft, saved)| draft.outcome(&answer, saved, revision)).collect();
        if outcomes.contains(&EditOutcome::Conflict) {
            return;
        }
        if outcomes.contains(&EditOutcome::Again(revision)) {
            return self.send(revision);
        }
        self.error.set(Some(untrack(|| messages::refusal(self.i18n, refusal))));
    }

    /// The room has what was sent. Whoever wrote more since goes on.
    fn saved_now(self) {
        if self.sent.with_value(|sent| *sent == self.texts()) {
            return self.discard();
        }
        let SavedTexts { title, description, link, revision } = self.saved();
        let saved = [title, description, link];
        for (draft, saved) in self.drafts().into_iter().zip(saved) {
            draft.rebase(saved, revision);
        }
    }
}
