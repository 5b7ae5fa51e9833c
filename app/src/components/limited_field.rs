//! A field that counts what is typed as its reader would, and says when it is too much.

use domain::refusal::Field;
use leptos::html;
use leptos::prelude::*;

use crate::i18n::{Text, characters, use_i18n};

/// From this part of the limit on, the count is shown.
const COUNT_FROM: f64 = 0.8;

/// A labelled input or text area for one of the domain's fields. What is typed lives in `draft`, which
/// only the caller empties or replaces.
#[component]
pub fn LimitedField(
    /// The element's id; unique on the page.
    id: &'static str,
    /// What it asks for.
    label: Text,
    /// Which field of the domain it is: tells how long the text may be.
    field: Field,
    /// What is typed.
    draft: RwSignal<String>,
    /// Whether it has several lines.
    #[prop(optional)]
    multiline: bool,
    /// Why what was typed cannot be taken; shown below.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// An example, shown while nothing is typed.
    #[prop(optional)]
    placeholder: Option<Text>,
    /// What browsers may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Whether the field has the focus when it appears.
    #[prop(optional)]
    focused: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let limit = field.limit();
    let length = Memo::new(move |_| draft.with(|draft| characters::length_near(draft, limit)));
    let is_over = move || length.get() > limit;
    let is_invalid = move || (is_over() || error.with(Option::is_some)).to_string();
    let count = move || {
        let length = length.get() as f64;
        let limit = limit as f64;
        (length >= limit * COUNT_FROM).then(|| {
            let (length, limit) = (i18n.number(length), i18n.number(limit));
            i18n.format(Text::LimitCount, &[("length", &length), ("limit", &limit)])
        })
    };
    let note = format!("{id}-note");
    let described_by = note.clone();
    let placeholder = move || placeholder.map(|text| i18n.get(text));
    let input = if multiline {
        let node = NodeRef::<html::Textarea>::new();
        node.on_load(move |node| focus_if(focused, node.into()));
        view! {
            <textarea
                node_ref=node
                id=id
                class="field-input"
                rows="3"
                placeholder=placeholder
                aria-describedby=described_by
                aria-invalid=is_invalid
                prop:value=draft
                on:input:target=move |event| draft.set(event.target().value())
            />
        }
        .into_any()
    } else {
        let node = NodeRef::<html::Input>::new();
        node.on_load(move |node| focus_if(focused, node.into()));
        view! {
            <input
                node_ref=node
                id=id
                name=id
                class="field-input"
                type="text"
                autocomplete=autocomplete
                placeholder=placeholder
                aria-describedby=described_by
                aria-invalid=is_invalid
                prop:value=draft
                on:input:target=move |event| draft.set(event.target().value())
            />
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label class="field-label" for=id>
                {i18n.text(label)}
            </label>
            {input}
            <div id=note class="field-note" aria-live="polite">
                <span class="field-error">{move || error.get()}</span>
                <span class="field-count" class:is-over=is_over>
                    {count}
                </span>
            </div>
        </div>
    }
}

fn focus_if(focused: bool, element: web_sys::HtmlElement) {
    if focused {
        request_animation_frame(move || drop(element.focus()));
    }
}
