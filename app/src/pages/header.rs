//! The head of the pages outside the room: the name, and the choice of language and theme.

use leptos::prelude::*;

use crate::i18n::{Text, Texts};
use crate::net::http;
use crate::parts::language_menu::LanguageMenu;
use crate::parts::theme_menu::ThemeMenu;

/// The head of a page.
#[component]
pub fn PageHeader() -> impl IntoView {
    let texts = expect_context::<Texts>();
    view! {
        <header class="page-header">
            <a class="wordmark" href=http::address("")>
                {move || texts.get(Text::AppName)}
            </a>
            <div class="page-header-tools">
                <LanguageMenu />
                <ThemeMenu />
            </div>
        </header>
    }
    .into_any()
}
