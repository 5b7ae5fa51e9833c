//! The whole room as it is printed: its title, who is here, and every story. Loaded before it is needed,
//! because a page that is being printed waits for nothing.

use js_sys::Date;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_split_helpers::wasm_split;

use super::printed_story::PrintedStory;
use crate::components::lazy_part::PartMissing;
use crate::i18n::phrases::list;
use crate::i18n::{Text, use_i18n};
use crate::state::use_room;

/// Loads the sheet.
#[wasm_split(warm, fallible)]
pub fn load_print_sheet() -> Result<AnyView, PartMissing> {
    Ok(view! { <PrintSheet /> }.into_any())
}

/// What is on paper stays as it is: nothing here follows the room.
#[component]
fn PrintSheet() -> impl IntoView {
    let (i18n, room) = (use_i18n(), use_room());
    let (title, people, stories, estimated) = room.peek(|view| {
        let board = &view.board;
        let people: Vec<String> = board.connected().map(|person| person.shown_name()).collect();
        let stories: Vec<_> = board.stories.iter().cloned().collect();
        (board.title.clone(), people, stories, board.estimated())
    });
    let title = if title.is_empty() { untrack(|| i18n.get(Text::UntitledRoom)) } else { title };
    let facts = untrack(|| {
        let (estimated, all) = (i18n.number(estimated as f64), i18n.number(stories.len() as f64));
        let estimated =
            i18n.format(Text::BacklogEstimated, &[("estimated", &estimated), ("all", &all)]);
        let day = Date::new_0().to_locale_date_string(&i18n.language(), &JsValue::UNDEFINED);
        format!("{} · {estimated} · {}", String::from(day), list(i18n, &people))
    });
    view! {
        <header class="print-header">
            <h1>
                <bdi>{title}</bdi>
            </h1>
            <p>{facts}</p>
        </header>
        <ol class="print-stories">
            {stories.into_iter().map(|story| view! { <PrintedStory story /> }).collect_view()}
        </ol>
    }
}
