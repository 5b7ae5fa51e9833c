//! The page of addresses where there is nothing.

use std::time::Duration;

use leptos::prelude::*;

use super::notice_page::NoticePage;
use crate::early::remove_placeholder;
use crate::embedding;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};

/// Says that there is nothing here.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let (host, i18n) = (use_host(), use_i18n());
    remove_placeholder(host);
    let message = untrack(|| i18n.get(Text::NotFoundTitle));
    // The page around is told of an error after it was told that the element is ready.
    set_timeout(move || embedding::dispatch_error(host, "room", &message), Duration::ZERO);
    view! { <NoticePage title=Text::NotFoundTitle text=Text::NotFoundText /> }
}
