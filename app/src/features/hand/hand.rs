//! The hand of an estimator; an observer is offered to become one.

use domain::command::Command;
use domain::people::Role;
use domain::view::RoomView;
use leptos::prelude::*;

use super::hand_cards::HandCards;
use crate::components::icon::Icon;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{Topic, use_room};

/// This person's hand.
#[component]
pub fn Hand() -> impl IntoView {
    let room = use_room();
    let deck = Memo::new(move |_| room.read(Topic::Room, deck_labels));
    view! {
        <Show when=move || room.is_estimator() fallback=|| view! { <ObserverHand /> }>
            {move || {
                let deck = deck.get();
                view! { <HandCards labels=deck /> }
            }}
        </Show>
    }
}

fn deck_labels(view: &RoomView) -> Vec<String> {
    view.board.deck.cards.iter().map(|card| card.label.clone()).collect()
}

#[component]
fn ObserverHand() -> impl IntoView {
    let (i18n, commands) = (use_i18n(), use_commands());
    view! {
        <div class="hand hand--observer">
            <p class="hand-note">{Icon::Eye.view()} {i18n.text(Text::YouObserve)}</p>
            <button
                type="button"
                class="button"
                on:click=move |_| commands.send(Command::SetRole(Role::Estimator))
            >
                {i18n.text(Text::BecomeEstimator)}
            </button>
        </div>
    }
}
