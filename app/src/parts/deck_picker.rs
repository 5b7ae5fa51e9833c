//! The choice of a deck, each shown by its cards.

use domain::deck::{DeckKind, Special};
use leptos::prelude::*;

use crate::i18n::{Text, Texts};

/// Radio cards for the decks and switches for the special cards.
#[component]
pub fn DeckPicker(
    /// The deck.
    kind: RwSignal<DeckKind>,
    /// Its special cards.
    specials: RwSignal<Vec<Special>>,
) -> impl IntoView {
    let texts = expect_context::<Texts>();
    let deck = move |value: DeckKind| {
        let labels = value.labels().split(' ');
        let cards = labels.map(|label| view! { <span class="mini-card">{label}</span> });
        view! {
            <label class="deck-option" class:is-chosen=move || kind.get() == value>
                <input
                    type="radio"
                    name="deck"
                    class="deck-option-input"
                    prop:checked=move || kind.get() == value
                    on:change=move |_| kind.set(value)
                />
                <span class="deck-option-name">{move || texts.get(deck_name(value))}</span>
                <span class="deck-option-cards">{cards.collect_view()}</span>
            </label>
        }
    };
    let special = move |value: Special| {
        let chosen = move || specials.with(|specials| specials.contains(&value));
        let toggle = move |_| {
            specials.update(|specials| match specials.iter().position(|it| *it == value) {
                Some(at) => drop(specials.remove(at)),
                None => specials.push(value),
            });
        };
        view! {
            <label class="special-option" class:is-chosen=chosen>
                <input
                    type="checkbox"
                    class="special-option-input"
                    prop:checked=chosen
                    on:change=toggle
                />
                <span class="mini-card" aria-hidden="true">
                    {value.label()}
                </span>
                <span class="special-option-name">{move || texts.get(special_name(value))}</span>
            </label>
        }
    };
    view! {
        <fieldset class="deck-picker">
            <legend class="field-label">{move || texts.get(Text::Deck)}</legend>
            <div class="deck-options">{DeckKind::ALL.map(deck).into_iter().collect_view()}</div>
        </fieldset>
        <fieldset class="special-picker">
            <legend class="field-label">{move || texts.get(Text::SpecialCards)}</legend>
            <div class="special-options">{Special::ALL.map(special).into_iter().collect_view()}</div>
        </fieldset>
    }
    .into_any()
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
