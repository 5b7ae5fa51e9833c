//! One acceptance criterion: its text, edited where it stands, and how far the team is with it.

use domain::command::Command;
use domain::ids::{CriterionId, StoryId};
use domain::refusal::Field;
use domain::story::CriterionState;
use leptos::prelude::*;
use web_sys::{FocusEvent, KeyboardEvent};

use super::desk::Desk;
use super::editing::{Draft, Outcome, conflict, is_enter};
use super::reads::{criterion, story};
use super::sorting::{Sorting, grip};
use crate::characters;
use crate::commands::{Commands, Toast};
use crate::dom::{El, View, button, dynamic, el, when};
use crate::i18n::{Text, Texts};
use crate::page::{commands, room, texts};
use crate::parts::icon::Icon;
use crate::signals::{Memo, Var};
use crate::state::RoomState;

/// What a row works with.
#[derive(Clone, Copy)]
struct Row {
    room: RoomState,
    texts: Texts,
    commands: Commands,
    desk: Desk,
    story: StoryId,
    id: CriterionId,
    draft: Draft,
    editing: Var<bool>,
}

/// One criterion in its list.
pub fn criterion_row(
    desk: Desk,
    story: StoryId,
    id: CriterionId,
    sorting: Sorting,
    may_edit: Memo<bool>,
) -> El {
    let texts = texts();
    let row = Row {
        room: room(),
        texts,
        commands: commands(),
        desk,
        story,
        id,
        draft: Draft::new(),
        editing: Var::new(false),
    };
    let state = Memo::new(move || criterion(row.room, (story, id), |c| c.state));
    let class = move || {
        let class = match state.get() {
            CriterionState::Open => "criterion",
            CriterionState::Agreed => "criterion is-agreed",
            CriterionState::Unclear => "criterion is-unclear",
        };
        class.to_owned()
    };
    let keys = move |event: KeyboardEvent| {
        if event.alt_key() && may_edit.get_untracked() {
            sorting.key(id.0, &event);
        }
    };
    let words = el("div.criterion-words")
        .child(dynamic(move || words(row, may_edit)))
        .child(when(move || row.draft.conflict.get(), move || theirs(row)));
    let delete = move || {
        button("button button--quiet button--icon criterion-delete")
            .attr_of("aria-label", texts.say(Text::DeleteCriterion))
            .attr_of("title", texts.say(Text::DeleteCriterion))
            .on_click(move |_| row.delete())
            .child(Icon::Bin.view())
    };
    el("li")
        .attr_of("class", class)
        .attr("data-row", &id.0.to_string())
        .on("keydown", keys)
        .child(when(move || may_edit.get(), move || grip(texts, sorting, id.0)))
        .child(state_button(row, state, may_edit))
        .child(words)
        .child(when(move || may_edit.get(), delete))
}

/// Says how far the team is; a press goes on to the next.
fn state_button(row: Row, state: Memo<CriterionState>, may_edit: Memo<bool>) -> El {
    let icon = move || match state.get() {
        CriterionState::Open => Icon::Circle.view(),
        CriterionState::Agreed => Icon::Check.view(),
        CriterionState::Unclear => Icon::Question.view(),
    };
    let word = move || {
        row.texts.get(match state.get() {
            CriterionState::Open => Text::StateOpen,
            CriterionState::Agreed => Text::StateAgreed,
            CriterionState::Unclear => Text::StateUnclear,
        })
    };
    let next = move |_| {
        let next = match state.get_untracked() {
            CriterionState::Open => CriterionState::Agreed,
            CriterionState::Agreed => CriterionState::Unclear,
            CriterionState::Unclear => CriterionState::Open,
        };
        let (story, criterion) = (row.story, row.id);
        row.commands.send(Command::MarkCriterion { story, criterion, state: next });
    };
    button("criterion-state")
        .flag("disabled", move || !may_edit.get())
        .attr_of("title", row.texts.say(Text::StateHint))
        .on_click(next)
        .child(dynamic(icon))
        .child(el("span.criterion-state-word").text_of(word))
}

/// The text as a field, as a button that leads to the field, or as a text for who may not edit it.
fn words(row: Row, may_edit: Memo<bool>) -> View {
    if row.editing.get() {
        return field(row);
    }
    let words = if may_edit.get() {
        button("criterion-text")
            .attr_of("title", row.texts.say(Text::EditCriterion))
            .on_click(move |_| row.begin())
    } else {
        el("p.criterion-text")
    };
    words.attr("dir", "auto").text_of(move || row.text()).into()
}

fn field(row: Row) -> View {
    let Row { texts, draft, .. } = row;
    let limit = Field::Criterion.limit();
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            row.close();
        } else if is_enter(&event) {
            event.prevent_default();
            row.save(draft.revision());
            row.desk.focus_soon("#add-criterion".to_owned());
        }
    };
    let count = move || {
        let length = draft.text.with(|text| characters::length_near(text, limit));
        if length * 5 <= limit * 4 {
            return String::new();
        }
        let (length, limit) = (texts.number(length as f64), texts.number(limit as f64));
        texts.with(Text::LimitCount, &[("length", &length), ("limit", &limit)])
    };
    let blur = move |_: FocusEvent| {
        // Some browsers also tell of it when the field is taken off the page: then it was closed.
        let is_open = row.editing.try_get_untracked() == Some(true);
        if is_open && !draft.conflict.get_untracked() {
            row.save(draft.revision());
        }
    };
    let field = el("textarea.field-input.criterion-field")
        .attr("rows", "1")
        .attr("dir", "auto")
        .attr_of("aria-label", texts.say(Text::EditCriterion))
        .draft(draft.text)
        .on("keydown", keys)
        .on("blur", blur);
    field.focus_soon();
    View::of([field.into(), el("span.field-count").text_of(count).into()])
}

fn theirs(row: Row) -> El {
    let theirs = el("blockquote.conflict-theirs").attr("dir", "auto").text_of(move || row.text());
    conflict(row.texts, theirs, move || row.save(row.revision()), move || row.close())
}

impl Row {
    fn text(self) -> String {
        criterion(self.room, (self.story, self.id), |c| c.text.clone())
    }

    fn revision(self) -> u32 {
        untrack(|| criterion(self.room, (self.story, self.id), |c| c.revision))
    }

    fn is_on_its_way(self) -> bool {
        self.commands.is_pending(|command| {
            matches!(command, Command::EditCriterion { criterion, .. } if *criterion == self.id)
        })
    }

    fn begin(self) {
        self.draft.begin(untrack(|| self.text()), self.revision());
        self.desk.stay(self.story);
        self.editing.set(true);
    }

    fn close(self) {
        self.draft.conflict.set(false);
        self.editing.set(false);
        self.desk.release();
    }

    /// Sends the draft and shows the room's text again at once; the draft comes back when the room
    /// does not take it.
    fn save(self, revision: u32) {
        let text = self.draft.text.get_untracked();
        if !self.draft.is_changed() || text.trim().is_empty() {
            return self.close();
        }
        // Enter sends it, and leaving the field would send it again.
        if untrack(|| self.is_on_its_way()) {
            return;
        }
        let command = Command::EditCriterion {
            story: self.story,
            criterion: self.id,
            revision,
            text: text.clone(),
        };
        self.commands.send_then(command, move |answer| {
            if self.draft.text.try_get_untracked().is_none() {
                return;
            }
            let now = untrack(|| self.text());
            match self.draft.outcome(&answer, (&now, self.revision())) {
                Outcome::Saved => self.close(),
                Outcome::Again(revision) => self.save(revision),
                Outcome::Conflict => {}
                Outcome::Refused => {
                    if let Err(refusal) = &answer {
                        self.commands.notify_refusal(refusal);
                    }
                }
            }
        });
    }

    /// Takes it out of the list; the toast puts it back where it was.
    fn delete(self) {
        let Self { story: id, texts, commands, .. } = self;
        let found = untrack(|| {
            story(self.room, id, |story| {
                let found = story.criteria.get(self.id).cloned();
                found.map(|found| (found, story.criteria.before(self.id)))
            })
        });
        let Some((found, after)) = found else { return };
        let command = Command::RemoveCriterion { story: id, criterion: self.id };
        let undo = Command::AddCriterion { story: id, text: found.text, state: found.state, after };
        commands.send_then(command, move |answer| match answer {
            Ok(()) => commands.notify(Toast {
                text: texts.get(Text::DoneCriterionDeleted),
                undo: Some(undo),
                ..Toast::default()
            }),
            Err(refusal) => commands.notify_refusal(&refusal),
        });
    }
}
