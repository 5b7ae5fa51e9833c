//! A button that copies a link in the best way there is, and shows the link where there is none
//! (case B49).

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::clipboard::copy_text;
use super::icon::Icon;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};

/// How long the button says that the link was copied.
const CONFIRMED_FOR: Duration = Duration::from_secs(3);

/// What became of the last press.
#[derive(Clone, Copy, PartialEq)]
enum Outcome {
    None,
    Copied,
    Refused,
}

/// Copies a link.
#[component]
pub fn CopyLink(
    /// The address.
    #[prop(into)]
    link: Signal<String>,
    /// What the button says.
    label: Text,
) -> impl IntoView {
    let (host, i18n) = (use_host(), use_i18n());
    let outcome = RwSignal::new(Outcome::None);
    let field = NodeRef::<html::Input>::new();
    let select = move || {
        if let Some(field) = field.try_get_untracked().flatten() {
            let _ = field.focus();
            field.select();
        }
    };
    let reset = move || {
        if outcome.try_get_untracked() == Some(Outcome::Copied) {
            outcome.set(Outcome::None);
        }
    };
    let copy = move |_| {
        let link = link.get_untracked();
        spawn_local(async move {
            if copy_text(host, &link).await {
                outcome.try_set(Outcome::Copied);
                set_timeout(reset, CONFIRMED_FOR);
            } else {
                outcome.try_set(Outcome::Refused);
                request_animation_frame(select);
            }
        });
    };
    let is_copied = move || outcome.get() == Outcome::Copied;
    let icon = move || if is_copied() { Icon::Check.view() } else { Icon::Copy.view() };
    let text = move || i18n.get(if is_copied() { Text::Copied } else { label });
    view! {
        <div class="copy-link">
            <button type="button" class="button copy-link-button" on:click=copy>
                {icon}
                <span aria-live="polite">{text}</span>
            </button>
            <Show when=move || outcome.get() == Outcome::Refused>
                <label class="copy-link-manual">
                    <span>{i18n.text(Text::CopyByHand)}</span>
                    <input
                        node_ref=field
                        class="field-input copy-link-field"
                        readonly
                        prop:value=link
                        on:focus:target=move |event| event.target().select()
                    />
                </label>
            </Show>
        </div>
    }
}
