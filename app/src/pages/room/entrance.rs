//! The way in: whom the page around introduces is let in by that name, everybody else is asked who
//! they are.

use domain::protocol::{Join, Lobby};
use domain::refusal::Refusal;
use leptos::prelude::*;

use crate::host::use_host;
use crate::pages::join_page::JoinPage;
use crate::session::use_commands;
use crate::state::browser_storage;

/// Asks to be let in, or asks the person who they are.
#[component]
pub fn Entrance(
    /// What a stranger may know of the room.
    lobby: Memo<Option<Lobby>>,
    /// Why the server did not let them in.
    refused: RwSignal<Option<Refusal>>,
    /// Whether the introduction was used before: it is used once, and then the person is asked.
    was_introduced: StoredValue<bool>,
    /// Asks to be let in.
    on_join: Callback<Join>,
) -> impl IntoView {
    let host = use_host();
    let known = browser_storage::known_room(host, &use_commands().room_id());
    let (guest, guest_role) = host.guest();
    let is_asked = guest.is_empty() || was_introduced.get_value();
    if !is_asked {
        was_introduced.set_value(true);
        on_join.run(Join { name: guest.clone(), role: guest_role, passcode: None });
    }
    let name = [guest, known.name].into_iter().find(|name| !name.is_empty());
    let name = StoredValue::new(name.unwrap_or_else(|| browser_storage::last_name(host)));
    view! {
        <Show when=move || is_asked || refused.with(Option::is_some)>
            <JoinPage lobby name=name.get_value() role=known.role refused on_join />
        </Show>
    }
}
