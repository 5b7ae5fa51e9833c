//! What key presses mean in fields. Those that belong to an input method mean nothing else.

use web_sys::KeyboardEvent;

/// The key code of a press that an input method takes. Some browsers say so by nothing else.
const TAKEN_BY_INPUT_METHOD: u32 = 229;

/// Whether an input method composes, or ends its composition by this press.
pub fn is_composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == TAKEN_BY_INPUT_METHOD
}

/// Whether a key press closes something.
pub fn is_escape(event: &KeyboardEvent) -> bool {
    event.key() == "Escape" && !is_composing(event)
}

/// Keeps the browser from sending a form or closing a dialog by a press that belongs to an input method.
pub fn leave_to_input_method(event: &KeyboardEvent) {
    if is_composing(event) && matches!(event.key().as_str(), "Enter" | "Escape") {
        event.prevent_default();
    }
}

/// Whether a key press submits a line: not while an input method composes, and not with Shift.
pub fn is_submit(event: &KeyboardEvent) -> bool {
    event.key() == "Enter" && !is_composing(event) && !event.shift_key()
}
