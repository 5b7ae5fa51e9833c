//! My hand: the deck as one group of choices. A card that was chosen and not saved yet says so.

use domain::command::Command;
use domain::deck::Special;
use domain::ids::Subject;
use domain::people::Role;
use domain::view::RoomView;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::reads::votes;
use crate::characters;
use crate::commands::{Commands, LinkStatus};
use crate::dom::{El, View, button, dynamic, el};
use crate::i18n::Text;
use crate::page::{commands, room, texts};
use crate::parts::icon::Icon;
use crate::signals::Memo;
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
pub fn hand() -> View {
    let room = room();
    let is_voter = Memo::new(move || votes(room));
    dynamic(move || if is_voter.get() { cards() } else { observer() })
}

fn cards() -> El {
    let room = room();
    let texts = texts();
    let commands = commands();
    let now = move || {
        room.read(Topic::Room, |_| ());
        room.read(Topic::Table, play)
    };
    let sent = move || now().and_then(|play| commands.pending_vote(play.story, play.round));
    let is_sending = move || sent().is_some();
    let chosen = Memo::new(move || sent().unwrap_or_else(|| room.read(Topic::Table, my_label)));
    let is_open = move || now().is_some_and(|play| play.open);
    let note = move || {
        let is_live = commands.link() == LinkStatus::Live;
        match (is_sending(), now()) {
            (true, _) if is_live => texts.get(Text::HandSending),
            (true, _) => texts.get(Text::HandHeld),
            (_, Some(play)) if !play.revealed => String::new(),
            (_, Some(play)) if play.open => texts.get(Text::HandMayChange),
            (_, Some(_)) => texts.get(Text::HandWait),
            (_, None) => String::new(),
        }
    };
    let labels: Vec<String> =
        room.peek(|view| view.board.deck.cards.iter().map(|card| card.label.clone()).collect());
    let count = labels.len();
    let cards = labels.iter().enumerate();
    let cards = cards.map(|(index, label)| card(index, label, chosen, is_sending, is_open));
    let group = el("div.hand-cards")
        .attr("role", "radiogroup")
        .attr_of("aria-label", texts.say(Text::YourHand))
        .on("keydown", |event| move_focus(&event))
        .child(View::of(cards));
    el("div.hand")
        .style("--cards", &count.to_string())
        .class_if("is-settled", move || now().is_some_and(|play| play.revealed))
        .class_if("is-shut", move || !is_open())
        .child(el("p.hand-note").attr("aria-live", "polite").text_of(note))
        .child(group)
}

/// One card. The group has one stop for the tab key: the chosen card, else the first.
fn card(
    index: usize,
    label: &str,
    chosen: Memo<Option<String>>,
    is_sending: impl Fn() -> bool + Copy + 'static,
    is_open: impl Fn() -> bool + Copy + 'static,
) -> View {
    let room = room();
    let texts = texts();
    let commands = commands();
    let (own, played) = (label.to_owned(), label.to_owned());
    let is_chosen = Memo::new(move || chosen.get().as_ref() == Some(&own));
    let tab_stop = move || {
        let is_first = index == 0 && chosen.get().is_none();
        if is_first || is_chosen.get() { "0".to_owned() } else { "-1".to_owned() }
    };
    let special = Special::of(label);
    let card = match special {
        Some(special) => button("playing-card playing-card--special")
            .attr_of("aria-label", texts.say(spoken(special))),
        None => button("playing-card").attr("aria-label", label),
    };
    let part = |class| el("span").class(class).attr("aria-hidden", "true").text(label);
    card.class_if("is-chosen", move || is_chosen.get())
        .class_if("is-sending", move || is_chosen.get() && is_sending())
        .attr("role", "radio")
        .aria("aria-disabled", move || !is_open())
        .aria("aria-checked", move || is_chosen.get())
        .attr_of("tabindex", tab_stop)
        .attr("data-length", &characters::length(label).to_string())
        .on_click(move |_| play_card(room, commands, &played))
        .child(part("card-corner"))
        .child(part("card-label"))
        .into()
}

/// What a screen reader says of a special card.
fn spoken(special: Special) -> Text {
    match special {
        Special::Unsure => Text::CardUnsure,
        Special::Break => Text::CardBreak,
        Special::TooBig => Text::CardTooBig,
        Special::Pass => Text::CardPass,
    }
}

/// Plays a card by its label; the chosen one is taken back (rule 14).
pub fn play_card(room: RoomState, commands: Commands, label: &str) {
    let Some(Play { story, round, revealed, open: true }) = room.peek(play) else { return };
    let saved = room.peek(my_label);
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

fn my_label(view: &RoomView) -> Option<String> {
    view.my_card().map(|card| card.label.clone())
}

/// Arrows move between the cards without choosing: a vote is not cast in passing.
fn move_focus(event: &KeyboardEvent) {
    let step = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => 1,
        "ArrowLeft" | "ArrowUp" => -1,
        _ => return,
    };
    let Some(card) = event.target().and_then(|t| t.dyn_into::<Element>().ok()) else {
        return;
    };
    let next = if step > 0 { card.next_element_sibling() } else { card.previous_element_sibling() };
    let around = || {
        let group = card.parent_element()?;
        if step > 0 { group.first_element_child() } else { group.last_element_child() }
    };
    event.prevent_default();
    let next = next.or_else(around).and_then(|next| next.dyn_into::<HtmlElement>().ok());
    if let Some(next) = next {
        let _ = next.focus();
    }
}

fn observer() -> El {
    let texts = texts();
    let commands = commands();
    let note = el("p.hand-note").child(Icon::Eye.view()).text_of(texts.say(Text::YouObserve));
    let vote = button("button")
        .on_click(move |_| commands.send(Command::SetRole(Role::Estimator)))
        .text_of(texts.say(Text::BecomeEstimator));
    el("div.hand.hand--observer").child(note).child(vote)
}
