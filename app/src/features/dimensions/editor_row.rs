//! A dimension as a facilitator edits it: its name and its cards as text.

use domain::deck::DeckKind;
use domain::deck_text;
use domain::dimension::{Dimension, DimensionChoice};
use domain::limits;
use domain::refusal::Refusal;
use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::i18n::{Text, use_i18n};

/// A place for a dimension while they are edited.
#[derive(Clone, Copy)]
pub struct Edited {
    /// Whether there is one in it.
    pub is_there: RwSignal<bool>,
    /// What is typed as its name.
    pub name: RwSignal<String>,
    /// What is typed as its cards.
    pub cards: RwSignal<String>,
}

impl Edited {
    /// The place with what there is now.
    pub fn of(dimension: Option<&Dimension>) -> Self {
        let name = dimension.map(|it| it.name.clone()).unwrap_or_default();
        let cards = dimension.map(|it| deck_text::text(&it.deck.cards)).unwrap_or_default();
        let is_there = RwSignal::new(dimension.is_some());
        Self { is_there, name: RwSignal::new(name), cards: RwSignal::new(cards) }
    }

    /// Puts a new dimension there.
    pub fn begin(self, name: String) {
        self.name.set(name);
        self.cards.set(deck_text::ready_made(DeckKind::Linear));
        self.is_there.set(true);
    }

    /// What is chosen so far.
    pub fn choice(self) -> Option<DimensionChoice> {
        let deck = deck_text::choice(deck_text::parse(&self.cards.get()));
        self.is_there.get().then(|| DimensionChoice { name: self.name.get(), deck })
    }
}

/// The fields.
#[component]
pub fn EditorRow(
    /// The dimension.
    edited: Edited,
    /// What was refused, which is over as soon as one is taken away.
    refusal: RwSignal<Option<Refusal>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let Edited { is_there, name, cards } = edited;
    let option = |kind: DeckKind| {
        let text = deck_text::ready_made(kind);
        view! { <option value=text.clone()>{text.clone()}</option> }
    };
    let choose = move |text: String| {
        if !text.is_empty() {
            cards.set(text);
        }
    };
    let remove = move || i18n.format(Text::RemoveDimension, &[("name", &name.get())]);
    let of_it = move |text: Text| move || format!("{}: {}", name.get(), i18n.get(text));
    view! {
        <div class="dimension-row" role="group" aria-label=move || name.get()>
            <input
                class="field-input dimension-row-name"
                dir="auto"
                autocomplete="off"
                aria-label=i18n.text(Text::DimensionName)
                placeholder=i18n.text(Text::DimensionName)
                maxlength=limits::NAME.to_string()
                prop:value=name
                on:input:target=move |event| name.set(event.target().value())
            />
            <button
                type="button"
                class="button button--quiet button--small"
                aria-label=remove
                on:click=move |_| {
                    is_there.set(false);
                    refusal.set(None);
                }
            >
                {Icon::Bin.view()}
            </button>
            <select
                class="field-input"
                aria-label=of_it(Text::DeckReady)
                on:change:target=move |event| choose(event.target().value())
            >
                <option value="">{i18n.text(Text::DeckReady)}</option>
                {DeckKind::ALL.map(option).into_iter().collect_view()}
            </select>
            <input
                class="field-input"
                autocomplete="off"
                aria-label=of_it(Text::DeckCards)
                prop:value=cards
                on:input:target=move |event| cards.set(event.target().value())
            />
        </div>
    }
}
