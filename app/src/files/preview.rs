//! What an import would bring: its stories, what is left out and why, and the button that does it.

use std::sync::Arc;

use domain::command::Command;
use domain::draft::{LeftOut, LeftOutReason, Preview, StoryDraft, Warning};
use domain::known::Known;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::Event;

use super::{Room, sentences};
use crate::dom::{El, View, button, dynamic, el, when};
use crate::i18n::{Text, Texts};
use crate::net::json;
use crate::page::texts;
use crate::signals::{Memo, Var};

/// Rows of a list that are shown; the rest is a number.
const SHOWN_ROWS: usize = 300;

/// The import of what was read.
#[derive(Clone)]
struct Import {
    texts: Texts,
    room: Room,
    preview: Arc<Preview>,
    /// Which of the stories the backlog already has, by their keys.
    known: Memo<Vec<bool>>,
    include_known: Var<bool>,
    busy: Var<bool>,
    problem: Var<Option<String>>,
}

/// The preview; `back` goes back to choosing.
pub(super) fn import_preview(preview: Arc<Preview>, room: Room, back: impl Fn() + 'static) -> El {
    let read = preview.clone();
    let import = Import {
        texts: texts(),
        room,
        preview,
        known: Memo::new(move || room.known.with(|keys| known(keys, &read.stories))),
        include_known: Var::new(false),
        busy: Var::new(false),
        problem: Var::new(None),
    };
    import.view(back)
}

impl Import {
    fn view(self, back: impl Fn() + 'static) -> El {
        let Self { texts, known, include_known, busy, problem, .. } = self;
        let summary = {
            let preview = self.preview.clone();
            el("p.import-summary").attr("role", "status").text_of(move || summary(texts, &preview))
        };
        let stories = {
            let preview = self.preview.clone();
            move || known.with(|known| story_rows(texts, &preview.stories, known))
        };
        let stories = el("ul.import-stories")
            .attr("tabindex", "0")
            .class_if("is-known-included", move || include_known.get())
            .child(dynamic(stories));
        let lists = el("div.import-lists")
            .child(stories)
            .child(warnings(texts, &self.preview.warnings))
            .child(left_out(texts, &self.preview.not_imported));
        let problem = el("p.field-error")
            .attr("role", "alert")
            .text_of(move || problem.get().unwrap_or_default());
        let all = self.preview.stories.len();
        let count = move || {
            all - if include_known.get() { 0 } else { known.with(|known| count_known(known)) }
        };
        let words = move || match (busy.get(), count()) {
            (true, _) => texts.get(Text::ImportBusy),
            (false, 0) => texts.get(Text::ImportNothing),
            (false, count) => texts.count(Text::ImportButton, count),
        };
        let press = button("button button--primary")
            .flag("disabled", move || busy.get() || count() == 0)
            .on_click(move |_| self.send())
            .text_of(words);
        let back = button("button").on_click(move |_| back()).text_of(texts.say(Text::ImportBack));
        el("div.import-preview")
            .child(summary)
            .child(when(
                move || known.with(|known| count_known(known)) > 0,
                move || include(texts, known, include_known),
            ))
            .child(lists)
            .child(problem)
            .child(el("div.dialog-actions").child(back).child(press))
    }

    fn send(&self) {
        let Self { texts, room, busy, problem, .. } = *self;
        let include_known = self.include_known.get_untracked();
        let is_nothing =
            !include_known && self.known.with_untracked(|known| !known.contains(&false));
        if busy.get_untracked() || is_nothing {
            return;
        }
        busy.set(true);
        problem.set(None);
        let known = if include_known { Known::Add } else { Known::LeaveOut };
        let command = Command::AddStories { stories: self.preview.stories.clone(), known };
        room.send(json::write(&command), move |answer| {
            // Another file may have been dropped meanwhile, which is looked at now.
            let is_shown = busy.try_get_untracked().is_some();
            busy.set(false);
            match answer {
                Ok(added) => {
                    if is_shown {
                        room.done();
                    }
                    Some(imported(texts, added))
                }
                Err(refusal) => {
                    problem.set(Some(refusal));
                    None
                }
            }
        });
    }
}

/// Asks whether to bring in again what is known.
fn include(texts: Texts, known: Memo<Vec<bool>>, include_known: Var<bool>) -> El {
    let tick = el("input").attr("type", "checkbox").checked(move || include_known.get());
    let words =
        move || texts.count(Text::ImportIncludeKnown, known.with(|known| count_known(known)));
    el("label.import-include")
        .child(
            tick.on("change", move |_: Event| include_known.update(|include| *include = !*include)),
        )
        .child(el("span").text_of(words))
}

/// Which of these stories have one of the `keys`.
fn known(keys: &[String], stories: &[StoryDraft]) -> Vec<bool> {
    let set = js_sys::Set::new(&JsValue::UNDEFINED);
    keys.iter().for_each(|key| drop(set.add(&key.into())));
    let is_known = |key: &str| set.has(&key.into());
    stories.iter().map(|story| story.key.as_deref().is_some_and(is_known)).collect()
}

fn count_known(known: &[bool]) -> usize {
    known.iter().filter(|is_known| **is_known).count()
}

fn imported(texts: Texts, added: Option<usize>) -> String {
    untrack(|| match added {
        Some(added) => texts.count(Text::Imported, added),
        None => texts.get(Text::ImportedSomeHow),
    })
}

fn summary(texts: Texts, preview: &Preview) -> String {
    let stories = texts.count(Text::ImportStories, preview.stories.len());
    let mut counts: Vec<(Text, usize)> = Vec::new();
    for left_out in &preview.not_imported {
        let text = sentences::left_out_count(&left_out.why);
        let rows = rows(&left_out.why);
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

/// How many rows of the file an entry stands for.
fn rows(reason: &LeftOutReason) -> usize {
    match reason {
        LeftOutReason::TooManyStories { rows, .. } => *rows as usize,
        _ => 1,
    }
}

fn story_rows(texts: Texts, stories: &[StoryDraft], known: &[bool]) -> View {
    let rows = stories.iter().zip(known).take(SHOWN_ROWS).map(|(story, is_known)| {
        let mut facts = Vec::new();
        if !story.criteria.is_empty() {
            facts.push(texts.count(Text::ImportCriteria, story.criteria.len()));
        }
        if let Some(estimate) = &story.estimate {
            facts.push(texts.with(Text::ImportEstimate, &[("estimate", estimate)]));
        }
        if *is_known {
            facts.push(texts.get(Text::ImportKnown));
        }
        let key = story.key.as_deref().unwrap_or_default();
        el("li")
            .class(if *is_known { "import-story is-known" } else { "import-story" })
            .child(el("span.import-key").text(key))
            .child(el("bdi.import-title").text(&story.title))
            .child(el("span.import-facts").text(&facts.join(" · ")))
            .into()
    });
    View::of(rows.chain([more(texts, stories.len()).into()]))
}

fn left_out(texts: Texts, left_out: &[LeftOut]) -> View {
    let count = left_out.iter().map(|left_out| rows(&left_out.why)).sum();
    let rows = left_out.iter().take(SHOWN_ROWS).map(|left_out| {
        file_row(texts, left_out.line, &left_out.what, &sentences::left_out(texts, &left_out.why))
    });
    file_rows(texts, Text::ImportLeftOut, count, "import-left-out", rows.collect(), left_out.len())
}

fn warnings(texts: Texts, warnings: &[Warning]) -> View {
    let rows = warnings.iter().take(SHOWN_ROWS).map(|warning| {
        file_row(texts, warning.line, &warning.story, &sentences::warning(texts, &warning.what))
    });
    let count = warnings.len();
    file_rows(texts, Text::ImportWarnings, count, "import-warnings", rows.collect(), count)
}

fn file_rows(
    texts: Texts,
    title: Text,
    count: usize,
    class: &str,
    rows: Vec<View>,
    entries: usize,
) -> View {
    if rows.is_empty() {
        return View::nothing();
    }
    let rows = el("ul").child(View::of(rows)).child(more(texts, entries));
    el("section").class(class).child(el("h3").text(&texts.count(title, count))).child(rows).into()
}

fn file_row(texts: Texts, line: u32, what: &str, why: &str) -> View {
    let line = texts.with(Text::ImportLine, &[("line", &texts.number(f64::from(line)))]);
    el("li.import-row")
        .child(el("span.import-line").text(&line))
        .child(el("bdi.import-title").text(what))
        .child(el("span.import-facts").text(why))
        .into()
}

fn more(texts: Texts, entries: usize) -> Option<El> {
    let hidden = entries.checked_sub(SHOWN_ROWS).filter(|hidden| *hidden > 0)?;
    Some(el("li.import-more").text(&texts.count(Text::ImportMore, hidden)))
}
