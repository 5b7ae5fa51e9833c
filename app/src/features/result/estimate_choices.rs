//! The estimates beside the suggested one: any other card, a value typed by hand, or none (rule 25).

use domain::ids::StoryId;
use domain::settings::Permission;
use domain::statistics::Statistics;
use leptos::prelude::*;

use super::estimate_by_hand::load_estimate_by_hand;
use super::save_estimate::save_estimate;
use crate::components::lazy_part::LazyPart;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{Topic, use_room};

/// The estimates that can be saved for the room's story, if there is one and this person may save them.
#[component]
pub fn EstimateChoices(
    /// The result of the round, which tells which cards were played.
    result: Memo<Option<Statistics>>,
) -> impl IntoView {
    let room = use_room();
    let story = Memo::new(move |_| {
        let current = room.read(Topic::Table, |view| view.board.current);
        current.filter(|_| room.may(Permission::Steer))
    });
    move || story.get().map(|story| view! { <Choices story result /> })
}

#[component]
fn Choices(story: StoryId, result: Memo<Option<Statistics>>) -> impl IntoView {
    let (room, i18n, commands) = (use_room(), use_i18n(), use_commands());
    let saved = Memo::new(move |_| {
        room.story(story, |story| Some(story.estimate.as_ref()?.label().to_owned()))
    });
    let labels = Memo::new(move |_| {
        room.read(Topic::Room, |view| {
            view.board.deck.sizes().map(|card| card.label.clone()).collect::<Vec<_>>()
        })
    });
    let choice = move |label: String| {
        let (saved_label, played_label, shown_label) =
            (label.clone(), label.clone(), label.clone());
        let is_saved = move || saved.with(|saved| saved.as_ref() == Some(&saved_label));
        let is_played = move || result.with(|result| was_played(result.as_ref(), &played_label));
        let on_click = move |_| save_estimate(room, commands, story, Some(label.clone()));
        view! {
            <button
                type="button"
                class="choice"
                class:is-played=is_played
                aria-pressed=move || is_saved().to_string()
                on:click=on_click
            >
                {shown_label}
            </button>
        }
    };
    view! {
        <div class="choices" role="group" aria-label=i18n.text(Text::OtherEstimate)>
            <span class="choices-label">{i18n.text(Text::OtherEstimate)}</span>
            {move || labels.get().into_iter().map(choice).collect_view()}
            <LazyPart load=move || load_estimate_by_hand(story) />
            <Show when=move || saved.with(Option::is_some)>
                <button
                    type="button"
                    class="button button--quiet button--small"
                    on:click=move |_| save_estimate(room, commands, story, None)
                >
                    {i18n.text(Text::ClearEstimate)}
                </button>
            </Show>
        </div>
    }
}

/// Whether a card, of those that are not special, was played.
fn was_played(result: Option<&Statistics>, label: &str) -> bool {
    result.is_some_and(|result| result.sizes.iter().any(|count| count.card.label == label))
}
