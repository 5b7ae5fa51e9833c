//! The pages outside the room, and the way into it.

mod header;
mod home;
mod join;
mod not_found;
mod notice;
mod room;
mod skeleton;

use leptos::prelude::*;

use crate::Place;
use crate::clock::Clock;
use crate::parts::toasts::Toasts;

/// Shows the page of a place, and the toasts over it.
#[component]
pub fn App(
    /// Where the page is.
    place: Signal<Place>,
    /// Goes elsewhere.
    go: Callback<Place>,
    /// The server's clock.
    clock: Clock,
) -> impl IntoView {
    view! {
        {move || match place.get() {
            Place::Home => view! { <home::HomePage go /> }.into_any(),
            Place::Room(id) => view! { <room::RoomPage id clock /> }.into_any(),
            Place::NotFound => view! { <not_found::NotFoundPage /> }.into_any(),
        }}
        <Toasts />
    }
    .into_any()
}
