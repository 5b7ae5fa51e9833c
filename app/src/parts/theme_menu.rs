//! The choice between light and dark: `data-theme` on the root element, which the styles obey. The
//! loader sets it as well, before anything is drawn.

use super::icon::Icon;
use super::menu::{item, menu};
use crate::dom::{El, View};
use crate::i18n::Text;
use crate::page::{host, texts};
use crate::signals::Var;
use crate::storage;

/// The key that the choice is kept under; the loader reads it too.
const THEME_KEY: &str = "ready-room:theme";

/// What there is to choose: the value kept, and what it is called.
const THEMES: [(&str, Text); 3] =
    [("system", Text::ThemeSystem), ("light", Text::ThemeLight), ("dark", Text::ThemeDark)];

/// A menu of the themes.
pub fn theme_menu() -> El {
    let (host, texts) = (host(), texts());
    let theme = Var::new(storage::item(THEME_KEY).unwrap_or_else(|| THEMES[0].0.to_owned()));
    let choice = move |(value, name): (&'static str, Text)| -> View {
        let choose = move |_| {
            theme.set(value.to_owned());
            storage::set_item(THEME_KEY, value);
            host.set_attribute("data-theme", value);
        };
        item(choose)
            .aria("aria-current", move || theme.with(|theme| theme == value))
            .text_of(texts.say(name))
            .into()
    };
    menu(texts.say(Text::ThemeMenu), Icon::Contrast, move || View::of(THEMES.map(choice)))
}
