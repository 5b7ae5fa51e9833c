//! One element: what it is, what it says, what it does.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

use super::{Read, View, effect, text, text_of};
use crate::later::before_drawing;
use crate::signals::Var;

/// The namespace of drawings.
const SVG: &str = "http://www.w3.org/2000/svg";

/// An element that is being put together; a handle that can be cloned.
#[derive(Clone)]
pub struct El(pub(super) Element);

/// An element of HTML with its classes, as in a selector: `el("span.chip.chip--ready")`.
pub fn el(selector: &str) -> El {
    made(selector, |tag| document().create_element(tag))
}

/// An element of a drawing, likewise.
pub fn svg(selector: &str) -> El {
    made(selector, |tag| document().create_element_ns(Some(SVG), tag))
}

/// A button that submits nothing.
pub fn button(class: &str) -> El {
    el("button").attr("type", "button").class(class)
}

fn made(selector: &str, make: fn(&str) -> Result<Element, JsValue>) -> El {
    let (tag, classes) = selector.split_once('.').unwrap_or((selector, ""));
    // Only a name that is no name fails, and all of them stand in this crate.
    let element = make(tag).unwrap_or_else(|_| document().create_comment("").unchecked_into());
    let element = El(element);
    if classes.is_empty() { element } else { element.class(&classes.replace('.', " ")) }
}

impl El {
    /// Sets its classes; to be called before [`El::class_if`].
    pub fn class(self, names: &str) -> Self {
        self.attr("class", names)
    }

    /// Has one more class while `on` says so.
    pub fn class_if(self, name: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        self.follow_state(Box::new(on), State::Class(name))
    }

    /// Sets an attribute.
    pub fn attr(self, name: &str, value: &str) -> Self {
        let _ = self.0.set_attribute(name, value);
        self
    }

    /// An attribute that follows what is read in `value`.
    pub fn attr_of(self, name: &'static str, value: impl Fn() -> String + 'static) -> Self {
        self.follow_text(Box::new(value), Place::Attribute(name))
    }

    /// A state of ARIA: `true` or `false`.
    pub fn aria(self, name: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        self.follow_state(Box::new(on), State::Aria(name))
    }

    /// An attribute without a value, there while `on` says so.
    pub fn flag(self, name: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        self.follow_state(Box::new(on), State::Flag(name))
    }

    /// The property of a box or a choice that is ticked while `on` says so.
    pub fn checked(self, on: impl Fn() -> bool + 'static) -> Self {
        self.follow_state(Box::new(on), State::Checked)
    }

    /// A field for what `draft` holds: each follows the other.
    pub fn draft(self, draft: Var<String>) -> Self {
        let field = self.clone();
        let written = self.on("input", move |_: web_sys::Event| draft.set(field.value()));
        written.value_of(move || draft.get())
    }

    /// A field that shows what is read in `value`.
    pub fn value_of(self, value: impl Fn() -> String + 'static) -> Self {
        self.follow_text(Box::new(value), Place::Value)
    }

    /// Sets a custom property of its style.
    pub fn style(self, name: &str, value: &str) -> Self {
        let _ = self.html().style().set_property(name, value);
        self
    }

    /// HTML that is known to be safe: what the server rendered and cleaned.
    pub fn safe_html(self, html: &str) -> Self {
        self.0.set_inner_html(html);
        self
    }

    /// Adds a text that stays.
    pub fn text(self, words: &str) -> Self {
        self.child(text(words))
    }

    /// Adds a text that follows what is read in `words`.
    pub fn text_of(self, words: impl Fn() -> String + 'static) -> Self {
        self.child(text_of(words))
    }

    /// Adds something to what is in it.
    pub fn child(self, child: impl Into<View>) -> Self {
        child.into().add_to(&self.0);
        self
    }

    /// Gives it the focus once the page has been drawn.
    pub fn focus_soon(&self) {
        let element = self.html();
        before_drawing(move || drop(element.focus()));
    }

    /// The element, to give it the focus.
    pub fn html(&self) -> HtmlElement {
        self.0.clone().unchecked_into()
    }

    /// The element, for what only an input has.
    pub fn input(&self) -> HtmlInputElement {
        self.0.clone().unchecked_into()
    }

    /// What is typed in a field.
    pub fn value(&self) -> String {
        match self.0.dyn_ref::<HtmlTextAreaElement>() {
            Some(area) => area.value(),
            None => self.0.unchecked_ref::<HtmlInputElement>().value(),
        }
    }

    fn follow_state(self, on: Box<dyn Read<bool>>, state: State) -> Self {
        let element = self.0.clone();
        effect(move || state.set(&element, on.read()));
        self
    }

    fn follow_text(self, value: Box<dyn Read<String>>, place: Place) -> Self {
        let element = self.0.clone();
        let mut last = None;
        effect(move || {
            let now = Some(value.read());
            if now != last {
                place.set(&element, now.as_deref().unwrap_or_default());
                last = now;
            }
        });
        self
    }
}

/// What can be on or off.
enum State {
    Class(&'static str),
    Aria(&'static str),
    Flag(&'static str),
    Checked,
}

impl State {
    fn set(&self, element: &Element, on: bool) {
        match *self {
            Self::Class(name) => drop(element.class_list().toggle_with_force(name, on)),
            Self::Aria(name) => {
                let _ = element.set_attribute(name, if on { "true" } else { "false" });
            }
            Self::Flag(name) => drop(element.toggle_attribute_with_force(name, on)),
            Self::Checked => element.unchecked_ref::<HtmlInputElement>().set_checked(on),
        }
    }
}

/// Where a text can stand besides the content.
enum Place {
    Attribute(&'static str),
    Value,
}

impl Place {
    fn set(&self, element: &Element, value: &str) {
        match *self {
            Self::Attribute(name) => drop(element.set_attribute(name, value)),
            Self::Value => set_value(element, value),
        }
    }
}

impl From<El> for View {
    fn from(element: El) -> Self {
        Self(element.0.into())
    }
}

/// Leaves the caret where it is when the field holds that already.
fn set_value(element: &Element, value: &str) {
    match element.dyn_ref::<HtmlTextAreaElement>() {
        Some(area) if area.value() != value => area.set_value(value),
        Some(_) => {}
        None => {
            let input = element.unchecked_ref::<HtmlInputElement>();
            if input.value() != value {
                input.set_value(value);
            }
        }
    }
}
