//! Going on with a room that was saved as a file: choosing the file, or dropping it. Why one cannot be
//! read, the second module says, which is fetched only then.

use domain::ids::RoomId;
use domain::limits;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::dom::{El, button, el};
use crate::host::Host;
use crate::i18n::{Text, Texts};
use crate::net::http::{self, NotOpened};
use crate::page::{host, texts};
use crate::parts::file_drop::on_file_drop;
use crate::parts::file_picker::file_picker;
use crate::parts::icon::Icon;
use crate::sentences;
use crate::signals::Var;
use crate::storage::{self, KnownRoom};

/// What the file dialog offers first.
const FILE_KINDS: &str = ".json";

/// What the server would answer, did it have to look at so much: nobody waits for the sending of it.
fn too_large() -> String {
    ["{\"unreadable\":{\"too_large\":{\"limit\":", &limits::FILE_BYTES.to_string(), "}}}"].concat()
}

/// The button for it; `chosen` gets the file. `busy` is set while one is opened.
pub fn open_room(busy: Var<bool>, chosen: impl Fn(File) + Clone + 'static) -> El {
    let texts = texts();
    on_file_drop(host(), chosen.clone());
    let (picker, opener) = file_picker(FILE_KINDS, chosen);
    let pick = button("button")
        .flag("disabled", move || busy.get())
        .on_click(move |_| opener.click())
        .child(Icon::Upload.view())
        .text_of(texts.say(Text::OpenRoom));
    el("div.home-open")
        .child(pick)
        .child(picker)
        .child(el("p.home-open-hint").text_of(texts.say(Text::OpenRoomHint)))
}

/// Makes a room of the file and keeps its founder's secret, or says why there is none.
pub async fn opened(host: Host, texts: Texts, file: File) -> Result<RoomId, String> {
    let secret = storage::new_secret();
    let answer = if file.size() > limits::FILE_BYTES as f64 {
        Err(NotOpened::Unreadable(too_large()))
    } else {
        http::open_room(host, &file, &secret).await
    };
    match answer {
        Ok(room) => {
            storage::keep_room(&room, &KnownRoom { secret, ..KnownRoom::default() });
            Ok(room)
        }
        Err(NotOpened::Refused(refusal)) => Err(untrack(|| sentences::refusal(texts, &refusal))),
        Err(NotOpened::Unreachable) => Err(untrack(|| texts.get(Text::CreateUnreachable))),
        Err(NotOpened::Unreadable(answer)) => Err(unreadable(host, texts, &answer).await),
    }
}

/// The second module's sentence for the answer; a plainer one where that module does not come.
async fn unreadable(host: Host, texts: Texts, answer: &str) -> String {
    let language = untrack(|| texts.language());
    let said = match host.say_unreadable(&language, answer) {
        Some(coming) => JsFuture::from(coming).await.ok().and_then(|said| said.as_string()),
        None => None,
    };
    said.unwrap_or_else(|| untrack(|| texts.get(Text::OpenRoomFailed)))
}
