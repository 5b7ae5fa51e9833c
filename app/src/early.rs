//! The form that stood on the page before the app: people may have filled in and sent it while they
//! waited. `prerender` made it of the same components; `early.js` shows it and notes that it was sent.

use gloo_events::EventListener;
use js_sys::Reflect;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, Event, File, FormData, HtmlElement, HtmlFormElement, HtmlInputElement,
    MutationObserver, MutationObserverInit,
};

use crate::host::Host;
use crate::i18n::{I18n, Text};

/// Holds the form. At most one of this and the skeleton is shown.
const EARLY: &str = "#early";

/// Stands for a room that is not there yet.
const SKELETON: &str = "#skeleton";

/// The form in it.
const FORM: &str = "#early form";

/// The property of a form that holds the file that was dropped.
const DROPPED_FILE: &str = "droppedFile";

/// The attribute of a form that was sent.
const SENT: &str = "data-sent";

/// What people did with the form before the app was there.
pub struct EarlyForm {
    form: HtmlFormElement,
    data: FormData,
}

/// Replaces what was shown before the app by the app's own form, once that is on the page: `take` is given
/// what people have done until this moment. What is not a form is replaced as well.
pub fn take_over(host: Host, form: NodeRef<html::Form>, take: impl FnOnce(&EarlyForm) + 'static) {
    form.on_load(move |form| {
        when_connected(host, form, move || {
            if let Some(early) = EarlyForm::of(host) {
                take(&early);
            }
            remove_placeholder(host);
        });
    });
}

/// An element that was made is not yet on the page where the view around it is still on its way. The
/// observer is told before anything else happens on the page: nobody sees both forms.
fn when_connected(host: Host, element: HtmlFormElement, then: impl FnOnce() + 'static) {
    let page = host.find(EARLY).and_then(|early| early.parent_node());
    let Some(page) = page.filter(|_| !element.is_connected()) else { return then() };
    let mut then = Some(then);
    let on_change = move |_, observer: MutationObserver| {
        if element.is_connected() {
            observer.disconnect();
            then.take().into_iter().for_each(|then| then());
        }
    };
    let on_change = Closure::<dyn FnMut(JsValue, MutationObserver)>::new(on_change);
    let options = MutationObserverInit::new();
    options.set_child_list(true);
    options.set_subtree(true);
    if let Ok(observer) = MutationObserver::new(on_change.into_js_value().unchecked_ref()) {
        // Fails only for options that observe nothing.
        let _ = observer.observe_with_options(&page, &options);
    }
}

impl EarlyForm {
    /// The form, if it is still there and was shown.
    fn of(host: Host) -> Option<Self> {
        let form: HtmlFormElement = host.find(FORM)?.dyn_into().ok()?;
        let data = FormData::new_with_form(&form).ok()?;
        (form.offset_height() > 0).then_some(Self { form, data })
    }

    /// The value of the field with this name: what was typed, or what is chosen.
    pub fn value(&self, name: &str) -> Option<String> {
        self.data.get(name).as_string()
    }

    /// All chosen values of a group of check boxes.
    pub fn values(&self, name: &str) -> Vec<String> {
        self.data.get_all(name).iter().filter_map(|value| value.as_string()).collect()
    }

    /// The file that was dropped on its page.
    pub fn dropped_file(&self) -> Option<File> {
        Reflect::get(&self.form, &DROPPED_FILE.into()).ok()?.dyn_into().ok()
    }

    /// Whether something that was folded away in it is open.
    pub fn is_unfolded(&self) -> bool {
        self.form.query_selector("details[open]").is_ok_and(|details| details.is_some())
    }

    /// Whether it was sent.
    pub fn is_sent(&self) -> bool {
        self.form.has_attribute(SENT)
    }
}

/// What the button says once it was pressed: what it waits for. Only in what is shown before the app.
pub fn waiting_label(i18n: I18n, text: Text) -> Option<String> {
    is_server().then(|| i18n.get(text))
}

/// Removes what stood on the page before the app: the form, or a skeleton. What had the focus there has it
/// in the app's own form, which is on the page by now, and a press that has begun there ends here.
pub fn remove_placeholder(host: Host) {
    let (focus, pressed) = (EarlyFocus::of(host), pressed_button(host));
    for selector in [EARLY, SKELETON] {
        if let Some(element) = host.find(selector) {
            element.remove();
        }
    }
    if let Some(focus) = focus {
        focus.restore(host);
    }
    if let Some(pressed) = pressed {
        end_press(host, pressed);
    }
}

/// The button that a pointer is down on in what was shown before the app, as a selector.
fn pressed_button(host: Host) -> Option<String> {
    host.find("#early button:active").map(|button| selector(&button))
}

/// A browser makes no click of a press whose beginning is gone: it counts where the same button of the app
/// is under the pointer that goes up.
fn end_press(host: Host, button: String) {
    let on_up = move |event: &Event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let found = target.and_then(|target| target.closest(&button).ok().flatten());
        if let Some(button) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            button.click();
        }
    };
    EventListener::once(&host.event_target(), "mouseup", on_up).forget();
}

/// Where the focus was in what was shown before the app.
struct EarlyFocus {
    /// Finds the same element in what the app shows.
    selector: String,
    /// What was selected of its text: start and end, in UTF-16 code units.
    selection: Option<(u32, u32)>,
}

impl EarlyFocus {
    fn of(host: Host) -> Option<Self> {
        let early = host.find(EARLY)?;
        let focused = host.focused().filter(|focused| early.contains(Some(focused)))?;
        let selected = |input: &HtmlInputElement| {
            Some((input.selection_start().ok()??, input.selection_end().ok()??))
        };
        let selection = focused.dyn_ref().and_then(selected);
        Some(Self { selector: selector(&focused), selection })
    }

    fn restore(self, host: Host) {
        let Some(element) = host.find(&self.selector) else { return };
        // At once, so that no key press is lost; its text is there only with the next frame.
        let _ = element.focus();
        if let (Ok(input), Some((start, end))) =
            (element.dyn_into::<HtmlInputElement>(), self.selection)
        {
            request_animation_frame(move || {
                let _ = input.set_selection_range(start, end);
            });
        }
    }
}

/// Fields have a name, radio buttons and check boxes a value as well, and buttons a type.
fn selector(element: &Element) -> String {
    let attribute = |name: &str| {
        // Both are the app's own, without quotation marks.
        element.get_attribute(name).map(|value| format!("[{name}=\"{value}\"]"))
    };
    let attributes = ["name", "value", "type"].into_iter().filter_map(attribute);
    element.local_name() + &attributes.collect::<String>()
}
