//! One question or note of a story.

use domain::ids::{ItemId, StoryId};
use domain::product::item::{Content, Item};
use domain::settings::Permission;
use leptos::prelude::*;

use super::day_text::{day_text, today};
use super::item_actions::ItemActions;
use super::item_form::load_item_form;
use super::product_store::use_product;
use crate::components::icon::Icon;
use crate::components::lazy_part::LazyPart;
use crate::i18n::{I18n, Text, use_i18n};
use crate::state::{RoomStore, use_room};

/// What it says, by whom, and of a question who finds out until when, and the answer; or the form for all of it. Built
/// anew when the item changes.
#[component]
pub fn ItemRow(
    /// The story.
    story: StoryId,
    /// Which item.
    item: ItemId,
) -> impl IntoView {
    let (i18n, product, room) = (use_i18n(), use_product(), use_room());
    let is_edited = RwSignal::new(false);
    let shown = Memo::new(move |_| product.read_of(story, |product| product.item(item).cloned()));
    let may_edit = Memo::new(move |_| room.may(Permission::Texts));
    let content = move || {
        if is_edited.get() {
            return view! {
                <LazyPart
                    load=move || load_item_form(story, item, is_edited)
                    on_cancel=move |()| is_edited.set(false)
                />
            }
            .into_any();
        }
        let Some(item) = shown.get() else { return ().into_any() };
        let actions = may_edit.get().then(|| view! { <ItemActions item=item.clone() is_edited /> });
        view! {
            {words(i18n, room, &item)}
            {actions}
        }
        .into_any()
    };
    let is_open = move || shown.get().is_some_and(|item| item.is_open_question());
    let is_decision = move || {
        shown
            .get()
            .is_some_and(|item| matches!(item.content, Content::Note(note) if note.is_decision))
    };
    view! {
        <li class="item" class:is-open=is_open class:is-decision=is_decision>
            {content}
        </li>
    }
}

fn words(i18n: I18n, room: RoomStore, item: &Item) -> AnyView {
    let time = i18n.time(item.at);
    let said = i18n.format(Text::SaidBy, &[("name", &item.by), ("time", &time)]);
    let said = view! { <bdi>{said}</bdi> };
    let (icon, text, facts, answer) = match &item.content {
        Content::Question(question) => {
            let facts = if question.is_open() { waiting(i18n, room, item) } else { Vec::new() };
            let icon = if question.is_open() { Icon::Question } else { Icon::Check };
            (Some(icon), &question.text, facts, question.answer.clone())
        }
        Content::Note(note) => (None, &note.text, Vec::new(), String::new()),
    };
    let is_decision = matches!(&item.content, Content::Note(note) if note.is_decision);
    let decision = is_decision
        .then(|| view! { <span class="chip chip--decision">{i18n.get(Text::Decision)}</span> });
    let facts = facts.into_iter().map(|fact| view! { <bdi>{fact}</bdi> }).collect_view();
    view! {
        <span class="item-mark" aria-hidden="true">
            {icon.map(Icon::view)}
        </span>
        <div class="item-words">
            <p class="item-text" dir="auto" prop:textContent=text.clone() />
            <p class="item-facts">{decision} {said} {facts}</p>
            <p class="item-answer" dir="auto" prop:textContent=answer />
        </div>
    }
    .into_any()
}

/// Who finds out, and until when.
fn waiting(i18n: I18n, room: RoomStore, item: &Item) -> Vec<String> {
    let Content::Question(question) = &item.content else { return Vec::new() };
    let owner = &question.owner;
    let owner = (!owner.is_empty()).then(|| i18n.format(Text::QuestionOwnerIs, &[("name", owner)]));
    let due = question.due.map(|due| {
        let is_late = today(room.clock().now_slowly()).is_some_and(|day| question.is_late(day));
        let text = if is_late { Text::QuestionOverdue } else { Text::QuestionUntil };
        i18n.format(text, &[("day", &day_text(i18n, due))])
    });
    owner.into_iter().chain(due).collect()
}
