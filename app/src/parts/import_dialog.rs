//! Brings stories in from a file or a pasted list: read on the server, looked at here, and imported
//! with one press. Knows nothing of formats.

use std::sync::Arc;

use domain::draft::{Preview, Unreadable};
use domain::limits;
use domain::settings::Permission;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{DragEvent, Event, EventTarget, File};

use super::dialog::dialog;
use super::icon::Icon;
use super::import_preview::import_preview;
use crate::dom::{El, View, button, dynamic, el, on};
use crate::host::Host;
use crate::i18n::{Text, Texts};
use crate::later::spawn;
use crate::net::http::{self, Failed};
use crate::page::{host, room, texts};
use crate::sentences;
use crate::signals::Var;

/// What the file dialog offers first.
const FILE_KINDS: &str = ".csv,.tsv,.txt,.md,.json,.feature,text/*";

/// Where the import stands.
#[derive(Clone)]
enum Stage {
    /// Nothing was chosen yet, or it could not be read: then the sentence says why.
    Choose(Option<String>),
    /// The server reads.
    Reading,
    /// What would be imported.
    Read(Arc<Preview>),
}

/// The dialog; `open` is set by whoever offers an import. A file dropped anywhere on the page opens
/// it as well.
pub fn import_dialog(open: Var<bool>) -> El {
    let (host, texts) = (host(), texts());
    let stage = Var::new(Stage::Choose(None));
    let pasted = Var::new(String::new());
    let back = move || stage.set(Stage::Choose(None));
    let done = move || {
        open.set(false);
        pasted.set(String::new());
        stage.set(Stage::Choose(None));
    };
    drop_anywhere(host, open, stage, texts);
    let show = move || match stage.get() {
        Stage::Choose(problem) => choose(host, texts, stage, pasted, problem),
        Stage::Reading => el("p.import-reading")
            .attr("role", "status")
            .attr("aria-busy", "true")
            .text_of(texts.say(Text::ImportReading))
            .into(),
        Stage::Read(preview) => import_preview(preview, back, done).into(),
    };
    dialog(open, Text::ImportTitle, "import", move || dynamic(show))
}

fn choose(
    host: Host,
    texts: Texts,
    stage: Var<Stage>,
    pasted: Var<String>,
    problem: Option<String>,
) -> View {
    let problem =
        problem.map(|problem| el("p.import-unreadable").attr("role", "alert").text(&problem));
    View::of([
        problem.into(),
        from_file(host, texts, stage).into(),
        from_paste(host, texts, stage, pasted).into(),
    ])
}

fn from_file(host: Host, texts: Texts, stage: Var<Stage>) -> El {
    let picker = el("input").attr("type", "file").attr("accept", FILE_KINDS).attr("hidden", "");
    let (files, opener) = (picker.input(), picker.html());
    let chosen = move |_: Event| {
        if let Some(file) = files.files().and_then(|files| files.get(0)) {
            read_file(file, host, stage, texts);
        }
        // So that the same file can be chosen again after it was corrected.
        files.set_value("");
    };
    let pick =
        button("button").on_click(move |_| opener.click()).text_of(texts.say(Text::ImportChoose));
    let formats = el("p.import-formats").text_of(texts.say(Text::ImportFormats));
    el("div.import-drop")
        .child(Icon::Upload.view())
        .child(el("p").text_of(texts.say(Text::ImportDrop)))
        .child(pick)
        .child(picker.on("change", chosen))
        .child(formats)
}

fn from_paste(host: Host, texts: Texts, stage: Var<Stage>, pasted: Var<String>) -> El {
    let look = move |event: Event| {
        event.prevent_default();
        let text = pasted.get_untracked();
        if !text.trim().is_empty() {
            read(JsValue::from(text), host, stage, texts);
        }
    };
    let label =
        el("label.field-label").attr("for", "import-text").text_of(texts.say(Text::ImportPaste));
    let field = el("textarea")
        .attr("id", "import-text")
        .class("field-input import-text")
        .attr("rows", "6")
        .attr_of("placeholder", texts.say(Text::ImportPasteExample))
        .draft(pasted);
    let submit = el("button")
        .attr("type", "submit")
        .class("button button--primary")
        .flag("disabled", move || pasted.with(|text| text.trim().is_empty()))
        .text_of(texts.say(Text::ImportLook));
    el("form.import-paste")
        .on("submit", look)
        .child(label)
        .child(field)
        .child(el("div.dialog-actions").child(submit))
}

fn read_file(file: File, host: Host, stage: Var<Stage>, texts: Texts) {
    if file.size() > limits::FILE_BYTES as f64 {
        let reason = Unreadable::TooLarge { limit: limits::FILE_BYTES as u32 };
        let problem = untrack(|| sentences::unreadable(texts, &reason));
        stage.set(Stage::Choose(Some(problem)));
    } else {
        read(file.into(), host, stage, texts);
    }
}

fn read(content: JsValue, host: Host, stage: Var<Stage>, texts: Texts) {
    stage.set(Stage::Reading);
    spawn(async move {
        let next = match http::preview(host, &content).await {
            Ok(preview) => Stage::Read(Arc::new(preview)),
            Err(failed) => Stage::Choose(Some(untrack(|| match failed {
                Failed::Refused(reason) => sentences::unreadable(texts, &reason),
                Failed::Unreachable => texts.get(Text::ImportUnreachable),
            }))),
        };
        stage.set(next);
    });
}

/// A file that is dropped on the page would otherwise take its place.
fn drop_anywhere(host: Host, open: Var<bool>, stage: Var<Stage>, texts: Texts) {
    let state = room();
    let may = move || state.peek(|view| view.board.may(view.you, Permission::Backlog));
    let target = || if host.is_page() { EventTarget::from(window()) } else { host.frame().into() };
    on(target(), "dragover", |event: DragEvent| {
        if holds_file(&event) {
            event.prevent_default();
        }
    });
    on(target(), "drop", move |event: DragEvent| {
        if !holds_file(&event) {
            return;
        }
        event.prevent_default();
        let file = event.data_transfer().and_then(|data| data.files()?.get(0));
        if let Some(file) = file.filter(|_| may()) {
            open.set(true);
            read_file(file, host, stage, texts);
        }
    });
}

/// Stories are dragged as well, within the backlog.
fn holds_file(event: &DragEvent) -> bool {
    let types = event.data_transfer().map(|data| data.types());
    types.is_some_and(|types| types.includes(&"Files".into(), 0))
}
