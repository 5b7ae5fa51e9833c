//! Choosing what to bring in, having it read on the server, and looking at it. Knows nothing of formats.

use std::sync::Arc;

use domain::draft::{Preview, Unreadable};
use domain::limits;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{Event, File};

use super::Room;
use super::preview::import_preview;
use super::sentences;
use crate::dom::{El, View, button, dynamic, el};
use crate::host::Host;
use crate::i18n::{Text, Texts};
use crate::later::spawn;
use crate::net::http::{self, Failed};
use crate::page::{host, texts};
use crate::parts::icon::Icon;
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

/// Reads and shows what was read: a handle that can be copied anywhere.
#[derive(Clone, Copy)]
pub(super) struct Import {
    host: Host,
    texts: Texts,
    room: Room,
    stage: Var<Stage>,
    pasted: Var<String>,
}

impl Import {
    /// Nothing is chosen yet.
    pub(super) fn new(room: Room) -> Self {
        let (stage, pasted) = (Var::new(Stage::Choose(None)), Var::new(String::new()));
        Self { host: host(), texts: texts(), room, stage, pasted }
    }

    /// All of it.
    pub(super) fn view(self) -> View {
        let Self { texts, room, stage, .. } = self;
        let back = move || stage.set(Stage::Choose(None));
        dynamic(move || match stage.get() {
            Stage::Choose(problem) => self.choose(problem),
            Stage::Reading => el("p.import-reading")
                .attr("role", "status")
                .attr("aria-busy", "true")
                .text_of(texts.say(Text::ImportReading))
                .into(),
            Stage::Read(preview) => import_preview(preview, room, back).into(),
        })
    }

    /// Reads a file.
    pub(super) fn read_file(self, file: File) {
        if file.size() > limits::FILE_BYTES as f64 {
            let reason = Unreadable::TooLarge { limit: limits::FILE_BYTES as u32 };
            let problem = untrack(|| sentences::unreadable(self.texts, &reason));
            self.stage.set(Stage::Choose(Some(problem)));
        } else {
            self.read(file.into());
        }
    }

    fn read(self, content: JsValue) {
        let Self { host, texts, stage, .. } = self;
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

    fn choose(self, problem: Option<String>) -> View {
        let problem =
            problem.map(|problem| el("p.import-unreadable").attr("role", "alert").text(&problem));
        View::of([problem.into(), self.file().into(), self.paste().into()])
    }

    fn file(self) -> El {
        let texts = self.texts;
        let picker = el("input").attr("type", "file").attr("accept", FILE_KINDS).attr("hidden", "");
        let (files, opener) = (picker.input(), picker.html());
        let chosen = move |_: Event| {
            if let Some(file) = files.files().and_then(|files| files.get(0)) {
                self.read_file(file);
            }
            // So that the same file can be chosen again after it was corrected.
            files.set_value("");
        };
        let pick = button("button")
            .on_click(move |_| opener.click())
            .text_of(texts.say(Text::ImportChoose));
        let formats = el("p.import-formats").text_of(texts.say(Text::ImportFormats));
        el("div.import-drop")
            .child(Icon::Upload.view())
            .child(el("p").text_of(texts.say(Text::ImportDrop)))
            .child(pick)
            .child(picker.on("change", chosen))
            .child(formats)
    }

    fn paste(self) -> El {
        let Self { texts, pasted, .. } = self;
        let look = move |event: Event| {
            event.prevent_default();
            let text = pasted.get_untracked();
            if !text.trim().is_empty() {
                self.read(JsValue::from(text));
            }
        };
        let label = el("label.field-label")
            .attr("for", "import-text")
            .text_of(texts.say(Text::ImportPaste));
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
}
