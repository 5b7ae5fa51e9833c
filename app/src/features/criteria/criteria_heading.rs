//! The heading of a story's criteria.

use domain::ids::StoryId;
use leptos::prelude::*;

use super::criteria_counts::CriteriaCounts;
use crate::components::icon::Icon;
use crate::i18n::{Text, use_i18n};
use crate::state::use_room;

/// The heading twice: as a button that unfolds the list in a narrow room, and as a title in a wide one.
/// The styles show one of them.
#[component]
pub fn CriteriaHeading(
    /// Which story.
    story: StoryId,
    /// Whether the list is unfolded in a narrow room.
    is_open: Memo<bool>,
    /// Folds or unfolds it there.
    on_toggle: impl Fn() + 'static,
) -> impl IntoView {
    let (i18n, room) = (use_i18n(), use_room());
    let counts = Memo::new(move |_| room.story(story, CriteriaCounts::of));
    view! {
        <h3 class="criteria-heading">
            <button
                type="button"
                class="criteria-toggle"
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| on_toggle()
            >
                {i18n.text(Text::Criteria)}
                <Progress counts />
                {Icon::Down.view()}
            </button>
            <span class="criteria-title">{i18n.text(Text::Criteria)} <Progress counts /></span>
        </h3>
    }
}

/// How many are agreed and unclear, in words.
#[component]
fn Progress(counts: Memo<CriteriaCounts>) -> impl IntoView {
    let i18n = use_i18n();
    let agreed = move || {
        let CriteriaCounts { agreed, all, .. } = counts.get();
        let (agreed, all) = (i18n.number(agreed as f64), i18n.number(all as f64));
        i18n.format(Text::CriteriaAgreed, &[("agreed", &agreed), ("all", &all)])
    };
    view! {
        <Show when=move || { counts.get().all > 0 }>
            <span class="criteria-count">{agreed}</span>
        </Show>
        <Show when=move || { counts.get().unclear > 0 }>
            <span class="criteria-count criteria-count--unclear">
                {move || i18n.plural(Text::CriteriaUnclear, counts.get().unclear)}
            </span>
        </Show>
    }
}
