//! Revealed stories on which people do not agree, and the way to talk about each.

use domain::ahead::Review;
use domain::ids::StoryId;
use domain::round::Round;
use domain::settings::Permission;
use domain::statistics::Statistics;
use leptos::prelude::*;

use crate::features::story::story_actions::bring_room;
use crate::i18n::{I18n, Text, phrases, use_i18n};
use crate::session::use_commands;
use crate::state::{RoomStore, full_name, short_name, use_room, use_room_ui};

/// The stories with the cards that were played, those that are furthest apart first.
#[component]
pub fn ReviewDisputed(
    /// What is voted on ahead.
    review: Memo<Review>,
) -> impl IntoView {
    let (room, i18n) = (use_room(), use_i18n());
    let (commands, ui) = (use_commands(), use_room_ui());
    let discuss = move |story| {
        bring_room(commands, ui, story);
        ui.dialog.set(None);
    };
    let row = move |story: StoryId| {
        let label = move || {
            let name = room.story(story, short_name);
            i18n.format(Text::DiscussStory, &[("story", &name)])
        };
        view! {
            <li class="ahead-row">
                <span class="ahead-name">
                    <bdi>{move || room.story(story, full_name)}</bdi>
                </span>
                <span class="ahead-spread">{move || played(i18n, room, story)}</span>
                <Show when=move || room.may(Permission::Steer)>
                    <button
                        type="button"
                        class="button button--small"
                        aria-label=label
                        on:click=move |_| discuss(story)
                    >
                        {i18n.text(Text::Discuss)}
                    </button>
                </Show>
            </li>
        }
    };
    view! {
        <section class="ahead-section" aria-label=i18n.text(Text::AheadDisputed)>
            <h3 class="settings-heading">{i18n.text(Text::AheadDisputed)}</h3>
            <ol class="ahead-list">
                <For
                    each=move || review.with(|review| review.disputed.clone())
                    key=|story| *story
                    children=row
                />
            </ol>
        </section>
    }
}

/// The cards that were played, each with how often: "3 × 2, 8".
fn played(i18n: I18n, room: RoomStore, story: StoryId) -> String {
    room.track(crate::state::Topic::Table);
    let ballots = room.story(story, |story| {
        let ballots = story.rounds.current.as_ref().and_then(Round::ballots);
        ballots.unwrap_or_default().to_vec()
    });
    let result = room.peek(|view| Statistics::new(&ballots, &view.board.deck));
    let count = |count: &domain::statistics::Count| match count.votes {
        1 => count.card.label.clone(),
        votes => format!("{} × {}", i18n.number(votes as f64), count.card.label),
    };
    let counts = result.counts().map(count);
    phrases::sequence(i18n, &counts.collect::<Vec<_>>())
}
