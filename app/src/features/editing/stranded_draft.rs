//! One text that was typed here and has no field any more.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::clipboard::copy_text;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::state::{DraftField, use_drafts};

/// The text, with what copies and what discards it.
#[component]
pub fn StrandedDraft(
    /// The field that it was typed in.
    field: DraftField,
) -> impl IntoView {
    let (host, i18n, drafts) = (use_host(), use_i18n(), use_drafts());
    let text = drafts.kept(field).unwrap_or_default().text;
    let node = NodeRef::<html::Textarea>::new();
    let copied = RwSignal::new(false);
    let copy = {
        let text = text.clone();
        move |_| {
            let text = text.clone();
            spawn_local(async move {
                let is_copied = copy_text(host, &text).await;
                copied.try_set(is_copied);
                // It is there to be copied by hand.
                if let Some(node) = node.try_get_untracked().flatten().filter(|_| !is_copied) {
                    node.select();
                }
            });
        }
    };
    let name = i18n.text(name(field));
    view! {
        <li class="stranded-draft">
            <label class="field-label">
                {name}
                <textarea
                    node_ref=node
                    class="field-input"
                    rows="2"
                    dir="auto"
                    readonly
                    prop:value=text
                />
            </label>
            <div class="form-actions">
                <button type="button" class="button button--small" on:click=copy>
                    {move || i18n.get(if copied.get() { Text::Copied } else { Text::CopyText })}
                </button>
                <button
                    type="button"
                    class="button button--quiet button--small"
                    on:click=move |_| drafts.forget(field)
                >
                    {i18n.text(Text::Discard)}
                </button>
            </div>
        </li>
    }
}

/// What a field is called.
fn name(field: DraftField) -> Text {
    match field {
        DraftField::NewStory | DraftField::Sending | DraftField::Unanswered => Text::AddStory,
        DraftField::PastedList => Text::BacklogImport,
        DraftField::RoomTitle => Text::RoomTitle,
        DraftField::Name => Text::YourName,
        DraftField::NewCriterion(_) => Text::AddCriterion,
        DraftField::Criterion(..) => Text::EditCriterion,
        DraftField::NewQuestion(_) => Text::AskQuestion,
        DraftField::NewNote(_) => Text::AddNote,
        DraftField::Item(..) => Text::QuestionsAndNotes,
        DraftField::Answer(..) => Text::QuestionAnswer,
        DraftField::Title(_) => Text::StoryTitle,
        DraftField::Description(_) => Text::StoryDescription,
        DraftField::Link(_) => Text::StoryLink,
        DraftField::Estimate(_) => Text::EstimateByHand,
        DraftField::Actual(_) => Text::ActualValue,
        DraftField::Score(..) => Text::Dimensions,
        DraftField::Words => Text::YourHand,
    }
}
