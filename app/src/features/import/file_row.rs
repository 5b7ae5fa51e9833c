//! One row of the file that there is something to say about.

use leptos::prelude::*;

use crate::i18n::{Text, use_i18n};

/// Where it stands, what is there, and what there is to say.
#[component]
pub fn FileRow(
    /// The line of the file, from 1.
    line: u32,
    /// What stands there.
    content: String,
    /// What there is to say about it.
    #[prop(into)]
    message: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let line = move || i18n.format(Text::ImportLine, &[("line", &i18n.number(f64::from(line)))]);
    view! {
        <li class="import-row">
            <span class="import-line">{line}</span>
            <bdi class="import-title">{content}</bdi>
            <span class="import-facts">{message}</span>
        </li>
    }
}
