//! A dialog over the page: the browser's own, which holds the focus inside and gives it back.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlDialogElement};

use super::icon::Icon;
use crate::dom::{El, View, button, effect, el, when};
use crate::i18n::Text;
use crate::page::texts;
use crate::signals::Var;

/// Shows what `children` makes over the page while `open` says so; Escape and the close button end
/// it. The children live only while it is open.
pub fn dialog(
    open: Var<bool>,
    title: Text,
    class: &str,
    children: impl Fn() -> View + 'static,
) -> El {
    let texts = texts();
    let inside = move || {
        let heading = el("h2.dialog-title").text_of(texts.say(title));
        let close = button("button button--quiet dialog-close")
            .attr_of("aria-label", texts.say(Text::Close))
            .on_click(move |_| open.set(false))
            .child(Icon::Cross.view());
        View::of([
            el("header.dialog-header").child(heading).child(close).into(),
            el("div.dialog-body").child(children()).into(),
        ])
    };
    let dialog = el("dialog")
        .class(&["dialog ", class].concat())
        .attr_of("aria-label", texts.say(title))
        .on("close", move |_: Event| open.set(false))
        .child(when(move || open.get(), inside));
    let node: HtmlDialogElement = dialog.html().unchecked_into();
    effect(move || match (open.get(), node.open()) {
        (true, false) => drop(node.show_modal()),
        (false, true) => node.close(),
        _ => {}
    });
    dialog
}
