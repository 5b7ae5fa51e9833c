//! The button that shows and changes how far the team is with a criterion.

use domain::command::Command;
use domain::ids::{CriterionId, StoryId};
use domain::story::CriterionState;
use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;

/// Shows the state; a press goes on to the next one.
#[component]
pub fn CriterionStateButton(
    /// The story that the criterion belongs to.
    story: StoryId,
    /// Which criterion.
    criterion: CriterionId,
    /// How far the team is with it.
    state: Memo<CriterionState>,
    /// Whether the viewer may change that.
    may_edit: Memo<bool>,
) -> impl IntoView {
    let (commands, i18n) = (use_commands(), use_i18n());
    let icon = move || match state.get() {
        CriterionState::Open => Icon::Circle.view(),
        CriterionState::Agreed => Icon::Check.view(),
        CriterionState::Unclear => Icon::Question.view(),
    };
    let word = move || {
        i18n.get(match state.get() {
            CriterionState::Open => Text::StateOpen,
            CriterionState::Agreed => Text::StateAgreed,
            CriterionState::Unclear => Text::StateUnclear,
        })
    };
    let mark_next = move |_| {
        let state = match state.get_untracked() {
            CriterionState::Open => CriterionState::Agreed,
            CriterionState::Agreed => CriterionState::Unclear,
            CriterionState::Unclear => CriterionState::Open,
        };
        commands.send(Command::MarkCriterion { story, criterion, state });
    };
    view! {
        <button
            type="button"
            class="criterion-state"
            disabled=move || !may_edit.get()
            title=i18n.text(Text::StateHint)
            on:click=mark_next
        >
            {icon}
            <span class="criterion-state-word">{word}</span>
        </button>
    }
}
