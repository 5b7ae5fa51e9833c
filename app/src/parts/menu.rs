//! A button that opens a short list of choices below itself. Escape, a press elsewhere and a choice
//! close it.

use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, HtmlElement, KeyboardEvent, MouseEvent, Node};

use super::icon::Icon;
use crate::dom::{El, View, button, el, when};
use crate::host::Host;
use crate::later::before_drawing;
use crate::page;
use crate::signals::Var;

/// The button with its list: `label` says what it is for, `items` are mostly made by [`item`].
pub fn menu(
    label: impl Fn() -> String + 'static,
    icon: Icon,
    items: impl Fn() -> View + 'static,
) -> El {
    let place = page::host();
    let open = Var::new(false);
    let toggle = button("button button--quiet menu-button")
        .attr_of("aria-label", label)
        .aria("aria-expanded", move || open.get())
        .on_click(move |_| open.update(|open| *open = !*open))
        .child(icon.view());
    let toggle_button = toggle.html();
    let close_and_focus = move || {
        open.set(false);
        let _ = toggle_button.focus();
    };
    let menu = el("div.menu").child(toggle);
    let host = menu.html();
    let leave = {
        let host = host.clone();
        move |event: FocusEvent| {
            let next = event.related_target().and_then(|next| next.dyn_into::<Node>().ok());
            if !host.contains(next.as_ref()) {
                open.set(false);
            }
        }
    };
    let keys = {
        let close_and_focus = close_and_focus.clone();
        move |event: KeyboardEvent| match event.key().as_str() {
            "Escape" if open.get_untracked() => {
                event.stop_propagation();
                close_and_focus();
            }
            "ArrowDown" | "ArrowUp" => {
                event.prevent_default();
                open.set(true);
                let step = if event.key() == "ArrowDown" { 1 } else { -1 };
                let host = host.clone();
                before_drawing(move || move_focus(place, &host, step));
            }
            _ => {}
        }
    };
    let list = move || {
        let close_and_focus = close_and_focus.clone();
        el("div.menu-items")
            .attr("tabindex", "-1")
            .on_click(move |_| close_and_focus())
            .child(items())
    };
    menu.on("focusout", leave).on("keydown", keys).child(when(move || open.get(), list))
}

/// One choice, and what it does; to be filled with what it says.
pub fn item(act: impl Fn(MouseEvent) + 'static) -> El {
    button("menu-item").on_click(act)
}

fn move_focus(place: Host, host: &HtmlElement, step: i32) {
    let Ok(items) = host.query_selector_all(".menu-item") else { return };
    let items: Vec<HtmlElement> =
        (0..items.length()).filter_map(|i| items.item(i)?.dyn_into().ok()).collect();
    if items.is_empty() {
        return;
    }
    let focused = place.focused();
    let at = items.iter().position(|item| focused.as_ref() == Some(item.as_ref()));
    let count = items.len() as i32;
    let next = match (at, step) {
        (None, 1) => 0,
        (None, _) => count - 1,
        (Some(at), step) => (at as i32 + step).rem_euclid(count),
    };
    let _ = items[next as usize].focus();
}
