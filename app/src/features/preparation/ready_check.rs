//! What the points of a definition of ready say.

use domain::product::readiness::ReadyCheck;

use crate::i18n::{I18n, Text};

/// A point in words.
pub fn in_words(i18n: I18n, check: &ReadyCheck) -> String {
    i18n.get(match check {
        ReadyCheck::HasDescription => Text::ReadyHasDescription,
        ReadyCheck::HasCriteria => Text::ReadyHasCriteria,
        ReadyCheck::CriteriaAgreed => Text::ReadyCriteriaAgreed,
        ReadyCheck::Estimated => Text::ReadyEstimated,
        ReadyCheck::NotLargerThan(most) => {
            return i18n.format(Text::ReadyNotLarger, &[("estimate", most.label())]);
        }
        ReadyCheck::NoOpenQuestion => Text::ReadyNoOpenQuestion,
        ReadyCheck::ByHand(words) => return words.clone(),
    })
}
