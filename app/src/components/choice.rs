//! One of several things to choose from: a card that holds a radio button or a check box, and what
//! it stands for. The styles show what is chosen by the state of the input.

use leptos::prelude::*;

/// The card of one choice.
#[component]
pub fn Choice(
    /// The class of the card; with `-input` behind it, that of the input.
    class: &'static str,
    /// Whether several of the group can be chosen: a check box, not a radio button.
    #[prop(optional)]
    several: bool,
    /// The group that it belongs to: the name of the input.
    group: &'static str,
    /// What it stands for where the form is read.
    #[prop(optional)]
    value: Option<&'static str>,
    /// Whether it is chosen.
    #[prop(into)]
    is_chosen: Signal<bool>,
    /// Chooses it; or unchooses it, if it is a check box.
    on_choose: impl Fn() + 'static,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! {
        <label class=class>
            <input
                type=if several { "checkbox" } else { "radio" }
                name=group
                value=value
                class=format!("{class}-input")
                checked=is_chosen
                prop:checked=is_chosen
                on:change=move |_| on_choose()
            />
            {children()}
        </label>
    }
}
