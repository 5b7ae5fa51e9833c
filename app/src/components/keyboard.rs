//! What key presses mean in fields.

use web_sys::KeyboardEvent;

/// Whether a key press submits a line: not while an input method composes, and not with Shift.
pub fn is_submit(event: &KeyboardEvent) -> bool {
    event.key() == "Enter" && !event.is_composing() && !event.shift_key()
}
