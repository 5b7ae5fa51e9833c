//! What the revealed cards say in each dimension, beside that of the estimate.

use domain::dimension;
use leptos::prelude::*;

use super::dimension_result::DimensionResult;
use crate::i18n::{Text, use_i18n};
use crate::state::{Topic, use_room};

/// The results of the round on the table; nothing where there are none.
#[component]
pub fn DimensionResults() -> impl IntoView {
    let (room, i18n) = (use_room(), use_i18n());
    let dimensions = Memo::new(move |_| {
        room.track(Topic::Room);
        room.read(Topic::Table, |view| {
            let ballots = view.board.round().and_then(|round| round.ballots());
            ballots.map(|ballots| dimension::of_round(ballots, &view.board.dimensions))
        })
        .unwrap_or_default()
    });
    let current = Memo::new(move |_| room.read(Topic::Table, |view| view.board.current));
    // When the round is over, this may be asked once more for what is gone by then.
    move || {
        let dimensions = dimensions.try_get().unwrap_or_default();
        let story = current.try_get().flatten();
        let result = |dimension| view! { <DimensionResult dimension story /> };
        (!dimensions.is_empty()).then(|| {
            view! {
                <section class="dimension-results" aria-label=i18n.text(Text::DimensionResults)>
                    {dimensions.into_iter().map(result).collect_view()}
                </section>
            }
        })
    }
}
