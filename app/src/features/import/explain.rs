//! Why a file cannot be opened as a room. Few people ever need to know: the sentences are loaded with the
//! import.

use domain::preview::Unreadable;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::messages;
use crate::components::lazy_part::PartMissing;
use crate::i18n::{I18n, Supplement};

/// The sentence about a file that is no room. `None` where it does not arrive.
pub async fn explain_unreadable(i18n: I18n, reason: Unreadable) -> Option<String> {
    let message = load_message(reason).await.ok()?;
    // After the part: it also tells whether the app is still there.
    i18n.load(Supplement::Files).await?;
    Some(untrack(|| message(i18n)))
}

#[wasm_split(import, fallible)]
fn load_message(reason: Unreadable) -> Result<Box<dyn FnOnce(I18n) -> String>, PartMissing> {
    Ok(Box::new(move |i18n| messages::not_opened(i18n, &reason)))
}
