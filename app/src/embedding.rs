//! What the page around an element is told about its room, and what it may ask for. It is told what
//! everybody in the room may know, and of votes only that they were cast.

use domain::change::Change;
use domain::dimension::StoryScores;
use domain::draft::StoryDraft;
use domain::ids::{StoryId, Subject};
use domain::known::Known;
use domain::refusal::Refusal;
use domain::statistics::Statistics;
use domain::view::{RoomView, Update};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Object, Reflect};
use leptos::prelude::untrack;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_split_helpers::wasm_split;

use crate::api::json::decode;
use crate::api::origin;
use crate::components::lazy_part::PartMissing;
use crate::contexts::Contexts;
use crate::host::{Host, role_from_name};
use crate::i18n::{I18n, refusals};
use crate::session::{Command, Commands};
use crate::state::RoomStore;

/// Details of what happened.
struct Details(Object);

impl Details {
    /// None yet.
    fn new() -> Self {
        Self(Object::new())
    }

    /// With a text, or `null` where there is none.
    fn with(self, name: &str, value: Option<&str>) -> Self {
        let value = value.map_or(JsValue::NULL, JsValue::from);
        // Fails only on what is no object.
        let _ = Reflect::set(&self.0, &name.into(), &value);
        self
    }

    /// With details of dimensions, by the dimension's name.
    fn with_scores(self, scores: Self) -> Self {
        let _ = Reflect::set(&self.0, &"scores".into(), &scores.0);
        self
    }

    fn of_story(view: &RoomView, story: Subject) -> Self {
        let story = story.and_then(|story| view.board.stories.get(story));
        let key = story.and_then(|story| story.key.as_deref());
        Self::new().with("story", key).with("title", story.map(|story| story.title.as_str()))
    }
}

/// Tells the page around, if there is one, what happens in a room from now on.
pub fn watch(host: Host, room: RoomStore) {
    if host.is_page() {
        return;
    }
    room.listen(Box::new(move |view, update| {
        if let Some((name, details)) = event_of(view, update) {
            host.dispatch(name, &details.0);
        }
    }));
    let (room_title, name) =
        room.peek(|view| (view.board.title.clone(), view.me().map(|me| me.shown_name())));
    let details = Details::new().with("title", Some(&room_title)).with("name", name.as_deref());
    host.dispatch("joined", &details.0);
}

/// Tells the page around that something went wrong; `code` is for programs, `message` for people.
pub fn dispatch_error(host: Host, code: &str, message: &str) {
    let details = Details::new().with("code", Some(code)).with("message", Some(message));
    host.dispatch("error", &details.0);
}

/// Tells the page around if the server does not answer because of the page's origin. Where the part for that does
/// not arrive either, the line is lost.
pub async fn report_refused_origin(host: Host) {
    let _ = look_for_refusal(host).await;
}

/// A part, because it is needed only when a first connection fails.
#[wasm_split(embedded, fallible)]
fn look_for_refusal(host: Host) -> Result<(), PartMissing> {
    spawn_local(async move {
        if origin::is_refused(host).await {
            dispatch_error(host, "origin", "the origin of this page is not in allowed-origins");
        }
    });
    Ok(())
}

/// Tells the page around of a room that was made here.
pub fn dispatch_created(host: Host, room: &str, address: &str) {
    let details = Details::new().with("room", Some(room)).with("address", Some(address));
    host.dispatch("created", &details.0);
}

fn event_of(view: &RoomView, update: &Update) -> Option<(&'static str, Details)> {
    match update {
        Update::Voted { story, participant, has_vote: true } => {
            let person = view.board.people.get(*participant).filter(|_| view.sees_voters());
            let name = person.map(|person| person.shown_name());
            Some(("voted", Details::of_story(view, *story).with("name", name.as_deref())))
        }
        Update::Change(change) => match &**change {
            Change::Revealed { story, ballots, .. } => {
                let result = Statistics::new(ballots, &view.board.deck);
                let card = result.suggestion().map(|card| card.label.as_str());
                let details = Details::of_story(view, *story).with("suggestion", card);
                let scores = view.board.dimensions.iter().fold(Details::new(), |all, one| {
                    let result = Statistics::of_dimension(ballots, one);
                    all.with(&one.name, result.suggestion().map(|card| card.label.as_str()))
                });
                Some(("revealed", details.with_scores(scores)))
            }
            Change::ScoresSaved(StoryScores { story, scores }) => {
                let all = Details::new();
                let scores =
                    scores.iter().fold(all, |all, (name, it)| all.with(name, Some(it.label())));
                Some(("scored", Details::of_story(view, Some(*story)).with_scores(scores)))
            }
            Change::EstimateSet { story, estimate, .. } => {
                let estimate = estimate.as_ref().map(|estimate| estimate.label());
                Some((
                    "estimated",
                    Details::of_story(view, Some(*story)).with("estimate", estimate),
                ))
            }
            _ => None,
        },
        _ => None,
    }
}

/// How long to wait before looking again for a story that is being added, in milliseconds.
const ADDITION_PAUSE_MS: u32 = 30;

/// Does what the page around asks for.
pub fn act(contexts: Contexts, name: &str, value: &str) {
    let acting = answer(contexts, name.to_owned(), value.to_owned());
    spawn_local(async move {
        if acting.await.is_err() {
            let message = "a part of the page did not arrive; try again";
            dispatch_error(contexts.host, "part", message);
        }
    });
}

/// A part, because only pages around an element ask for something.
#[wasm_split(embedded, fallible)]
fn answer(contexts: Contexts, name: String, value: String) -> Result<(), PartMissing> {
    let Contexts { host, i18n, active_room, .. } = contexts;
    match (name.as_str(), active_room.get()) {
        ("lang", _) if !value.is_empty() => i18n.switch(&value),
        ("link", _) => host.set_link(&value),
        ("theme", _) => host.set_attribute("data-theme", &value),
        (_, Some((commands, room))) => {
            act_in_room(Caller { host, i18n, commands }, room, &name, value);
        }
        ("reveal" | "select" | "add", None) => {
            dispatch_error(host, "outside", "nobody is in the room");
        }
        _ => {}
    }
    Ok(())
}

/// What an answer to the page around needs.
#[derive(Clone, Copy)]
struct Caller {
    host: Host,
    i18n: I18n,
    commands: Commands,
}

/// Does what concerns the room.
fn act_in_room(caller: Caller, room: RoomStore, name: &str, value: String) {
    match name {
        "name" => {
            let is_new = room.peek(|view| view.me().is_some_and(|me| me.name != value));
            if is_new && !value.is_empty() {
                caller.send(Command::Rename(value));
            }
        }
        "role" => caller.send(Command::SetRole(role_from_name(&value))),
        "reveal" => {
            let round = room.peek(|view| Some((view.board.current, view.board.round()?.number)));
            if let Some((story, round)) = round {
                caller.send(Command::Reveal { story, round });
            }
        }
        "select" => spawn_local(select(caller, room, value)),
        "add" => match decode::<Vec<StoryDraft>>(&value) {
            Ok(stories) => {
                caller.send(Command::AddStories { stories, known: Known::LeaveOut });
            }
            Err(_) => {
                dispatch_error(caller.host, "stories", "each story is an object with a title");
            }
        },
        _ => {}
    }
}

/// Selects the story with a key. What the page has just added may still be on its way.
async fn select(caller: Caller, room: RoomStore, key: String) {
    let find = || room.peek(|view| story_with_key(view, &key));
    let is_addition = |command: &Command| matches!(command, Command::AddStories { .. });
    while find().is_none() && untrack(|| caller.commands.is_pending(is_addition)) {
        TimeoutFuture::new(ADDITION_PAUSE_MS).await;
    }
    match find() {
        Some(story) => caller.send(Command::Select(Some(story))),
        None => caller.refused(Refusal::UnknownStory),
    }
}

impl Caller {
    fn send(self, command: Command) {
        self.commands.send_then(command, move |answer| {
            if let Err(refusal) = answer {
                self.refused(refusal);
            }
        });
    }

    fn refused(self, refusal: Refusal) {
        spawn_local(async move {
            let message = refusals::in_words(self.i18n, refusal).await;
            dispatch_error(self.host, "refused", &message);
        });
    }
}

fn story_with_key(view: &RoomView, key: &str) -> Option<StoryId> {
    let found = view.board.stories.iter().find(|story| story.key.as_deref() == Some(key));
    found.map(|story| story.id)
}
