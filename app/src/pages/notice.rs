//! A page that says one thing and offers one way on.

use leptos::prelude::*;

use super::header::PageHeader;
use crate::i18n::{Text, Texts};
use crate::net::http;

/// The page.
#[component]
pub fn NoticePage(
    /// What happened.
    title: Text,
    /// What it means, and what to do.
    text: Text,
    /// Whether loading the page again is the way on, rather than a new room.
    #[prop(optional)]
    reload: bool,
) -> impl IntoView {
    let texts = expect_context::<Texts>();
    let way_on = if reload {
        view! {
            <button
                type="button"
                class="button button--primary"
                on:click=move |_| drop(location().reload())
            >
                {move || texts.get(Text::Reload)}
            </button>
        }
        .into_any()
    } else {
        view! {
            <a class="button button--primary" href=http::address("")>
                {move || texts.get(Text::NewRoom)}
            </a>
        }
        .into_any()
    };
    Effect::new(move || document().set_title(&texts.get(title)));
    view! {
        <PageHeader />
        <main class="notice">
            <h1>{move || texts.get(title)}</h1>
            <p>{move || texts.get(text)}</p>
            {way_on}
        </main>
    }
    .into_any()
}
