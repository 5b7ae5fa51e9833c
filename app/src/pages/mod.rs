//! The pages outside the room, and the way into it.

mod header;
mod home;
mod join;
mod not_found;
mod notice;
mod open_room;
mod room;

use std::rc::Rc;

use leptos::prelude::*;

use crate::clock::Clock;
use crate::dom::{View, dynamic};
use crate::page::host;
use crate::parts::toasts::toasts;
use crate::place::Place;
use crate::signals::Var;
use crate::start::Shown;

/// Shows the page of a place, and the toasts over it. `go` goes elsewhere.
pub fn app(place: Var<Place>, go: Rc<dyn Fn(Place)>, clock: Clock, inside: Shown) -> View {
    let host = host();
    let page = move || {
        let place = place.get();
        if !matches!(place, Place::Room(_)) {
            host.drop_skeleton();
        }
        untrack(|| match place {
            Place::Home => home::home_page(go.clone()),
            Place::Room(id) => room::room_page(id, clock, inside),
            Place::NotFound => not_found::not_found_page(),
        })
    };
    View::of([dynamic(page), toasts().into()])
}
