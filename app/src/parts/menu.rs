//! A button that opens a short list of choices below itself. Escape, a press elsewhere and a choice
//! close it.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The button with its list.
#[component]
pub fn Menu(
    /// What the button is for.
    #[prop(into)]
    label: Signal<String>,
    /// What the button shows.
    button: AnyView,
    /// The choices, usually [`MenuItem`]s.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let host = NodeRef::<html::Div>::new();
    let toggle = NodeRef::<html::Button>::new();
    let close_and_focus = move || {
        open.set(false);
        if let Some(button) = toggle.get_untracked() {
            let _ = button.focus();
        }
    };
    let leave = move |event: web_sys::FocusEvent| {
        let next =
            event.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let inside = host.get_untracked().is_some_and(|host| host.contains(next.as_ref()));
        if !inside {
            open.set(false);
        }
    };
    let keys = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Escape" if open.get_untracked() => {
            event.stop_propagation();
            close_and_focus();
        }
        "ArrowDown" | "ArrowUp" => {
            event.prevent_default();
            open.set(true);
            let step = if event.key() == "ArrowDown" { 1 } else { -1 };
            request_animation_frame(move || move_focus(host, step));
        }
        _ => {}
    };
    view! {
        <div node_ref=host class="menu" on:focusout=leave on:keydown=keys>
            <button
                node_ref=toggle
                type="button"
                class="button button--quiet menu-button"
                aria-label=label
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {button}
            </button>
            <Show when=move || open.get()>
                <div class="menu-items" tabindex="-1" on:click=move |_| close_and_focus()>
                    {children()}
                </div>
            </Show>
        </div>
    }
    .into_any()
}

/// One choice.
#[component]
pub fn MenuItem(
    /// Whether it is the one in force, where the menu is a choice among several.
    #[prop(optional, into)]
    chosen: Signal<bool>,
    /// What it does.
    act: impl Fn() + 'static,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="menu-item"
            aria-current=move || chosen.get().then_some("true")
            on:click=move |_| act()
        >
            {children()}
        </button>
    }
    .into_any()
}

fn move_focus(host: NodeRef<html::Div>, step: i32) {
    let Some(host) = host.get_untracked() else { return };
    let Ok(items) = host.query_selector_all(".menu-item") else { return };
    let items: Vec<web_sys::HtmlElement> =
        (0..items.length()).filter_map(|i| items.item(i)?.dyn_into().ok()).collect();
    if items.is_empty() {
        return;
    }
    let focused = document().active_element();
    let at = items.iter().position(|item| focused.as_ref() == Some(item.as_ref()));
    let count = items.len() as i32;
    let next = match (at, step) {
        (None, 1) => 0,
        (None, _) => count - 1,
        (Some(at), step) => (at as i32 + step).rem_euclid(count),
    };
    let _ = items[next as usize].focus();
}
