//! What can be done with a question or a note.

use domain::product::action::ProductAction;
use domain::product::item::{Content, Item};
use domain::product::question::Question;
use leptos::prelude::*;

use super::product_store::use_product;
use crate::components::icon::Icon;
use crate::i18n::{Text, use_i18n};
use crate::state::shortened;

/// Opens the form, opens an answered question again, and removes the item.
#[component]
pub fn ItemActions(
    /// The item.
    item: Item,
    /// Set to show the form.
    is_edited: RwSignal<bool>,
) -> impl IntoView {
    let (i18n, product) = (use_i18n(), use_product());
    let Item { id, revision, content, .. } = item;
    let name = name(&content);
    let labelled = |text| i18n.format(text, &[("text", &name)]);
    let (edit_label, remove_label) = (labelled(Text::EditItem), labelled(Text::RemoveItem));
    let removed = name.clone();
    let remove = move |_| {
        let removed = removed.clone();
        product.send_with_undo(&ProductAction::Remove(id), move |i18n| {
            i18n.format(Text::DoneItemRemoved, &[("text", &removed)])
        });
    };
    let answering = match content {
        Content::Question(question) if question.is_open() => Some((Text::QuestionAnswer, None)),
        Content::Question(question) => Some((Text::QuestionReopen, Some(question))),
        Content::Note(_) => None,
    };
    let answering = answering.map(|(text, answered)| {
        let press = move |_| {
            let Some(question) = answered.clone() else { return is_edited.set(true) };
            let answer = question.answer.clone();
            let content = Content::Question(Question { answer: String::new(), ..question });
            let action = ProductAction::Edit { item: id, revision, content };
            product.send_with_undo(&action, move |i18n| {
                i18n.format(Text::DoneItemRemoved, &[("text", &answer)])
            });
        };
        view! {
            <button type="button" class="button button--small" on:click=press>
                {i18n.text(text)}
            </button>
        }
    });
    view! {
        <span class="item-actions">
            {answering}
            <button
                type="button"
                class="button button--quiet button--icon"
                aria-label=edit_label
                on:click=move |_| is_edited.set(true)
            >
                {Icon::Pencil.view()}
            </button>
            <button
                type="button"
                class="button button--quiet button--icon"
                aria-label=remove_label
                on:click=remove
            >
                {Icon::Bin.view()}
            </button>
        </span>
    }
}

/// What an item is called: the beginning of its first line.
fn name(content: &Content) -> String {
    let text = match content {
        Content::Question(question) => &question.text,
        Content::Note(note) => &note.text,
    };
    shortened(text.lines().next().unwrap_or_default())
}
