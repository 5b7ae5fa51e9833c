//! Going on with a room that was saved as a file: the file is chosen, or dropped.

use domain::limits;
use domain::preview::Unreadable;
use leptos::prelude::*;
use web_sys::File;

use super::room_creation::RoomCreation;
use crate::api::rooms::{self, NotCreated};
use crate::components::file_drop::use_file_drop;
use crate::components::file_picker::FilePicker;
use crate::components::icon::Icon;
use crate::host::{Host, use_host};
use crate::i18n::{Text, use_i18n};
use crate::state::browser_storage::{KnownRoom, new_secret};

/// Creates the room that is in `file`, on this server and for this browser.
pub fn open_file(host: Host, creation: RoomCreation, file: File) {
    let known = KnownRoom { secret: new_secret(), ..KnownRoom::default() };
    let secret = known.secret.clone();
    creation.run(known, async move {
        if file.size() > limits::FILE_BYTES as f64 {
            // The server would say the same once it had all of it.
            let limit = limits::FILE_BYTES as u32;
            return Err(NotCreated::Unreadable(Unreadable::TooLarge { limit }));
        }
        rooms::open_room(host, &file, &secret).await
    });
}

/// The button that asks for the file.
#[component]
pub fn OpenRoom(
    /// Creates the room.
    creation: RoomCreation,
) -> impl IntoView {
    let (host, i18n) = (use_host(), use_i18n());
    let open = move |file| open_file(host, creation, file);
    if is_browser() {
        use_file_drop(host, open);
    }
    // Files need the app.
    let disabled = Signal::derive(move || is_server() || creation.is_busy.get());
    view! {
        <div class="home-open">
            <FilePicker accept=".json" disabled on_file=open>
                {Icon::Upload.view()}
                {i18n.text(Text::OpenRoom)}
            </FilePicker>
            <p class="home-open-hint">{i18n.text(Text::OpenRoomHint)}</p>
        </div>
    }
}
