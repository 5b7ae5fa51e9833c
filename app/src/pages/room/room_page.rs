//! The page of a room: connects, and shows what fits the phase of the visit.

use domain::ids::RoomId;
use domain::protocol::{Close, Join};
use leptos::ev;
use leptos::prelude::*;

use super::ended::Ended;
use super::entrance::Entrance;
use super::inside::Inside;
use super::origin_check::check_origin;
use crate::components::connection_bar::ConnectionBar;
use crate::early::remove_placeholder;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::session::{Commands, Phase, Session};
use crate::state::{browser_storage, use_toaster};

/// What is shown, as far as it takes another view: an update of the room does not.
#[derive(Clone, Copy, PartialEq)]
enum Face {
    /// What stood on the page before the app: the room's skeleton, or the way in.
    Skeleton,
    Entrance,
    Inside,
    Ended(Close),
}

impl Face {
    fn of(phase: &Phase) -> Self {
        match phase {
            Phase::Connecting => Self::Skeleton,
            Phase::Lobby(_) => Self::Entrance,
            Phase::Inside(_) => Self::Inside,
            Phase::Ended(close) => Self::Ended(*close),
        }
    }
}

/// The page of the room with this id.
#[component]
pub fn RoomPage(
    /// The id.
    id: RoomId,
) -> impl IntoView {
    let (host, i18n) = (use_host(), use_i18n());
    let secret = browser_storage::known_room(host, &id).secret;
    let commands = Commands::new(id, secret, i18n, use_toaster());
    provide_context(commands);
    let phase = RwSignal::new(Phase::Connecting);
    let refused = RwSignal::new(None);
    let session = StoredValue::new_local(Session::start(host, commands, phase, refused));
    check_origin(host, commands, phase);
    let on_join = Callback::new(move |join: Join| {
        session.with_value(|session| session.join(join));
    });
    let lobby = Memo::new(move |_| match phase.get() {
        Phase::Lobby(lobby) => Some(lobby),
        _ => None,
    });
    let face = Memo::new(move |_| phase.with(Face::of));
    Effect::new(move || match face.get() {
        // The way in takes the place of the form that was there before by itself.
        Face::Skeleton | Face::Entrance => host.set_title(&i18n.get(Text::AppName)),
        Face::Inside | Face::Ended(_) => remove_placeholder(host),
    });
    let listener = window_event_listener(ev::beforeunload, move |event| {
        if untrack(|| commands.pending()) > 0 {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
    let was_introduced = StoredValue::new(false);
    let content = move || match (face.get(), phase.get_untracked()) {
        (Face::Entrance, _) => {
            view! { <Entrance lobby refused was_introduced on_join /> }.into_any()
        }
        (Face::Inside, Phase::Inside(store)) => view! { <Inside store /> }.into_any(),
        (Face::Ended(close), _) => view! { <Ended close /> }.into_any(),
        (Face::Skeleton | Face::Inside, _) => ().into_any(),
    };
    view! {
        <ConnectionBar />
        {content}
    }
}
