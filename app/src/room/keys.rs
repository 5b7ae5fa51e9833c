//! Shortcuts: the first characters of a card vote for it, letters do what the buttons do. Never
//! while somebody types, never with a modifier.

use std::time::Duration;

use domain::deck::Card;
use domain::number;
use domain::settings::Permission;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::actions;
use super::desk::Desk;
use super::hand::play_card;
use super::reads::{may, votes};
use super::story_row::{self, Act};
use crate::dom::{El, View, el, on};
use crate::host::Host;
use crate::i18n::Text;
use crate::later::{Timer, after};
use crate::page::{commands, host, room, texts};
use crate::parts::dialog::dialog;
use crate::signals::Var;

/// How long the next character of a card is waited for.
const MOMENT: Duration = Duration::from_millis(700);

/// What typed characters mean to a deck.
#[derive(Debug, PartialEq)]
enum Meaning {
    /// No card begins so.
    Nothing,
    /// That card and no other.
    Card(String),
    /// That card, unless more is typed.
    CardSoFar(String),
    /// Several cards begin so, none is it.
    More,
}

/// Listens while the room is shown.
pub fn listen(desk: Desk) {
    let host = host();
    let room = room();
    let texts = texts();
    let commands = commands();
    let buffer = Var::new(String::new());
    let waiting = Var::new(None::<Timer>);
    let vote = move |key: &str| -> bool {
        if !untrack(|| votes(room)) {
            return false;
        }
        let typed = [&buffer.get_untracked(), key].concat();
        let meaning = room.peek(|view| meaning(&view.board.deck.cards, &typed));
        if let Some(timer) = waiting.take() {
            timer.stop();
        }
        buffer.set(String::new());
        let later = match meaning {
            Meaning::Nothing => return false,
            Meaning::Card(label) => {
                play_card(room, commands, &label);
                return true;
            }
            Meaning::CardSoFar(label) => Some(label),
            Meaning::More => None,
        };
        buffer.set(typed);
        let over = move || {
            buffer.set(String::new());
            waiting.set(None);
            later.iter().for_each(|label| play_card(room, commands, label));
        };
        waiting.set(after(MOMENT, over));
        true
    };
    // In an element only what is pressed in it is meant for it.
    let target = if host.is_page() { window().into() } else { host.frame().into() };
    on(target, "keydown", move |event: KeyboardEvent| {
        if is_for_somebody_else(host, &event) {
            return;
        }
        let key = event.key();
        let allowed = |permission| untrack(|| may(room, permission));
        if key != "?" && key.chars().count() == 1 && key != " " && vote(&key) {
            return event.prevent_default();
        }
        match key.to_ascii_lowercase().as_str() {
            "r" if allowed(Permission::Reveal) => actions::reveal(room, commands),
            "v" if allowed(Permission::Reveal) => actions::vote_again(room, commands),
            "n" if allowed(Permission::Steer) => actions::next(room, commands),
            "e" if allowed(Permission::Texts) => {
                let Some(id) = untrack(|| desk.shown()) else { return };
                story_row::edit(Act { room, texts, commands, desk, id });
            }
            "?" => desk.help.set(true),
            _ => return,
        }
        event.prevent_default();
    });
}

/// Whether a key press is meant for a field, a dialog or the browser.
fn is_for_somebody_else(host: Host, event: &KeyboardEvent) -> bool {
    if event.ctrl_key() || event.alt_key() || event.meta_key() || event.repeat() {
        return true;
    }
    // Inside a shadow root the target seen from the window is its host.
    let innermost = event.composed_path().get(0).dyn_into::<Element>().ok();
    let field = "input, textarea, select, dialog, [contenteditable]";
    innermost.and_then(|element| element.closest(field).ok().flatten()).is_some()
        || host.find("dialog[open]").is_some()
}

fn meaning(cards: &[Card], typed: &str) -> Meaning {
    let typed = typed.to_ascii_lowercase().replace(',', ".");
    let ways = |card: &Card| {
        let number = card.number().map(number::plain);
        [Some(card.label.to_ascii_lowercase()), number].into_iter().flatten().collect::<Vec<_>>()
    };
    let begins = |card: &&Card| ways(card).iter().any(|way| way.starts_with(&typed));
    let found: Vec<&Card> = cards.iter().filter(begins).collect();
    let exact = found.iter().find(|card| ways(card).contains(&typed));
    match (found.as_slice(), exact) {
        ([], _) => Meaning::Nothing,
        ([only], _) => Meaning::Card(only.label.clone()),
        (_, Some(card)) => Meaning::CardSoFar(card.label.clone()),
        _ => Meaning::More,
    }
}

/// The dialog with all shortcuts.
pub fn shortcuts(open: Var<bool>) -> El {
    let texts = texts();
    let rows = [
        ("1 3", Text::KeyVote),
        ("R", Text::KeyReveal),
        ("N", Text::KeyNext),
        ("V", Text::KeyVoteAgain),
        ("E", Text::KeyEdit),
        ("Alt ↑ ↓", Text::KeyMove),
        ("?", Text::KeyHelp),
    ];
    let row = move |(keys, text): (&str, Text)| -> View {
        let keys = View::of(keys.split(' ').map(|key| el("kbd").text(key).into()));
        el("div.shortcut")
            .child(el("dt").child(keys))
            .child(el("dd").text_of(texts.say(text)))
            .into()
    };
    let list = move || el("dl.shortcuts-list").child(View::of(rows.map(row))).into();
    dialog(open, Text::Shortcuts, "shortcuts", list)
}

#[cfg(test)]
mod tests {
    use domain::deck::{Deck, DeckChoice, DeckKind};

    use super::*;

    fn deck(kind: DeckKind) -> Vec<Card> {
        Deck::new(&DeckChoice { kind, ..DeckChoice::default() }).cards
    }

    #[test]
    fn first_characters_vote_and_more_may_follow_within_a_moment() {
        let cards = deck(DeckKind::ModifiedFibonacci);
        assert_eq!(meaning(&cards, "8"), Meaning::Card("8".into()));
        assert_eq!(meaning(&cards, "1"), Meaning::CardSoFar("1".into()));
        assert_eq!(meaning(&cards, "13"), Meaning::Card("13".into()));
        assert_eq!(meaning(&cards, "4"), Meaning::Card("40".into()));
        assert_eq!(meaning(&cards, "0,"), Meaning::Card("½".into()));
        assert_eq!(meaning(&cards, "r"), Meaning::Nothing);
    }

    #[test]
    fn sizes_are_found_without_regard_to_case() {
        let cards = deck(DeckKind::TShirt);
        assert_eq!(meaning(&cards, "m"), Meaning::Card("M".into()));
        assert_eq!(meaning(&cards, "x"), Meaning::More);
        assert_eq!(meaning(&cards, "xx"), Meaning::Card("XXL".into()));
    }
}
