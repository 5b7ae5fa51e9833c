//! A story's acceptance criteria: how far the team is with them, and one more. Each sees to itself.

use domain::command::Command;
use domain::ids::{CriterionId, StoryId};
use domain::limits;
use domain::refusal::Field;
use domain::settings::Permission;
use domain::story::CriterionState;
use leptos::prelude::*;

use super::criterion::CriterionRow;
use super::desk::Desk;
use super::editing::{focus_soon, is_enter};
use super::reads::{may, press, say, story};
use super::sorting::{self, Sorting};
use crate::commands::Commands;
use crate::i18n::{Text, Texts};
use crate::parts::icon::Icon;
use crate::parts::limit::LimitedField;
use crate::sentences;
use crate::state::RoomState;

/// The criteria of a story.
#[component]
pub fn Criteria(desk: Desk, id: StoryId) -> impl IntoView {
    let room = expect_context::<RoomState>();
    let texts = expect_context::<Texts>();
    let commands = expect_context::<Commands>();
    let ids = Memo::new(move |_| story(room, id, |story| story.criteria.keys().to_vec()));
    let may_edit = Memo::new(move |_| may(room, Permission::Texts));
    let open = RwSignal::new(false);
    let sorting = Sorting::new(move |(row, place)| {
        let keys = ids.get_untracked();
        let criterion = CriterionId(row);
        if let Some(after) = sorting::after(&keys, criterion, place, CriterionId) {
            commands.send(Command::MoveCriterion { story: id, criterion, after });
            let place = after.and_then(|after| keys.iter().position(|key| *key == after));
            desk.say(texts.count(Text::SaidMoved, place.map_or(1, |p| p + 2).min(keys.len())));
        }
    });
    Effect::new(move || {
        ids.track();
        if let Some(row) = sorting.take_moved() {
            focus_soon([".criteria [data-row='", &row.to_string(), "'] .grip"].concat());
        }
    });
    let is_empty = move || ids.with(Vec::is_empty);
    view! {
        <section class="criteria" class:is-open=move || open.get()>
            <h3 class="criteria-heading">
                <button
                    type="button"
                    class="criteria-toggle"
                    aria-expanded=move || open.get().to_string()
                    on:click=press(move |_| open.update(|open| *open = !*open))
                >
                    {say(texts, Text::Criteria)} {move || progress(room, texts, id)}
                    {Icon::Down.view()}
                </button>
                <span class="criteria-title">
                    {say(texts, Text::Criteria)} {move || progress(room, texts, id)}
                </span>
            </h3>
            <div class="criteria-body">
                <ol class="criteria-list">
                    <For each=move || ids.get() key=|id| *id let:criterion>
                        <CriterionRow desk story=id id=criterion sorting may_edit/>
                    </For>
                </ol>
                <Show when=move || may_edit.get() && ids.with(|ids| ids.len() < limits::CRITERIA)>
                    <AddCriterion desk story=id/>
                </Show>
                <Show when=move || is_empty() && !may_edit.get()>
                    <p class="story-hint">{say(texts, Text::NoCriteria)}</p>
                </Show>
            </div>
        </section>
    }
    .into_any()
}

/// How many are agreed, in words.
fn progress(room: RoomState, texts: Texts, id: StoryId) -> AnyView {
    let (agreed, unclear, all) = story(room, id, |story| {
        let count = |state| story.criteria.iter().filter(|c| c.state == state).count();
        let (agreed, unclear) = (count(CriterionState::Agreed), count(CriterionState::Unclear));
        (agreed, unclear, story.criteria.len())
    });
    if all == 0 {
        return ().into_any();
    }
    let (agreed, all) = (texts.number(agreed as f64), texts.number(all as f64));
    view! {
        <span class="criteria-count">
            {texts.with(Text::CriteriaAgreed, &[("agreed", &agreed), ("all", &all)])}
        </span>
        {(unclear > 0)
            .then(|| {
                view! {
                    <span class="criteria-count criteria-count--unclear">
                        {texts.count(Text::CriteriaUnclear, unclear)}
                    </span>
                }
            })}
    }
    .into_any()
}

#[component]
fn AddCriterion(desk: Desk, story: StoryId) -> impl IntoView {
    let texts = expect_context::<Texts>();
    let commands = expect_context::<Commands>();
    let draft = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let add = move || {
        let text = draft.get_untracked();
        if text.trim().is_empty() {
            return;
        }
        draft.set(String::new());
        error.set(None);
        let state = CriterionState::default();
        let command = Command::AddCriterion { story, text: text.clone(), state, after: None };
        commands.send_then(command, move |answer| {
            let Err(refusal) = answer else { return };
            let _ = error.try_set(Some(sentences::refusal(texts, &refusal)));
            if draft.try_get_untracked().is_some_and(|now| now.is_empty()) {
                let _ = draft.try_set(text);
            }
        });
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        if is_enter(&event) {
            event.prevent_default();
            add();
        }
    };
    view! {
        <div
            class="add-criterion"
            on:keydown=keys
            on:focusin=move |_| desk.stay(story)
            on:focusout=move |_| {
                add();
                desk.release();
            }
        >
            {Icon::Plus.view()}
            <LimitedField
                id="add-criterion"
                label=Signal::derive(move || texts.get(Text::AddCriterion))
                field=Field::Criterion
                draft
                error
                placeholder=Signal::derive(move || texts.get(Text::AddCriterionHint))
            />
        </div>
    }
    .into_any()
}
