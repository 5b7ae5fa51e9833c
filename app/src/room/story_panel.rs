//! The story that is shown here: what it says, and where the room is when it is elsewhere.

use domain::ids::StoryId;
use domain::settings::Permission;

use super::criteria::criteria;
use super::description::description;
use super::desk::Desk;
use super::history::history;
use super::reads::{may, name_of, story};
use super::story_edit::story_edit;
use super::story_row::{self, Act};
use crate::dom::{El, View, button, dynamic, el, when};
use crate::i18n::{Text, Texts};
use crate::page::{commands, room, texts};
use crate::parts::icon::Icon;
use crate::signals::Memo;
use crate::state::{RoomState, Topic};

/// The story, or the quick round.
pub fn story_panel(desk: Desk) -> El {
    let room = room();
    let texts = texts();
    let content = move || match desk.shown() {
        Some(id) => shown(desk, id),
        None => quick_round(room, texts),
    };
    el("section")
        .attr("id", "story")
        .class("story")
        .class_if("story--quick", move || desk.shown().is_none())
        .attr("tabindex", "-1")
        .attr_of("aria-label", texts.say(Text::Story))
        .child(when(move || desk.is_elsewhere(), move || elsewhere(room, texts, desk)))
        .child(dynamic(content))
}

fn elsewhere(room: RoomState, texts: Texts, desk: Desk) -> El {
    let commands = commands();
    let current = move || {
        let current = room.read(Topic::Table, |view| view.board.current);
        let name = current.map(|id| story(room, id, name_of));
        match name {
            Some(name) => texts.with(Text::RoomIsAt, &[("story", &name)]),
            None => texts.get(Text::RoomIsAtQuickRound),
        }
    };
    let back = button("button button--small")
        .on_click(move |_| desk.follow())
        .child(Icon::Left.view())
        .text_of(texts.say(Text::BackToRoom));
    let bring = move |_| {
        if let Some(id) = desk.shown() {
            story_row::bring(Act { room, texts, commands, desk, id });
        }
    };
    let bring = move || {
        button("button button--small").on_click(bring).text_of(texts.say(Text::BringRoomHere))
    };
    el("div.elsewhere")
        .child(el("p.elsewhere-text").text_of(current))
        .child(back)
        .child(when(move || may(room, Permission::Steer), bring))
}

fn quick_round(room: RoomState, texts: Texts) -> View {
    let hint = move || {
        let none = room.read(Topic::Backlog, |view| view.board.stories.is_empty());
        texts.get(if none { Text::QuickRoundHint } else { Text::QuickRoundHintStories })
    };
    let title = el("h2.story-title").text_of(texts.say(Text::QuickRound));
    View::of([
        el("header.story-header").child(title).into(),
        el("p.story-hint").text_of(hint).into(),
        history(None),
    ])
}

fn shown(desk: Desk, id: StoryId) -> View {
    let is_editing = Memo::new(move || desk.editing.get() == Some(id));
    let words = move || match is_editing.get() {
        true => story_edit(desk, id).into(),
        false => words(desk, id),
    };
    View::of([dynamic(words), criteria(desk, id).into(), history(Some(id))])
}

fn words(desk: Desk, id: StoryId) -> View {
    let room = room();
    let texts = texts();
    let commands = commands();
    let edit = move |_| story_row::edit(Act { room, texts, commands, desk, id });
    let edit = move || {
        button("button button--quiet button--small story-edit-button")
            .on_click(edit)
            .child(Icon::Pencil.view())
            .text_of(texts.say(Text::EditStory))
    };
    let line = el("div.story-line")
        .child(key(room, texts, id))
        .child(dynamic(move || estimate(room, texts, id)))
        .child(when(move || may(room, Permission::Texts), edit));
    let title = el("h2.story-title")
        .attr("dir", "auto")
        .text_of(move || story(room, id, |story| story.title.clone()));
    let header =
        el("header.story-header").child(line).child(title).child(dynamic(move || about(room, id)));
    View::of([header.into(), description(id)])
}

/// The key, as a link into the tracker where there is one.
fn key(room: RoomState, texts: Texts, id: StoryId) -> View {
    let key = move || story(room, id, |story| story.key.clone());
    let address = move || story(room, id, |story| story.link.clone());
    let name = move || key().unwrap_or_else(|| texts.get(Text::OpenInTracker));
    let link = move || {
        let opens = el("span.visually-hidden").text_of(texts.say(Text::OpensNewTab));
        el("a.story-key")
            .attr_of("href", move || address().unwrap_or_default())
            .attr("target", "_blank")
            .attr("rel", "noopener noreferrer")
            .child(el("bdi").text_of(name))
            .child(Icon::Outside.view())
            .child(opens)
    };
    let plain = move || el("span.story-key").child(el("bdi").text_of(name));
    View::of([
        when(move || address().is_none() && key().is_some(), plain),
        when(move || address().is_some(), link),
    ])
}

fn estimate(room: RoomState, texts: Texts, id: StoryId) -> Option<El> {
    let estimate = story(room, id, |story| story.estimate.clone())?;
    let chip = el("span.chip.chip--ready")
        .text_of(texts.say(Text::Estimate))
        .text(" ")
        .child(el("strong").text(estimate.label()));
    Some(chip)
}

/// What it belongs to and how it is labelled.
fn about(room: RoomState, id: StoryId) -> Option<El> {
    let (parent, labels) = story(room, id, |story| (story.parent.clone(), story.labels.clone()));
    let chip = |text: String| el("li.chip").child(el("bdi").text(&text)).into();
    let mut chips = parent.into_iter().chain(labels).map(chip).peekable();
    chips.peek()?;
    Some(el("ul.story-about").child(View::of(chips)))
}
