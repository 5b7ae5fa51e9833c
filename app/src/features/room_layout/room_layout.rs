//! As much of the room as is shown here.

use leptos::prelude::*;

use super::full_room::FullRoom;
use super::poker_room::PokerRoom;
use crate::components::lazy_part::LazyPart;
use crate::features::estimates::load_estimates;
use crate::host::{Extent, Host, use_host};
use crate::session::use_commands;
use crate::state::{Drafts, RoomStore, RoomUi, use_room};

/// Where an estimator goes on: the card that the tab key stops at.
const HAND: &str = ".hand-cards [tabindex='0']";

/// Where an observer goes on.
const STORY: &str = "#story";

/// The room, with what is open in it here.
#[component]
pub fn RoomLayout() -> impl IntoView {
    let (host, room) = (use_host(), use_room());
    provide_context(RoomUi::new(host, room));
    provide_context(Drafts::new(host, &use_commands().room_id().0, room));
    move_focus(host, room);
    match host.extent() {
        Extent::Full => view! { <FullRoom /> }.into_any(),
        Extent::Poker => view! { <PokerRoom /> }.into_any(),
        Extent::Result => view! { <LazyPart load=load_estimates /> }.into_any(),
    }
}

/// Moves the focus on for whoever comes from the form, which goes away with the field that had it. Who is
/// let in without being asked keeps it where it is, perhaps outside of this element.
fn move_focus(host: Host, room: RoomStore) {
    // The form leaves the page after the room has been built.
    if host.find(".join-form").is_some() {
        let target = if untrack(|| room.is_estimator()) { HAND } else { STORY };
        // Before anything is typed or pressed in the room.
        queue_microtask(move || {
            if let Some(element) = host.find(target) {
                let _ = element.focus();
            }
        });
    }
}
