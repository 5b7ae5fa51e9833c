//! What was read, in one sentence.

use std::sync::Arc;

use domain::preview::Preview;
use leptos::prelude::*;

use super::left_out::{counts_by_reason, total};
use crate::i18n::{I18n, Text, phrases, use_i18n};

/// How many stories it holds, and how many rows are left out for which reasons.
#[component]
pub fn ImportSummary(
    /// What was read.
    preview: Arc<Preview>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p class="import-summary" role="status">
            {move || summary(i18n, &preview)}
        </p>
    }
}

fn summary(i18n: I18n, preview: &Preview) -> String {
    let stories = i18n.plural(Text::ImportStories, preview.stories.len());
    let counts = counts_by_reason(&preview.not_imported);
    if counts.is_empty() {
        return stories;
    }
    let reasons: Vec<String> =
        counts.into_iter().map(|(text, count)| i18n.plural(text, count)).collect();
    let reasons = phrases::sequence(i18n, &reasons);
    let values = [("stories", stories.as_str()), ("reasons", &reasons)];
    i18n.plural_with(Text::ImportSummary, total(&preview.not_imported), &values)
}
