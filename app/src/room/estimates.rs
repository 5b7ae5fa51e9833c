//! What a small element shows of the backlog: the name of the story that the room is at, or the agreed
//! estimates.

use domain::ids::StoryId;

use super::reads::{name_of, story};
use crate::dom::{El, View, dynamic, each, el};
use crate::i18n::Text;
use crate::page::{room, texts};
use crate::signals::Memo;
use crate::state::Topic;

/// The story that the room is at.
pub fn story_name() -> El {
    let (room, texts) = (room(), texts());
    let name = move || match room.read(Topic::Table, |view| view.board.current) {
        Some(id) => story(room, id, |story| match &story.key {
            Some(key) => [key, " ", &story.title].concat(),
            None => story.title.clone(),
        }),
        None => texts.get(Text::QuickRound),
    };
    el("h1.story-name").child(el("bdi").text_of(name))
}

/// The stories that have an estimate, with it.
pub fn estimates() -> El {
    let (room, texts) = (room(), texts());
    let ids = Memo::new(move || {
        room.read(Topic::Backlog, |view| {
            let estimated = view.board.stories.iter().filter(|story| story.estimate.is_some());
            estimated.map(|story| story.id.0).collect::<Vec<u32>>()
        })
    });
    let row = move |id| {
        let id = StoryId(id);
        let estimate = move || {
            story(room, id, |story| story.estimate.as_ref().map(|it| it.label().to_owned()))
        };
        el("li.estimate")
            .child(
                el("bdi")
                    .attr_of("title", move || story(room, id, |it| it.title.clone()))
                    .text_of(move || story(room, id, name_of)),
            )
            .child(el("span.chip.chip--ready").text_of(move || estimate().unwrap_or_default()))
    };
    let title = move || room.read(Topic::Room, |view| view.board.title.clone());
    let none = move || match ids.with(Vec::is_empty) {
        true => el("p.empty").text_of(texts.say(Text::NoEstimates)).into(),
        false => View::nothing(),
    };
    el("div.room.room--result")
        .child(el("h1.room-title").child(el("bdi").text_of(title)))
        .child(el("ol.estimates").child(each(move || ids.get(), row)))
        .child(dynamic(none))
}
