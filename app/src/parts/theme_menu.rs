//! The choice between light and dark: `data-theme` on the root element, which the styles obey. The
//! loader sets it as well, before anything is drawn.

use leptos::prelude::*;

use super::icon::Icon;
use super::menu::{Menu, MenuItem};
use crate::i18n::{Text, Texts};
use crate::storage;

/// The key that the choice is kept under; the loader reads it too.
const THEME_KEY: &str = "ready-room:theme";

/// What there is to choose: the value kept, and what it is called.
const THEMES: [(&str, Text); 3] =
    [("system", Text::ThemeSystem), ("light", Text::ThemeLight), ("dark", Text::ThemeDark)];

/// A menu of the themes.
#[component]
pub fn ThemeMenu() -> impl IntoView {
    let texts = expect_context::<Texts>();
    let theme = RwSignal::new(storage::item(THEME_KEY).unwrap_or_else(|| THEMES[0].0.to_owned()));
    let item = move |(value, name): (&'static str, Text)| {
        let chosen = Signal::derive(move || theme.with(|theme| theme == value));
        let choose = move || {
            theme.set(value.to_owned());
            storage::set_item(THEME_KEY, value);
            if let Some(root) = document().document_element() {
                let _ = root.set_attribute("data-theme", value);
            }
        };
        view! {
            <MenuItem chosen act=choose>
                {move || texts.get(name)}
            </MenuItem>
        }
    };
    view! {
        <Menu
            label=Signal::derive(move || texts.get(Text::ThemeMenu))
            button=Icon::Contrast.view()
        >
            {THEMES.map(item).into_iter().collect_view()}
        </Menu>
    }
    .into_any()
}
