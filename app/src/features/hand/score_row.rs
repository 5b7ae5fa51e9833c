//! The cards of one dimension as one group of choices.

use domain::dimension::Dimension;
use leptos::prelude::*;

use super::hand_card::spoken_name;
use super::move_focus::move_focus;
use super::score_choices::ScoreChoices;
use crate::i18n::{Text, use_i18n};

/// The name of the dimension, and its cards.
#[component]
pub fn ScoreRow(
    /// The dimension.
    dimension: Dimension,
    /// What is chosen.
    choices: ScoreChoices,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = StoredValue::new(dimension.name.clone());
    // When the round is replaced, the row of the one before stays until the next has been loaded, and is asked
    // once more for what is gone by then.
    let chosen =
        Memo::new(move |_| name.try_with_value(|name| choices.label(name)).unwrap_or_default());
    let group = move || name.try_with_value(|name| i18n.format(Text::YourScore, &[("name", name)]));
    let card = move |(index, label): (usize, String)| {
        let (own, spoken, shown) = (label.clone(), label.clone(), label.clone());
        let is_chosen =
            move || chosen.try_with(|chosen| chosen.as_ref() == Some(&own)).unwrap_or_default();
        // The group has one stop for the tab key: the chosen card, else the first.
        let is_stop = {
            let is_chosen = is_chosen.clone();
            let has_none = move || chosen.try_with(Option::is_none).unwrap_or_default();
            move || is_chosen() || (index == 0 && has_none())
        };
        view! {
            <button
                type="button"
                class="choice score-card"
                role="radio"
                aria-label=move || spoken_name(i18n, &spoken)
                aria-checked=move || is_chosen().to_string()
                tabindex=move || if is_stop() { "0" } else { "-1" }
                on:click=move |_| {
                    name.try_with_value(|name| choices.choose(name, &label));
                }
            >
                {shown}
            </button>
        }
    };
    let cards = dimension.deck.cards.into_iter().map(|card| card.label);
    view! {
        <div class="score-row">
            <bdi class="score-name" aria-hidden="true">
                {dimension.name}
            </bdi>
            <div
                class="score-cards"
                role="radiogroup"
                aria-label=group
                on:keydown=move |event| move_focus(&event, i18n.is_right_to_left())
            >
                {cards.enumerate().map(card).collect_view()}
            </div>
        </div>
    }
}
