//! A list of stories, each to be chosen, and a box that chooses all.

use domain::ids::StoryId;
use leptos::prelude::*;

use super::story_choice::StoryChoice;
use crate::i18n::{Text, use_i18n};
use crate::state::{full_name, use_room};

/// The list.
#[component]
pub fn StoryChoices(
    /// What is chosen.
    choice: StoryChoice,
) -> impl IntoView {
    let (i18n, room) = (use_i18n(), use_room());
    let row = move |story: StoryId| {
        view! {
            <li>
                <label class="story-choice">
                    <input
                        type="checkbox"
                        prop:checked=move || choice.has(story)
                        on:change=move |_| choice.toggle(story)
                    />
                    <bdi>{move || room.story(story, full_name)}</bdi>
                </label>
            </li>
        }
    };
    view! {
        <label class="story-choice">
            <input
                type="checkbox"
                prop:checked=move || choice.is_all()
                on:change=move |_| choice.toggle_all()
            />
            {i18n.text(Text::AheadAll)}
        </label>
        <ul class="story-choices">
            <For each=move || choice.all.get() key=|story| *story children=row />
        </ul>
    }
}
