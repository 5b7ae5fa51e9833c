//! The short notices at the edge of the page, each with its undo.

use std::time::Duration;

use leptos::prelude::*;

use super::icon::Icon;
use crate::commands::{Commands, ShownToast, Tone};
use crate::i18n::{Text, Texts};

/// How long a toast stays, unless somebody points at it or has the focus in it.
const SHOWN_FOR: Duration = Duration::from_secs(8);

/// All toasts, as one region that screen readers speak politely.
#[component]
pub fn Toasts() -> impl IntoView {
    let texts = expect_context::<Texts>();
    let commands = expect_context::<Commands>();
    view! {
        <section
            class="toasts"
            role="status"
            aria-live="polite"
            aria-atomic="false"
            aria-label=move || texts.get(Text::Notices)
        >
            <For each=move || commands.toasts() key=|shown| shown.id let(shown)>
                <ToastView shown />
            </For>
        </section>
    }
    .into_any()
}

#[component]
fn ToastView(shown: ShownToast) -> impl IntoView {
    let texts = expect_context::<Texts>();
    let commands = expect_context::<Commands>();
    let ShownToast { id, toast } = shown;
    let timer = StoredValue::new(None);
    let hold = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            leptos::leptos_dom::helpers::TimeoutHandle::clear(&timer);
        }
    };
    let release = move || {
        hold();
        timer.try_set_value(set_timeout_with_handle(move || commands.dismiss(id), SHOWN_FOR).ok());
    };
    release();
    on_cleanup(hold);
    let undo = toast.undo.map(|undo| {
        let undo_now = move |_| {
            commands.send(undo.clone());
            commands.dismiss(id);
        };
        view! {
            <button type="button" class="button toast-undo" on:click=undo_now>
                {move || texts.get(Text::Undo)}
            </button>
        }
    });
    view! {
        <div
            class="toast"
            class:toast--problem=toast.tone == Tone::Problem
            on:mouseenter=move |_| hold()
            on:mouseleave=move |_| release()
            on:focusin=move |_| hold()
            on:focusout=move |_| release()
        >
            <p class="toast-text">{toast.text}</p>
            {undo}
            <button
                type="button"
                class="button button--quiet toast-close"
                aria-label=move || texts.get(Text::Close)
                on:click=move |_| commands.dismiss(id)
            >
                {Icon::Cross.view()}
            </button>
        </div>
    }
    .into_any()
}
