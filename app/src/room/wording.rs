//! The result of a round in words, and names in a row. Says nothing that the domain has not decided.

use domain::deck::Special;
use domain::ids::ParticipantId;
use domain::round::Ballot;
use domain::statistics::Statistics;

use crate::i18n::{Text, Texts};

/// How many people are named; of more, only how many they are.
const MANY_NAMES: usize = 3;

/// Things in a row: "3, 5 and 8".
pub fn list(texts: Texts, things: &[String]) -> String {
    match things {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => {
            texts.with(Text::ListAnd, &[("first", &first.join(", ")), ("last", last)])
        }
    }
}

/// How far people agree, in one sentence.
pub fn agreement(texts: Texts, statistics: &Statistics) -> String {
    let votes = statistics.sized_votes;
    let labels = || -> Vec<String> {
        statistics.most_common.iter().map(|card| card.label.clone()).collect()
    };
    match (statistics.suggestion(), statistics.agreeing()) {
        _ if votes == 0 => texts.get(Text::ResultNoSizes),
        (Some(card), Some(_)) if votes == 1 => {
            texts.with(Text::ResultSingle, &[("card", &card.label)])
        }
        (Some(card), Some(agreeing)) if agreeing == votes => {
            texts.with(Text::ResultAllAgree, &[("card", &card.label)])
        }
        (Some(card), Some(agreeing)) => texts.with(
            Text::ResultAgree,
            &[
                ("agreeing", &texts.number(agreeing as f64)),
                ("votes", &texts.number(votes as f64)),
                ("card", &card.label),
            ],
        ),
        _ => texts.with(Text::ResultTie, &[("cards", &list(texts, &labels()))]),
    }
}

/// Special cards and missing votes, each counted; empty where there are none.
pub fn besides(texts: Texts, statistics: &Statistics) -> String {
    let specials = [
        (Special::Unsure, Text::CountUnsure),
        (Special::Break, Text::CountBreak),
        (Special::TooBig, Text::CountTooBig),
        (Special::Pass, Text::CountPass),
    ];
    let counts = specials.into_iter().map(|(special, text)| (statistics.special(special), text));
    let missing = (statistics.missing, Text::CountMissing);
    let parts: Vec<String> = counts
        .chain([missing])
        .filter(|(count, _)| *count > 0)
        .map(|(count, text)| texts.count(text, count))
        .collect();
    parts.join(", ")
}

/// The names of those, as they were at the reveal.
pub fn names(texts: Texts, ballots: &[Ballot], who: &[ParticipantId]) -> String {
    let named = ballots.iter().filter(|ballot| who.contains(&ballot.participant));
    let names: Vec<String> = named.map(|ballot| ballot.name.clone()).collect();
    match names.len().checked_sub(MANY_NAMES) {
        None | Some(0) => list(texts, &names),
        Some(more) => {
            let first = names.iter().take(MANY_NAMES).cloned().collect::<Vec<_>>().join(", ");
            texts.count_with(Text::AndMore, more, &[("names", &first)])
        }
    }
}

/// A length of time in minutes and seconds.
pub fn duration(texts: Texts, milliseconds: u64) -> String {
    let seconds = milliseconds / 1_000;
    let number = |n: u64| texts.number(n as f64);
    if seconds < 60 {
        return texts.with(Text::DurationSeconds, &[("seconds", &number(seconds))]);
    }
    let (minutes, seconds) = (number(seconds / 60), number(seconds % 60));
    texts.with(Text::DurationMinutes, &[("minutes", &minutes), ("seconds", &seconds)])
}
