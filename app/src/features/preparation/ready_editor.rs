//! The editor of the room's definition of ready.

use domain::product::readiness::{DefinitionOfReady, ReadyPoint, ReadyTemplate};
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::change_ready::change;
use super::product_store::use_product;
use super::ready_check::in_words;
use super::ready_offers::ReadyOffers;
use crate::components::icon::Icon;
use crate::components::lazy_part::PartMissing;
use crate::components::switch::Switch;
use crate::i18n::{Text, use_i18n};

/// The templates with what they are called.
const TEMPLATES: [(ReadyTemplate, Text); 3] = [
    (ReadyTemplate::Light, Text::ReadyTemplateLight),
    (ReadyTemplate::Usual, Text::ReadyTemplateUsual),
    (ReadyTemplate::Strict, Text::ReadyTemplateStrict),
];

/// Loads the editor.
#[wasm_split(ready, fallible)]
pub fn load_ready_editor() -> Result<AnyView, PartMissing> {
    Ok(view! { <ReadyEditor /> }.into_any())
}

/// The points, what can be added to them, and what follows from them. Everything holds at once, with an undo.
#[component]
fn ReadyEditor() -> impl IntoView {
    let (i18n, product) = (use_i18n(), use_product());
    let ready = Memo::new(move |_| product.read(|product| product.ready.clone()));
    let template = move |(template, name): (ReadyTemplate, Text)| {
        let choose = move |_| {
            let DefinitionOfReady { points, is_strict, .. } = template.definition();
            change(product, |ready| {
                ready.points = points;
                ready.is_strict = is_strict;
            });
        };
        view! {
            <button type="button" class="button button--small" on:click=choose>
                {i18n.text(name)}
            </button>
        }
    };
    let row = move |point: ReadyPoint| view! { <PointRow point /> };
    view! {
        <div class="ready-editor">
            <div class="ready-templates">
                <span class="field-label">{i18n.text(Text::ReadyTemplate)}</span>
                {TEMPLATES.map(template).into_iter().collect_view()}
            </div>
            <ul class="ready-points">
                <For each=move || ready.get().points key=|point| point.number let(point)>
                    {row(point)}
                </For>
            </ul>
            <ReadyOffers ready />
            <Switch
                label=Text::ReadyByItself
                is_on=move || ready.with(|ready| ready.by_itself)
                on_press=move || change(product, |ready| ready.by_itself = !ready.by_itself)
            />
            <Switch
                label=Text::ReadyStrict
                is_on=move || ready.with(|ready| ready.is_strict)
                on_press=move || change(product, |ready| ready.is_strict = !ready.is_strict)
            />
        </div>
    }
}

#[component]
fn PointRow(point: ReadyPoint) -> impl IntoView {
    let (i18n, product) = (use_i18n(), use_product());
    let number = point.number;
    let check = StoredValue::new(point.check);
    let text = move || check.with_value(|check| in_words(i18n, check));
    view! {
        <li class="ready-point">
            <bdi>{text}</bdi>
            <button
                type="button"
                class="button button--quiet button--icon"
                aria-label=move || i18n.format(Text::ReadyRemovePoint, &[("point", &text())])
                on:click=move |_| {
                    change(product, |ready| ready.points.retain(|point| point.number != number));
                }
            >
                {Icon::Cross.view()}
            </button>
        </li>
    }
}
