//! The page of a room: connects, lets its person in, shows the room, and says when it is over.

use domain::ids::RoomId;
use domain::people::Role;
use domain::protocol::{Close, Lobby};
use leptos::prelude::*;

use super::join::JoinPage;
use super::notice::NoticePage;
use super::skeleton::Skeleton;
use crate::clock::Clock;
use crate::commands::Commands;
use crate::i18n::{Text, Texts};
use crate::net::session::{Phase, Session};
use crate::parts::connection_bar::ConnectionBar;
use crate::room::RoomLayout;
use crate::state::{RoomState, Topic};
use crate::storage;

/// Which of the page's faces is shown; what is on it changes without this.
#[derive(Clone, Copy, PartialEq)]
enum Face {
    Skeleton,
    Gate,
    Room,
    Notice(Close),
}

/// The page.
#[component]
pub fn RoomPage(
    /// Which room.
    id: RoomId,
    /// The server's clock.
    clock: Clock,
) -> impl IntoView {
    let commands = expect_context::<Commands>();
    let texts = expect_context::<Texts>();
    let phase = RwSignal::new(Phase::Connecting);
    let refused = RwSignal::new(None);
    let known = storage::room(&id);
    let secret = known.secret.clone();
    let session = Session::start(id.clone(), secret, commands, clock, phase, refused);
    let session = StoredValue::new_local(session);
    let join = Callback::new(move |(name, role): (String, Role)| {
        session.with_value(|session| session.join(name, role));
    });
    let face = Memo::new(move |_| phase.with(face_of));
    let lobby = Signal::derive(move || match phase.get() {
        Phase::Lobby(lobby) => lobby,
        _ => Lobby { title: String::new(), connected: 0 },
    });
    Effect::new(move || document().set_title(&texts.get(Text::AppName)));
    let show = move || match face.get() {
        Face::Skeleton => view! { <Skeleton /> }.into_any(),
        Face::Gate => {
            let known = storage::room(&id);
            let name = Some(known.name).filter(|name| !name.is_empty());
            let name = name.unwrap_or_else(storage::last_name);
            view! { <JoinPage lobby name role=known.role refused join /> }.into_any()
        }
        Face::Room => match phase.get_untracked() {
            Phase::Inside(state) => {
                provide_context(state);
                remember(id.clone(), state);
                view! { <RoomLayout /> }.into_any()
            }
            _ => ().into_any(),
        },
        Face::Notice(close) => {
            if matches!(close, Close::NoSuchRoom | Close::Ended) {
                storage::forget_room(&id);
            }
            ended(close)
        }
    };
    let unloads = window_event_listener(leptos::ev::beforeunload, move |event| {
        if untrack(move || commands.pending()) > 0 {
            event.prevent_default();
        }
    });
    on_cleanup(move || unloads.remove());
    view! {
        <ConnectionBar />
        {show}
    }
    .into_any()
}

fn face_of(phase: &Phase) -> Face {
    match phase {
        Phase::Connecting => Face::Skeleton,
        Phase::Lobby(_) => Face::Gate,
        Phase::Inside(_) => Face::Room,
        Phase::Ended(close) => Face::Notice(*close),
    }
}

/// Keeps for next time who one is here and what the room is called.
fn remember(id: RoomId, state: RoomState) {
    let title = Memo::new(move |_| state.read(Topic::Room, |view| view.board.title.clone()));
    let me = Memo::new(move |_| {
        let me = |view: &domain::view::RoomView| view.me().map(|me| (me.name.clone(), me.role));
        state.read(Topic::People, me)
    });
    Effect::new(move || {
        let title = title.get();
        document().set_title(&title);
        if let Some((name, role)) = me.get() {
            let secret = storage::room(&id).secret;
            let visited = js_sys::Date::now() as u64;
            storage::keep_room(&id, &storage::KnownRoom { secret, name, role, title, visited });
        }
    });
}

fn ended(close: Close) -> AnyView {
    let (title, text, reload) = match close {
        Close::NoSuchRoom => (Text::NoSuchRoomTitle, Text::NoSuchRoomText, false),
        Close::Ended => (Text::RoomEndedTitle, Text::RoomEndedText, false),
        Close::Removed => (Text::RemovedTitle, Text::RemovedText, false),
        Close::BadVersion => (Text::OutdatedTitle, Text::OutdatedText, true),
        _ => (Text::CutOffTitle, Text::CutOffText, true),
    };
    view! { <NoticePage title text reload /> }.into_any()
}
