//! The short notices at the edge of the page, each with its undo.

use std::time::Duration;

use domain::command::Command;
use leptos::prelude::*;
use web_sys::Event;

use super::icon::Icon;
use crate::commands::{Commands, Toast, Tone};
use crate::dom::{El, button, each, el};
use crate::i18n::{Text, Texts};
use crate::later::{Timer, after};
use crate::page::{commands, texts};
use crate::signals::Var;

/// How long a toast stays, unless somebody points at it or has the focus in it.
const SHOWN_FOR: Duration = Duration::from_secs(8);

/// How long a toast stays that takes back an import: that wants a look at what came.
const SHOWN_FOR_IMPORT: Duration = Duration::from_secs(30);

/// All toasts, as one region that screen readers speak politely.
pub fn toasts() -> El {
    let texts = texts();
    let commands = commands();
    let ids = move || commands.toasts().iter().map(|shown| shown.id).collect();
    let row = move |id| {
        let shown = commands.toasts().into_iter().find(|shown| shown.id == id);
        toast(texts, commands, id, shown.map(|shown| shown.toast).unwrap_or_default())
    };
    el("section.toasts")
        .attr("role", "status")
        .attr("aria-live", "polite")
        .attr("aria-atomic", "false")
        .attr_of("aria-label", texts.say(Text::Notices))
        .child(each(ids, row))
}

fn toast(texts: Texts, commands: Commands, id: u32, toast: Toast) -> El {
    let timer = Var::new(None::<Timer>);
    let shown_for = match toast.undo {
        Some(Command::UndoImport { .. }) => SHOWN_FOR_IMPORT,
        _ => SHOWN_FOR,
    };
    let hold = move || {
        if let Some(timer) = timer.take() {
            timer.stop();
        }
    };
    let release = move || {
        hold();
        timer.set(after(shown_for, move || commands.dismiss(id)));
    };
    release();
    on_cleanup(hold);
    let undo = toast.undo.map(|undo| {
        let undo_now = move |_| {
            commands.send(undo.clone());
            commands.dismiss(id);
        };
        button("button toast-undo").on_click(undo_now).text_of(texts.say(Text::Undo))
    });
    let close = button("button button--quiet toast-close")
        .attr_of("aria-label", texts.say(Text::Close))
        .on_click(move |_| commands.dismiss(id))
        .child(Icon::Cross.view());
    el("div")
        .class(if toast.tone == Tone::Problem { "toast toast--problem" } else { "toast" })
        .on("mouseenter", move |_: Event| hold())
        .on("mouseleave", move |_: Event| release())
        .on("focusin", move |_: Event| hold())
        .on("focusout", move |_: Event| release())
        .child(el("p.toast-text").text(&toast.text))
        .child(undo)
        .child(close)
}
