//! A field that counts what is typed the way its reader would, and says when it is too much. What is
//! typed lives in a draft that only the caller empties or replaces.

use domain::refusal::Field;
use domain::text;
use leptos::prelude::*;

use crate::i18n::{Text, Texts};

/// From this part of the limit on, the count is shown.
const NEAR: f64 = 0.8;

/// A labelled input (or text area) for one of the domain's fields.
#[component]
pub fn LimitedField(
    /// The element's id; must be unique on the page.
    #[prop(into)]
    id: String,
    /// What it asks for.
    #[prop(into)]
    label: Signal<String>,
    /// Which text it is: says how long it may be.
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
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// What browsers may fill in.
    #[prop(optional)]
    autocomplete: &'static str,
    /// Whether the field has the focus when it appears.
    #[prop(optional)]
    focused: bool,
) -> impl IntoView {
    let texts = expect_context::<Texts>();
    let limit = field.limit();
    let length = Memo::new(move |_| draft.with(|draft| text::length(draft)));
    let over = Signal::derive(move || length.get() > limit);
    let count = move || {
        let (length, shown) = (length.get(), texts.number(limit as f64));
        let near = length as f64 >= limit as f64 * NEAR;
        near.then(|| {
            let length = texts.number(length as f64);
            texts.with(Text::LimitCount, &[("length", &length), ("limit", &shown)])
        })
    };
    let note = [&id, "-note"].concat();
    let autocomplete = if autocomplete.is_empty() { "off" } else { autocomplete };
    let invalid = move || (over.get() || error.get().is_some()).then_some("true");
    let input = if multiline {
        let node = NodeRef::<leptos::html::Textarea>::new();
        node.on_load(move |node| focus_if(focused, node.into()));
        view! {
            <textarea
                node_ref=node
                id=id.clone()
                class="field-input"
                rows="3"
                placeholder=placeholder
                aria-describedby=note.clone()
                aria-invalid=invalid
                prop:value=draft
                on:input=move |event| draft.set(event_target_value(&event))
            ></textarea>
        }
        .into_any()
    } else {
        let node = NodeRef::<leptos::html::Input>::new();
        node.on_load(move |node| focus_if(focused, node.into()));
        view! {
            <input
                node_ref=node
                id=id.clone()
                class="field-input"
                type="text"
                autocomplete=autocomplete
                placeholder=placeholder
                aria-describedby=note.clone()
                aria-invalid=invalid
                prop:value=draft
                on:input=move |event| draft.set(event_target_value(&event))
            />
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label class="field-label" for=id>
                {label}
            </label>
            {input}
            <div id=note class="field-note" aria-live="polite">
                <span class="field-error">{move || error.get()}</span>
                <span class="field-count" class:is-over=over>
                    {count}
                </span>
            </div>
        </div>
    }
    .into_any()
}

fn focus_if(focused: bool, element: web_sys::HtmlElement) {
    if focused {
        request_animation_frame(move || drop(element.focus()));
    }
}
