//! The deck as one group of choices. A card that was chosen and is not saved yet says so.

use leptos::prelude::*;

use super::cards_are_for::CardsAreFor;
use super::hand_card::HandCard;
use super::move_focus::move_focus;
use super::play_card::{RoundInPlay, has_dimensions, saved_label};
use super::remark_line::load_remark_line;
use super::score_hand::load_score_hand;
use crate::components::lazy_part::LazyPart;
use crate::i18n::{Text, use_i18n};
use crate::session::{ConnectionStatus, use_commands};
use crate::state::{Topic, use_room, use_room_ui};

/// The cards of an estimator.
#[component]
pub fn HandCards(
    /// The labels of the cards, in the order of the deck.
    labels: Vec<String>,
) -> impl IntoView {
    let (room, i18n, commands) = (use_room(), use_i18n(), use_commands());
    let ui = use_room_ui();
    let round = Memo::new(move |_| {
        // Settings decide whether a revealed card may be changed.
        room.track(Topic::Room);
        room.read(Topic::Table, RoundInPlay::of)
    });
    let pending =
        Memo::new(move |_| commands.pending_vote(round.get()?.story, round.get()?.number));
    let chosen = Memo::new(move |_| {
        pending.get().unwrap_or_else(|| {
            room.read(Topic::Table, |view| saved_label(view, view.board.current))
        })
    });
    let remarked = Memo::new(move |_| {
        round.get().filter(|round| round.is_open && chosen.with(Option::is_some))
    });
    let scored = Memo::new(move |_| round.get().filter(|it| it.is_open && has_dimensions(room)));
    let is_sending = Memo::new(move |_| pending.with(Option::is_some));
    let is_open = Memo::new(move |_| round.get().is_some_and(|round| round.is_open));
    let note = move || {
        let is_live = commands.status() == ConnectionStatus::Live;
        let text = match (is_sending.get(), round.get()) {
            (true, _) if is_live => Text::HandSending,
            (true, _) => Text::HandHeld,
            (_, Some(round)) if !round.is_revealed => return String::new(),
            (_, Some(round)) if round.is_open => Text::HandMayChange,
            (_, Some(_)) => Text::HandWait,
            (_, None) => return String::new(),
        };
        i18n.get(text)
    };
    let count = labels.len();
    let card = move |(index, label): (usize, String)| {
        let own_label = label.clone();
        let is_chosen =
            Memo::new(move |_| chosen.with(|chosen| chosen.as_ref() == Some(&own_label)));
        // The group has one stop for the tab key: the chosen card, else the first.
        let is_tab_stop = move || is_chosen.get() || (index == 0 && chosen.with(Option::is_none));
        view! { <HandCard label is_chosen is_sending is_open is_tab_stop=Signal::derive(is_tab_stop) /> }
    };
    view! {
        <div
            class="hand"
            class:is-settled=move || round.get().is_some_and(|round| round.is_revealed)
            class:is-shut=move || !is_open.get()
            style=("--cards", count.to_string())
        >
            <Show when=move || ui.is_elsewhere()>
                <CardsAreFor />
            </Show>
            <p class="hand-note" aria-live="polite">
                {note}
            </p>
            <div
                class="hand-cards"
                role="radiogroup"
                aria-label=i18n.text(Text::YourHand)
                on:keydown=move |event| move_focus(&event, i18n.is_right_to_left())
            >
                {labels.into_iter().enumerate().map(card).collect_view()}
            </div>
            {move || {
                let round = scored.get()?;
                Some(view! { <LazyPart load=move || load_score_hand(round) /> })
            }}
            {move || {
                let round = remarked.get()?;
                Some(view! { <LazyPart load=move || load_remark_line(round) /> })
            }}
        </div>
    }
}
