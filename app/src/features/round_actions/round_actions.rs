//! The bar of actions: one primary action at a time, always in the same place. Voting again stands apart
//! from it.

use domain::settings::Permission;
use leptos::prelude::*;

use super::main_action::MainAction;
use super::offer::Offer;
use super::primary_action::PrimaryAction;
use super::round_commands::vote_again;
use super::round_status::RoundStatus;
use crate::components::icon::Icon;
use crate::features::timer::Timer;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{Topic, use_room};

/// The bar of actions.
#[component]
pub fn RoundActions() -> impl IntoView {
    let (room, i18n, commands) = (use_room(), use_i18n(), use_commands());
    let offer = Offer::watch(room);
    let is_revealed = move || {
        room.read(Topic::Table, |view| view.board.round().is_some_and(|round| round.is_revealed()))
    };
    let is_only_action = move || offer.with(|offer| offer.action == PrimaryAction::Nothing);
    view! {
        <div class="actions" role="group" aria-label=i18n.text(Text::Actions)>
            <div class="actions-aside">
                <Show when=move || is_revealed() && room.may(Permission::Reveal)>
                    <button
                        type="button"
                        class="button"
                        class:button--primary=is_only_action
                        on:click=move |_| vote_again(room, commands)
                    >
                        {Icon::Again.view()}
                        {i18n.text(Text::VoteAgain)}
                    </button>
                </Show>
            </div>
            <div class="actions-top">
                <RoundStatus />
                <Timer />
            </div>
            <div class="actions-main">
                <MainAction offer />
            </div>
        </div>
    }
}
