//! Remarks in words, in the reader's language. Ready-made reasons are translated, own words are not.

use domain::remark::{Confidence, Reason, Remark};

use crate::i18n::{I18n, Text};

/// How sure somebody is.
pub fn confidence(confidence: Confidence) -> Text {
    match confidence {
        Confidence::Low => Text::SureLow,
        Confidence::Normal => Text::SureNormal,
        Confidence::High => Text::SureHigh,
    }
}

/// A ready-made reason.
pub fn reason(reason: Reason) -> Text {
    match reason {
        Reason::UnknownDependency => Text::ReasonUnknownDependency,
        Reason::Bigger => Text::ReasonBigger,
        Reason::Smaller => Text::ReasonSmaller,
        Reason::DoneBefore => Text::ReasonDoneBefore,
        Reason::CriteriaUnclear => Text::ReasonCriteriaUnclear,
    }
}

/// All that somebody says of their card; empty if that is nothing.
pub fn said(i18n: I18n, remark: &Remark) -> String {
    let sure = (!remark.confidence.is_normal()).then(|| i18n.get(confidence(remark.confidence)));
    let why = remark.reason.map(|ready| i18n.get(reason(ready)));
    let words = (!remark.words.is_empty()).then(|| remark.words.clone());
    [sure, why, words].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
