//! Where the app is shown: on a page of its own, or in an element on somebody else's page. The only
//! module that knows the difference.

use domain::people::Role;
use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, EventTarget, HtmlElement, ShadowRoot, Url};

use crate::route::{Route, page_base, room_from_attribute};

/// How much of a room is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// Everything.
    #[default]
    Full,
    /// The table and the hand.
    Poker,
    /// The agreed estimates, read-only.
    Result,
}

impl Extent {
    /// The extent with this name; everything where there is none.
    fn from_name(name: &str) -> Self {
        match name {
            "poker" => Self::Poker,
            "result" => Self::Result,
            _ => Self::Full,
        }
    }
}

/// What the loader says about the place: the attributes of the element, and functions of its own.
pub struct Options {
    /// The server's address, ending in a slash.
    base: String,
    /// Whether the page is the app's own.
    is_page: bool,
    room: String,
    name: String,
    role: Role,
    token: String,
    link: String,
    extent: Extent,
    /// Called with the name and the details of each event, where somebody listens.
    on_event: Option<Function>,
    /// Fetches a supplement to the table of texts: called with its name and the language.
    fetch_supplement: Option<Function>,
}

impl Options {
    /// Reads the loader's object; what is missing or of another type counts as empty.
    pub fn from_js(options: &JsValue) -> Self {
        let value = |name: &str| Reflect::get(options, &name.into()).unwrap_or_default();
        let text = |name: &str| value(name).as_string().unwrap_or_default();
        let base = text("base");
        Self {
            is_page: base.is_empty(),
            base: if base.is_empty() { page_base() } else { base },
            room: text("room"),
            name: text("name"),
            role: role_from_name(&text("role")),
            token: text("token"),
            link: text("link"),
            extent: Extent::from_name(&text("view")),
            on_event: value("onEvent").dyn_into().ok(),
            fetch_supplement: value("fetchSupplement").dyn_into().ok(),
        }
    }

    /// Those of a page that is rendered at build time. Its addresses are relative.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn at_build_time(is_framed: bool) -> Self {
        Self {
            base: String::new(),
            is_page: !is_framed,
            room: String::new(),
            name: String::new(),
            role: Role::default(),
            token: String::new(),
            link: String::new(),
            extent: Extent::default(),
            on_event: None,
            fetch_supplement: None,
        }
    }

    /// What shall be shown first.
    pub fn route(&self) -> Route {
        match self.room.as_str() {
            _ if self.is_page => Route::from_address_bar(),
            "" => Route::Home,
            text => room_from_attribute(text).map_or(Route::NotFound, Route::Room),
        }
    }
}

/// The role with this name; estimator where there is none.
pub fn role_from_name(name: &str) -> Role {
    if name == role_name(Role::Observer) { Role::Observer } else { Role::Estimator }
}

/// The name of a role in attributes and forms.
pub fn role_name(role: Role) -> &'static str {
    match role {
        Role::Estimator => "estimator",
        Role::Observer => "observer",
    }
}

/// Whether people could open it: other schemes lead nowhere, or to a script.
fn is_web_address(link: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| {
        let start = link.get(..scheme.len()).unwrap_or_default();
        start.eq_ignore_ascii_case(scheme) && link.len() > scheme.len()
    })
}

/// The place where an instance of the app is shown.
#[derive(Clone, Copy)]
pub struct Host(StoredValue<Inner, LocalStorage>);

struct Inner {
    /// The element that holds everything: the body of a page, or a part of a shadow root.
    container: HtmlElement,
    options: Options,
}

/// The context that [`App`](crate::app::App) provides.
pub fn use_host() -> Host {
    expect_context()
}

impl Host {
    /// A place that lives as long as the current owner.
    pub fn new(container: HtmlElement, options: Options) -> Self {
        Self(StoredValue::new_local(Inner { container, options }))
    }

    /// Whether nothing can be pointed at without touching it.
    pub fn is_touched_only(self) -> bool {
        let media = window().match_media("(hover: none)").ok().flatten();
        media.is_some_and(|media| media.matches())
    }

    /// Whether the page, with its address and title, is the app's own.
    pub fn is_page(self) -> bool {
        self.read(|inner| inner.options.is_page)
    }

    /// Whether the page is in a sandbox that takes its origin away.
    pub fn is_sandboxed(self) -> bool {
        window().origin() == "null"
    }

    /// How much of a room is shown here.
    pub fn extent(self) -> Extent {
        self.read(|inner| inner.options.extent)
    }

    /// Whom the page around introduces: a name, empty where it names nobody, and a role.
    pub fn guest(self) -> (String, Role) {
        self.read(|inner| (inner.options.name.clone(), inner.options.role))
    }

    /// The signed token by which the page around vouches for a person.
    pub fn token(self) -> Option<String> {
        let token = self.read(|inner| inner.options.token.clone());
        Some(token).filter(|token| !token.is_empty())
    }

    /// The link that the page around has for this room, if it is an address of the web.
    pub fn link(self) -> Option<String> {
        let link = self.0.try_with_value(|inner| inner.options.link.clone())?;
        is_web_address(&link).then_some(link)
    }

    /// The page around has another link for this room; none where it is empty.
    pub fn set_link(self, link: &str) {
        self.0.try_update_value(|inner| link.clone_into(&mut inner.options.link));
    }

    /// The server's address, ending in a slash; empty once the instance is gone.
    pub fn base(self) -> String {
        self.0.try_with_value(|inner| inner.options.base.clone()).unwrap_or_default()
    }

    /// The absolute address of a page or file of the server, given its path below the base: `room/abc`.
    pub fn address(self, path: &str) -> String {
        self.read(|inner| {
            let url = Url::new_with_base(path, &inner.options.base);
            url.map(|url| url.href()).unwrap_or_default()
        })
    }

    /// Where events are listened for that belong to the whole app: the window, or the element.
    pub fn event_target(self) -> EventTarget {
        let container = self.container().filter(|_| !self.is_page());
        container.map_or_else(|| window().into(), Into::into)
    }

    /// The first element here that matches a selector.
    pub fn find(self, selector: &str) -> Option<HtmlElement> {
        self.container()?.query_selector(selector).ok().flatten()?.dyn_into().ok()
    }

    /// Gives the focus to the first element that matches, once the pending changes are on the page.
    pub fn focus(self, selector: String) {
        request_animation_frame(move || {
            if let Some(element) = self.find(&selector) {
                let _ = element.focus();
            }
        });
    }

    /// The element here that has the focus.
    pub fn focused(self) -> Option<Element> {
        self.root()?.active_element()
    }

    /// Whether the field that loses the focus has it again when the window does: somebody looks at another window.
    pub fn is_left_by_window(self, field: &str) -> bool {
        self.focused().is_some_and(|focused| focused.matches(field).unwrap_or(false))
    }

    /// The element at a point of the window, in CSS pixels.
    pub fn element_at(self, x: f64, y: f64) -> Option<Element> {
        self.root()?.element_from_point(x as f32, y as f32)
    }

    /// Sets the title of the page, if it is the app's own.
    pub fn set_title(self, title: &str) {
        if self.is_page() {
            document().set_title(title);
        }
    }

    /// Sets an attribute that holds for everything here: `lang`, `data-theme`.
    pub fn set_attribute(self, name: &str, value: &str) {
        let root = document().document_element().filter(|_| self.is_page());
        if let Some(root) = root.or_else(|| Some(self.container()?.into())) {
            let _ = root.set_attribute(name, value);
        }
    }

    /// Sends an event to the page around.
    pub fn dispatch(self, name: &str, details: &JsValue) {
        let on_event = self.read(|inner| inner.options.on_event.clone());
        if let Some(on_event) = on_event {
            let _ = on_event.call2(&JsValue::NULL, &name.into(), details);
        }
    }

    /// Fetches a supplement to the table of texts. `None` where it does not arrive.
    pub async fn fetch_supplement(self, name: &str, language: &str) -> Option<String> {
        let fetch = self.read(|inner| inner.options.fetch_supplement.clone())?;
        let promise = fetch.call2(&JsValue::NULL, &name.into(), &language.into());
        let promise: Promise = promise.ok()?.dyn_into().ok()?;
        JsFuture::from(promise).await.ok()?.as_string()
    }

    fn container(self) -> Option<HtmlElement> {
        self.read(|inner| Some(inner.container.clone()))
    }

    /// Document and shadow root offer the same functions for focus and points.
    fn root(self) -> Option<ShadowRoot> {
        Some(self.container()?.get_root_node().unchecked_into())
    }

    /// Reads something; the default once the instance is gone, because frames and answers may come later.
    fn read<R: Default>(self, read: impl FnOnce(&Inner) -> R) -> R {
        self.0.try_with_value(read).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portal_can_have_links_of_the_web_only() {
        for link in ["https://portal.example.org/team/7", "http://portal", "HTTPS://portal"] {
            assert!(is_web_address(link), "{link}");
        }
        for link in ["", "/team/7", "https://", "javascript:alert(1)", "é"] {
            assert!(!is_web_address(link), "{link}");
        }
    }
}
