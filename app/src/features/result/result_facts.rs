//! Numbers from the result; what there is none of is left out.

use domain::statistics::Statistics;
use domain::view::RoomView;
use leptos::prelude::*;

use super::wording;
use crate::i18n::{I18n, Text, phrases, use_i18n};
use crate::state::{RoomStore, Topic, use_room};

/// What the estimate was before, average, median, the most common cards, and how long it took.
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
    let (before, took, in_all) = room.read(Topic::Table, |view| about_round(i18n, view));
    let facts = [
        (Text::EstimateBefore, before),
        (Text::Average, result.average.map(number)),
        (Text::Median, result.median.map(number)),
        (Text::MostCommon, Some(phrases::list(i18n, &cards))),
        (Text::RoundTook, took),
        (Text::RoundsTook, in_all),
    ];
    let facts = facts.into_iter().filter_map(|(label, value)| Some((label, value?)));
    facts.filter(|(_, value)| !value.is_empty()).collect()
}

/// What the story's estimate was before, how long the round took, and how long all of the story's did where
/// there were several.
fn about_round(i18n: I18n, view: &RoomView) -> (Option<String>, Option<String>, Option<String>) {
    let Some(rounds) = view.board.rounds(view.board.current) else { return (None, None, None) };
    let round = rounds.current.as_ref();
    let before = round.and_then(|round| round.before());
    let before = before.map(|before| wording::before(i18n, before));
    let duration = |milliseconds| phrases::duration(i18n, milliseconds);
    let took = round.and_then(|round| round.milliseconds()).map(duration);
    let several = view.board.current.is_some() && !rounds.past.is_empty();
    (before, took, rounds.milliseconds().filter(|_| several).map(duration))
}
