//! Says that somebody else has changed the text that is being edited here, and offers both versions.

use leptos::prelude::*;

use crate::i18n::{Text, use_i18n};

/// The other version, with the choice between the two.
#[component]
pub fn ConflictNotice(
    /// Called to save the draft over the other version.
    on_keep_mine: impl Fn() + 'static,
    /// Called to drop the draft for the other version.
    on_take_theirs: impl Fn() + 'static,
    /// The other version.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="conflict" role="alert">
            <p class="conflict-text">{i18n.text(Text::ChangedMeanwhile)}</p>
            <blockquote class="conflict-theirs" dir="auto">
                {children()}
            </blockquote>
            <div class="form-actions">
                <button type="button" class="button button--small" on:click=move |_| on_keep_mine()>
                    {i18n.text(Text::KeepMine)}
                </button>
                <button
                    type="button"
                    class="button button--small"
                    on:click=move |_| on_take_theirs()
                >
                    {i18n.text(Text::TakeTheirs)}
                </button>
            </div>
        </div>
    }
}
