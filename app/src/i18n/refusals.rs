//! Refusals in words. Most people never read one, so their texts are among those that are fetched when something needs them; what is
//! wrong with a name is said at once.

use domain::refusal::Refusal;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::messages;
use super::table::Supplement;
use super::texts::Text;
use super::translations::I18n;

/// Why a command was refused, in words, once their texts are there.
pub async fn in_words(i18n: I18n, refusal: Refusal) -> String {
    // Where they do not arrive, it is said without the reason.
    let _ = i18n.load(Supplement::Parts).await;
    untrack(|| words(i18n, &refusal))
}

/// Says it beside the field whose text was refused, if that is still there.
pub fn say_beside(error: RwSignal<Option<String>>, i18n: I18n, refusal: Refusal) {
    spawn_local(async move {
        error.try_set(Some(in_words(i18n, refusal).await));
    });
}

/// The same with the texts that are there; without the reason where its are not.
pub fn words(i18n: I18n, refusal: &Refusal) -> String {
    let words = messages::refusal(i18n, refusal);
    if words.is_empty() { i18n.get(Text::PartNotLoaded) } else { words }
}
