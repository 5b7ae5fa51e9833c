//! One story of a preview.

use domain::draft::StoryDraft;
use domain::known::{Difference, Known};
use leptos::prelude::*;

use super::story_changes::StoryChanges;
use crate::i18n::{Text, use_i18n};

/// Key, title and what else there is to know, with what an update would change.
#[component]
pub fn PreviewRow(
    /// The story.
    story: StoryDraft,
    /// What an update would change.
    difference: Option<Difference>,
    /// Whether the backlog has it.
    #[prop(into)]
    is_known: Signal<bool>,
    /// What becomes of stories that the backlog has.
    #[prop(into)]
    choice: Signal<Known>,
) -> impl IntoView {
    let i18n = use_i18n();
    let StoryDraft { key, title, kind, criteria, estimate, .. } = story;
    let is_same = difference.as_ref().is_some_and(Difference::is_nothing);
    let is_left_out = move || is_known.get() && choice.get() == Known::LeaveOut;
    let is_updated = move || is_known.get() && choice.get() == Known::Update;
    let facts = move || {
        let count = criteria.len();
        let criteria = (count > 0).then(|| i18n.plural(Text::ImportCriteria, count));
        // An update leaves the estimate alone.
        let estimate = estimate.as_deref().filter(|_| !is_updated());
        let estimate =
            estimate.map(|estimate| i18n.format(Text::ImportEstimate, &[("estimate", estimate)]));
        let known = is_known.get().then(|| match is_same && is_updated() {
            true => i18n.get(Text::ImportSame),
            false => i18n.get(Text::ImportKnown),
        });
        [kind.clone(), criteria, estimate, known]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ")
    };
    let changes = move || {
        let difference = difference.clone().filter(|_| is_updated() && !is_same);
        difference.map(|difference| view! { <StoryChanges difference /> })
    };
    view! {
        <li class="import-story" class:is-known=is_left_out>
            <span class="import-key">{key}</span>
            <bdi class="import-title">{title}</bdi>
            <span class="import-facts">{facts}</span>
            {changes}
        </li>
    }
}
