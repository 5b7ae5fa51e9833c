//! The choice of a deck, each shown by its cards, and of its special cards. Folded, it shows what is chosen.

use domain::deck::{DeckChoice, DeckKind, Special};
use domain::deck_text;
use leptos::prelude::*;

use crate::components::choice::Choice;
use crate::components::icon::Icon;
use crate::early::EarlyForm;
use crate::i18n::{Text, use_i18n};

/// The names of the fields. The cards of a deck are its value.
const DECK: &str = "deck";
const SPECIAL: &str = "special-card";

/// The deck that was chosen before the app was there.
pub fn chosen_deck(form: &EarlyForm) -> DeckChoice {
    let labels = form.value(DECK).unwrap_or_default();
    let kind = DeckKind::ALL.into_iter().find(|kind| kind.labels() == labels);
    let specials = form.values(SPECIAL).iter().filter_map(|label| Special::of(label)).collect();
    DeckChoice { kind: kind.unwrap_or_default(), specials, cards: String::new() }
}

/// The chosen cards; unfolded, radio buttons for the decks and check boxes for the special cards.
#[component]
pub fn DeckPicker(
    /// The deck.
    kind: RwSignal<DeckKind>,
    /// Its special cards.
    specials: RwSignal<Vec<Special>>,
    /// The deck of one's own that was kept in this browser, as text; empty without one.
    own: String,
    /// Whether the choice is open.
    is_unfolded: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let card = |label: String| view! { <span class="mini-card">{label}</span> };
    let has_own = !own.is_empty();
    let own: Vec<String> = deck_text::parse(&own).into_iter().map(|card| card.label).collect();
    let labels = StoredValue::new(own);
    let labels = move |kind: DeckKind| match kind {
        DeckKind::Custom => labels.get_value(),
        kind => kind.labels().split(' ').map(str::to_owned).collect(),
    };
    let chosen_cards = move || {
        let (kind, specials) = (kind.get(), specials.get());
        let is_in = |special: &Special| kind != DeckKind::Custom && specials.contains(special);
        let specials = Special::ALL.into_iter().filter(is_in);
        let specials = specials.map(|special| special.label().to_owned());
        labels(kind).into_iter().chain(specials).map(card).collect_view()
    };
    let deck_option = move |deck: DeckKind| {
        view! {
            <Choice
                class="deck-option"
                group=DECK
                value=deck.labels()
                is_chosen=move || kind.get() == deck
                on_choose=move || kind.set(deck)
            >
                <span class="deck-option-name">{i18n.text(deck_name(deck))}</span>
                <span class="deck-option-cards">
                    {labels(deck).into_iter().map(card).collect_view()}
                </span>
            </Choice>
        }
    };
    let special_option = move |special: Special| {
        let toggle = move || {
            specials.update(|specials| match specials.iter().position(|it| *it == special) {
                Some(index) => drop(specials.remove(index)),
                None => specials.push(special),
            });
        };
        view! {
            <Choice
                class="special-option"
                several=true
                group=SPECIAL
                value=special.label()
                is_chosen=move || specials.with(|specials| specials.contains(&special))
                on_choose=toggle
            >
                <span class="mini-card" aria-hidden="true">
                    {special.label()}
                </span>
                <span class="special-option-name">{i18n.text(special_name(special))}</span>
            </Choice>
        }
    };
    view! {
        <details
            class="deck-choice"
            prop:open=is_unfolded
            on:toggle:target=move |event| is_unfolded.set(event.target().open())
        >
            <summary class="deck-chosen">
                <span class="field-label">{i18n.text(Text::Deck)}</span>
                <span class="deck-option-name">
                    {move || i18n.get(deck_name(kind.get()))} {Icon::Down.view()}
                </span>
                <span class="deck-option-cards">{chosen_cards}</span>
            </summary>
            <fieldset class="deck-picker">
                <legend class="visually-hidden">{i18n.text(Text::Deck)}</legend>
                <div class="deck-options">
                    {has_own.then(|| deck_option(DeckKind::Custom))}
                    {DeckKind::ALL.map(deck_option).into_iter().collect_view()}
                </div>
            </fieldset>
            <fieldset class="special-picker">
                <legend class="field-label">{i18n.text(Text::SpecialCards)}</legend>
                <div class="special-options">
                    {Special::ALL.map(special_option).into_iter().collect_view()}
                </div>
            </fieldset>
        </details>
    }
}

fn deck_name(kind: DeckKind) -> Text {
    match kind {
        DeckKind::Fibonacci => Text::DeckFibonacci,
        DeckKind::ModifiedFibonacci => Text::DeckModifiedFibonacci,
        DeckKind::PowersOfTwo => Text::DeckPowersOfTwo,
        DeckKind::TShirt => Text::DeckTShirt,
        DeckKind::Linear => Text::DeckLinear,
        DeckKind::Hours => Text::DeckHours,
        DeckKind::FiveFingers => Text::DeckFiveFingers,
        DeckKind::Moscow => Text::DeckMoscow,
        DeckKind::Custom => Text::DeckOwn,
    }
}

fn special_name(special: Special) -> Text {
    match special {
        Special::Unsure => Text::SpecialUnsure,
        Special::Break => Text::SpecialBreak,
        Special::TooBig => Text::SpecialTooBig,
        Special::Pass => Text::SpecialPass,
    }
}
