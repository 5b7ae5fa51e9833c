//! The sentence about a file that no room can be made of. Only those who have such a file need it, so it
//! travels with this module. Knows nothing of the page it is shown on.

use domain::draft::Unreadable;
use js_sys::Function;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use super::sentences;
use crate::host::{Host, Options};
use crate::i18n::{Text, Texts};
use crate::net::http::CannotRead;
use crate::net::json;
use crate::sentences::number;

/// Says in `language` what the server's answer means; nothing where that cannot be understood. Frame,
/// options and table are as for [`super::show_import`].
pub fn say_unreadable(
    frame: HtmlElement,
    options: &JsValue,
    table: &str,
    language: &str,
    fetch_table: Function,
    answer: &str,
) -> Option<String> {
    let CannotRead { unreadable } = json::read(answer)?;
    let host = Host::new(frame, Options::of(options));
    let texts = Texts::new(host, table, language, fetch_table);
    Some(match unreadable {
        Unreadable::OtherFormat { .. } | Unreadable::UnknownFormat => {
            texts.get(Text::OpenRoomOtherFile)
        }
        Unreadable::Malformed { line, column, .. } => {
            let (line, column) = (number(texts, line), number(texts, column));
            texts.with(Text::OpenRoomMalformed, &[("line", &line), ("column", &column)])
        }
        other => sentences::unreadable(texts, &other),
    })
}
