//! The field in which a criterion is edited.

use domain::refusal::Field;
use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::criterion_edit::CriterionEdit;
use crate::components::keyboard::is_submit;
use crate::host::use_host;
use crate::i18n::{Text, characters, use_i18n};

/// Takes the focus when it appears. Enter saves and goes on to the field for one more criterion, leaving
/// the field saves, and Escape closes it.
#[component]
pub fn CriterionField(
    /// The edit.
    edit: CriterionEdit,
) -> impl IntoView {
    let (host, i18n) = (use_host(), use_i18n());
    let text = edit.draft.text;
    let limit = Field::Criterion.limit();
    let on_keydown = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            edit.close();
        } else if is_submit(&event) {
            event.prevent_default();
            edit.submit();
            host.focus("#add-criterion".to_owned());
        }
    };
    let count = move || {
        let length = text.with(|text| characters::length_near(text, limit));
        (length * 5 > limit * 4).then(|| {
            let (length, limit) = (i18n.number(length as f64), i18n.number(limit as f64));
            i18n.format(Text::LimitCount, &[("length", &length), ("limit", &limit)])
        })
    };
    let node = NodeRef::<html::Textarea>::new();
    node.on_load(|node| request_animation_frame(move || drop(node.focus())));
    view! {
        <textarea
            node_ref=node
            class="field-input criterion-field"
            rows="1"
            dir="auto"
            aria-label=i18n.text(Text::EditCriterion)
            prop:value=text
            on:input:target=move |event| text.set(event.target().value())
            on:keydown=on_keydown
            on:blur=move |_| edit.leave()
        />
        <span class="field-count">{count}</span>
    }
}
