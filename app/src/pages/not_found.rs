//! The page of addresses that there is nothing at.

use leptos::prelude::*;

use super::notice::NoticePage;
use crate::i18n::Text;

/// Says that there is nothing here.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! { <NoticePage title=Text::NotFoundTitle text=Text::NotFoundText /> }
}
