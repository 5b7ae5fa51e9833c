//! What an import would bring: its stories, what is left out and why, and the button that does it.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::command::Command;
use domain::draft::{LeftOut, LeftOutReason, Preview, StoryDraft, Warning};
use leptos::prelude::*;

use crate::commands::{Commands, Toast};
use crate::i18n::{Text, Texts};
use crate::sentences;
use crate::state::{RoomState, Topic};

/// Rows of a list that are shown; the rest is a number.
const SHOWN_ROWS: usize = 300;

/// The preview.
#[component]
pub fn ImportPreview(
    /// What was read.
    preview: Arc<Preview>,
    /// Back to choosing.
    back: Callback<()>,
    /// The import is through.
    done: Callback<()>,
) -> impl IntoView {
    let texts = expect_context::<Texts>();
    let state = expect_context::<RoomState>();
    let commands = expect_context::<Commands>();
    let include_known = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let known = Memo::new({
        let preview = preview.clone();
        move |_| known_keys(state, &preview.stories)
    });
    let all = preview.stories.len();
    let count = Memo::new(move |_| if include_known.get() { all } else { all - known.get().1 });
    let import = {
        let preview = preview.clone();
        move |_| {
            if busy.get_untracked() || count.get_untracked() == 0 {
                return;
            }
            busy.set(true);
            problem.set(None);
            let before = state.latest_added();
            let command = Command::AddStories {
                stories: preview.stories.clone(),
                include_known: include_known.get_untracked(),
            };
            commands.send_then(command, move |answer| {
                busy.try_set(false);
                match answer {
                    Ok(()) => {
                        commands.notify(imported(texts, state, &before));
                        done.run(());
                    }
                    Err(refusal) => {
                        let reason = untrack(|| sentences::refusal(texts, &refusal));
                        problem.try_set(Some(reason));
                    }
                }
            });
        }
    };
    let summary = {
        let preview = preview.clone();
        move || summary(texts, &preview)
    };
    let stories = {
        let preview = preview.clone();
        move || known.with(|(keys, _)| story_rows(texts, &preview.stories, keys))
    };
    view! {
        <div class="import-preview">
            <p class="import-summary" role="status">
                {summary}
            </p>
            {move || {
                (known.get().1 > 0)
                    .then(|| {
                        view! {
                            <label class="import-include">
                                <input
                                    type="checkbox"
                                    prop:checked=include_known
                                    on:change=move |event| {
                                        include_known.set(event_target_checked(&event));
                                    }
                                />
                                <span>{texts.count(Text::ImportIncludeKnown, known.get().1)}</span>
                            </label>
                        }
                    })
            }}
            <div class="import-lists">
                <ul class="import-stories" tabindex="0" class:is-known-included=include_known>
                    {stories}
                </ul>
                {warnings(texts, &preview.warnings)}
                {left_out(texts, &preview.not_imported)}
            </div>
            <p class="field-error" role="alert">
                {move || problem.get()}
            </p>
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| back.run(())>
                    {move || texts.get(Text::ImportBack)}
                </button>
                <button
                    type="button"
                    class="button button--primary"
                    disabled=move || busy.get() || count.get() == 0
                    on:click=import
                >
                    {move || match (busy.get(), count.get()) {
                        (true, _) => texts.get(Text::ImportBusy),
                        (false, 0) => texts.get(Text::ImportNothing),
                        (false, count) => texts.count(Text::ImportButton, count),
                    }}
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// Keys among the stories that the backlog already has, and how many of the stories have one.
fn known_keys(state: RoomState, stories: &[StoryDraft]) -> (BTreeSet<String>, usize) {
    state.read(Topic::Backlog, |view| {
        let there: BTreeSet<&str> =
            view.board.stories.iter().filter_map(|story| story.key.as_deref()).collect();
        let known = || stories.iter().filter_map(|story| story.key.as_deref());
        let known = || known().filter(|key| there.contains(key));
        (known().map(str::to_owned).collect(), known().count())
    })
}

fn imported(texts: Texts, state: RoomState, before: &[domain::ids::StoryId]) -> Toast {
    let added = state.latest_added();
    let is_fresh = added != before;
    let text = untrack(|| match is_fresh {
        true => texts.count(Text::Imported, added.len()),
        // The connection was lost in between, and the stories came with a fresh view.
        false => texts.get(Text::ImportedSomeHow),
    });
    Toast { text, undo: is_fresh.then_some(Command::RemoveStories(added)), ..Toast::default() }
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

fn story_rows(texts: Texts, stories: &[StoryDraft], known: &BTreeSet<String>) -> AnyView {
    let rows = stories.iter().take(SHOWN_ROWS).map(|story| {
        let is_known = story.key.as_ref().is_some_and(|key| known.contains(key));
        let mut facts = Vec::new();
        if !story.criteria.is_empty() {
            facts.push(texts.count(Text::ImportCriteria, story.criteria.len()));
        }
        if let Some(estimate) = &story.estimate {
            facts.push(texts.with(Text::ImportEstimate, &[("estimate", estimate)]));
        }
        if is_known {
            facts.push(texts.get(Text::ImportKnown));
        }
        view! {
            <li class="import-story" class:is-known=is_known>
                <span class="import-key">{story.key.clone()}</span>
                <bdi class="import-title">{story.title.clone()}</bdi>
                <span class="import-facts">{facts.join(" · ")}</span>
            </li>
        }
    });
    view! {
        {rows.collect_view()}
        {more(texts, stories.len())}
    }
    .into_any()
}

fn left_out(texts: Texts, left_out: &[LeftOut]) -> AnyView {
    let count = left_out.iter().map(|left_out| rows(&left_out.why)).sum();
    let rows = left_out.iter().take(SHOWN_ROWS).map(|left_out| {
        file_row(texts, left_out.line, &left_out.what, sentences::left_out(texts, &left_out.why))
    });
    file_rows(texts, Text::ImportLeftOut, count, "import-left-out", rows.collect(), left_out.len())
}

fn warnings(texts: Texts, warnings: &[Warning]) -> AnyView {
    let rows = warnings.iter().take(SHOWN_ROWS).map(|warning| {
        file_row(texts, warning.line, &warning.story, sentences::warning(texts, &warning.what))
    });
    let count = warnings.len();
    file_rows(texts, Text::ImportWarnings, count, "import-warnings", rows.collect(), count)
}

fn file_rows(
    texts: Texts,
    title: Text,
    count: usize,
    class: &'static str,
    rows: Vec<AnyView>,
    entries: usize,
) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <section class=class>
            <h3>{texts.count(title, count)}</h3>
            <ul>{rows} {more(texts, entries)}</ul>
        </section>
    }
    .into_any()
}

fn file_row(texts: Texts, line: u32, what: &str, why: String) -> AnyView {
    let line = texts.number(f64::from(line));
    view! {
        <li class="import-row">
            <span class="import-line">{texts.with(Text::ImportLine, &[("line", &line)])}</span>
            <bdi class="import-title">{what.to_owned()}</bdi>
            <span class="import-facts">{why}</span>
        </li>
    }
    .into_any()
}

fn more(texts: Texts, entries: usize) -> Option<AnyView> {
    let hidden = entries.checked_sub(SHOWN_ROWS).filter(|hidden| *hidden > 0)?;
    Some(view! { <li class="import-more">{texts.count(Text::ImportMore, hidden)}</li> }.into_any())
}
