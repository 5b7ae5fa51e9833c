//! The result of a round in words. Says nothing that the domain has not decided.

use domain::deck::Special;
use domain::estimate::EarlierEstimate;
use domain::ids::ParticipantId;
use domain::round::Ballot;
use domain::statistics::Statistics;
use domain::story::EstimateOrigin;

use crate::i18n::{I18n, Text, phrases};

/// How many people are named; the others are only counted.
const MOST_NAMES: usize = 3;

/// How far people agree, in one sentence.
pub fn agreement(i18n: I18n, result: &Statistics) -> String {
    let votes = result.sized_votes;
    match (result.suggestion(), result.agreeing()) {
        _ if votes == 0 => i18n.get(Text::ResultNoSizes),
        (Some(card), Some(_)) if votes == 1 => {
            i18n.format(Text::ResultSingle, &[("card", &card.label)])
        }
        (Some(card), Some(agreeing)) if agreeing == votes => {
            i18n.format(Text::ResultAllAgree, &[("card", &card.label)])
        }
        (Some(card), Some(agreeing)) => {
            let (agreeing, votes) = (i18n.number(agreeing as f64), i18n.number(votes as f64));
            let values =
                [("agreeing", agreeing.as_str()), ("votes", &votes), ("card", &card.label)];
            i18n.format(Text::ResultAgree, &values)
        }
        _ => {
            let cards: Vec<String> =
                result.most_common.iter().map(|card| card.label.clone()).collect();
            i18n.format(Text::ResultTie, &[("cards", &phrases::list(i18n, &cards))])
        }
    }
}

/// Special cards and missing votes, each counted; empty where there are none.
pub fn besides(i18n: I18n, result: &Statistics) -> String {
    let counts = [
        (result.special(Special::Unsure), Text::CountUnsure),
        (result.special(Special::Break), Text::CountBreak),
        (result.special(Special::TooBig), Text::CountTooBig),
        (result.special(Special::Pass), Text::CountPass),
        (result.missing, Text::CountMissing),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = counts.map(|(count, text)| i18n.plural(text, count)).collect();
    phrases::sequence(i18n, &parts)
}

/// The estimate of before a round, with where it came from: "5 (imported)".
pub fn before(i18n: I18n, before: &EarlierEstimate) -> String {
    let label = before.estimate.label();
    match before.origin {
        EstimateOrigin::Team => label.to_owned(),
        EstimateOrigin::Imported => format!("{label} ({})", i18n.get(Text::EstimateImported)),
    }
}

/// The names of these people as they were at the reveal.
pub fn names(i18n: I18n, ballots: &[Ballot], who: &[ParticipantId]) -> String {
    let named = ballots.iter().filter(|ballot| who.contains(&ballot.participant));
    let names: Vec<String> = named.map(|ballot| ballot.name.clone()).collect();
    match names.split_at_checked(MOST_NAMES) {
        Some((first, more)) if !more.is_empty() => i18n.plural_with(
            Text::AndMore,
            more.len(),
            &[("names", &phrases::sequence(i18n, first))],
        ),
        _ => phrases::list(i18n, &names),
    }
}
