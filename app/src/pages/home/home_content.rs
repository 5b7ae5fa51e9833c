//! What the home page shows: what a room is for, the form that creates one, and the rooms that were
//! visited in this browser.

use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::create_room::CreateRoom;
use super::recent_rooms::RecentRooms;
use crate::components::lazy_part::PartMissing;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::pages::page_header::PageHeader;

/// What a room does for its team, in a few words each.
const POINTS: [(Text, Text); 3] = [
    (Text::PointBlindTitle, Text::PointBlindText),
    (Text::PointCriteriaTitle, Text::PointCriteriaText),
    (Text::PointBacklogTitle, Text::PointBacklogText),
];

/// Loads the content of the home page.
#[wasm_split(home, fallible, preload(preload_home))]
pub fn load_home() -> Result<AnyView, PartMissing> {
    Ok(view! { <HomeContent /> }.into_any())
}

/// The content: all of it on a page of its own, and nothing but the form elsewhere.
#[component]
pub fn HomeContent() -> impl IntoView {
    if use_host().is_page() {
        view! { <WholeHome /> }.into_any()
    } else {
        view! {
            <main class="home home--small">
                <CreateRoom />
            </main>
        }
        .into_any()
    }
}

#[component]
fn WholeHome() -> impl IntoView {
    let i18n = use_i18n();
    let point = move |(title, text)| {
        view! {
            <div class="home-point">
                <h2>{i18n.text(title)}</h2>
                <p>{i18n.text(text)}</p>
            </div>
        }
    };
    view! {
        <PageHeader />
        <main class="home">
            <div class="home-intro">
                <h1>{i18n.text(Text::HomeTitle)}</h1>
                <p class="home-lead">{i18n.text(Text::HomeLead)}</p>
            </div>
            <CreateRoom />
            <RecentRooms />
            <section class="home-points" aria-label=i18n.text(Text::HomePoints)>
                {POINTS.map(point).into_iter().collect_view()}
            </section>
        </main>
    }
}
