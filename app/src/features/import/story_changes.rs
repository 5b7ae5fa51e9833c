//! What an update would change of a story: each text as it is and as it would be.

use domain::known::{Difference, Replaced};
use leptos::prelude::*;

use crate::i18n::{Text, use_i18n};

/// How many characters are shown before the place where two texts begin to differ.
const SHOWN_BEFORE: usize = 60;

/// How many characters of a text are shown.
const SHOWN_CHARACTERS: usize = 400;

/// The changes, one in a row.
#[component]
pub fn StoryChanges(
    /// What would change.
    difference: Difference,
) -> impl IntoView {
    let Difference { title, description, added, removed, is_reordered } = difference;
    let replaced = |label, Replaced { before, after }: Replaced| {
        let (before, after) = around_change(&before, &after);
        view! { <Change label removed=before added=after /> }
    };
    let removed = removed
        .into_iter()
        .map(|removed| view! { <Change label=Text::ImportCriterionGoes removed /> });
    let added =
        added.into_iter().map(|added| view! { <Change label=Text::ImportCriterionComes added /> });
    view! {
        <ul class="import-changes">
            {title.map(|title| replaced(Text::HoldsTitle, title))}
            {description.map(|description| replaced(Text::HoldsDescription, description))}
            {removed.collect_view()} {added.collect_view()}
            {is_reordered.then(|| view! { <Change label=Text::ImportReordered /> })}
        </ul>
    }
}

#[component]
fn Change(
    label: Text,
    #[prop(optional, into)] removed: Option<String>,
    #[prop(optional, into)] added: Option<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <li>
            <span class="import-change-label">{i18n.text(label)}</span>
            {removed.map(|text| view! { <del class="import-gone">{shortened(&text)}</del> })}
            {added.map(|text| view! { <ins class="import-come">{shortened(&text)}</ins> })}
        </li>
    }
}

/// Both texts from a little before the place where they begin to differ.
fn around_change(before: &str, after: &str) -> (String, String) {
    let same = before.chars().zip(after.chars()).take_while(|(one, other)| one == other).count();
    let skipped = same.saturating_sub(SHOWN_BEFORE);
    let from = |text: &str| {
        let start = text.char_indices().nth(skipped).map_or(text.len(), |(start, _)| start);
        if skipped > 0 { ["…", &text[start..]].concat() } else { text.to_owned() }
    };
    (from(before), from(after))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN_CHARACTERS) {
        Some((end, _)) => [&text[..end], "…"].concat(),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_far_behind_is_shown() {
        let same = "é".repeat(1_000);
        let (before, after) = around_change(&format!("{same}one"), &format!("{same}two"));
        assert_eq!(before, format!("…{}one", "é".repeat(SHOWN_BEFORE)));
        assert!(after.ends_with("two") && after.len() < 200);
        assert_eq!(around_change("a", "ab"), ("a".to_owned(), "ab".to_owned()));
    }
}
