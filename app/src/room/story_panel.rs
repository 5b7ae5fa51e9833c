//! The story that is shown here: what it says, and where the room is when it is elsewhere.

use domain::ids::StoryId;
use domain::settings::Permission;
use leptos::prelude::*;

use super::criteria::Criteria;
use super::description::Description;
use super::desk::Desk;
use super::history::History;
use super::reads::{may, name_of, press, say, story};
use super::story_edit::StoryEdit;
use super::story_row::{self, Act};
use crate::commands::Commands;
use crate::i18n::{Text, Texts};
use crate::parts::icon::Icon;
use crate::state::{RoomState, Topic};

/// The story, or the quick round.
#[component]
pub fn StoryPanel(desk: Desk) -> impl IntoView {
    let room = expect_context::<RoomState>();
    let texts = expect_context::<Texts>();
    let content = move || match desk.shown() {
        Some(id) => view! { <Shown desk id/> }.into_any(),
        None => quick_round(room, texts),
    };
    view! {
        <section
            id="story"
            class="story"
            class:story--quick=move || desk.shown().is_none()
            tabindex="-1" aria-label=say(texts, Text::Story)>
            {move || desk.is_elsewhere().then(|| elsewhere(room, texts, desk))}
            {content}
        </section>
    }
    .into_any()
}

fn elsewhere(room: RoomState, texts: Texts, desk: Desk) -> AnyView {
    let commands = expect_context::<Commands>();
    let current = move || {
        let current = room.read(Topic::Table, |view| view.board.current);
        let name = current.map(|id| story(room, id, name_of));
        match name {
            Some(name) => texts.with(Text::RoomIsAt, &[("story", &name)]),
            None => texts.get(Text::RoomIsAtQuickRound),
        }
    };
    let bring = move |_| {
        if let Some(id) = desk.shown() {
            story_row::bring(Act { room, texts, commands, desk, id });
        }
    };
    view! {
        <div class="elsewhere">
            <p class="elsewhere-text">{current}</p>
            <button type="button" class="button button--small" on:click=press(move |_| desk.follow())>
                {Icon::Left.view()}
                {say(texts, Text::BackToRoom)}
            </button>
            <Show when=move || may(room, Permission::Steer)>
                <button type="button" class="button button--small" on:click=press(bring)>
                    {say(texts, Text::BringRoomHere)}
                </button>
            </Show>
        </div>
    }
    .into_any()
}

fn quick_round(room: RoomState, texts: Texts) -> AnyView {
    let hint = move || {
        let none = room.read(Topic::Backlog, |view| view.board.stories.is_empty());
        texts.get(if none { Text::QuickRoundHint } else { Text::QuickRoundHintStories })
    };
    view! {
        <header class="story-header">
            <h2 class="story-title">{say(texts, Text::QuickRound)}</h2>
        </header>
        <p class="story-hint">{hint}</p>
        <History subject=None/>
    }
    .into_any()
}

#[component]
fn Shown(desk: Desk, id: StoryId) -> impl IntoView {
    let texts = expect_context::<Texts>();
    let is_editing = Memo::new(move |_| desk.editing.get() == Some(id));
    let words = move || match is_editing.get() {
        true => view! { <StoryEdit desk id/> }.into_any(),
        false => words(texts, desk, id),
    };
    view! {
        {words}
        <Criteria desk id/>
        <History subject=Some(id)/>
    }
    .into_any()
}

fn words(texts: Texts, desk: Desk, id: StoryId) -> AnyView {
    let room = expect_context::<RoomState>();
    let commands = expect_context::<Commands>();
    let title = move || story(room, id, |story| story.title.clone());
    let key = move || {
        let (key, link) = story(room, id, |story| (story.key.clone(), story.link.clone()));
        match (key, link) {
            (None, None) => ().into_any(),
            (Some(key), None) => {
                view! { <span class="story-key"><bdi>{key}</bdi></span> }.into_any()
            }
            (key, Some(link)) => {
                let text = key.unwrap_or_else(|| texts.get(Text::OpenInTracker));
                view! {
                    <a class="story-key" href=link target="_blank" rel="noopener noreferrer">
                        <bdi>{text}</bdi>
                        {Icon::Outside.view()}
                        <span class="visually-hidden">{say(texts, Text::OpensNewTab)}</span>
                    </a>
                }
                .into_any()
            }
        }
    };
    let about = move || {
        let (parent, labels) =
            story(room, id, |story| (story.parent.clone(), story.labels.clone()));
        let chips = parent.into_iter().chain(labels);
        let chips: Vec<_> =
            chips.map(|text| view! { <li class="chip"><bdi>{text}</bdi></li> }).collect();
        (!chips.is_empty()).then(|| view! { <ul class="story-about">{chips}</ul> })
    };
    let estimate = move || {
        story(room, id, |story| story.estimate.clone()).map(|estimate| {
            view! {
                <span class="chip chip--ready">
                    {say(texts, Text::Estimate)} " " <strong>{estimate.label().to_owned()}</strong>
                </span>
            }
        })
    };
    let edit = move |_| story_row::edit(Act { room, texts, commands, desk, id });
    view! {
        <header class="story-header">
            <div class="story-line">
                {key} {estimate}
                <Show when=move || may(room, Permission::Texts)>
                    <button type="button" class="button button--quiet button--small story-edit-button" on:click=press(edit)>
                        {Icon::Pencil.view()}
                        {say(texts, Text::EditStory)}
                    </button>
                </Show>
            </div>
            <h2 class="story-title" dir="auto">{title}</h2>
            {about}
        </header>
        <Description id/>
    }
    .into_any()
}
