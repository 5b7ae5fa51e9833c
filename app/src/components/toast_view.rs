//! One short notice with its undo.

use leptos::prelude::*;

use super::icon::Icon;
use crate::i18n::{Text, use_i18n};
use crate::session::use_active_room;
use crate::state::{ShownToast, Tone, use_toaster};

/// A toast, which dismisses itself after a while.
#[component]
pub fn ToastView(
    /// What is shown.
    shown: ShownToast,
) -> impl IntoView {
    let (i18n, toaster, active_room) = (use_i18n(), use_toaster(), use_active_room());
    let ShownToast { id, toast } = shown;
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    let start = move || {
        let dismiss = move || toaster.dismiss(id);
        timer.try_set_value(set_timeout_with_handle(dismiss, toast.shown_for).ok());
    };
    start();
    on_cleanup(stop);
    // The pointer and the focus each hold it.
    let holds = StoredValue::new(0_u32);
    let hold = move || {
        holds.try_update_value(|holds| *holds += 1);
        stop();
    };
    let release = move || {
        holds.try_update_value(|holds| *holds = holds.saturating_sub(1));
        if holds.try_get_value() == Some(0) {
            stop();
            start();
        }
    };
    let undo = toast.undo.map(|command| {
        let on_click = move |_| {
            if let Some((commands, _)) = active_room.get() {
                commands.undo(command.clone());
            }
            toaster.dismiss(id);
        };
        view! {
            <button type="button" class="button toast-undo" on:click=on_click>
                {i18n.text(Text::Undo)}
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
                aria-label=i18n.text(Text::Close)
                on:click=move |_| toaster.dismiss(id)
            >
                {Icon::Cross.view()}
            </button>
        </div>
    }
}
