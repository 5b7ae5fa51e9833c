//! Numbers and names from the result; what there is none of is left out.

use domain::statistics::Statistics;
use leptos::prelude::*;

use super::wording;
use crate::i18n::{I18n, Text, phrases, use_i18n};
use crate::state::{RoomStore, Topic, use_room};

/// Average, median, the most common cards, and who played the lowest and the highest card.
#[component]
pub fn ResultFacts(
    /// The result.
    result: Memo<Option<Statistics>>,
) -> impl IntoView {
    let (room, i18n) = (use_room(), use_i18n());
    let fact = move |(label, value): (Text, String)| {
        view! {
            <div class="fact">
                <dt>{i18n.get(label)}</dt>
                <dd>
                    <bdi>{value}</bdi>
                </dd>
            </div>
        }
    };
    let facts = move || {
        let facts = result.with(|result| result.as_ref().map(|result| facts(room, i18n, result)));
        facts.unwrap_or_default().into_iter().map(fact).collect_view()
    };
    view! { <dl class="facts">{facts}</dl> }
}

/// The facts with their labels.
fn facts(room: RoomStore, i18n: I18n, result: &Statistics) -> Vec<(Text, String)> {
    let number = |value: f64| i18n.number(value);
    let cards: Vec<String> = result.most_common.iter().map(|card| card.label.clone()).collect();
    let (lowest, highest) = room.read(Topic::Table, |view| {
        let ballots = view.board.round().and_then(|round| round.ballots()).unwrap_or_default();
        let names = |who| wording::names(i18n, ballots, who);
        (names(&result.lowest), names(&result.highest))
    });
    let facts = [
        (Text::Average, result.average.map(number)),
        (Text::Median, result.median.map(number)),
        (Text::MostCommon, Some(phrases::list(i18n, &cards))),
        (Text::Lowest, Some(lowest)),
        (Text::Highest, Some(highest)),
    ];
    let facts = facts.into_iter().filter_map(|(label, value)| Some((label, value?)));
    facts.filter(|(_, value)| !value.is_empty()).collect()
}
