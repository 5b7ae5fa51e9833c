//! A button that copies a link by the best way there is, and shows the link where there is none
//! (case B49).

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::FocusEvent;

use super::icon::Icon;
use crate::dom::{El, button, dynamic, el, when};
use crate::i18n::Text;
use crate::later::{after, spawn};
use crate::page::texts;
use crate::signals::Var;

/// How long the button says that the link was copied.
const CONFIRMED_FOR: Duration = Duration::from_secs(3);

/// What became of the last press.
#[derive(Clone, Copy, PartialEq)]
enum Outcome {
    Nothing,
    Copied,
    Refused,
}

/// Copies `link`; never ends in nothing. `label` is what the button says.
pub fn copy_link(link: impl Fn() -> String + 'static, label: Text) -> El {
    let texts = texts();
    let outcome = Var::new(Outcome::Nothing);
    let link = Rc::new(link);
    let copied = link.clone();
    let copy = move |_| {
        let link = untrack(|| copied());
        // So that a second refusal shows the field and its selection again.
        outcome.set(Outcome::Nothing);
        spawn(async move {
            let copied = copy_by_clipboard(&link).await || copy_by_command(&link);
            outcome.set(if copied { Outcome::Copied } else { Outcome::Refused });
            if copied {
                let over = move || {
                    outcome.set(Outcome::Nothing);
                };
                after(CONFIRMED_FOR, over);
            }
        });
    };
    let is_copied = move || outcome.get() == Outcome::Copied;
    let words = move || texts.get(if is_copied() { Text::Copied } else { label });
    let icon = move || if is_copied() { Icon::Check.view() } else { Icon::Copy.view() };
    let press = button("button copy-link-button")
        .on_click(copy)
        .child(dynamic(icon))
        .child(el("span").attr("aria-live", "polite").text_of(words));
    let by_hand = move || {
        let field = el("input.field-input.copy-link-field").attr("readonly", "");
        let (input, link) = (field.input(), link.clone());
        let field = field.value_of(move || link()).on("focus", move |_: FocusEvent| input.select());
        field.focus_soon();
        let words = el("span").text_of(texts.say(Text::CopyByHand));
        el("label.copy-link-manual").child(words).child(field)
    };
    el("div.copy-link").child(press).child(when(move || outcome.get() == Outcome::Refused, by_hand))
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
