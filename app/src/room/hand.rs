//! My hand: the deck as one group of choices. A card that was chosen and not saved yet says so.

use domain::command::Command;
use domain::deck::Special;
use domain::ids::Subject;
use domain::people::Role;
use domain::text;
use domain::view::RoomView;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::reads::{press, say, votes};
use crate::commands::{Commands, LinkStatus};
use crate::i18n::{Text, Texts};
use crate::parts::icon::Icon;
use crate::state::{RoomState, Topic};

/// The round that the hand plays in, as far as it matters to the hand.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Play {
    story: Subject,
    round: u32,
    revealed: bool,
    /// Whether a card may be chosen now.
    open: bool,
}

/// The viewer's cards.
#[component]
pub fn Hand() -> impl IntoView {
    let room = expect_context::<RoomState>();
    let texts = expect_context::<Texts>();
    let commands = expect_context::<Commands>();
    let is_voter = Memo::new(move |_| votes(room));
    let labels = Memo::new(move |_| {
        room.read(Topic::Room, |view| {
            view.board.deck.cards.iter().map(|card| card.label.clone()).collect::<Vec<_>>()
        })
    });
    let play = Memo::new(move |_| {
        room.read(Topic::Room, |_| ());
        room.read(Topic::Table, play)
    });
    let saved = Memo::new(move |_| {
        room.read(Topic::Table, |view| view.my_card().map(|card| card.label.clone()))
    });
    let sent = Memo::new(move |_| {
        play.get().and_then(|play| commands.pending_vote(play.story, play.round))
    });
    let chosen = Memo::new(move |_| sent.get().unwrap_or_else(|| saved.get()));
    let is_open = Memo::new(move |_| play.get().is_some_and(|play| play.open));
    let note = move || {
        let is_live = commands.link() == LinkStatus::Live;
        match (sent.get().is_some(), play.get()) {
            (true, _) if is_live => texts.get(Text::HandSending),
            (true, _) => texts.get(Text::HandHeld),
            (_, Some(play)) if !play.revealed => String::new(),
            (_, Some(play)) if play.open => texts.get(Text::HandMayChange),
            (_, Some(_)) => texts.get(Text::HandWait),
            (_, None) => String::new(),
        }
    };
    let cards = move || {
        let cards = labels.get().into_iter().enumerate();
        cards
            .map(|(index, label)| card(texts, index, label, chosen, sent, is_open))
            .collect::<Vec<_>>()
    };
    let hand = move || {
        view! {
            <div
                class="hand"
                style=("--cards", move || labels.with(Vec::len).to_string())
                class:is-settled=move || play.get().is_some_and(|play| play.revealed)
                class:is-shut=move || !is_open.get()
            >
                <p class="hand-note" aria-live="polite">{note}</p>
                <div
                    class="hand-cards"
                    role="radiogroup"
                    aria-label=say(texts, Text::YourHand)
                    on:keydown=|event| move_focus(&event)
                >
                    {cards}
                </div>
            </div>
        }
    };
    view! {
        {move || if is_voter.get() { hand().into_any() } else { observer(texts, commands) }}
    }
    .into_any()
}

/// One card. The group has one stop for the tab key: the chosen card, else the first.
fn card(
    texts: Texts,
    index: usize,
    label: String,
    chosen: Memo<Option<String>>,
    sent: Memo<Option<Option<String>>>,
    is_open: Memo<bool>,
) -> AnyView {
    let special = Special::of(&label);
    let own = label.clone();
    let is_chosen = Memo::new(move |_| chosen.with(|chosen| chosen.as_ref() == Some(&own)));
    let name = {
        let label = label.clone();
        move || match special {
            Some(Special::Unsure) => texts.get(Text::CardUnsure),
            Some(Special::Break) => texts.get(Text::CardBreak),
            Some(Special::TooBig) => texts.get(Text::CardTooBig),
            Some(Special::Pass) => texts.get(Text::CardPass),
            None => label.clone(),
        }
    };
    let length = text::length(&label).to_string();
    let class =
        if special.is_some() { "playing-card playing-card--special" } else { "playing-card" };
    let room = expect_context::<RoomState>();
    let commands = expect_context::<Commands>();
    let act = {
        let label = label.clone();
        move |_| play_card(room, commands, &label)
    };
    view! {
        <button
            type="button"
            class=class
            class:is-chosen=move || is_chosen.get()
            class:is-sending=move || is_chosen.get() && sent.with(Option::is_some)
            role="radio"
            aria-disabled=move || (!is_open.get()).to_string()
            aria-checked=move || is_chosen.get().to_string()
            aria-label=name
            tabindex=move || {
                let first = index == 0 && chosen.with(Option::is_none);
                if first || is_chosen.get() { "0" } else { "-1" }
            }
            data-length=length
            on:click=press(act)
        >
            <span class="card-corner" aria-hidden="true">{label.clone()}</span>
            <span class="card-label" aria-hidden="true">{label}</span>
        </button>
    }
    .into_any()
}

/// Plays a card by its label; the chosen one is taken back (rule 14).
pub fn play_card(room: RoomState, commands: Commands, label: &str) {
    let Some(Play { story, round, revealed, open: true }) = room.peek(play) else { return };
    let saved = room.peek(|view| view.my_card().map(|card| card.label.clone()));
    let chosen = untrack(|| commands.pending_vote(story, round)).unwrap_or(saved);
    let is_chosen = chosen.as_deref() == Some(label);
    // A card that lies face up can be changed and not taken back.
    if is_chosen && revealed {
        return;
    }
    let card = (!is_chosen).then(|| label.to_owned());
    commands.send(Command::Vote { story, round, card, revealed });
}

fn play(view: &RoomView) -> Option<Play> {
    let round = view.board.round()?;
    let revealed = round.is_revealed();
    let may_change = view.board.settings.change_after_reveal && round.has_vote(view.you);
    let open = !revealed || may_change;
    Some(Play { story: view.board.current, round: round.number, revealed, open })
}

/// Arrows move between the cards without choosing: a vote is not cast in passing.
fn move_focus(event: &web_sys::KeyboardEvent) {
    let step = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => 1,
        "ArrowLeft" | "ArrowUp" => -1,
        _ => return,
    };
    let Some(card) = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok()) else {
        return;
    };
    let next = if step > 0 { card.next_element_sibling() } else { card.previous_element_sibling() };
    let around = || {
        let group = card.parent_element()?;
        if step > 0 { group.first_element_child() } else { group.last_element_child() }
    };
    event.prevent_default();
    let next = next.or_else(around).and_then(|next| next.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(next) = next {
        let _ = next.focus();
    }
}

fn observer(texts: Texts, commands: Commands) -> AnyView {
    view! {
        <div class="hand hand--observer">
            <p class="hand-note">{Icon::Eye.view()} {say(texts, Text::YouObserve)}</p>
            <button
                type="button"
                class="button"
                on:click=press(move |_| commands.send(Command::SetRole(Role::Estimator)))
            >
                {say(texts, Text::BecomeEstimator)}
            </button>
        </div>
    }
    .into_any()
}
