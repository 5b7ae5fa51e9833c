//! What the page around an element hears of its room, and what it may ask of it. Tells what everybody
//! in the room may know, and of votes only that they were cast.

use domain::change::Change;
use domain::command::Command;
use domain::draft::StoryDraft;
use domain::ids::{StoryId, Subject};
use domain::known::Known;
use domain::refusal::Refusal;
use domain::statistics::Statistics;
use domain::view::{RoomView, Update};
use js_sys::{Object, Reflect};
use leptos::prelude::untrack;
use wasm_bindgen::JsValue;

use crate::commands::Commands;
use crate::host::{Host, role};
use crate::sentences;
use crate::state::RoomState;

/// Details of what happened.
pub struct Details(Object);

impl Details {
    /// None yet.
    pub fn new() -> Self {
        Self(Object::new())
    }

    /// With a text, or `null` where there is none.
    pub fn with(self, name: &str, value: Option<&str>) -> Self {
        let value = value.map_or(JsValue::NULL, JsValue::from);
        // Fails only on what is no object.
        let _ = Reflect::set(&self.0, &name.into(), &value);
        self
    }

    fn of_story(view: &RoomView, story: Subject) -> Self {
        let story = story.and_then(|story| view.board.stories.get(story));
        let key = story.and_then(|story| story.key.as_deref());
        Self::new().with("story", key).with("title", story.map(|story| story.title.as_str()))
    }
}

/// Tells the page around, if there is one, what happens in a room from now on.
pub fn watch(host: Host, room: RoomState) {
    if host.is_page() {
        return;
    }
    room.listen(Box::new(move |view, update| {
        if let Some((name, details)) = happened(view, update) {
            host.tell(name, &details.0);
        }
    }));
    let (room_title, name) =
        room.peek(|view| (view.board.title.clone(), view.me().map(|me| me.shown_name())));
    let details = Details::new().with("title", Some(&room_title)).with("name", name.as_deref());
    host.tell("joined", &details.0);
}

/// Tells the page around that something went wrong; `code` is for programs, `message` for people.
pub fn tell_error(host: Host, code: &str, message: &str) {
    let details = Details::new().with("code", Some(code)).with("message", Some(message));
    host.tell("error", &details.0);
}

/// Tells the page around of a room that was made here.
pub fn tell_created(host: Host, room: &str, address: &str) {
    let details = Details::new().with("room", Some(room)).with("address", Some(address));
    host.tell("created", &details.0);
}

fn happened(view: &RoomView, update: &Update) -> Option<(&'static str, Details)> {
    match update {
        Update::Voted { story, participant, has_vote: true } => {
            let name = view.board.people.get(*participant).map(|person| person.shown_name());
            Some(("voted", Details::of_story(view, *story).with("name", name.as_deref())))
        }
        Update::Change(change) => match &**change {
            Change::Revealed { story, ballots, .. } => {
                let result = Statistics::new(ballots, &view.board.deck);
                let card = result.suggestion().map(|card| card.label.as_str());
                Some(("revealed", Details::of_story(view, *story).with("suggestion", card)))
            }
            Change::EstimateSet { story, estimate } => {
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

/// Does what the page around wishes. `room` is `None` while nobody is in one.
pub fn act(commands: Commands, room: Option<RoomState>, name: &str, value: &str) {
    let host = commands.host();
    match (name, room) {
        ("lang", _) if !value.is_empty() => commands.texts().switch(value),
        ("theme", _) => host.set_attribute("data-theme", value),
        ("name", Some(room)) => {
            let is_new = room.peek(|view| view.me().is_some_and(|me| me.name != value));
            if is_new && !value.is_empty() {
                send(commands, Command::Rename(value.to_owned()));
            }
        }
        ("role", Some(_)) => send(commands, Command::SetRole(role(value))),
        ("reveal", Some(room)) => {
            let round = room.peek(|view| Some((view.board.current, view.board.round()?.number)));
            if let Some((story, round)) = round {
                send(commands, Command::Reveal { story, round });
            }
        }
        ("select", Some(room)) => match room.peek(|view| story_of(view, value)) {
            Some(story) => send(commands, Command::Select(Some(story))),
            None => refused(commands, &Refusal::UnknownStory),
        },
        ("add", Some(_)) => match crate::net::json::read::<Vec<StoryDraft>>(value) {
            Some(stories) => {
                send(commands, Command::AddStories { stories, known: Known::LeaveOut })
            }
            None => tell_error(host, "stories", "each story is an object with a title"),
        },
        ("reveal" | "select" | "add", None) => tell_error(host, "outside", "nobody is in the room"),
        _ => {}
    }
}

fn story_of(view: &RoomView, key: &str) -> Option<StoryId> {
    let found = view.board.stories.iter().find(|story| story.key.as_deref() == Some(key));
    found.map(|story| story.id)
}

fn send(commands: Commands, command: Command) {
    commands.send_then(command, move |answer| {
        if let Err(refusal) = answer {
            refused(commands, &refusal);
        }
    });
}

fn refused(commands: Commands, refusal: &Refusal) {
    let message = untrack(|| sentences::refusal(commands.texts(), refusal));
    tell_error(commands.host(), "refused", &message);
}
