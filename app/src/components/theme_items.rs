//! The themes in their menu. A choice is the attribute `data-theme`, which the styles obey; the loader sets it as
//! well, before anything is drawn.

use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::lazy_part::PartMissing;
use super::menu_item::MenuItem;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::state::browser_storage;

/// The key that the choice is stored under; the loader reads it too.
const THEME_KEY: &str = "ready-room:theme";

/// The themes: the value that is stored, and what it is called.
const THEMES: [(&str, Text); 3] =
    [("system", Text::ThemeSystem), ("light", Text::ThemeLight), ("dark", Text::ThemeDark)];

/// Loads the items.
#[wasm_split(warm, fallible)]
pub fn load_theme_items() -> Result<AnyView, PartMissing> {
    Ok(view! { <ThemeItems /> }.into_any())
}

#[component]
fn ThemeItems() -> impl IntoView {
    let (host, i18n) = (use_host(), use_i18n());
    let stored = browser_storage::item(host, THEME_KEY);
    let theme = RwSignal::new(stored.unwrap_or_else(|| THEMES[0].0.to_owned()));
    let select = move |value: &str| {
        theme.set(value.to_owned());
        browser_storage::set_item(host, THEME_KEY, value);
        host.set_attribute("data-theme", value);
    };
    let item = move |(value, name): (&'static str, Text)| {
        view! {
            <MenuItem
                is_current=move || theme.with(|theme| theme == value)
                on_select=move || select(value)
            >
                {i18n.text(name)}
            </MenuItem>
        }
    };
    THEMES.map(item).into_iter().collect_view()
}
