//! Where the app is shown: on a page of its own, or in an element on somebody else's. The only module
//! that knows the difference.

use domain::ids::RoomId;
use domain::people::Role;
use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, ShadowRoot, Url};

use crate::place::{self, Place};
use crate::signals::Shared;

/// What of a room is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// Everything.
    #[default]
    Full,
    /// The table and the hand.
    Poker,
    /// The agreed estimates, to be read only.
    Result,
}

impl Extent {
    /// The extent of that name; everything where there is none.
    pub fn named(name: &str) -> Self {
        match name {
            "poker" => Self::Poker,
            "result" => Self::Result,
            _ => Self::Full,
        }
    }
}

/// What the loader says of a place: the attributes of the element, as text.
pub struct Options {
    /// Where the server is, with a slash at its end.
    base: String,
    /// Whether the page is the app's own.
    is_page: bool,
    room: String,
    name: String,
    role: Role,
    token: String,
    extent: Extent,
    /// Called with the name and the details of what happens, where somebody wants to know.
    told: Option<Function>,
    /// Fetches what brings stories in, and shows it in a box.
    show_import: Option<Function>,
    /// Fetches the same, and has it say why a file cannot be opened.
    say_unreadable: Option<Function>,
}

impl Options {
    /// Reads what the loader says.
    pub fn of(options: &JsValue) -> Self {
        let value = |name: &str| Reflect::get(options, &name.into()).unwrap_or_default();
        let text = |name: &str| value(name).as_string().unwrap_or_default();
        let base = text("base");
        Self {
            is_page: base.is_empty(),
            base: if base.is_empty() { own_base() } else { base },
            room: text("room"),
            name: text("name"),
            role: role(&text("role")),
            token: text("token"),
            extent: Extent::named(&text("view")),
            told: value("told").dyn_into().ok(),
            show_import: value("showImport").dyn_into().ok(),
            say_unreadable: value("sayUnreadable").dyn_into().ok(),
        }
    }

    /// What shall be shown.
    pub fn place(&self) -> Place {
        match (self.is_page, self.room.as_str()) {
            (true, _) => place::current_place(),
            (_, "") => Place::Home,
            (_, id) if RoomId::is_well_formed(id) => Place::Room(RoomId(id.to_owned())),
            _ => Place::NotFound,
        }
    }
}

/// The role of that name; estimator where there is none.
pub fn role(name: &str) -> Role {
    if name == "observer" { Role::Observer } else { Role::Estimator }
}

/// The place: a handle that can be copied anywhere.
#[derive(Clone, Copy)]
pub struct Host(Shared<Kept>);

struct Kept {
    /// The box that everything is in: the body of a page, or a part of a shadow root.
    frame: HtmlElement,
    options: Options,
}

impl Host {
    /// A place.
    pub fn new(frame: HtmlElement, options: Options) -> Self {
        Self(Shared::lasting(Kept { frame, options }))
    }

    /// Whether the page, with its address and title, is the app's own.
    pub fn is_page(self) -> bool {
        self.0.get().options.is_page
    }

    /// What of a room is shown here.
    pub fn extent(self) -> Extent {
        self.0.get().options.extent
    }

    /// Whom the page around speaks for: a name, empty where it names nobody, and a role.
    pub fn guest(self) -> (String, Role) {
        let kept = self.0.get();
        (kept.options.name.clone(), kept.options.role)
    }

    /// What proves who somebody is, where the page around vouches for them.
    pub fn token(self) -> Option<String> {
        Some(self.0.get().options.token.clone()).filter(|token| !token.is_empty())
    }

    /// The box that everything is in.
    pub fn frame(self) -> HtmlElement {
        self.0.get().frame.clone()
    }

    /// The whole address of a page or file of the server: `room/abc` below its base.
    pub fn address(self, path: &str) -> String {
        Url::new_with_base(path, &self.0.get().options.base)
            .map(|url| url.href())
            .unwrap_or_default()
    }

    /// The first element here that matches.
    pub fn find(self, selector: &str) -> Option<HtmlElement> {
        let found = self.0.get().frame.query_selector(selector).ok().flatten()?;
        found.dyn_into().ok()
    }

    /// Takes the grey shapes off the page that stand where a room will be.
    pub fn drop_skeleton(self) {
        self.find("#skeleton").inspect(|skeleton| skeleton.remove());
    }

    /// What has the focus here.
    pub fn focused(self) -> Option<Element> {
        self.root().active_element()
    }

    /// What is shown at a point of the window.
    pub fn at_point(self, x: f64, y: f64) -> Option<Element> {
        self.root().element_from_point(x as f32, y as f32)
    }

    /// Names the page, if it is the app's own.
    pub fn set_title(self, title: &str) {
        if self.is_page() {
            document().set_title(title);
        }
    }

    /// Sets what holds for everything here: `lang`, `data-theme`.
    pub fn set_attribute(self, name: &str, value: &str) {
        let kept = self.0.get();
        let root = document().document_element().filter(|_| kept.options.is_page);
        let _ = root.unwrap_or_else(|| kept.frame.clone().into()).set_attribute(name, value);
    }

    /// Tells whoever put the app here.
    pub fn tell(self, name: &str, details: &JsValue) {
        if let Some(told) = &self.0.get().options.told {
            let _ = told.call2(&JsValue::NULL, &name.into(), details);
        }
    }

    /// Has the import fetched and shown in `frame`, with what it is `given` beside what the loader knows;
    /// see [`crate::files`]. The promise holds an object that it is told things by.
    pub fn show_import(
        self,
        frame: &HtmlElement,
        language: &str,
        given: &Object,
    ) -> Option<Promise> {
        let kept = self.0.get();
        let show = kept.options.show_import.as_ref()?;
        show.call3(&JsValue::NULL, frame, &language.into(), given).ok()?.dyn_into().ok()
    }

    /// Has the second module fetched, which says why no room can be made of a file; the promise holds the
    /// sentence.
    pub fn say_unreadable(self, language: &str, answer: &str) -> Option<Promise> {
        let kept = self.0.get();
        let say = kept.options.say_unreadable.as_ref()?;
        say.call2(&JsValue::NULL, &language.into(), &answer.into()).ok()?.dyn_into().ok()
    }

    /// A document and a shadow root are asked for the focus and for points in the same words.
    fn root(self) -> ShadowRoot {
        let root = self.0.get().frame.get_root_node();
        root.unchecked_into()
    }
}

/// Where a page of the app's own has its server.
pub fn own_base() -> String {
    let base = document().base_uri().ok().flatten();
    base.unwrap_or_else(|| window().location().href().unwrap_or_default())
}
