//! What is saved for the dimensions of a story, and the fields in which that is typed by hand.

use domain::dimension;
use domain::ids::StoryId;
use domain::settings::Permission;
use leptos::prelude::*;

use super::save_score::{save_score, saved_label};
use super::score_field::ScoreField;
use crate::components::icon::Icon;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{RoomStore, Topic, use_room};

/// Whether there may be something to show, or to enter. Not while votes on the story are hidden: what is saved
/// would anchor them (rule 38).
fn has_scores(room: RoomStore, story: StoryId) -> bool {
    let is_current = room.is_at(story);
    let has_dimensions = room.read(Topic::Room, |view| !view.board.dimensions.is_empty());
    room.story(story, |story| {
        (has_dimensions || !story.scores.is_empty()) && !story.hides_estimate(is_current)
    })
}

/// What is saved, for those who may see or enter something.
#[component]
pub fn StoryScores(
    /// Of which story.
    story: StoryId,
) -> impl IntoView {
    let room = use_room();
    let has_scores = Memo::new(move |_| has_scores(room, story));
    // When a round begins, what is below may be asked once more for what is gone by then.
    move || has_scores.try_get().unwrap_or_default().then(|| view! { <Scores story /> })
}

#[component]
fn Scores(story: StoryId) -> impl IntoView {
    let (room, i18n) = (use_room(), use_i18n());
    let names = Memo::new(move |_| names(room, story));
    let may_enter = Memo::new(move |_| room.may(Permission::Steer));
    let is_open = RwSignal::new(false);
    let is_entering = Memo::new(move |_| {
        let may_enter = may_enter.try_get().unwrap_or_default();
        may_enter && is_open.try_get().unwrap_or_default()
    });
    let score = move |name| view! { <StoryScore story name is_entering /> };
    let scores = move || names.try_get().unwrap_or_default().into_iter().map(score).collect_view();
    let toggle = move || {
        may_enter.try_get().unwrap_or_default().then(|| {
            view! {
                <button
                    type="button"
                    class="button button--quiet button--small"
                    aria-expanded=move || is_open.try_get().unwrap_or_default().to_string()
                    on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
                >
                    {Icon::Pencil.view()}
                    {i18n.text(Text::EnterScores)}
                </button>
            }
        })
    };
    view! {
        <div class="story-scores" role="group" aria-label=i18n.text(Text::Dimensions)>
            <ul class="story-scores-list">{scores}</ul>
            {toggle}
        </div>
    }
}

#[component]
fn StoryScore(story: StoryId, name: String, is_entering: Memo<bool>) -> impl IntoView {
    let (room, i18n, commands) = (use_room(), use_i18n(), use_commands());
    let (shown, known, cleared) = (name.clone(), name.clone(), name.clone());
    let saved = Memo::new(move |_| saved_label(room, story, &name));
    let field = move || {
        let is_known = room
            .read(Topic::Room, |view| dimension::named(&view.board.dimensions, &known).is_some());
        let dimension = known.clone();
        let is_entering = is_entering.try_get().unwrap_or_default();
        (is_known && is_entering).then(|| view! { <ScoreField story dimension /> })
    };
    let clear = move || {
        let name = cleared.clone();
        let said = i18n.format(Text::ClearScore, &[("name", &name)]);
        let is_saved = saved.try_with(Option::is_some).unwrap_or_default();
        (is_saved && is_entering.try_get().unwrap_or_default()).then(|| {
            view! {
                <button
                    type="button"
                    class="button button--quiet button--small"
                    aria-label=said
                    on:click=move |_| save_score(room, commands, story, name.clone(), String::new())
                >
                    {i18n.text(Text::ClearEstimate)}
                </button>
            }
        })
    };
    view! {
        <li class="story-score">
            <span class="chip">
                <bdi>{shown}</bdi>
                " "
                <strong>
                    {move || saved.try_get().flatten().unwrap_or_else(|| "–".to_owned())}
                </strong>
            </span>
            {field}
            {clear}
        </li>
    }
}

/// The names of the room's dimensions, and of others for which the story has something.
fn names(room: RoomStore, story: StoryId) -> Vec<String> {
    let mut names: Vec<String> = room.read(Topic::Room, |view| {
        view.board.dimensions.iter().map(|one| one.name.clone()).collect()
    });
    room.story(story, |story| {
        for name in story.scores.names() {
            if !names.iter().any(|other| other == name) {
                names.push(name.to_owned());
            }
        }
    });
    names
}
