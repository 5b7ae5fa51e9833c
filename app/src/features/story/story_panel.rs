//! The panel of the story that is shown here, or of the quick round.

use leptos::prelude::*;

use super::elsewhere_notice::ElsewhereNotice;
use super::quick_round::QuickRound;
use super::shown_story::ShownStory;
use crate::features::editing::StrandedDrafts;
use crate::i18n::{Text, use_i18n};
use crate::state::use_room_ui;

/// What is shown here, and where the room is when it is elsewhere.
#[component]
pub fn StoryPanel() -> impl IntoView {
    let (i18n, ui) = (use_i18n(), use_room_ui());
    let content = move || match ui.shown() {
        Some(story) => view! { <ShownStory story /> }.into_any(),
        None => view! { <QuickRound /> }.into_any(),
    };
    view! {
        <section
            id="story"
            class="story"
            class:story--quick=move || ui.shown().is_none()
            tabindex="-1"
            aria-label=i18n.text(Text::Story)
        >
            <StrandedDrafts />
            <Show when=move || ui.is_elsewhere()>
                <ElsewhereNotice />
            </Show>
            {content}
        </section>
    }
}
