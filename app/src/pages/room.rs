//! The page of a room: connects, lets its person in, shows the room, and says when it is over.

use std::cell::Cell;

use domain::ids::RoomId;
use domain::protocol::{Close, Lobby};
use leptos::prelude::*;
use web_sys::Event;

use super::join::join_page;
use super::notice::notice_page;
use crate::clock::Clock;
use crate::dom::{View, dynamic, effect, on_window, when};
use crate::host::Host;
use crate::i18n::Text;
use crate::net::session::{Phase, Session};
use crate::page::{self, commands, host, texts};
use crate::parts::connection_bar::connection_bar;
use crate::portal;
use crate::room::room_layout;
use crate::signals::{Memo, Shared, Var};
use crate::start::Shown;
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

/// The page of the room with this id.
pub fn room_page(id: RoomId, clock: Clock, inside: Shown) -> View {
    let host = host();
    let commands = commands();
    let texts = texts();
    let phase = Var::new(Phase::Connecting);
    let refused = Var::new(None);
    let secret = storage::room(&id).secret;
    let session = Session::start(id.clone(), secret, commands, clock, phase, refused);
    let session = Shared::new(session);
    let join = move |name, role| session.get().join(name, role);
    // Whom the page around names comes in by that name, once; then they are asked.
    let introduced = Cell::new(false);
    let face = Memo::new(move || phase.with(face_of));
    let lobby = Memo::new(move || match phase.get() {
        Phase::Lobby(lobby) => lobby,
        _ => Lobby { title: String::new(), connected: 0 },
    });
    effect(move || host.set_title(&texts.get(Text::AppName)));
    effect(move || {
        if face.get() != Face::Skeleton {
            host.drop_skeleton();
        }
    });
    let show = move || match face.get() {
        Face::Skeleton => View::nothing(),
        Face::Gate => {
            let known = storage::room(&id);
            let (guest, role) = host.guest();
            let is_asked = guest.is_empty() || introduced.replace(true);
            if !is_asked {
                join(guest.clone(), role);
            }
            let name = [guest, known.name].into_iter().find(|name| !name.is_empty());
            let name = name.unwrap_or_else(storage::last_name);
            let gate = move || join_page(lobby, name.clone(), known.role, refused, join);
            when(move || is_asked || refused.with(Option::is_some), gate)
        }
        Face::Room => match phase.get_untracked() {
            Phase::Inside(state) => {
                page::provide(host, texts, Some(commands), Some(state));
                inside.get().set(Some(state));
                portal::watch(host, state);
                remember(host, id.clone(), state);
                untrack(room_layout).into()
            }
            _ => View::nothing(),
        },
        Face::Notice(close) => {
            if matches!(close, Close::NoSuchRoom | Close::Ended) {
                storage::forget_room(&id);
            }
            ended(close)
        }
    };
    on_window("beforeunload", move |event: Event| {
        if untrack(move || commands.pending()) > 0 {
            event.prevent_default();
        }
    });
    View::of([connection_bar().into(), dynamic(show)])
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
fn remember(host: Host, id: RoomId, state: RoomState) {
    let title = Memo::new(move || state.read(Topic::Room, |view| view.board.title.clone()));
    let me = Memo::new(move || {
        let me = |view: &domain::view::RoomView| view.me().map(|me| (me.name.clone(), me.role));
        state.read(Topic::People, me)
    });
    effect(move || {
        let title = title.get();
        host.set_title(&title);
        if let Some((name, role)) = me.get() {
            let secret = storage::room(&id).secret;
            let visited = js_sys::Date::now() as u64;
            storage::keep_room(&id, &storage::KnownRoom { secret, name, role, title, visited });
        }
    });
}

fn ended(close: Close) -> View {
    let (host, texts) = (host(), texts());
    let (code, title, text, reload) = match close {
        Close::NoSuchRoom => ("room", Text::NoSuchRoomTitle, Text::NoSuchRoomText, false),
        Close::Ended => ("room", Text::RoomEndedTitle, Text::RoomEndedText, false),
        Close::Removed => ("removed", Text::RemovedTitle, Text::RemovedText, false),
        Close::BadToken => ("token", Text::BadTokenTitle, Text::BadTokenText, true),
        Close::BadVersion => ("ended", Text::OutdatedTitle, Text::OutdatedText, true),
        _ => ("ended", Text::CutOffTitle, Text::CutOffText, true),
    };
    portal::tell_error(host, code, &untrack(|| texts.get(title)));
    notice_page(title, text, reload)
}
