//! The backlog: the stories in order, and what makes more of them. Rows see to themselves; this list
//! only knows which there are.

use domain::command::Command;
use domain::ids::StoryId;
use domain::settings::Permission;

use super::add_story::add_story;
use super::desk::Desk;
use super::reads::may;
use super::sorting::sorting;
use super::story_row::{Mark, mark, story_row};
use crate::dom::{El, View, button, dynamic, each, el, when};
use crate::i18n::{Text, Texts};
use crate::page::{commands, room, texts};
use crate::parts::icon::Icon;
use crate::signals::{Memo, Var};
use crate::state::{RoomState, Topic};

/// The list of stories with its heading.
pub fn backlog(desk: Desk) -> View {
    let (commands, room, texts) = (commands(), room(), texts());
    let open_only = Var::new(false);
    let ids = Memo::new(move || {
        let open_only = open_only.get();
        room.read(Topic::Backlog, |view| {
            let stories = view.board.stories.iter();
            let wanted = stories.filter(|story| !open_only || story.estimate.is_none());
            wanted.map(|story| story.id.0).collect::<Vec<u32>>()
        })
    });
    // Stories are moved among those that are shown.
    let sorting = sorting(desk, ids, ".backlog-list", move |story, after| {
        let (story, after) = (StoryId(story), after.map(StoryId));
        commands.send(Command::MoveStory { story, after });
    });
    let may_order = Memo::new(move || may(room, Permission::Backlog));
    let row = move |id| story_row(StoryId(id), desk, sorting, may_order);
    let list = el("ol.backlog-list")
        .attr("data-scroll", "")
        .attr_of("aria-label", texts.say(Text::Backlog))
        .child(each(move || ids.get(), row));
    mark(&list, Mark::Current, move || room.read(Topic::Table, |view| view.board.current));
    mark(&list, Mark::Shown, move || desk.shown());
    let empty = move || {
        let is_empty = ids.with(Vec::is_empty);
        is_empty.then(|| empty(texts, desk, open_only.get(), may_order.get()))
    };
    View::of([
        heading(room, texts, open_only).into(),
        when(move || may_order.get(), move || add_story(desk)),
        list.into(),
        dynamic(empty),
    ])
}

fn heading(room: RoomState, texts: Texts, open_only: Var<bool>) -> El {
    let counts = move || {
        let (estimated, all) =
            room.read(Topic::Backlog, |view| (view.board.estimated(), view.board.stories.len()));
        let (estimated, all) = (texts.number(estimated as f64), texts.number(all as f64));
        texts.with(Text::BacklogEstimated, &[("estimated", &estimated), ("all", &all)])
    };
    let any = move || room.read(Topic::Backlog, |view| !view.board.stories.is_empty());
    let tools = move || {
        let toggle = button("toggle")
            .aria("aria-pressed", move || open_only.get())
            .on_click(move |_| open_only.update(|only| *only = !*only))
            .text_of(texts.say(Text::BacklogOpenOnly));
        View::of([el("p.backlog-count").text_of(counts).into(), toggle.into()])
    };
    el("header.backlog-header")
        .child(el("h2.panel-title").text_of(texts.say(Text::Backlog)))
        .child(when(any, tools))
}

fn empty(texts: Texts, desk: Desk, filtered: bool, may_order: bool) -> El {
    let text = match (filtered, may_order) {
        (true, _) => Text::BacklogAllEstimated,
        (false, true) => Text::BacklogEmpty,
        (false, false) => Text::BacklogEmptyWait,
    };
    let import = (may_order && !filtered).then(|| {
        button("button")
            .on_click(move |_| desk.import.set(true))
            .child(Icon::Upload.view())
            .text_of(texts.say(Text::BacklogImport))
    });
    el("div.empty").child(el("p").text_of(texts.say(text))).child(import)
}
