//! Where rooms are made and found again.

use std::pin::Pin;
use std::rc::Rc;

use domain::deck::{DeckChoice, DeckKind};
use domain::ids::RoomId;
use domain::refusal::Field;
use domain::time::Timestamp;
use leptos::prelude::*;
use web_sys::{Event, File};

use super::header::page_header;
use super::open_room::{open_room, opened};
use crate::dom::{El, View, button, dynamic, effect, el};
use crate::host::Host;
use crate::i18n::{Text, Texts};
use crate::later::spawn;
use crate::net::http::{self, Failed};
use crate::page::{host, texts};
use crate::parts::deck_picker::deck_picker;
use crate::parts::icon::Icon;
use crate::parts::limit::LimitedField;
use crate::place::Place;
use crate::portal;
use crate::signals::Var;
use crate::storage::KnownRoom;
use crate::{sentences, storage};

/// What a room can do for its team, in a few words each.
const POINTS: [(Text, Text); 3] = [
    (Text::PointBlindTitle, Text::PointBlindText),
    (Text::PointCriteriaTitle, Text::PointCriteriaText),
    (Text::PointBacklogTitle, Text::PointBacklogText),
];

/// The page; `go` goes to the new room.
pub fn home_page(go: Rc<dyn Fn(Place)>) -> View {
    let (host, texts) = (host(), texts());
    effect(move || host.set_title(&texts.get(Text::AppName)));
    if !host.is_page() {
        return el("main.home.home--small").child(create_room(host, texts, go)).into();
    }
    let intro = el("div.home-intro")
        .child(el("h1").text_of(texts.say(Text::HomeTitle)))
        .child(el("p.home-lead").text_of(texts.say(Text::HomeLead)));
    let point = move |(title, text)| -> View {
        let title = el("h2").text_of(texts.say(title));
        el("div.home-point").child(title).child(el("p").text_of(texts.say(text))).into()
    };
    let points = el("section.home-points")
        .attr_of("aria-label", texts.say(Text::HomePoints))
        .child(View::of(POINTS.map(point)));
    let main = el("main.home")
        .child(intro)
        .child(create_room(host, texts, go))
        .child(recent_rooms(host, texts))
        .child(points);
    View::of([page_header().into(), main.into()])
}

/// Makes a room: of what is chosen here, or of a file.
fn create_room(host: Host, texts: Texts, go: Rc<dyn Fn(Place)>) -> El {
    let title = Var::new(String::new());
    let kind = Var::new(DeckKind::default());
    let specials = Var::new(DeckChoice::default().specials);
    let making = Making { host, busy: Var::new(false), error: Var::new(None), go };
    let Making { busy, error, .. } = making;
    let submit = {
        let making = making.clone();
        move |event: Event| {
            event.prevent_default();
            let typed = title.get_untracked();
            let title = match typed.trim() {
                "" => untrack(|| texts.get(Text::RoomTitleDefault)),
                typed => typed.to_owned(),
            };
            let deck =
                DeckChoice { kind: kind.get_untracked(), specials: specials.get_untracked() };
            making.make(Box::pin(create(host, texts, title, deck)));
        }
    };
    let open = move |file: File| making.make(Box::pin(opened(host, texts, file)));
    let name = LimitedField::new("room-title", Text::RoomTitle, Field::RoomTitle, title)
        .placeholder(Text::RoomTitleDefault);
    let press = el("button")
        .attr("type", "submit")
        .class("button button--primary home-create-button")
        .flag("disabled", move || busy.get())
        .text_of(texts.say(Text::CreateRoom));
    let error =
        el("p.field-error").attr("role", "alert").text_of(move || error.get().unwrap_or_default());
    el("form.home-create.card")
        .attr("novalidate", "")
        .on("submit", submit)
        .child(name)
        .child(deck_picker(kind, specials))
        .child(press)
        .child(error)
        .child(open_room(busy, open))
}

/// A room on its way, or the sentence that says why there is none.
type Coming = Pin<Box<dyn Future<Output = Result<RoomId, String>>>>;

/// One room is made at a time.
#[derive(Clone)]
struct Making {
    host: Host,
    busy: Var<bool>,
    error: Var<Option<String>>,
    go: Rc<dyn Fn(Place)>,
}

impl Making {
    /// Goes to the room, once it is there.
    fn make(&self, coming: Coming) {
        let Self { host, busy, error, go } = self.clone();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(None);
        spawn(async move {
            let outcome = coming.await;
            busy.set(false);
            match outcome {
                Ok(room) => {
                    portal::tell_created(host, &room.0, &http::room_address(host, &room));
                    go(Place::Room(room));
                }
                Err(sentence) => error.set(Some(sentence)),
            }
        });
    }
}

async fn create(
    host: Host,
    texts: Texts,
    title: String,
    deck: DeckChoice,
) -> Result<RoomId, String> {
    let secret = storage::new_secret();
    match http::create_room(host, &title, &deck, &secret).await {
        Ok(room) => {
            storage::keep_room(&room, &KnownRoom { secret, title, ..KnownRoom::default() });
            Ok(room)
        }
        Err(failed) => Err(untrack(|| match failed {
            Failed::Refused(refusal) => sentences::refusal(texts, &refusal),
            Failed::Unreachable => texts.get(Text::CreateUnreachable),
        })),
    }
}

fn recent_rooms(host: Host, texts: Texts) -> View {
    // Told when one is forgotten.
    let forgotten = Var::new(0_u32);
    dynamic(move || {
        forgotten.get();
        let rooms = storage::recent_rooms();
        (!rooms.is_empty()).then(|| {
            let row = |(id, room)| recent_room(host, texts, forgotten, id, room);
            let rows = View::of(rooms.into_iter().map(row));
            el("section.home-recent")
                .child(el("h2").text_of(texts.say(Text::RecentRooms)))
                .child(el("ul.recent-rooms").child(rows))
        })
    })
}

fn recent_room(host: Host, texts: Texts, forgotten: Var<u32>, id: RoomId, room: KnownRoom) -> View {
    let visited = Timestamp(room.visited);
    let facts = move || {
        let time = texts.time(visited);
        texts.with(Text::RecentFacts, &[("name", &room.name), ("time", &time)])
    };
    let link = el("a.recent-room-link")
        .attr("href", &http::room_address(host, &id))
        .child(el("bdi.recent-room-title").text(&room.title))
        .child(el("span.recent-room-facts").text_of(facts));
    let forget = move |_| {
        storage::forget_room(&id);
        forgotten.update(|forgotten| *forgotten += 1);
    };
    let title = room.title;
    let forget = button("button button--quiet recent-room-forget")
        .attr_of("aria-label", move || texts.with(Text::ForgetRoom, &[("title", &title)]))
        .attr_of("title", texts.say(Text::ForgetRoomHint))
        .on_click(forget)
        .child(Icon::Cross.view());
    el("li.recent-room").child(link).child(forget).into()
}
