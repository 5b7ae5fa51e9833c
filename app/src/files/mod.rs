//! Bringing stories in: a module of WebAssembly of its own, fetched when somebody wants to. It shares
//! code with the module of a first visit and no memory, so all that passes between them is text and
//! what the browser knows: this one is shown in a box that it is given, asks by one function ([`Room`]),
//! and is told things by name ([`tell`]).

mod columns;
mod formats;
mod import;
pub mod opening;
mod preview;
mod reading;
mod remembered;
mod rows;
mod sentences;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Reflect};
use leptos::prelude::Owner;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use self::import::Import;
use crate::host::{Host, Options};
use crate::i18n::Texts;
use crate::page;
use crate::signals::{Shared, Var};

/// What is shown somewhere: it lives until its owner is cleaned up.
struct Instance {
    number: u32,
    texts: Texts,
    /// The language that was wished last; its table may still be on its way.
    language: RefCell<String>,
    room: Room,
    import: Import,
    owner: Option<Owner>,
}

thread_local! {
    /// What is shown on this page, and the number of the next.
    static INSTANCES: RefCell<(Vec<Instance>, u32)> = const { RefCell::new((Vec::new(), 0)) };
}

/// The room and the dialog, as far as this module knows them: a handle that can be copied anywhere.
#[derive(Clone, Copy)]
struct Room {
    /// The keys that the backlog has.
    known: Var<Vec<String>>,
    /// The function by which the other module is asked.
    ask: Shared<Option<Function>>,
}

/// Shows the import in `frame`. The options are those of the first module, and what it adds: `room` and
/// `secret` of who imports, and the function `ask(name, value, then)`. The table is that of the first
/// module with this one's behind it. Returns a number for [`tell`].
pub fn show_import(
    frame: HtmlElement,
    options: &JsValue,
    table: &str,
    language: &str,
    fetch_table: Function,
) -> u32 {
    crate::tell_of_panics();
    let host = Host::new(frame.clone(), Options::of(options));
    let texts = Texts::new(host, table, language, fetch_table);
    let ask = Reflect::get(options, &"ask".into()).and_then(|ask| ask.dyn_into()).ok();
    let said =
        |name: &str| Reflect::get(options, &name.into()).ok().and_then(|said| said.as_string());
    let [in_room, secret] = ["room", "secret"].map(|name| said(name).unwrap_or_default());
    let made = Rc::new(RefCell::new(None));
    let making = made.clone();
    let owner = crate::mount(frame, move |into| {
        page::provide(host, texts, None, None);
        let room = Room { known: Var::new(Vec::new()), ask: Shared::new(ask) };
        let import = Import::new(room, import::reader(in_room, secret));
        import.view().add_to(into);
        *making.borrow_mut() = Some((room, import));
    });
    INSTANCES.with_borrow_mut(|(all, next)| {
        *next += 1;
        let number = *next;
        let language = RefCell::new(language.to_owned());
        let made = made.take();
        let instance = |(room, import)| Instance { number, texts, language, room, import, owner };
        all.extend(made.map(instance));
        number
    })
}

/// Hears something by its name: `keys`, those that the backlog has; `lang`, the language to go on in; `file`,
/// one that was dropped on the page; `end`, after which there is nothing under that number any more.
pub fn tell(number: u32, name: &str, value: &JsValue) {
    if name == "end" {
        return end(number);
    }
    let found = INSTANCES.with_borrow(|(all, _)| {
        let instance = all.iter().find(|instance| instance.number == number)?;
        let wished = value.as_string().filter(|_| name == "lang");
        let is_new =
            wished.is_some_and(|wished| instance.language.replace(wished.clone()) != wished);
        Some((instance.texts, instance.room, instance.import, is_new))
    });
    let Some((texts, room, import, is_new_language)) = found else { return };
    match name {
        "keys" => {
            let keys: &Array = value.unchecked_ref();
            room.known.set(keys.iter().filter_map(|key| key.as_string()).collect());
        }
        "lang" if is_new_language => texts.switch(&value.as_string().unwrap_or_default()),
        "file" => import.read_file(value.clone().unchecked_into()),
        _ => {}
    }
}

fn end(number: u32) {
    let found = INSTANCES.with_borrow_mut(|(all, _)| {
        let place = all.iter().position(|instance| instance.number == number)?;
        Some(all.remove(place))
    });
    // Outside of the borrow, since it may call back.
    if let Some(Instance { owner: Some(owner), .. }) = found {
        owner.cleanup();
    }
}

/// How many stories an import has added, and how many it has given other texts.
#[derive(Clone, Copy)]
struct Came {
    added: usize,
    updated: usize,
}

impl Room {
    /// Sends a command, as JSON. `answered` hears what came (`None` where that is not known), or the
    /// sentence of a refusal; what it returns is said in a toast.
    fn send(
        self,
        command: String,
        answered: impl FnOnce(Result<Option<Came>, String>) -> Option<String> + 'static,
    ) {
        let then = move |problem: Option<String>, added: u32, updated: u32| {
            let came = Came { added: added as usize, updated: updated as usize };
            answered(problem.map_or(Ok((added + updated > 0).then_some(came)), Err))
        };
        // It may come long after the dialog was closed.
        self.ask("send", &command, &Closure::once_into_js(then));
    }

    /// Closes the dialog.
    fn done(self) {
        self.ask("done", "", &JsValue::UNDEFINED);
    }

    fn ask(self, name: &str, value: &str, then: &JsValue) {
        if let Some(ask) = &*self.ask.get() {
            let _ = ask.call3(&JsValue::NULL, &name.into(), &value.into(), then);
        }
    }
}
