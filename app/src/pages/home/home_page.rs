//! The home page before its part of the code has arrived.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::home_content::{load_home, preload_home};
use crate::components::lazy_part::LazyPart;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};

/// The page where rooms are created and found again.
#[component]
pub fn HomePage() -> impl IntoView {
    let (host, i18n) = (use_host(), use_i18n());
    Effect::new(move || host.set_title(&i18n.get(Text::AppName)));
    // Together with the texts that the part waits for.
    spawn_local(async { drop(preload_home().await) });
    view! { <LazyPart load=load_home /> }
}
