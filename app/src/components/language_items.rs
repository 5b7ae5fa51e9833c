//! The languages in their menu.

use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::lazy_part::PartMissing;
use super::menu_item::MenuItem;
use crate::i18n::{LANGUAGES, use_i18n};

/// Loads the items.
#[wasm_split(warm, fallible)]
pub fn load_language_items() -> Result<AnyView, PartMissing> {
    Ok(view! { <LanguageItems /> }.into_any())
}

/// The languages, each by its own name.
#[component]
fn LanguageItems() -> impl IntoView {
    let i18n = use_i18n();
    let item = move |(code, name): (&'static str, &'static str)| {
        view! {
            <MenuItem
                is_current=move || i18n.language() == code
                on_select=move || i18n.switch(code)
            >
                <span lang=code>{name}</span>
            </MenuItem>
        }
    };
    LANGUAGES.map(item).into_iter().collect_view()
}
