//! The figures of a dimension in one line.

use domain::statistics::Statistics;

use crate::features::result::wording;
use crate::i18n::{I18n, Text, phrases};

/// Average, median and most common card, and what was counted beside them; what there is none of is left out.
pub fn facts(i18n: I18n, result: &Statistics) -> String {
    let number = |label: Text, value: Option<f64>| {
        value.map(|value| format!("{} {}", i18n.get(label), i18n.number(value)))
    };
    let cards: Vec<String> = result.most_common.iter().map(|card| card.label.clone()).collect();
    let most_common = (!cards.is_empty())
        .then(|| format!("{} {}", i18n.get(Text::MostCommon), phrases::list(i18n, &cards)));
    let besides = Some(wording::besides(i18n, result)).filter(|words| !words.is_empty());
    let facts = [
        number(Text::Average, result.average),
        number(Text::Median, result.median),
        most_common,
        besides,
    ];
    facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
