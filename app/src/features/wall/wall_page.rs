//! The wall itself: what can be done with it, its columns, and the stories in them.

use domain::ids::StoryId;
use leptos::prelude::*;

use super::wall_actions::WallActions;
use super::wall_card::WallCard;
use super::wall_columns::WallColumns;
use super::wall_hand::use_wall_hand;
use super::wall_headings::WallHeadings;
use super::wall_held::WallHeld;
use crate::i18n::{Text, use_i18n};

/// The wall in the place of the meeting.
///
/// All cards are children of one list, and their column is a style: so a card stays the same element, with
/// its focus, whoever moves it.
#[component]
pub fn WallPage() -> impl IntoView {
    let i18n = use_i18n();
    let hand = use_wall_hand();
    let stories = Memo::new(move |_| {
        hand.layout.with(|layout| layout.cards.iter().map(|(story, _)| *story).collect::<Vec<_>>())
    });
    let columns = move || hand.layout.with(|layout| layout.columns().to_string());
    view! {
        <main
            class="wall-page"
            tabindex="-1"
            aria-label=i18n.text(Text::Wall)
            on:keydown=move |event| hand.on_key(&event)
        >
            <WallActions hand />
            <div class="wall-scroll" style:--columns=columns>
                <WallHeadings hand />
                <div class="wall-field">
                    <WallColumns hand />
                    <ul class="wall-cards" aria-label=i18n.text(Text::WallStories)>
                        <For each=move || stories.get() key=|story| *story let(story: StoryId)>
                            <WallCard story hand />
                        </For>
                    </ul>
                </div>
            </div>
            <Show when=move || stories.with(Vec::is_empty)>
                <p class="wall-done">{i18n.text(Text::WallDone)}</p>
            </Show>
            <WallHeld hand />
        </main>
    }
}
