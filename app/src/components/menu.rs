//! A button that opens a short list of choices below itself, which is loaded when it is first opened. Escape, a
//! press elsewhere and a choice close it.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, HtmlElement, KeyboardEvent, Node};

use super::icon::Icon;
use super::lazy_part::{LazyPart, PartMissing};
use crate::host::{Host, use_host};

/// The button with its list.
#[component]
pub fn Menu<Load, Part>(
    /// The accessible name of the button.
    #[prop(into)]
    label: Signal<String>,
    /// What the button shows.
    icon: Icon,
    /// Loads the choices, which are [`MenuItem`](super::menu_item::MenuItem)s.
    load: Load,
) -> impl IntoView
where
    Load: Fn() -> Part + Copy + Send + Sync + 'static,
    Part: Future<Output = Result<AnyView, PartMissing>> + Send + 'static,
{
    let host = use_host();
    let open = RwSignal::new(false);
    let menu = NodeRef::<html::Div>::new();
    let toggle = NodeRef::<html::Button>::new();
    let close_and_focus = move || {
        open.try_set(false);
        if let Some(button) = toggle.try_get_untracked().flatten() {
            let _ = button.focus();
        }
    };
    let on_focusout = move |event: FocusEvent| {
        let next = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
        let menu = menu.try_get_untracked().flatten();
        if !menu.is_some_and(|menu| menu.contains(next.as_ref())) {
            open.try_set(false);
        }
    };
    let on_keydown = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" if open.get_untracked() => {
            event.stop_propagation();
            close_and_focus();
        }
        key @ ("ArrowDown" | "ArrowUp") => {
            event.prevent_default();
            open.set(true);
            let step = if key == "ArrowDown" { 1 } else { -1 };
            request_animation_frame(move || {
                if let Some(menu) = menu.try_get_untracked().flatten() {
                    move_focus(host, &menu, step);
                }
            });
        }
        _ => {}
    };
    view! {
        <div node_ref=menu class="menu" on:focusout=on_focusout on:keydown=on_keydown>
            <button
                node_ref=toggle
                type="button"
                class="button button--quiet menu-button"
                aria-label=label
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {icon.view()}
            </button>
            <Show when=move || open.get()>
                <div class="menu-items" tabindex="-1" on:click=move |_| close_and_focus()>
                    <LazyPart load />
                </div>
            </Show>
        </div>
    }
}

fn move_focus(host: Host, menu: &HtmlElement, step: i32) {
    let Ok(items) = menu.query_selector_all(".menu-item") else { return };
    let items: Vec<HtmlElement> =
        (0..items.length()).filter_map(|index| items.item(index)?.dyn_into().ok()).collect();
    if items.is_empty() {
        return;
    }
    let focused = host.focused();
    let position = items.iter().position(|item| focused.as_ref() == Some(item.as_ref()));
    let count = items.len() as i32;
    let next = match (position, step) {
        (None, 1) => 0,
        (None, _) => count - 1,
        (Some(position), step) => (position as i32 + step).rem_euclid(count),
    };
    let _ = items[next as usize].focus();
}
