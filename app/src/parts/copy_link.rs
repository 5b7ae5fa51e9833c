//! A button that copies a link by the best way there is, and shows the link where there is none
//! (case B49).

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::icon::Icon;
use crate::i18n::{Text, Texts};

/// How long the button says that the link was copied.
const CONFIRMED_FOR: Duration = Duration::from_secs(3);

/// What became of the last press.
#[derive(Clone, Copy, PartialEq)]
enum Outcome {
    Nothing,
    Copied,
    Refused,
}

/// Copies `link`; never ends in nothing.
#[component]
pub fn CopyLink(
    /// The address.
    #[prop(into)]
    link: Signal<String>,
    /// What the button says.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let texts = expect_context::<Texts>();
    let outcome = RwSignal::new(Outcome::Nothing);
    let field = NodeRef::<html::Input>::new();
    let select = move || {
        if let Some(field) = field.get_untracked() {
            let _ = field.focus();
            field.select();
        }
    };
    let copy = move |_| {
        let link = link.get_untracked();
        spawn_local(async move {
            let copied = copy_by_clipboard(&link).await || copy_by_command(&link);
            outcome.try_set(if copied { Outcome::Copied } else { Outcome::Refused });
            if copied {
                let over = move || {
                    outcome.try_set(Outcome::Nothing);
                };
                set_timeout(over, CONFIRMED_FOR);
            } else {
                request_animation_frame(select);
            }
        });
    };
    view! {
        <div class="copy-link">
            <button type="button" class="button copy-link-button" on:click=copy>
                {move || match outcome.get() {
                    Outcome::Copied => Icon::Check.view(),
                    _ => Icon::Copy.view(),
                }}
                <span aria-live="polite">
                    {move || match outcome.get() {
                        Outcome::Copied => texts.get(Text::Copied),
                        _ => label.get(),
                    }}
                </span>
            </button>
            <Show when=move || outcome.get() == Outcome::Refused>
                <label class="copy-link-manual">
                    <span>{move || texts.get(Text::CopyByHand)}</span>
                    <input
                        node_ref=field
                        class="field-input copy-link-field"
                        readonly
                        prop:value=link
                        on:focus=move |_| select()
                    />
                </label>
            </Show>
        </div>
    }
    .into_any()
}

/// Missing without a secure context, refused in frames that were not given the permission.
async fn copy_by_clipboard(text: &str) -> bool {
    let navigator = window().navigator();
    if !window().is_secure_context() {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

/// The old way: a selected field and a command to the document.
fn copy_by_command(text: &str) -> bool {
    use wasm_bindgen::JsCast;
    let made = document().create_element("textarea").ok();
    let area = made.and_then(|made| made.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
    let (Some(area), Some(body)) = (area, document().body()) else { return false };
    area.set_value(text);
    area.set_class_name("visually-hidden");
    let focused = document().active_element();
    // Inside an open dialog everything outside it is inert.
    let host = focused
        .as_ref()
        .and_then(|element| element.closest("dialog").ok().flatten())
        .unwrap_or_else(|| body.into());
    let _ = host.append_child(&area);
    area.select();
    let page: web_sys::HtmlDocument = document().unchecked_into();
    let copied = page.exec_command("copy").unwrap_or(false);
    area.remove();
    if let Some(focused) =
        focused.and_then(|focused| focused.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = focused.focus();
    }
    copied
}
