//! The choice of a deck, each shown by its cards.

use domain::deck::{DeckKind, Special};

use super::choice::{choice, radio};
use crate::dom::{El, View, el};
use crate::i18n::{Text, Texts};
use crate::page::texts;
use crate::signals::Var;

/// Radio cards for the decks and switches for the special cards.
pub fn deck_picker(kind: Var<DeckKind>, specials: Var<Vec<Special>>) -> View {
    let texts = texts();
    let decks = DeckKind::ALL.map(|deck| deck_option(texts, kind, deck));
    let specials = Special::ALL.map(|special| special_option(texts, specials, special));
    View::of([
        choices(texts, Text::Deck, "deck", View::of(decks)),
        choices(texts, Text::SpecialCards, "special", View::of(specials)),
    ])
}

fn choices(texts: Texts, legend: Text, name: &str, options: View) -> View {
    let legend = el("legend.field-label").text_of(texts.say(legend));
    el("fieldset")
        .class(&[name, "-picker"].concat())
        .child(legend)
        .child(el("div").class(&[name, "-options"].concat()).child(options))
        .into()
}

fn deck_option(texts: Texts, kind: Var<DeckKind>, deck: DeckKind) -> View {
    let is_chosen = move || kind.get() == deck;
    let cards = deck.labels().split(' ').map(|label| mini_card(label).into());
    choice("deck-option", radio("deck"), is_chosen, move || kind.set(deck))
        .child(el("span.deck-option-name").text_of(texts.say(deck_name(deck))))
        .child(el("span.deck-option-cards").child(View::of(cards)))
        .into()
}

fn special_option(texts: Texts, specials: Var<Vec<Special>>, special: Special) -> View {
    let is_chosen = move || specials.with(|specials| specials.contains(&special));
    let toggle = move || {
        specials.update(|specials| match specials.iter().position(|it| *it == special) {
            Some(at) => drop(specials.remove(at)),
            None => specials.push(special),
        });
    };
    choice("special-option", el("input").attr("type", "checkbox"), is_chosen, toggle)
        .child(mini_card(special.label()).attr("aria-hidden", "true"))
        .child(el("span.special-option-name").text_of(texts.say(special_name(special))))
        .into()
}

fn mini_card(label: &str) -> El {
    el("span.mini-card").text(label)
}

/// What a deck is called.
pub fn deck_name(kind: DeckKind) -> Text {
    match kind {
        DeckKind::Fibonacci => Text::DeckFibonacci,
        DeckKind::ModifiedFibonacci => Text::DeckModifiedFibonacci,
        DeckKind::PowersOfTwo => Text::DeckPowersOfTwo,
        DeckKind::TShirt => Text::DeckTShirt,
        DeckKind::Linear => Text::DeckLinear,
        DeckKind::Hours => Text::DeckHours,
        DeckKind::FiveFingers => Text::DeckFiveFingers,
        DeckKind::Moscow => Text::DeckMoscow,
    }
}

/// What a special card says.
pub fn special_name(special: Special) -> Text {
    match special {
        Special::Unsure => Text::SpecialUnsure,
        Special::Break => Text::SpecialBreak,
        Special::TooBig => Text::SpecialTooBig,
        Special::Pass => Text::SpecialPass,
    }
}
