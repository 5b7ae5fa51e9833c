//! The result of a round in one dimension: the agreement in words, figures, bars, and the value to save.

use domain::dimension::Dimension;
use domain::ids::Subject;
use domain::statistics::Statistics;
use leptos::prelude::*;

use super::dimension_bars::bars;
use super::dimension_facts::facts;
use super::score_choice::ScoreChoice;
use crate::features::result::wording;
use crate::i18n::use_i18n;
use crate::state::{Topic, use_room};

/// One dimension.
#[component]
pub fn DimensionResult(
    /// Which one.
    dimension: Dimension,
    /// The story that the round is about, if it is about one.
    story: Subject,
) -> impl IntoView {
    let (room, i18n) = (use_room(), use_i18n());
    let (name, shown) = (dimension.name.clone(), dimension.name.clone());
    let result = Memo::new(move |_| {
        room.read(Topic::Table, |view| {
            Some(Statistics::of_dimension(view.board.round()?.ballots()?, &dimension))
        })
    });
    let suggestion = Memo::new(move |_| {
        let suggestion =
            |result: &Option<Statistics>| Some(result.as_ref()?.suggestion()?.label.clone());
        result.try_with(suggestion).flatten()
    });
    let save = story.map(|story| {
        let name = name.clone();
        view! { <ScoreChoice story name suggestion /> }
    });
    let of = name.clone();
    // When the round is over, this may be asked once more for what is gone by then.
    let drawn = move || {
        let result = result.try_get().flatten()?;
        let ballots =
            room.read(Topic::Table, |view| Some(view.board.round()?.ballots()?.to_vec()))?;
        Some(view! {
            <p>{wording::agreement(i18n, &result)}</p>
            <p class="dimension-facts">{facts(i18n, &result)}</p>
            {bars(i18n, &result, &ballots, &of)}
        })
    };
    view! {
        <article class="dimension-result" aria-label=name>
            <h3 class="dimension-name">
                <bdi>{shown}</bdi>
            </h3>
            {drawn}
            {save}
        </article>
    }
}
