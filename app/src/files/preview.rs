//! What an import would bring, what becomes of stories that are here already, and the button that does it.

use std::sync::Arc;

use domain::command::Command;
use domain::draft::{Preview, StoryDraft};
use domain::known::{Difference, Known};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::columns::columns;
use super::formats::format_choice;
use super::import::Import;
use super::{Came, Room, rows, sentences};
use crate::dom::{El, button, dynamic, el, when};
use crate::i18n::{Text, Texts};
use crate::net::json;
use crate::parts::choice::{choice, radio};
use crate::signals::{Memo, Var};

/// What can become of stories that the backlog has.
const CHOICES: [(Known, Text); 3] = [
    (Known::LeaveOut, Text::KnownLeaveOut),
    (Known::Update, Text::KnownUpdate),
    (Known::Add, Text::KnownAdd),
];

/// The import of what was read.
#[derive(Clone)]
struct Shown {
    texts: Texts,
    room: Room,
    import: Import,
    preview: Arc<Preview>,
    /// Which of the stories the backlog already has, by their keys.
    known: Memo<Vec<bool>>,
    choice: Var<Known>,
    busy: Var<bool>,
    problem: Var<Option<String>>,
}

/// How many stories would be added, and how many updated.
#[derive(Clone, Copy, PartialEq)]
struct Counts {
    added: usize,
    updated: usize,
}

/// The preview.
pub(super) fn import_preview(preview: Arc<Preview>, import: Import) -> El {
    let (read, room) = (preview.clone(), import.room());
    let shown = Shown {
        texts: import.texts(),
        room,
        import,
        preview,
        known: Memo::new(move || room.known.with(|keys| known(keys, &read.stories))),
        choice: Var::new(Known::LeaveOut),
        busy: Var::new(false),
        problem: Var::new(None),
    };
    shown.view()
}

/// In the place of a preview: it cannot be read in the way that was wished.
pub(super) fn unread(problem: &str, import: Import) -> El {
    let texts = import.texts();
    let back =
        button("button").on_click(move |_| import.back()).text_of(texts.say(Text::ImportBack));
    el("div.import-preview")
        .child(el("p.import-unreadable").attr("role", "alert").text(problem))
        .child(format_choice(None, import))
        .child(el("div.dialog-actions").child(back))
}

impl Shown {
    fn view(self) -> El {
        let Self { texts, known, choice, import, busy, problem, .. } = self;
        let summary = {
            let preview = self.preview.clone();
            el("p.import-summary").attr("role", "status").text_of(move || summary(texts, &preview))
        };
        let stories = {
            let preview = self.preview.clone();
            move || {
                let choice = choice.get();
                known.with(|known| rows::stories(texts, &preview, known, choice))
            }
        };
        let has_stories = !self.preview.stories.is_empty();
        let stories = has_stories
            .then(|| el("ul.import-stories").attr("tabindex", "0").child(dynamic(stories)));
        let sheet = self.preview.sheet.as_ref().map(|sheet| columns(sheet, import));
        let lists = el("div.import-lists")
            .child(stories)
            .child(rows::warnings(texts, &self.preview.warnings))
            .child(rows::left_out(texts, &self.preview.not_imported));
        let problem = el("p.field-error")
            .attr("role", "alert")
            .text_of(move || problem.get().unwrap_or_default());
        let this = self.clone();
        let words = move || match (busy.get(), this.counts()) {
            (true, _) => texts.get(Text::ImportBusy),
            (false, Counts { added: 0, updated: 0 }) => texts.get(Text::ImportNothing),
            (false, Counts { added: 0, updated }) => texts.count(Text::ImportUpdate, updated),
            (false, Counts { added, updated: 0 }) => texts.count(Text::ImportButton, added),
            (false, Counts { added, updated }) => {
                let updated = texts.number(updated as f64);
                texts.count_with(Text::ImportBoth, added, &[("updated", &updated)])
            }
        };
        let (this, sender) = (self.clone(), self.clone());
        let press = button("button button--primary")
            .flag("disabled", move || busy.get() || this.counts().is_nothing())
            .on_click(move |_| sender.send())
            .text_of(words);
        let back =
            button("button").on_click(move |_| import.back()).text_of(texts.say(Text::ImportBack));
        el("div.import-preview")
            .child(
                el("div.import-head")
                    .child(summary)
                    .child(format_choice(Some(self.preview.format), import)),
            )
            .child(sheet)
            .child(when(
                move || known.with(|known| known.contains(&true)),
                move || choices(texts, known, choice),
            ))
            .child(lists)
            .child(problem)
            .child(el("div.dialog-actions").child(back).child(press))
    }

    fn counts(&self) -> Counts {
        let choice = self.choice.get();
        self.known.with(|known| {
            let here = known.iter().filter(|is_known| **is_known).count();
            let fresh = known.len() - here;
            match choice {
                Known::LeaveOut => Counts { added: fresh, updated: 0 },
                Known::Add => Counts { added: known.len(), updated: 0 },
                Known::Update => {
                    let is_update = |number: &usize| {
                        let difference = rows::difference(&self.preview, *number);
                        known[*number] && !difference.is_some_and(Difference::is_nothing)
                    };
                    let updated = (0..known.len()).filter(is_update).count();
                    Counts { added: fresh, updated }
                }
            }
        })
    }

    fn send(&self) {
        let Self { texts, room, busy, problem, .. } = *self;
        if busy.get_untracked() || untrack(|| self.counts()).is_nothing() {
            return;
        }
        busy.set(true);
        problem.set(None);
        let known = self.choice.get_untracked();
        let command = Command::AddStories { stories: self.preview.stories.clone(), known };
        room.send(json::write(&command), move |answer| {
            // Another file may have been dropped meanwhile, which is looked at now.
            let is_shown = busy.try_get_untracked().is_some();
            busy.set(false);
            match answer {
                Ok(came) => {
                    if is_shown {
                        room.done();
                    }
                    Some(imported(texts, came))
                }
                Err(refusal) => {
                    problem.set(Some(refusal));
                    None
                }
            }
        });
    }
}

impl Counts {
    fn is_nothing(self) -> bool {
        self.added + self.updated == 0
    }
}

/// Asks what becomes of stories that the backlog has.
fn choices(texts: Texts, known: Memo<Vec<bool>>, chosen: Var<Known>) -> El {
    let count = move || known.with(|known| known.iter().filter(|is_known| **is_known).count());
    let cards = CHOICES.map(|(option, word)| {
        let is_chosen = move || chosen.get() == option;
        choice("import-choice", radio("import-known"), is_chosen, move || chosen.set(option))
            .child(el("span").text_of(texts.say(word)))
    });
    let cards = cards.into_iter().fold(el("div.import-choices"), El::child);
    el("fieldset.import-known")
        .child(el("legend").text_of(move || texts.count(Text::KnownTitle, count())))
        .child(cards)
}

/// Which of these stories have one of the `keys`.
fn known(keys: &[String], stories: &[StoryDraft]) -> Vec<bool> {
    let set = js_sys::Set::new(&JsValue::UNDEFINED);
    keys.iter().for_each(|key| drop(set.add(&key.into())));
    let is_known = |key: &str| set.has(&key.into());
    stories.iter().map(|story| story.key.as_deref().is_some_and(is_known)).collect()
}

/// What came, in words; not how many where the connection was lost in between.
fn imported(texts: Texts, came: Option<Came>) -> String {
    untrack(|| match came {
        None => texts.get(Text::ImportedSomeHow),
        Some(Came { added: 0, updated }) => texts.count(Text::ImportedUpdated, updated),
        Some(Came { added, updated: 0 }) => texts.count(Text::Imported, added),
        Some(Came { added, updated }) => {
            let updated = texts.number(updated as f64);
            texts.count_with(Text::ImportedBoth, added, &[("updated", &updated)])
        }
    })
}

fn summary(texts: Texts, preview: &Preview) -> String {
    let stories = texts.count(Text::ImportStories, preview.stories.len());
    let mut counts: Vec<(Text, usize)> = Vec::new();
    for left_out in &preview.not_imported {
        let text = sentences::left_out_count(&left_out.why);
        let rows = rows::rows_of(&left_out.why);
        match counts.iter_mut().find(|(other, _)| *other == text) {
            Some((_, count)) => *count += rows,
            None => counts.push((text, rows)),
        }
    }
    if counts.is_empty() {
        return stories;
    }
    let all: usize = counts.iter().map(|(_, count)| count).sum();
    let reasons: Vec<String> =
        counts.into_iter().map(|(text, count)| texts.count(text, count)).collect();
    let values = [("stories", stories.as_str()), ("reasons", &reasons.join(", "))];
    texts.count_with(Text::ImportSummary, all, &values)
}
