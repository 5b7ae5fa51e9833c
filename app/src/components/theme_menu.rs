//! The choice between light and dark: the attribute `data-theme`, which the styles obey. The loader
//! sets it as well, before anything is drawn.

use leptos::prelude::*;

use super::icon::Icon;
use super::menu::Menu;
use super::menu_item::MenuItem;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::state::browser_storage;

/// The key that the choice is stored under; the loader reads it too.
const THEME_KEY: &str = "ready-room:theme";

/// The themes: the value that is stored, and what it is called.
const THEMES: [(&str, Text); 3] =
    [("system", Text::ThemeSystem), ("light", Text::ThemeLight), ("dark", Text::ThemeDark)];

/// A menu of the themes.
#[component]
pub fn ThemeMenu() -> impl IntoView {
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
    view! {
        <Menu label=i18n.text(Text::ThemeMenu) icon=Icon::Contrast>
            {THEMES.map(item).into_iter().collect_view()}
        </Menu>
    }
}
