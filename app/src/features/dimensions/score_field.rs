//! A field in which what a story has for a dimension is typed by hand.

use domain::ids::StoryId;
use leptos::prelude::*;

use super::save_score::{command, saved};
use crate::features::estimates::EstimateField;
use crate::i18n::{Text, use_i18n};
use crate::state::{DraftField, mark, use_room};

/// The field.
#[component]
pub fn ScoreField(
    /// Of which story.
    story: StoryId,
    /// The name of the dimension.
    #[prop(into)]
    dimension: String,
) -> impl IntoView {
    let (room, i18n) = (use_room(), use_i18n());
    let (named, commanded) = (dimension.clone(), dimension.clone());
    let label = move || i18n.format(Text::ScoreByHand, &[("name", &named)]);
    view! {
        <EstimateField
            label=Signal::derive(label)
            placeholder=Text::EstimateByHandHint
            field=DraftField::Score(story, mark(&dimension))
            error=RwSignal::new(None)
            command=move |typed: &str| command(story, &commanded, typed)
            said=move |typed: &str| saved(room, i18n, story, &dimension, typed)
        />
    }
}
