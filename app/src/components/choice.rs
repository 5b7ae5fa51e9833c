//! One of several things to choose from: a card that holds a radio button or a check box, and what
//! it stands for.

use leptos::prelude::*;

/// The card of one choice.
#[component]
pub fn Choice(
    /// The class of the card; with `-input` behind it, that of the input.
    class: &'static str,
    /// The group of radio buttons that it belongs to; without one it is a check box.
    #[prop(optional)]
    group: Option<&'static str>,
    /// Whether it is chosen.
    #[prop(into)]
    is_chosen: Signal<bool>,
    /// Chooses it; or unchooses it, if it is a check box.
    on_choose: impl Fn() + 'static,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! {
        <label class=class class:is-chosen=is_chosen>
            <input
                type=if group.is_some() { "radio" } else { "checkbox" }
                name=group
                class=format!("{class}-input")
                prop:checked=is_chosen
                on:change=move |_| on_choose()
            />
            {children()}
        </label>
    }
}
