//! One of several things to choose from, as a card that holds the input and what it says.

use web_sys::Event;

use crate::dom::{El, el};

/// The card of a radio button or a tick box; to be filled with what it says. `class` is the card's, and
/// with `-input` behind it the input's.
pub fn choice(
    class: &str,
    input: El,
    is_chosen: impl Fn() -> bool + Copy + 'static,
    choose: impl Fn() + 'static,
) -> El {
    let input = input
        .class(&[class, "-input"].concat())
        .checked(is_chosen)
        .on("change", move |_: Event| choose());
    el("label").class(class).class_if("is-chosen", is_chosen).child(input)
}

/// The input of a choice of which only one in its group can be chosen.
pub fn radio(group: &str) -> El {
    el("input").attr("type", "radio").attr("name", group)
}
