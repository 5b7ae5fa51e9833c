//! How far the sorting is, and what a facilitator makes of it: saving what has settled, and a poker round on
//! the rest.

use domain::command::Command;
use domain::settings::Permission;
use domain::sorting::Sorted;
use domain::wall::WallAction;
use leptos::prelude::*;

use super::layout::Layout;
use super::wall_hand::WallHand;
use crate::features::story::story_actions::bring_room;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{Topic, use_room, use_room_ui};

/// The bar above the columns.
#[component]
pub fn WallActions(
    /// Who moves stories here.
    hand: WallHand,
) -> impl IntoView {
    let (host, i18n, commands) = (use_host(), use_i18n(), use_commands());
    let (room, ui) = (use_room(), use_room_ui());
    let sorted = Memo::new(move |_| {
        room.track(Topic::Wall);
        room.track(Topic::Room);
        room.read(Topic::Backlog, |view| Sorted::of(&view.board))
    });
    let settled = move || sorted.with(|sorted| sorted.settled.len());
    let unsettled = move || sorted.with(|sorted| sorted.unsettled.len());
    let progress = move || {
        let (placed, all) = hand.layout.with(|layout| (layout.placed(), layout.cards.len()));
        let (placed, all) = (i18n.number(placed as f64), i18n.number(all as f64));
        i18n.format(Text::WallProgress, &[("placed", &placed), ("all", &all)])
    };
    let save = move |_| {
        let settled = sorted.with_untracked(|sorted| sorted.settled.clone());
        let count = settled.len();
        commands.send_with_undo(Command::SaveEstimates(settled), move |i18n| {
            i18n.plural(Text::DoneEstimatesSaved, count)
        });
    };
    let take_down = move || {
        commands.send_with_undo(Command::Wall(WallAction::TakeDown), |i18n| {
            i18n.get(Text::DoneWallDown)
        });
    };
    // What is left has no estimate, so that the room goes on from one to the next.
    let vote = move |_| {
        if let Some(first) = sorted.with_untracked(|sorted| sorted.unsettled.first().copied()) {
            bring_room(commands, ui, first);
            take_down();
            host.focus("#story".to_owned());
        }
    };
    let leave = move |_| {
        ui.is_at_wall.set(false);
        host.focus("#story".to_owned());
    };
    let has_cards = move || hand.layout.with(|layout: &Layout| !layout.cards.is_empty());
    view! {
        <div class="wall-top">
            <h2 class="wall-title">{i18n.text(Text::Wall)}</h2>
            <p class="wall-hint">{i18n.text(Text::WallHint)}</p>
            <Show when=has_cards>
                <p class="wall-progress">{progress}</p>
            </Show>
            <div class="wall-buttons">
                <Show when=move || room.may(Permission::Steer)>
                    <Show when=move || settled() != 0>
                        <button type="button" class="button button--primary" on:click=save>
                            {move || i18n.plural(Text::WallSave, settled())}
                        </button>
                    </Show>
                    <Show when=move || unsettled() != 0>
                        <button
                            type="button"
                            class="button"
                            class:button--primary=move || settled() == 0
                            on:click=vote
                        >
                            {move || i18n.plural(Text::WallVote, unsettled())}
                        </button>
                    </Show>
                    <button
                        type="button"
                        class="button button--quiet"
                        on:click=move |_| take_down()
                    >
                        {i18n.text(Text::WallTakeDown)}
                    </button>
                </Show>
                <button type="button" class="button button--quiet" on:click=leave>
                    {i18n.text(Text::WallLeave)}
                </button>
            </div>
        </div>
    }
}
