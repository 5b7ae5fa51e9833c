//! The field in which a criterion is edited.

use domain::refusal::Field;
use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::criterion_edit::CriterionEdit;
use crate::components::keyboard::{is_escape, is_submit};
use crate::host::use_host;
use crate::i18n::{Text, characters, use_i18n};

/// Takes the focus when it appears. Enter saves and goes on to the field for one more criterion, leaving
/// the field saves, and Escape closes it, with what was typed there again the next time.
#[component]
pub fn CriterionField(
    /// The edit.
    edit: CriterionEdit,
) -> impl IntoView {
    let (host, i18n) = (use_host(), use_i18n());
    let text = edit.draft.text;
    // Who finds what they typed another time may not want it any more.
    let was_kept = edit.draft.is_changed();
    let limit = Field::Criterion.limit();
    let on_keydown = move |event: KeyboardEvent| {
        if is_escape(&event) {
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
            on:blur=move |_| {
                if !host.is_left_by_window(".criterion-field") {
                    edit.leave();
                }
            }
        />
        <span class="field-count">{count}</span>
        <Show when=move || was_kept && edit.draft.is_changed_now()>
            // Pressing it must not leave the field, which would save.
            <button
                type="button"
                class="button button--quiet button--small criterion-discard"
                on:pointerdown=|event| event.prevent_default()
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| edit.discard()
            >
                {i18n.text(Text::DiscardChanges)}
            </button>
        </Show>
    }
}
