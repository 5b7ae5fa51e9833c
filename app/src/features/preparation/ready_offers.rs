//! What can be added to a definition of ready.

use domain::estimate::Estimate;
use domain::product::readiness::{DefinitionOfReady, ReadyCheck, ReadyPoint};
use domain::refusal::Field;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::change_ready::change;
use super::product_store::use_product;
use super::ready_check::in_words;
use crate::components::icon::Icon;
use crate::components::limited_field::LimitedField;
use crate::i18n::{Text, use_i18n};

/// The points that are no texts of their own.
const READY_MADE: [ReadyCheck; 5] = [
    ReadyCheck::HasDescription,
    ReadyCheck::HasCriteria,
    ReadyCheck::CriteriaAgreed,
    ReadyCheck::Estimated,
    ReadyCheck::NoOpenQuestion,
];

/// The points that are not there yet, a largest size, and words of one's own.
#[component]
pub fn ReadyOffers(
    /// The definition.
    ready: Memo<DefinitionOfReady>,
) -> impl IntoView {
    let (i18n, product) = (use_i18n(), use_product());
    let (words, size) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let add = move |check: ReadyCheck| {
        change(product, |ready| ready.points.push(ReadyPoint { number: 0, check }));
    };
    let missing = move || {
        let is_missing = |check: &ReadyCheck| {
            ready.with(|it| it.points.iter().all(|point| point.check != *check))
        };
        READY_MADE.into_iter().filter(is_missing).collect::<Vec<_>>()
    };
    let offer = move |check: ReadyCheck| {
        let text = in_words(i18n, &check);
        view! {
            <button type="button" class="button button--small" on:click=move |_| add(check.clone())>
                {Icon::Plus.view()}
                {text}
            </button>
        }
    };
    let add_size = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = size.get_untracked();
        if !typed.trim().is_empty() {
            add(ReadyCheck::NotLargerThan(Estimate::typed(typed)));
            size.set(String::new());
        }
    };
    let add_words = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = words.get_untracked();
        if !typed.trim().is_empty() {
            add(ReadyCheck::ByHand(typed));
            words.set(String::new());
        }
    };
    view! {
        <div class="ready-offers" role="group" aria-label=i18n.text(Text::ReadyAddPoint)>
            {move || missing().into_iter().map(offer).collect_view()}
        </div>
        <form class="item-form-row" on:submit=add_size>
            <LimitedField id="ready-size" label=Text::ReadySize field=Field::Estimate draft=size />
            <button type="submit" class="button">
                {i18n.text(Text::ReadyAddPoint)}
            </button>
        </form>
        <form class="item-form-row" on:submit=add_words>
            <LimitedField
                id="ready-words"
                label=Text::ReadyPointByHand
                field=Field::ReadyPoint
                draft=words
            />
            <button type="submit" class="button">
                {i18n.text(Text::ReadyAddPoint)}
            </button>
        </form>
    }
}
