//! The columns behind the cards, which stories are dropped in.

use leptos::prelude::*;

use super::layout::{Layout, NOT_PLACED};
use super::wall_hand::WallHand;

/// The columns. While a story is picked up, a press in one puts it there; the headings do so by key.
#[component]
pub fn WallColumns(
    /// Who moves stories here.
    hand: WallHand,
) -> impl IntoView {
    let columns = Memo::new(move |_| hand.layout.with(Layout::columns));
    let column = move |column: usize| {
        view! {
            <div
                class="wall-column"
                class:wall-column--waiting=column == NOT_PLACED
                class:is-target=move || hand.is_target(column)
                data-column=column
                on:click=move |_| hand.put(column)
            />
        }
    };
    view! {
        <div class="wall-columns" aria-hidden="true">
            <For each=move || 0..columns.get() key=|column| *column children=column />
        </div>
    }
}
