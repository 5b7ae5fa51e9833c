//! The questions on a story, or its notes.

use domain::ids::{ItemId, StoryId};
use domain::product::item::{Content, Item};
use domain::settings::Permission;
use leptos::prelude::*;

use super::add_item::load_add_item;
use super::item_row::ItemRow;
use super::product_store::use_product;
use crate::components::lazy_part::LazyPart;
use crate::i18n::{Text, use_i18n};
use crate::state::use_room;

/// Questions that are open first, notes in the order in which they were added, and a field for one more.
#[component]
pub fn Items(
    /// Which story.
    story: StoryId,
    /// Whether they are the questions.
    is_question: bool,
) -> impl IntoView {
    let (i18n, product, room) = (use_i18n(), use_product(), use_room());
    let rows = Memo::new(move |_| {
        product.read_of(story, |product| {
            let is_wanted =
                |item: &&Item| matches!(item.content, Content::Question(_)) == is_question;
            let mut items: Vec<&Item> = product.of(story).filter(is_wanted).collect();
            items.sort_by_key(|item| is_question && !item.is_open_question());
            items.into_iter().map(|item| item.id).collect::<Vec<ItemId>>()
        })
    });
    let (title, none) = match is_question {
        true => (Text::Questions, Text::NoQuestions),
        false => (Text::Notes, Text::NoNotes),
    };
    let hint = move || {
        rows.with(Vec::is_empty).then(|| view! { <p class="story-hint">{i18n.text(none)}</p> })
    };
    // Everybody may ask.
    let may_add = Memo::new(move |_| is_question || room.may(Permission::Texts));
    let field = move || {
        may_add.get().then(|| view! { <LazyPart load=move || load_add_item(story, is_question) /> })
    };
    view! {
        <section class="preparation-section" aria-label=i18n.text(title)>
            <h4 class="preparation-title">{i18n.text(title)}</h4>
            {hint}
            <ul class="item-list">
                <For each=move || rows.get() key=|item| *item let(item)>
                    <ItemRow story item />
                </For>
            </ul>
            {field}
        </section>
    }
}
