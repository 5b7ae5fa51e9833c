//! Stories whose votes are hidden: how the voting on each stands, and the button that reveals all.

use domain::ahead::Review;
use domain::command::Command;
use domain::ids::StoryId;
use domain::settings::Permission;
use leptos::prelude::*;

use super::ahead_status::AheadStatus;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{full_name, short_name, use_room};

/// The stories, in the order of the backlog.
#[component]
pub fn ReviewHidden(
    /// What is voted on ahead.
    review: Memo<Review>,
) -> impl IntoView {
    let (room, i18n, commands) = (use_room(), use_i18n(), use_commands());
    let hidden = Memo::new(move |_| review.with(|review| review.hidden.clone()));
    let all =
        move || review.with(|review| [review.hidden.as_slice(), &review.without_votes].concat());
    let reveal = move |_| commands.send(Command::RevealStories(hidden.get_untracked()));
    let may_reveal =
        move || room.may(Permission::Reveal) && hidden.with(|hidden| !hidden.is_empty());
    view! {
        <section class="ahead-section" aria-label=i18n.text(Text::AheadCollected)>
            <h3 class="settings-heading">{i18n.text(Text::AheadCollected)}</h3>
            <ul class="ahead-list">
                <For each=all key=|story| *story let(story)>
                    <HiddenRow story />
                </For>
            </ul>
            <Show when=may_reveal>
                <button type="button" class="button button--primary" on:click=reveal>
                    {move || i18n.plural(Text::RevealStories, hidden.with(Vec::len))}
                </button>
            </Show>
        </section>
    }
}

#[component]
fn HiddenRow(story: StoryId) -> impl IntoView {
    let (room, i18n, commands) = (use_room(), use_i18n(), use_commands());
    let label =
        move || i18n.format(Text::EndVotingOf, &[("story", &room.story(story, short_name))]);
    let end = move |_| {
        let name = room.peek(|view| view.board.stories.get(story).map(full_name));
        commands.send_with_undo(Command::CloseVoting(vec![story]), move |i18n| {
            i18n.format(Text::DoneVotingEnded, &[("story", &name.unwrap_or_default())])
        });
    };
    view! {
        <li class="ahead-row">
            <div class="ahead-name">
                <bdi>{move || room.story(story, full_name)}</bdi>
                <AheadStatus story />
            </div>
            <Show when=move || room.may(Permission::Steer)>
                <button
                    type="button"
                    class="button button--quiet button--small"
                    aria-label=label
                    on:click=end
                >
                    {i18n.text(Text::EndVoting)}
                </button>
            </Show>
        </li>
    }
}
