//! The header of the pages outside of a room: the name, and the choice of language and theme.

use leptos::prelude::*;

use crate::components::language_menu::LanguageMenu;
use crate::components::theme_menu::ThemeMenu;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};

/// The header; an element on somebody else's page has none.
#[component]
pub fn PageHeader() -> impl IntoView {
    let (host, i18n) = (use_host(), use_i18n());
    // They need the app.
    let tools = is_browser().then(|| {
        view! {
            <LanguageMenu />
            <ThemeMenu />
        }
    });
    host.is_page().then(|| {
        view! {
            <header class="page-header">
                <a class="wordmark" href="./">
                    {i18n.text(Text::AppName)}
                </a>
                <div class="page-header-tools">{tools}</div>
            </header>
        }
    })
}
