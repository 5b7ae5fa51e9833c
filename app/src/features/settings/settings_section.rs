//! A section of the settings.

use leptos::prelude::*;

use crate::i18n::{Text, use_i18n};

/// A heading with what belongs to it.
#[component]
pub fn SettingsSection(
    /// The heading.
    title: Text,
    /// What belongs to it.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="settings-section" aria-label=i18n.text(title)>
            <h3 class="settings-heading">{i18n.text(title)}</h3>
            {children()}
        </section>
    }
}
