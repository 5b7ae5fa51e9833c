//! Choosing a file from this device. Knows nothing of what is done with it.

use web_sys::{Event, File, HtmlElement};

use crate::dom::{El, el};

/// A chooser that nobody sees, and what opens it when it is clicked. `kinds` is what it offers first.
pub fn file_picker(kinds: &str, chosen: impl Fn(File) + 'static) -> (El, HtmlElement) {
    let picker = el("input").attr("type", "file").attr("accept", kinds).attr("hidden", "");
    let (files, opener) = (picker.input(), picker.html());
    let changed = move |_: Event| {
        if let Some(file) = files.files().and_then(|files| files.get(0)) {
            chosen(file);
        }
        // So that the same file can be chosen again after it was corrected.
        files.set_value("");
    };
    (picker.on("change", changed), opener)
}
