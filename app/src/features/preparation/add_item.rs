//! The field for one more question or note.

use domain::day::Day;
use domain::ids::StoryId;
use domain::product::action::ProductAction;
use domain::product::item::Content;
use domain::product::note::Note;
use domain::product::question::Question;
use domain::refusal::Field;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;
use web_sys::KeyboardEvent;

use super::due_field::DueField;
use super::product_store::use_product;
use crate::components::keyboard::is_submit;
use crate::components::lazy_part::PartMissing;
use crate::components::limited_field::LimitedField;
use crate::components::switch::Switch;
use crate::i18n::{Text, refusals, use_i18n};
use crate::state::{DraftField, use_drafts};

/// Loads the field.
#[wasm_split(item_form, fallible)]
pub fn load_add_item(story: StoryId, is_question: bool) -> Result<AnyView, PartMissing> {
    Ok(view! { <AddItem story is_question /> }.into_any())
}

/// What else can be said, who finds out until when or that it is a decision, shows as soon as something is typed.
#[component]
fn AddItem(story: StoryId, is_question: bool) -> impl IntoView {
    let (i18n, product, drafts) = (use_i18n(), use_product(), use_drafts());
    let [text, owner, due] = [(); 3].map(|()| RwSignal::new(String::new()));
    let is_decision = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let is_sending = RwSignal::new(false);
    let (id, label, field) = match is_question {
        true => ("add-question", Text::AskQuestion, DraftField::NewQuestion(story)),
        false => ("add-note", Text::AddNote, DraftField::NewNote(story)),
    };
    drafts.follow(field, text);
    let is_typed = Memo::new(move |_| text.with(|text| !text.trim().is_empty()));
    let content = move || match is_question {
        true => Content::Question(Question {
            text: text.get_untracked(),
            owner: owner.get_untracked(),
            due: Day::parse(&due.get_untracked()),
            answer: String::new(),
        }),
        false => Content::Note(Note {
            text: text.get_untracked(),
            is_decision: is_decision.get_untracked(),
        }),
    };
    let add = move || {
        if is_sending.get_untracked() || !is_typed.get_untracked() {
            return;
        }
        is_sending.set(true);
        error.set(None);
        product.send_then(&ProductAction::Add { story, content: content() }, move |answer| {
            is_sending.try_set(false);
            match answer {
                Ok(()) => {
                    drafts.forget(field);
                    is_decision.try_set(false);
                    for emptied in [text, owner, due] {
                        emptied.try_set(String::new());
                    }
                }
                Err(refusal) => refusals::say_beside(error, i18n, refusal),
            }
        });
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        add();
    };
    let on_keydown = move |event: KeyboardEvent| {
        if is_submit(&event) {
            event.prevent_default();
            add();
        }
    };
    let more = move || {
        if is_question {
            view! {
                <LimitedField
                    id="add-question-owner"
                    label=Text::QuestionOwner
                    field=Field::Name
                    draft=owner
                />
                <DueField id="add-question-due" due />
            }
            .into_any()
        } else {
            view! {
                <Switch
                    label=Text::IsDecision
                    is_on=move || is_decision.get()
                    on_press=move || is_decision.update(|is| *is = !*is)
                />
            }
            .into_any()
        }
    };
    let rest = move || {
        is_typed.get().then(|| {
            view! {
                <div class="item-form-row">
                    {more()}
                    <button type="submit" class="button button--primary" disabled=is_sending>
                        {i18n.text(label)}
                    </button>
                </div>
            }
        })
    };
    view! {
        <form class="item-form" on:submit=on_submit on:keydown=on_keydown>
            <LimitedField id label field=Field::Item draft=text multiline=true error />
            {rest}
        </form>
    }
}
