//! Beside the result of the estimate: those of further dimensions (rule 49), and earlier stories (rule 45). Loaded with
//! the result.

use domain::references::{Reference, compared, references};
use domain::statistics::Statistics;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::reference_row::ReferenceRow;
use crate::components::lazy_part::PartMissing;
use crate::features::dimensions::DimensionResults;
use crate::i18n::{Text, use_i18n};
use crate::state::{Topic, use_room};

/// Loads what stands beside a result.
#[wasm_split(references, fallible)]
pub fn load_references(result: Memo<Option<Statistics>>) -> Result<AnyView, PartMissing> {
    Ok(view! {
        <DimensionResults />
        <ReferenceList result />
    }
    .into_any())
}

/// The stories, from the smaller one to the larger one; nothing where there are none.
#[component]
fn ReferenceList(result: Memo<Option<Statistics>>) -> impl IntoView {
    let (room, i18n) = (use_room(), use_i18n());
    let found: Memo<Vec<Reference>> = Memo::new(move |_| {
        room.track(Topic::Backlog);
        room.track(Topic::Room);
        room.read(Topic::Table, |view| {
            result.with(|result| {
                let card = result.as_ref().and_then(compared);
                card.map(|card| references(&view.board, card)).unwrap_or_default()
            })
        })
    });
    view! {
        <Show when=move || !found.with(Vec::is_empty)>
            <section class="references" aria-label=i18n.text(Text::References)>
                <h3 class="references-title">{i18n.text(Text::References)}</h3>
                <ul class="references-list">
                    <For each=move || found.get() key=|one| (one.story, one.size) let(reference)>
                        <ReferenceRow reference />
                    </For>
                </ul>
            </section>
        </Show>
    }
}
