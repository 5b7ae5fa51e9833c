//! One story in the backlog. Reads nothing but its own story, so that a room of 2,000 stays quick;
//! what is seldom needed is made when the row is first touched.

use domain::command::Command;
use domain::ids::{StoryId, Subject};
use domain::settings::Permission;
use domain::story::{CriterionState, Story};
use leptos::prelude::*;
use leptos::reactive::computed::Selector;

use super::desk::Desk;
use super::editing::focus_soon;
use super::reads::{may, name_of, press, say};
use super::sorting::{Sorting, grip};
use crate::commands::{Commands, Toast};
use crate::i18n::{Text, Texts};
use crate::parts::icon::Icon;
use crate::parts::menu::{Menu, MenuItem};
use crate::state::{RoomState, Topic};

/// Which rows are marked; a change touches only the two rows that it concerns.
#[derive(Clone)]
pub struct Marks {
    current: Selector<Subject>,
    shown: Selector<Subject>,
}

impl Marks {
    /// The marks of one list.
    pub fn new(room: RoomState, desk: Desk) -> Self {
        Self {
            current: Selector::new(move || room.read(Topic::Table, |view| view.board.current)),
            shown: Selector::new(move || desk.shown()),
        }
    }
}

/// One story in the backlog.
#[component]
pub fn StoryRow(
    id: StoryId,
    desk: Desk,
    sorting: Sorting,
    marks: Marks,
    may_order: Memo<bool>,
) -> impl IntoView {
    let room = expect_context::<RoomState>();
    let texts = expect_context::<Texts>();
    let touched = RwSignal::new(false);
    let touch = move || {
        if touched.try_get_untracked() == Some(false) {
            touched.set(true);
        }
    };
    let Marks { current, shown } = marks;
    let is_shown = shown.clone();
    let face = move || {
        room.read(Topic::Story(id), |view| {
            view.board.stories.get(id).map(|story| face(texts, story))
        })
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        if event.alt_key() && may_order.get_untracked() {
            sorting.key(id.0, &event);
        }
    };
    view! {
        <li
            class="story-row"
            class:is-current=move || current.selected(&Some(id))
            class:is-shown=move || shown.selected(&Some(id))
            data-row=id.to_string()
            on:pointerenter=move |_| touch()
            on:focusin=move |_| touch()
            on:keydown=keys
        >
            {move || (may_order.get() && touched.get()).then(|| grip(texts, sorting, id.0))}
            <button
                type="button"
                class="story-row-open"
                aria-current=move || is_shown.selected(&Some(id)).then_some("true")
                on:click=press(move |_| desk.open(id))
            >
                {face}
            </button>
            {move || touched.get().then(|| menu(room, texts, desk, id))}
        </li>
    }
    .into_any()
}

fn face(texts: Texts, story: &Story) -> AnyView {
    let agreed = story.criteria.iter().filter(|c| c.state == CriterionState::Agreed).count();
    let unclear = story.criteria.iter().filter(|c| c.state == CriterionState::Unclear).count();
    let all = story.criteria.len();
    let criteria = (all > 0).then(|| {
        let count = [agreed.to_string(), "/".into(), all.to_string()].concat();
        let label = texts.count(Text::CriteriaCount, all);
        let open = (unclear > 0).then(|| {
            view! { <span class="story-row-unclear">{texts.count(Text::CriteriaUnclear, unclear)}</span> }
        });
        view! {
            <span class="story-row-criteria" title=label>
                {Icon::Check.view()}
                {count}
            </span>
            {open}
        }
    });
    let estimate = story.estimate.as_ref().map(|estimate| {
        view! { <span class="chip chip--ready">{estimate.label().to_owned()}</span> }
    });
    view! {
        <span class="story-row-text">
            {story.key.clone().map(|key| view! { <span class="story-key"><bdi>{key}</bdi></span> })}
            <span class="story-row-title" title=story.title.clone()>
                <bdi>{story.title.clone()}</bdi>
            </span>
            <span class="story-row-facts">{criteria}</span>
        </span>
        {estimate}
    }
    .into_any()
}

fn menu(room: RoomState, texts: Texts, desk: Desk, id: StoryId) -> AnyView {
    let commands = expect_context::<Commands>();
    let item = move |permission: Permission, label: Text, act: fn(Act)| {
        let with = Act { room, texts, commands, desk, id };
        move || {
            may(room, permission).then(|| {
                view! { <MenuItem act=move || act(with)>{say(texts, label)}</MenuItem> }
            })
        }
    };
    let label = Signal::derive(move || {
        let name = super::reads::story(room, id, name_of);
        texts.with(Text::StoryActions, &[("story", &name)])
    });
    view! {
        <Menu label button=Icon::More.view()>
            {item(Permission::Steer, Text::BringRoomHere, bring)}
            {item(Permission::Texts, Text::EditStory, edit)}
            {item(Permission::Backlog, Text::DeleteStory, delete)}
        </Menu>
    }
    .into_any()
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
    focus_soon("#story-title-field".to_owned());
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
