//! The root component: provides the contexts and chooses the page.

use leptos::ev;
use leptos::prelude::*;

use crate::components::toasts::Toasts;
use crate::contexts::Contexts;
use crate::navigation::Navigate;
use crate::pages::{HomePage, NotFoundPage, RoomPage};
use crate::route::Route;

/// The app in its element.
#[component]
pub fn App(
    /// What the components reach by context.
    contexts: Contexts,
    /// What is shown first.
    initial_route: Route,
) -> impl IntoView {
    contexts.provide();
    let host = contexts.host;
    let route = RwSignal::new(initial_route);
    if host.is_page() {
        let listener =
            window_event_listener(ev::popstate, move |_| route.set(Route::from_address_bar()));
        on_cleanup(move || listener.remove());
    }
    provide_context(Navigate::new(host, route));
    // Going back and forth within a page does not build it again.
    let shown = Memo::new(move |_| route.get());
    let page = move || match shown.get() {
        Route::Home => view! { <HomePage /> }.into_any(),
        Route::Room(id) => view! { <RoomPage id /> }.into_any(),
        Route::NotFound => view! { <NotFoundPage /> }.into_any(),
    };
    view! {
        {page}
        <Toasts />
    }
}
