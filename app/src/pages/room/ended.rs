//! What is said when the visit is over for good.

use domain::protocol::Close;
use leptos::prelude::*;

use crate::embedding;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::pages::notice_page::NoticePage;
use crate::session::use_commands;
use crate::state::browser_storage;

/// Says why it is over, to the person and to the page around.
#[component]
pub fn Ended(
    /// Why the server ended it.
    close: Close,
) -> impl IntoView {
    let (host, i18n, commands) = (use_host(), use_i18n(), use_commands());
    match close {
        // It may be the wrong server, or one that has lost its data for now.
        Close::NoSuchRoom => browser_storage::hide_room(host, &commands.room_id()),
        Close::Ended => browser_storage::forget_room(host, &commands.room_id()),
        _ => {}
    }
    let (code, title, text, reload) = match close {
        Close::NoSuchRoom => ("room", Text::NoSuchRoomTitle, Text::NoSuchRoomText, false),
        Close::Ended => ("room", Text::RoomEndedTitle, Text::RoomEndedText, false),
        Close::Removed => ("removed", Text::RemovedTitle, Text::RemovedText, false),
        Close::BadToken => ("token", Text::BadTokenTitle, Text::BadTokenText, true),
        Close::BadVersion => ("ended", Text::OutdatedTitle, Text::OutdatedText, true),
        _ => ("ended", Text::CutOffTitle, Text::CutOffText, true),
    };
    embedding::dispatch_error(host, code, &untrack(|| i18n.get(title)));
    view! { <NoticePage title text reload /> }
}
