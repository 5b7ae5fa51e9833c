//! The result of a round in one dimension: the agreement in words, figures, bars, and the value to save.

use domain::dimension::Dimension;
use domain::ids::Subject;
use domain::round::Ballot;
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
    let suggestion = {
        let dimension = dimension.clone();
        move || {
            room.read(Topic::Table, |view| {
                let ballots = view.board.round()?.ballots()?;
                let result = Statistics::of_dimension(ballots, &dimension);
                Some(result.suggestion()?.label.clone())
            })
        }
    };
    let suggestion = Memo::new(move |_| suggestion());
    let save = story.map(|story| {
        let name = name.clone();
        view! { <ScoreChoice story name suggestion /> }
    });
    let drawn = move || {
        room.read(Topic::Table, |view| {
            let ballots: &[Ballot] = view.board.round()?.ballots()?;
            let result = Statistics::of_dimension(ballots, &dimension);
            Some(view! {
                <p>{wording::agreement(i18n, &result)}</p>
                <p class="dimension-facts">{facts(i18n, &result)}</p>
                {bars(i18n, &result, ballots, &dimension.name)}
            })
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
