//! A story's texts as everybody reads them.

use domain::ids::StoryId;
use domain::settings::Permission;
use leptos::prelude::*;

use super::description::Description;
use super::story_actions::edit_story;
use super::story_key::StoryKey;
use crate::components::icon::Icon;
use crate::features::estimates::estimate_chip;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::state::{use_room, use_room_ui};

/// Key, estimate, title, labels and description, with the button that opens the form.
#[component]
pub fn StoryTexts(
    /// Which story.
    story: StoryId,
) -> impl IntoView {
    let (host, i18n) = (use_host(), use_i18n());
    let (room, ui) = (use_room(), use_room_ui());
    let is_current = Memo::new(move |_| room.is_at(story));
    let estimate = move || {
        let is_current = is_current.get();
        room.story(story, |story| estimate_chip(i18n, story, is_current))
    };
    let labels = move || {
        let (parent, labels) =
            room.story(story, |story| (story.parent.clone(), story.labels.clone()));
        let labels: Vec<String> = parent.into_iter().chain(labels).collect();
        (!labels.is_empty()).then(|| {
            let chip = |label| {
                view! {
                    <li class="chip">
                        <bdi>{label}</bdi>
                    </li>
                }
            };
            view! { <ul class="story-about">{labels.into_iter().map(chip).collect_view()}</ul> }
        })
    };
    view! {
        <header class="story-header">
            <div class="story-line">
                <StoryKey story />
                {estimate}
                <Show when=move || room.may(Permission::Texts)>
                    <button
                        type="button"
                        class="button button--quiet button--small story-edit-button"
                        on:click=move |_| edit_story(host, ui, story)
                    >
                        {Icon::Pencil.view()}
                        {i18n.text(Text::EditStory)}
                    </button>
                </Show>
            </div>
            <h2
                class="story-title"
                dir="auto"
                prop:textContent=move || room.story(story, |story| story.title.clone())
            />
            {labels}
        </header>
        <Description story />
    }
}
