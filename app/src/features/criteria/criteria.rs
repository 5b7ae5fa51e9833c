//! The section of a story's criteria: how far the team is, the list, and a field for one more.

use domain::command::Command;
use domain::ids::{CriterionId, StoryId};
use domain::limits;
use domain::settings::Permission;
use leptos::prelude::*;

use super::add_criterion::AddCriterion;
use super::criteria_heading::CriteriaHeading;
use super::criterion_row::CriterionRow;
use crate::components::sortable::use_sortable;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{Topic, use_room};

/// The criteria of a story.
#[component]
pub fn Criteria(
    /// Which story.
    story: StoryId,
) -> impl IntoView {
    let (commands, i18n, room) = (use_commands(), use_i18n(), use_room());
    let rows = Memo::new(move |_| {
        room.story(story, |story| story.criteria.iter().map(|it| it.id.0).collect::<Vec<u32>>())
    });
    let may_edit = Memo::new(move |_| room.may(Permission::Texts));
    let sortable = use_sortable(rows, ".criteria", move |criterion, after| {
        let (criterion, after) = (CriterionId(criterion), after.map(CriterionId));
        commands.send(Command::MoveCriterion { story, criterion, after });
    });
    let has_voted = Memo::new(move |_| {
        room.read(Topic::Table, |view| {
            view.board.current == Some(story) && view.my_card().is_some()
        })
    });
    // They are read before the vote; from then on the table needs the place. Whoever folds or unfolds them
    // has the last word.
    let chosen = RwSignal::new(None::<bool>);
    let is_open = Memo::new(move |_| chosen.get().unwrap_or_else(|| !has_voted.get()));
    view! {
        <section class="criteria" class:is-open=is_open>
            <CriteriaHeading
                story
                is_open
                on_toggle=move || chosen.set(Some(!is_open.get_untracked()))
            />
            <div class="criteria-body">
                <ol class="criteria-list">
                    <For each=move || rows.get() key=|row| *row let(row)>
                        <CriterionRow story criterion=CriterionId(row) sortable may_edit />
                    </For>
                </ol>
                <Show when=move || {
                    may_edit.get() && rows.with(|rows| rows.len() < limits::CRITERIA)
                }>
                    <AddCriterion story />
                </Show>
                <Show when=move || rows.with(Vec::is_empty) && !may_edit.get()>
                    <p class="story-hint">{i18n.text(Text::NoCriteria)}</p>
                </Show>
            </div>
        </section>
    }
}
