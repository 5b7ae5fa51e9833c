//! An edit of a question or a note, from the open form to the saved item. What others save meanwhile is never overwritten
//! unseen: each of its fields is compared by itself. Knows nothing of how the form looks.

use domain::day::Day;
use domain::ids::{ItemId, StoryId};
use domain::product::action::ProductAction;
use domain::product::item::Content;
use domain::product::note::Note;
use domain::product::question::Question;
use domain::refusal::Refusal;
use leptos::prelude::*;

use super::product_store::{ProductStore, use_product};
use crate::i18n::{I18n, refusals, use_i18n};
use crate::state::{DraftField, Drafts, EditDraft, EditOutcome, use_drafts};

/// An edit of one item.
#[derive(Clone, Copy)]
pub struct ItemEdit {
    i18n: I18n,
    product: ProductStore,
    drafts: Drafts,
    story: StoryId,
    item: ItemId,
    /// The text.
    pub text: EditDraft,
    /// Of a question: who finds out.
    pub owner: EditDraft,
    /// Of a question: until when, as the field for a day has it.
    pub due: EditDraft,
    /// Of a question: the answer.
    pub answer: EditDraft,
    /// Of a note: whether the team has decided this.
    pub is_decision: RwSignal<bool>,
    /// Whether it is a question.
    pub is_question: bool,
    /// Why it cannot be saved.
    pub error: RwSignal<Option<String>>,
    is_sending: RwSignal<bool>,
    is_edited: RwSignal<bool>,
}

/// The fields of an item as texts.
#[derive(Default)]
struct Saved {
    fields: [String; 4],
    is_decision: bool,
    is_question: bool,
    revision: u32,
}

/// Begins an edit, with the text of an earlier one that was not sent. The form is shown while `is_edited`.
pub fn use_item_edit(story: StoryId, item: ItemId, is_edited: RwSignal<bool>) -> ItemEdit {
    let product = use_product();
    let saved = saved(product, item).unwrap_or_default();
    let edit = ItemEdit {
        i18n: use_i18n(),
        product,
        drafts: use_drafts(),
        story,
        item,
        text: EditDraft::new(),
        owner: EditDraft::new(),
        due: EditDraft::new(),
        answer: EditDraft::new(),
        is_decision: RwSignal::new(saved.is_decision),
        is_question: saved.is_question,
        error: RwSignal::new(None),
        is_sending: RwSignal::new(false),
        is_edited,
    };
    for (draft, text) in edit.all().into_iter().zip(saved.fields) {
        draft.begin(text, saved.revision);
    }
    for (draft, field) in [(edit.text, edit.text_field()), (edit.answer, edit.answer_field())] {
        draft.keep_in(edit.drafts, field);
    }
    edit
}

impl ItemEdit {
    /// Whether somebody else has changed one of its fields since the form was opened.
    pub fn has_conflict(self) -> bool {
        self.all().iter().any(|draft| draft.conflict.get())
    }

    /// Whether it is on its way.
    pub fn is_sending(self) -> bool {
        self.is_sending.get()
    }

    /// What the room has of it now, for whoever compares.
    pub fn theirs(self) -> String {
        let saved = self.product.read_of(self.story, |_| saved(self.product, self.item));
        let [text, owner, due, answer] = saved.unwrap_or_default().fields;
        let filled = [text, owner, due, answer].into_iter().filter(|field| !field.is_empty());
        filled.collect::<Vec<_>>().join("\n")
    }

    /// Saves what was changed; closes the form where nothing was.
    pub fn submit(self) {
        if !self.is_sending.get_untracked() && !untrack(|| self.has_conflict()) {
            self.save();
        }
    }

    /// Saves what was changed here over what somebody else has written.
    pub fn keep_mine(self) {
        let saved = saved(self.product, self.item).unwrap_or_default();
        for (draft, now) in self.all().into_iter().zip(saved.fields) {
            if draft.conflict.get_untracked() {
                draft.rebase(now, saved.revision);
            }
        }
        self.save();
    }

    /// Closes the form and forgets what was written.
    pub fn discard(self) {
        self.close();
        self.drafts.forget(self.text_field());
        self.drafts.forget(self.answer_field());
    }

    /// Closes the form. What was written is there again when it is opened the next time.
    pub fn close(self) {
        self.is_edited.try_set(false);
    }

    fn all(self) -> [EditDraft; 4] {
        [self.text, self.owner, self.due, self.answer]
    }

    fn text_field(self) -> DraftField {
        DraftField::Item(self.story, self.item)
    }

    fn answer_field(self) -> DraftField {
        DraftField::Answer(self.story, self.item)
    }

    fn save(self) {
        let Some(saved) = saved(self.product, self.item) else { return self.gone() };
        if self.has_changed_meanwhile(&saved) {
            return;
        }
        // What was not touched here is as the others have it by now.
        let merged = |(draft, now): (EditDraft, String)| match draft.is_changed() {
            true => draft.text.get_untracked(),
            false => now,
        };
        let mut fields = self.all().into_iter().zip(saved.fields).map(merged);
        let mut next = || fields.next().unwrap_or_default();
        let (text, owner, due, answer) = (next(), next(), Day::parse(&next()), next());
        let content = match self.is_question {
            true => Content::Question(Question { text, owner, due, answer }),
            false => Content::Note(Note { text, is_decision: self.is_decision.get_untracked() }),
        };
        self.is_sending.set(true);
        self.error.set(None);
        let (item, revision) = (self.item, saved.revision);
        let action = ProductAction::Edit { item, revision, content };
        self.product.send_then(&action, move |answer| self.answered(answer));
    }

    fn answered(self, answer: Result<(), Refusal>) {
        if self.is_sending.try_set(false).is_some() {
            // The form is gone; what it held is kept until it is saved.
            return;
        }
        match answer {
            Ok(()) => self.discard(),
            Err(Refusal::UnknownItem) => self.gone(),
            // Another field was, or this one: then both versions are shown.
            Err(Refusal::ChangedMeanwhile { .. }) => self.save(),
            Err(refusal) => refusals::say_beside(self.error, self.i18n, refusal),
        }
    }

    /// Whether somebody else has changed a field that was changed here as well. Both versions are shown then.
    fn has_changed_meanwhile(self, now: &Saved) -> bool {
        let revision = now.revision;
        let stale = Err(Refusal::ChangedMeanwhile { revision });
        let changed = self.all().into_iter().zip(&now.fields);
        let changed = changed.filter(|(draft, _)| draft.is_changed());
        let outcomes = changed.map(|(draft, text)| draft.outcome(&stale, text, revision));
        outcomes.filter(|outcome| *outcome == EditOutcome::Conflict).count() > 0
    }

    /// Somebody has removed it: what was written here is offered to be copied.
    fn gone(self) {
        for draft in [self.text, self.answer].into_iter().filter(|draft| draft.is_changed()) {
            self.drafts.refused(&draft.text.get_untracked());
        }
        self.discard();
    }
}

fn saved(product: ProductStore, item: ItemId) -> Option<Saved> {
    product.peek(|product| {
        let item = product.item(item)?;
        let revision = item.revision;
        Some(match &item.content {
            Content::Question(Question { text, owner, due, answer }) => {
                let due = due.map(|due| due.to_string()).unwrap_or_default();
                let fields = [text.clone(), owner.clone(), due, answer.clone()];
                Saved { fields, is_decision: false, is_question: true, revision }
            }
            Content::Note(Note { text, is_decision }) => {
                let fields = [text.clone(), String::new(), String::new(), String::new()];
                Saved { fields, is_decision: *is_decision, is_question: false, revision }
            }
        })
    })
}
