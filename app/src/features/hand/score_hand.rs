//! The cards for further dimensions below those of the estimate: a compact row for each, which folds where the
//! page is narrow.

use domain::dimension::Dimension;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::play_card::RoundInPlay;
use super::score_choices::ScoreChoices;
use super::score_row::ScoreRow;
use crate::components::icon::Icon;
use crate::components::lazy_part::PartMissing;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{Topic, use_room};

/// Loads the rows. They are for one round: another one gets rows of its own.
#[wasm_split(remark, fallible)]
pub fn load_score_hand(round: RoundInPlay) -> Result<AnyView, PartMissing> {
    Ok(view! { <ScoreHand round /> }.into_any())
}

#[component]
fn ScoreHand(round: RoundInPlay) -> impl IntoView {
    let (room, i18n) = (use_room(), use_i18n());
    let choices = ScoreChoices::new(room, use_commands(), round);
    let dimensions =
        Memo::new(move |_| room.read(Topic::Room, |view| view.board.dimensions.clone()));
    let is_open = RwSignal::new(false);
    let summary = move || {
        let chosen = |one: &Dimension| {
            let label = choices.label(&one.name).unwrap_or_else(|| "–".to_owned());
            view! {
                <span class="scores-chosen">
                    <bdi>{one.name.clone()}</bdi>
                    " "
                    <strong>{label}</strong>
                </span>
            }
        };
        dimensions.try_with(|all| all.iter().map(chosen).collect_view())
    };
    let row = move |dimension| view! { <ScoreRow dimension choices /> };
    let rows = move || dimensions.try_get().unwrap_or_default().into_iter().map(row).collect_view();
    let note = move || choices.waits().then(|| i18n.get(Text::ScoresWait));
    view! {
        <div
            class="scores"
            class:is-open=move || is_open.try_get().unwrap_or_default()
            role="group"
            aria-label=i18n.text(Text::Dimensions)
        >
            <button
                type="button"
                class="scores-fold"
                aria-expanded=move || is_open.try_get().unwrap_or_default().to_string()
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                {summary}
                {Icon::Down.view()}
            </button>
            <div class="scores-rows">{rows}</div>
            <p class="scores-note" aria-live="polite">
                {note}
            </p>
        </div>
    }
}
