//! The estimate of a story as everybody may see it now, with where it comes from (rule 38).

use domain::story::Story;
use leptos::prelude::*;

use crate::i18n::{I18n, Text};

/// The estimate as a chip; while a round on the story is open only that there is one.
pub fn estimate_chip(i18n: I18n, story: &Story, is_current: bool) -> Option<AnyView> {
    story.estimate.as_ref()?;
    let is_imported = !story.estimate_origin.is_team();
    let origin = match story.shown_estimate(is_current) {
        _ if is_imported => Some(Text::EstimateImported),
        None => Some(Text::EstimateEarlier),
        Some(_) => None,
    };
    let origin = origin.map(|text| view! { <span class="chip-origin">{i18n.get(text)}</span> });
    let label = story.shown_estimate(is_current).map(|estimate| estimate.label().to_owned());
    let is_agreed = label.is_some() && !is_imported;
    let chip = view! {
        <span class="chip" class:chip--ready=is_agreed translate="no">
            <strong>{label}</strong>
            " "
            {origin}
        </span>
    };
    Some(chip.into_any())
}
