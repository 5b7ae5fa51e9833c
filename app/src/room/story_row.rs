//! One story in the backlog. Reads nothing but its own story, so that a room of 2,000 stays quick;
//! what is seldom needed is made when the row is first touched.

use domain::command::Command;
use domain::ids::{StoryId, Subject};
use domain::settings::Permission;
use domain::story::{CriterionState, Story};
use web_sys::{Element, Event, KeyboardEvent};

use super::desk::Desk;
use super::reads::{self, may, name_of};
use super::sorting::{Sorting, grip};
use crate::commands::{Commands, Toast};
use crate::dom::{El, View, button, dynamic, effect, el, when};
use crate::i18n::{Text, Texts};
use crate::page::{commands, room, texts};
use crate::parts::icon::Icon;
use crate::parts::menu::{item, menu};
use crate::signals::{Memo, Var};
use crate::state::{RoomState, Topic};

/// What a row is marked for.
#[derive(Clone, Copy)]
pub enum Mark {
    /// The room is at its story.
    Current,
    /// Its story is shown here.
    Shown,
}

impl Mark {
    fn set(self, row: &Element, on: bool) {
        match self {
            Self::Current => drop(row.class_list().toggle_with_force("is-current", on)),
            Self::Shown => {
                let _ = row.class_list().toggle_with_force("is-shown", on);
                if let Ok(Some(open)) = row.query_selector(".story-row-open") {
                    let _ = open.set_attribute("aria-current", if on { "true" } else { "false" });
                }
            }
        }
    }
}

/// Marks the row of one story in a list. A change touches only the two rows that it concerns.
pub fn mark(list: &El, mark: Mark, story: impl Fn() -> Subject + 'static) {
    let list = list.html();
    let mut marked = None;
    effect(move || {
        let now = story();
        for (story, on) in [(marked, false), (now, true)] {
            let row = |id: StoryId| ["[data-row='", &id.0.to_string(), "']"].concat();
            let row = story.and_then(|id| list.query_selector(&row(id)).ok().flatten());
            row.inspect(|row| mark.set(row, on));
        }
        marked = now;
    });
}

/// One story in the backlog.
pub fn story_row(id: StoryId, desk: Desk, sorting: Sorting, may_order: Memo<bool>) -> El {
    let room = room();
    let texts = texts();
    let touched = Var::new(false);
    let touch = move |_: Event| {
        if touched.try_get_untracked() == Some(false) {
            touched.set(true);
        }
    };
    let face = move || {
        room.read(Topic::Story(id), |view| {
            view.board.stories.get(id).map(|story| face(texts, story))
        })
    };
    let keys = move |event: KeyboardEvent| {
        if event.alt_key() && may_order.get_untracked() {
            sorting.key(id.0, &event);
        }
    };
    let open = button("story-row-open").on_click(move |_| desk.open(id)).child(dynamic(face));
    let can_move = move || may_order.get() && touched.get();
    let row = el("li.story-row")
        .attr("data-row", &id.0.to_string())
        .on("pointerenter", touch)
        .on("focusin", touch)
        .on("keydown", keys)
        .child(when(can_move, move || grip(texts, sorting, id.0)))
        .child(open)
        .child(when(move || touched.get(), move || actions(room, texts, desk, id)));
    Mark::Current.set(&row.html(), room.peek(|view| view.board.current == Some(id)));
    Mark::Shown.set(&row.html(), desk.shown() == Some(id));
    row
}

fn face(texts: Texts, story: &Story) -> View {
    let key = story.key.as_deref();
    let key = key.map(|key| el("span.story-key").child(el("bdi").text(key)));
    let title =
        el("span.story-row-title").attr("title", &story.title).child(el("bdi").text(&story.title));
    let facts = el("span.story-row-facts").child(criteria(texts, story));
    let words = el("span.story-row-text").child(key).child(title).child(facts);
    let estimate = story.estimate.as_ref();
    let estimate = estimate.map(|it| el("span.chip.chip--ready").text(it.label()));
    View::of([words.into(), estimate.into()])
}

/// How many criteria there are and what became of them; nothing where there are none.
fn criteria(texts: Texts, story: &Story) -> Option<View> {
    let count = |state| story.criteria.iter().filter(|it| it.state == state).count();
    let (agreed, unclear) = (count(CriterionState::Agreed), count(CriterionState::Unclear));
    let all = story.criteria.len();
    if all == 0 {
        return None;
    }
    let counts = el("span.story-row-criteria")
        .attr("title", &texts.count(Text::CriteriaCount, all))
        .child(Icon::Check.view())
        .text(&[&agreed.to_string(), "/", &all.to_string()].concat());
    let open = (unclear > 0)
        .then(|| el("span.story-row-unclear").text(&texts.count(Text::CriteriaUnclear, unclear)));
    Some(View::of([counts.into(), open.into()]))
}

fn actions(room: RoomState, texts: Texts, desk: Desk, id: StoryId) -> El {
    let with = Act { room, texts, commands: commands(), desk, id };
    let choice = move |permission: Permission, label: Text, act: fn(Act)| {
        when(
            move || may(room, permission),
            move || item(move |_| act(with)).text_of(texts.say(label)),
        )
    };
    let choices = move || {
        View::of([
            choice(Permission::Steer, Text::BringRoomHere, bring),
            choice(Permission::Texts, Text::EditStory, edit),
            choice(Permission::Backlog, Text::DeleteStory, delete),
        ])
    };
    let label = move || {
        let name = reads::story(room, id, name_of);
        texts.with(Text::StoryActions, &[("story", &name)])
    };
    menu(label, Icon::More, choices)
}

/// What an action on a story works with.
#[derive(Clone, Copy)]
pub struct Act {
    /// The room.
    pub room: RoomState,
    /// The texts.
    pub texts: Texts,
    /// The commands.
    pub commands: Commands,
    /// What is shown here.
    pub desk: Desk,
    /// The story.
    pub id: StoryId,
}

/// Moves the room to the story.
pub fn bring(act: Act) {
    act.commands.send(Command::Select(Some(act.id)));
    act.desk.follow();
}

/// Opens the story's texts for editing.
pub fn edit(act: Act) {
    act.desk.open(act.id);
    act.desk.stay(act.id);
    act.desk.editing.set(Some(act.id));
    act.desk.focus_soon("#story-title-field".to_owned());
}

/// Takes the story out of the backlog; the toast brings it back.
pub fn delete(act: Act) {
    let Act { room, texts, commands, id, .. } = act;
    let name = room.peek(|view| view.board.stories.get(id).map(name_of)).unwrap_or_default();
    commands.send_then(Command::RemoveStories(vec![id]), move |answer| match answer {
        Ok(()) => commands.notify(Toast {
            text: texts.with(Text::DoneStoryDeleted, &[("story", &name)]),
            undo: Some(Command::RestoreStories(vec![id])),
            ..Toast::default()
        }),
        Err(refusal) => commands.notify_refusal(&refusal),
    });
}
