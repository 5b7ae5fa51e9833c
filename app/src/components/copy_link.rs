//! A button that copies a link in the best way there is, and shows the link where there is none
//! (case B49).

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlDocument, HtmlElement, HtmlTextAreaElement};

use super::icon::Icon;
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
    let i18n = use_i18n();
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
            if copy_by_clipboard(&link).await || copy_by_command(&link) {
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

/// Missing without a secure context, refused in frames that were not given the permission.
async fn copy_by_clipboard(text: &str) -> bool {
    if !window().is_secure_context() {
        return false;
    }
    JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok()
}

/// The old way: a selected field, and a command to the document.
fn copy_by_command(text: &str) -> bool {
    let field = document().create_element("textarea").ok();
    let field = field.and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok());
    let (Some(field), Some(body)) = (field, document().body()) else { return false };
    field.set_value(text);
    field.set_class_name("visually-hidden");
    let focused = document().active_element();
    // Everything outside of an open dialog is inert.
    let dialog = focused.as_ref().and_then(|focused| focused.closest("dialog").ok().flatten());
    let _ = dialog.unwrap_or_else(|| body.into()).append_child(&field);
    field.select();
    let document: HtmlDocument = document().unchecked_into();
    let copied = document.exec_command("copy").unwrap_or(false);
    field.remove();
    if let Some(focused) = focused.and_then(|focused| focused.dyn_into::<HtmlElement>().ok()) {
        let _ = focused.focus();
    }
    copied
}
