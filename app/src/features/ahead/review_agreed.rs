//! Revealed stories on which all agree, and the button that saves all their estimates.

use domain::ahead::Review;
use domain::command::Command;
use domain::settings::Permission;
use leptos::prelude::*;

use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{full_name, use_room};

/// The stories with what all played.
#[component]
pub fn ReviewAgreed(
    /// What is voted on ahead.
    review: Memo<Review>,
) -> impl IntoView {
    let (room, i18n, commands) = (use_room(), use_i18n(), use_commands());
    let agreed = move || review.with(|review| review.agreed.clone());
    let save = move |_| {
        let agreed = review.with_untracked(|review| review.agreed.clone());
        let count = agreed.len();
        commands.send_with_undo(Command::SaveEstimates(agreed), move |i18n| {
            i18n.plural(Text::DoneEstimatesSaved, count)
        });
    };
    view! {
        <section class="ahead-section" aria-label=i18n.text(Text::AheadAgreed)>
            <h3 class="settings-heading">{i18n.text(Text::AheadAgreed)}</h3>
            <ul class="ahead-list">
                <For each=agreed key=|one| (one.story, one.estimate.clone()) let(one)>
                    <li class="ahead-row">
                        <span class="ahead-name">
                            <bdi>{move || room.story(one.story, full_name)}</bdi>
                        </span>
                        <span class="chip chip--ready">{one.estimate.clone()}</span>
                    </li>
                </For>
            </ul>
            <Show when=move || room.may(Permission::Steer)>
                <button type="button" class="button button--primary" on:click=save>
                    {move || i18n.plural(Text::AcceptAgreed, agreed().len())}
                </button>
            </Show>
        </section>
    }
}
