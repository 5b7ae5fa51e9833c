//! A page that says one thing and offers one way to go on.

use leptos::prelude::*;

use super::page_header::PageHeader;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};

/// The page.
#[component]
pub fn NoticePage(
    /// What happened.
    title: Text,
    /// What it means, and what to do.
    text: Text,
    /// Whether one goes on by loading the page again, rather than by creating a room.
    #[prop(optional)]
    reload: bool,
) -> impl IntoView {
    let (host, i18n) = (use_host(), use_i18n());
    Effect::new(move || host.set_title(&i18n.get(title)));
    let action = if reload {
        view! {
            <button
                type="button"
                class="button button--primary"
                on:click=move |_| drop(location().reload())
            >
                {i18n.text(Text::Reload)}
            </button>
        }
        .into_any()
    } else {
        view! {
            <a class="button button--primary" href="./">
                {i18n.text(Text::NewRoom)}
            </a>
        }
        .into_any()
    };
    view! {
        <PageHeader />
        <main class="notice">
            <h1>{i18n.text(title)}</h1>
            <p>{i18n.text(text)}</p>
            {action}
        </main>
    }
}
