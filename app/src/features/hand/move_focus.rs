//! The arrow keys in a group of cards.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// Arrows move between the cards without choosing: a vote is not cast in passing.
pub fn move_focus(event: &KeyboardEvent, is_right_to_left: bool) {
    let Some(is_forward) = is_forward(&event.key(), is_right_to_left) else { return };
    let card = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(card) = card else { return };
    event.prevent_default();
    let group = card.parent_element();
    let next = if is_forward {
        card.next_element_sibling().or_else(|| group?.first_element_child())
    } else {
        card.previous_element_sibling().or_else(|| group?.last_element_child())
    };
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        let _ = next.focus();
    }
}

/// Whether a key leads to the next card or to the one before: across, cards lie as one reads.
fn is_forward(key: &str, is_right_to_left: bool) -> Option<bool> {
    match key {
        "ArrowDown" => Some(true),
        "ArrowUp" => Some(false),
        "ArrowRight" => Some(!is_right_to_left),
        "ArrowLeft" => Some(is_right_to_left),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_the_way_one_reads() {
        assert_eq!(is_forward("ArrowRight", false), Some(true));
        assert_eq!(is_forward("ArrowRight", true), Some(false));
        assert_eq!(is_forward("ArrowLeft", true), Some(true));
        assert_eq!(is_forward("ArrowDown", true), Some(true));
        assert_eq!(is_forward("Home", true), None);
    }
}
