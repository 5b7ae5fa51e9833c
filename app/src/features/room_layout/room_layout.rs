//! As much of the room as is shown here.

use leptos::prelude::*;

use super::full_room::FullRoom;
use super::poker_room::PokerRoom;
use crate::features::estimates::Estimates;
use crate::host::{Extent, use_host};
use crate::state::{RoomUi, use_room};

/// The room, with what is open in it here.
#[component]
pub fn RoomLayout() -> impl IntoView {
    provide_context(RoomUi::new(use_room()));
    match use_host().extent() {
        Extent::Full => view! { <FullRoom /> }.into_any(),
        Extent::Poker => view! { <PokerRoom /> }.into_any(),
        Extent::Result => view! { <Estimates /> }.into_any(),
    }
}
