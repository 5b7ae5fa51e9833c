//! One earlier story beside a result.

use std::cmp::Ordering;

use domain::references::Reference;
use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::i18n::{Text, use_i18n};
use crate::state::{full_name, use_room, use_room_ui};

/// How the story compares, what it is called, its estimate, and how large it turned out to be. A press
/// shows it here.
#[component]
pub fn ReferenceRow(
    /// The story.
    reference: Reference,
) -> impl IntoView {
    let (room, i18n, ui) = (use_room(), use_i18n(), use_room_ui());
    let Reference { story, size } = reference;
    let compared = match size {
        Ordering::Less => Text::ReferenceLower,
        Ordering::Equal => Text::ReferenceSame,
        Ordering::Greater => Text::ReferenceHigher,
    };
    let mark = move || {
        room.story(story, |story| story.is_reference).then(|| {
            view! {
                <span class="reference-mark" title=i18n.text(Text::ReferenceStory)>
                    {Icon::Star.view()}
                    <span class="visually-hidden">{i18n.text(Text::ReferenceStory)}</span>
                </span>
            }
        })
    };
    let estimate =
        move || room.story(story, |story| story.estimate.as_ref().map(|it| it.label().to_owned()));
    let actual = move || {
        let actual = room
            .story(story, |story| story.actual.as_ref().map(|actual| actual.label().to_owned()));
        actual.map(|actual| {
            let text = i18n.format(Text::ActualWas, &[("actual", &actual)]);
            view! { <span class="reference-actual">{text}</span> }
        })
    };
    view! {
        <li class="reference">
            <span class="reference-size">{i18n.text(compared)}</span>
            <span class="chip chip--ready">{estimate}</span>
            <span class="reference-name">
                <button type="button" class="link-button" on:click=move |_| ui.open_story(story)>
                    <bdi>{move || room.story(story, full_name)}</bdi>
                </button>
                {mark}
                {actual}
            </span>
        </li>
    }
}
