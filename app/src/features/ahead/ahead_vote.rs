//! In a story that is voted on ahead: how the voting stands, and one's own cards for it wherever the room
//! is.

use domain::ids::StoryId;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::ahead_cards::AheadCards;
use super::ahead_status::AheadStatus;
use super::next_of_them::NextOfThem;
use crate::components::lazy_part::PartMissing;
use crate::i18n::{Text, use_i18n};
use crate::state::use_room;

/// Loads the voting on a story.
#[wasm_split(ahead, fallible)]
pub fn load_ahead_vote(story: StoryId) -> Result<AnyView, PartMissing> {
    Ok(view! { <AheadVote story /> }.into_any())
}

/// The voting on a story; nothing where it is not voted on ahead any more.
#[component]
fn AheadVote(story: StoryId) -> impl IntoView {
    let (room, i18n) = (use_room(), use_i18n());
    // Where the room is, the hand has the cards.
    let may_vote = Memo::new(move |_| {
        let now = room.clock().now_slowly();
        let is_here = room.is_at(story);
        let is_open = room.story(story, |story| story.is_open_for_voting(now));
        !is_here && is_open && room.is_estimator()
    });
    view! {
        <Show when=move || room.story(story, |story| story.collects_votes())>
            <section class="ahead" aria-label=i18n.text(Text::VoteAhead)>
                <AheadStatus story />
                <Show when=move || may_vote.get()>
                    <AheadCards story />
                </Show>
                <NextOfThem />
            </section>
        </Show>
    }
}
