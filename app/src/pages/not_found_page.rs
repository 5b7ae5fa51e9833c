//! The page of addresses where there is nothing.

use leptos::prelude::*;

use super::notice_page::NoticePage;
use crate::host::use_host;
use crate::i18n::Text;

/// Says that there is nothing here.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    use_host().remove_skeleton();
    view! { <NoticePage title=Text::NotFoundTitle text=Text::NotFoundText /> }
}
