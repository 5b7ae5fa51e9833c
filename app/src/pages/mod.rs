//! The pages outside the room, and the way into it.

mod header;
mod home;
mod join;
mod not_found;
mod notice;
mod room;
mod skeleton;

use std::rc::Rc;

use leptos::prelude::*;

use crate::Place;
use crate::clock::Clock;
use crate::dom::{View, dynamic};
use crate::parts::toasts::toasts;
use crate::signals::Var;

/// Shows the page of a place, and the toasts over it. `go` goes elsewhere.
pub fn app(place: Var<Place>, go: Rc<dyn Fn(Place)>, clock: Clock) -> View {
    let page = move || {
        let place = place.get();
        untrack(|| match place {
            Place::Home => home::home_page(go.clone()),
            Place::Room(id) => room::room_page(id, clock),
            Place::NotFound => not_found::not_found_page(),
        })
    };
    View::of([dynamic(page), toasts().into()])
}
