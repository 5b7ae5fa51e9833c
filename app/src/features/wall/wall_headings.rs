//! The headings of the columns: one for stories that are not placed, and one for each card.

use leptos::prelude::*;

use super::layout::Layout;
use super::wall_hand::WallHand;
use crate::i18n::{Text, use_i18n};

/// The headings, which stay in sight. While a story is picked up, each puts it into its column.
#[component]
pub fn WallHeadings(
    /// Who moves stories here.
    hand: WallHand,
) -> impl IntoView {
    let i18n = use_i18n();
    let heading = move |column: usize| {
        let count = Memo::new(move |_| hand.layout.with(|layout| layout.stories(column).len()));
        let name = move || hand.column_name(column);
        let label = move || match hand.held() {
            Some(_) => i18n.format(Text::WallPutIn, &[("column", &name())]),
            None => name(),
        };
        view! {
            <h3 class="wall-heading" class:is-target=move || hand.is_target(column)>
                <button
                    type="button"
                    class="wall-heading-button"
                    aria-label=label
                    aria-disabled=move || hand.held().is_none().to_string()
                    tabindex=move || if hand.held().is_some() { "0" } else { "-1" }
                    data-column=column
                    on:click=move |_| hand.put(column)
                >
                    {name}
                </button>
                <span class="wall-heading-count" aria-hidden="true">
                    {move || i18n.number(count.get() as f64)}
                </span>
                <span class="visually-hidden">
                    {move || i18n.plural(Text::WallCount, count.get())}
                </span>
            </h3>
        }
    };
    let columns = Memo::new(move |_| hand.layout.with(Layout::columns));
    view! {
        <div class="wall-headings">
            <For each=move || 0..columns.get() key=|column| *column children=heading />
        </div>
    }
}
