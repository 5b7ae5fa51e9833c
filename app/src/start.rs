//! The page as the loader starts it, as often as it is asked to: what is shown where, until it ends.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{Event, HtmlElement};

use crate::clock::Clock;
use crate::commands::Commands;
use crate::dom::on_window;
use crate::host::{Host, Options};
use crate::i18n::Texts;
use crate::place::{self, Place};
use crate::signals::{Shared, Var};
use crate::state::RoomState;
use crate::{page, pages, portal};

/// The room that is shown, once one is in it.
pub(crate) type Shown = Shared<Cell<Option<RoomState>>>;

/// What is shown somewhere: it lives until its owner is cleaned up.
struct Instance {
    number: u32,
    commands: Commands,
    room: Shown,
    owner: Option<Owner>,
}

thread_local! {
    /// What is shown on this page, and the number of the next.
    static INSTANCES: RefCell<(Vec<Instance>, u32)> = const { RefCell::new((Vec::new(), 0)) };
}

/// Shows the app in `frame`; called by the loader with the attributes of the element (none of them where
/// the page is the app's own), with a table of texts, its language, and a function that fetches the
/// table of another language. Returns a number for [`act`] and [`stop`].
pub fn start(
    frame: HtmlElement,
    options: &JsValue,
    table: &str,
    language: &str,
    fetch_table: js_sys::Function,
) -> u32 {
    crate::tell_of_panics();
    let options = Options::of(options);
    let shown = options.place();
    let host = Host::new(frame.clone(), options);
    if host.is_page() {
        place::take_secret_from_address(host, &shown);
    }
    let texts = Texts::new(host, table, language, fetch_table);
    let commands = Commands::new(host, texts);
    let room = Shown::lasting(Cell::new(None));
    let owner = crate::mount(frame, move |into| {
        page::provide(host, texts, Some(commands), None);
        let shown = Var::new(shown);
        if host.is_page() {
            on_window("popstate", move |_: Event| shown.set(place::current_place()));
        }
        let go = move |next: Place| {
            if host.is_page() {
                place::push_address(host, &next);
            }
            shown.set(next);
        };
        pages::app(shown, Rc::new(go), Clock::new(), room).add_to(into);
    });
    INSTANCES.with_borrow_mut(|(all, next)| {
        *next += 1;
        all.push(Instance { number: *next, commands, room, owner });
        *next
    })
}

/// Ends what is shown under a number, and forgets what it knew.
pub fn stop(number: u32) {
    let found = INSTANCES.with_borrow_mut(|(all, _)| {
        let place = all.iter().position(|instance| instance.number == number)?;
        Some(all.remove(place))
    });
    // Dropped outside of the borrow, since it may call back.
    if let Some(Instance { commands, room, owner, .. }) = found {
        owner.inspect(Owner::cleanup);
        commands.forget();
        room.get().take().inspect(|room| room.forget());
    }
}

/// Does what the page around wishes; see [`portal::act`].
pub fn act(number: u32, name: &str, value: &str) {
    let found = INSTANCES.with_borrow(|(all, _)| {
        let instance = all.iter().find(|instance| instance.number == number)?;
        Some((instance.commands, instance.room.get().get()))
    });
    if let Some((commands, room)) = found {
        portal::act(commands, room, name, value);
    }
}
