//! Copying text, in the best way that the browser allows.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlDocument, HtmlElement, HtmlTextAreaElement};

use crate::host::Host;

/// Copies a text. Returns whether that worked: some frames may not copy at all (case B49).
pub async fn copy_text(host: Host, text: &str) -> bool {
    copy_by_clipboard(text).await || copy_by_command(host, text)
}

/// Missing without a secure context, refused in frames that were not given the permission.
async fn copy_by_clipboard(text: &str) -> bool {
    if !window().is_secure_context() {
        return false;
    }
    JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok()
}

/// The old way: a selected field, and a command to the document.
fn copy_by_command(host: Host, text: &str) -> bool {
    let field = document().create_element("textarea").ok();
    let field = field.and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok());
    let (Some(field), Some(body)) = (field, document().body()) else { return false };
    field.set_value(text);
    field.set_class_name("visually-hidden");
    let focused = host.focused();
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
