//! The choice of the stories that go into a file for a tracker, and what it leaves out.

use domain::selection::{Selection, Taken};
use leptos::prelude::*;

use crate::components::choice::Choice;
use crate::i18n::{I18n, Text, use_i18n};
use crate::state::{Topic, use_room};

/// Two check boxes, and a line that says how many stories go out and why the others do not.
#[component]
pub fn SelectionChoice(
    /// What is chosen.
    selection: RwSignal<Selection>,
) -> impl IntoView {
    let (i18n, room) = (use_i18n(), use_room());
    let said = move || {
        let selection = selection.get();
        let taken = room.read(Topic::Backlog, |view| selection.count(view.board.stories.iter()));
        (selection != Selection::default()).then(|| in_words(i18n, taken))
    };
    view! {
        <fieldset class="export-selection">
            <legend class="visually-hidden">{i18n.text(Text::ExportSelection)}</legend>
            <Choice
                class="export-choice"
                several=true
                group="estimated-here"
                is_chosen=Signal::derive(move || selection.get().estimated_here)
                on_choose=move || selection.update(|chosen| chosen.estimated_here ^= true)
            >
                <span>{i18n.text(Text::ExportEstimatedHere)}</span>
            </Choice>
            <Choice
                class="export-choice"
                several=true
                group="with-key"
                is_chosen=Signal::derive(move || selection.get().with_key)
                on_choose=move || selection.update(|chosen| chosen.with_key ^= true)
            >
                <span>{i18n.text(Text::ExportWithKey)}</span>
            </Choice>
            <p class="export-note" role="status">
                {said}
            </p>
        </fieldset>
    }
}

/// How many stories go out, and why the others do not.
fn in_words(i18n: I18n, taken: Taken) -> String {
    let left_out = [
        (taken.not_estimated_here, Text::ExportNotEstimatedHere),
        (taken.without_key, Text::ExportWithoutKey),
    ];
    let left_out = left_out.into_iter().filter(|(count, _)| *count > 0);
    let sentences = std::iter::once((taken.taken, Text::ExportTaken)).chain(left_out);
    sentences.map(|(count, text)| i18n.plural(text, count)).collect::<Vec<_>>().join(" ")
}
