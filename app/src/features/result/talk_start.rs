//! Who speaks first: those who are furthest apart.

use domain::ids::ParticipantId;
use domain::statistics::Statistics;
use leptos::prelude::*;

use super::wording;
use crate::i18n::{Text, use_i18n};
use crate::state::{Topic, use_room};

/// Names whoever played the lowest and the highest card; nothing where all played the same.
#[component]
pub fn TalkStart(
    /// The result.
    result: Memo<Option<Statistics>>,
) -> impl IntoView {
    let (room, i18n) = (use_room(), use_i18n());
    let words = move || {
        let names = |who: &[ParticipantId]| {
            room.read(Topic::Table, |view| {
                let ballots = view.board.round().and_then(|round| round.ballots());
                wording::names(i18n, ballots.unwrap_or_default(), who)
            })
        };
        let ends = |result: &Statistics| (names(&result.lowest), names(&result.highest));
        let (lowest, highest) = result.with(|result| result.as_ref().map(ends))?;
        let is_apart = !lowest.is_empty() && !highest.is_empty();
        is_apart.then(|| {
            let names = [("lowest", lowest.as_str()), ("highest", highest.as_str())];
            i18n.format(Text::TalkStart, &names)
        })
    };
    move || {
        words().map(|words| {
            view! {
                <p class="result-talk" dir="auto">
                    {words}
                </p>
            }
        })
    }
}
