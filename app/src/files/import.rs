//! Choosing what to bring in, having it read on the server, and looking at it. Knows nothing of formats.

use std::cell::RefCell;
use std::sync::Arc;

use domain::draft::{Preview, Unreadable};
use domain::limits;
use domain::sheet::Wish;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{AbortController, Event, File};

use super::reading::Reader;
use super::{Room, preview, remembered, sentences};
use crate::dom::{El, View, button, dynamic, effect, el};
use crate::i18n::{Text, Texts};
use crate::later::spawn;
use crate::net::http::Failed;
use crate::page::{host, texts};
use crate::parts::file_picker::file_picker;
use crate::parts::icon::Icon;
use crate::signals::{Shared, Var};

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
    /// It could not be read in the format that was asked for; the sentence says why.
    Unread(String),
}

/// Reads and shows what was read: a handle that can be copied anywhere.
#[derive(Clone, Copy)]
pub(super) struct Import {
    texts: Texts,
    room: Room,
    reader: Shared<Reader>,
    stage: Var<Stage>,
    pasted: Var<String>,
    /// What the file is called; empty for what was pasted.
    name: Var<String>,
    /// Whether the columns of a table are shown.
    columns_open: Var<bool>,
    /// How much has been read, from 0 to 1.
    progress: Var<f64>,
    /// How what was chosen is to be read.
    wish: Var<Wish>,
    /// What was chosen, and what ends its reading.
    content: Shared<RefCell<(JsValue, Option<AbortController>)>>,
}

impl Import {
    /// Nothing is chosen yet.
    pub(super) fn new(room: Room, reader: Reader) -> Self {
        Self {
            texts: texts(),
            room,
            reader: Shared::new(reader),
            stage: Var::new(Stage::Choose(None)),
            pasted: Var::new(String::new()),
            name: Var::new(String::new()),
            columns_open: Var::new(false),
            progress: Var::new(0.0),
            wish: Var::new(Wish::default()),
            content: Shared::new(RefCell::new((JsValue::NULL, None))),
        }
    }

    /// All of it.
    pub(super) fn view(self) -> View {
        let stage = self.stage;
        dynamic(move || match stage.get() {
            Stage::Choose(problem) => self.choose(problem),
            Stage::Reading => self.reading().into(),
            Stage::Read(read) => preview::import_preview(read, self).into(),
            Stage::Unread(problem) => preview::unread(&problem, self).into(),
        })
    }

    /// The translations.
    pub(super) fn texts(self) -> Texts {
        self.texts
    }

    /// The room.
    pub(super) fn room(self) -> Room {
        self.room
    }

    /// Whether the columns of a table are shown.
    pub(super) fn columns_open(self) -> Var<bool> {
        self.columns_open
    }

    /// How what was chosen is read.
    pub(super) fn wish(self) -> Wish {
        self.wish.get_untracked()
    }

    /// Goes back to choosing.
    pub(super) fn back(self) {
        self.stop();
        self.stage.set(Stage::Choose(None));
    }

    /// Reads a file.
    pub(super) fn read_file(self, file: File) {
        self.name.set(file.name());
        if file.size() > limits::FILE_BYTES as f64 {
            let reason = Unreadable::TooLarge { limit: limits::FILE_BYTES as u32 };
            let problem = untrack(|| sentences::unreadable(self.texts, &reason));
            self.stage.set(Stage::Choose(Some(self.named(problem))));
        } else {
            self.read(file.into());
        }
    }

    /// The problem behind the name of the file that has it.
    fn named(self, problem: String) -> String {
        let name = self.name.get_untracked();
        if name.is_empty() { problem } else { [&name, ": ", &problem].concat() }
    }

    fn read(self, content: JsValue) {
        self.content.get().borrow_mut().0 = content;
        self.columns_open.set(false);
        self.read_as(Wish::default());
    }

    /// Reads what was chosen, in the way that is wished.
    pub(super) fn read_as(self, wish: Wish) {
        self.stop();
        let Ok(abort) = AbortController::new() else { return };
        let content = {
            let content = self.content.get();
            let (content, running) = &mut *content.borrow_mut();
            *running = Some(abort.clone());
            content.clone()
        };
        self.wish.set(wish.clone());
        self.progress.set(0.0);
        self.stage.set(Stage::Reading);
        let reader = (*self.reader.get()).clone();
        spawn(async move {
            let signal = abort.signal();
            let progress = self.progress;
            let read = reader.read(content, wish.clone(), signal.clone(), move |read| {
                progress.set(read);
            });
            let read = read.await;
            // Another one is read, or none: nobody waits for this.
            if !signal.aborted() {
                self.came(read, wish);
            }
        });
    }

    fn came(self, read: Result<Preview, Failed<Unreadable>>, wish: Wish) {
        let preview = match read {
            Ok(preview) => preview,
            Err(failed) => {
                // Another format may help, but not with what is no text at all.
                let may_help = match &failed {
                    Failed::Refused(reason) => matches!(
                        reason,
                        Unreadable::UnknownFormat
                            | Unreadable::OtherFormat { .. }
                            | Unreadable::Malformed { .. }
                    ),
                    Failed::Unreachable => wish != Wish::default(),
                };
                let problem = self.named(untrack(|| match failed {
                    Failed::Refused(reason) => sentences::unreadable(self.texts, &reason),
                    Failed::Unreachable => self.texts.get(Text::ImportUnreachable),
                }));
                return self.stage.set(match may_help {
                    true => Stage::Unread(problem),
                    false => Stage::Choose(Some(problem)),
                });
            }
        };
        if wish == Wish::default()
            && let Some(kept) = preview.sheet.as_ref().and_then(remembered::of)
        {
            return self.read_as(kept);
        }
        self.stage.set(Stage::Read(Arc::new(preview)));
    }

    /// Lets go of what is being read; the server stops as well.
    fn stop(self) {
        if let Some(running) = self.content.get().borrow_mut().1.take() {
            running.abort();
        }
    }

    fn reading(self) -> El {
        let Self { texts, progress, .. } = self;
        let percent = move || (progress.get() * 100.0).round();
        let bar = el("div.import-progress")
            .attr("role", "progressbar")
            .attr("aria-valuemin", "0")
            .attr("aria-valuemax", "100")
            .attr_of("aria-label", texts.say(Text::ImportReading))
            .attr_of("aria-valuenow", move || percent().to_string());
        let fill = el("div.import-progress-fill");
        let style = fill.clone();
        effect(move || drop(style.clone().style("--read", &progress.get().to_string())));
        let words = el("p").attr("role", "status").text_of(texts.say(Text::ImportReading));
        let cancel =
            button("button").on_click(move |_| self.back()).text_of(texts.say(Text::ImportCancel));
        el("div.import-reading")
            .attr("aria-busy", "true")
            .child(words)
            .child(bar.child(fill))
            .child(el("div.dialog-actions").child(cancel))
    }

    fn choose(self, problem: Option<String>) -> View {
        let problem =
            problem.map(|problem| el("p.import-unreadable").attr("role", "alert").text(&problem));
        View::of([problem.into(), self.file().into(), self.paste().into()])
    }

    fn file(self) -> El {
        let texts = self.texts;
        let (picker, opener) = file_picker(FILE_KINDS, move |file| self.read_file(file));
        let pick = button("button")
            .on_click(move |_| opener.click())
            .text_of(texts.say(Text::ImportChoose));
        let formats = el("p.import-formats").text_of(texts.say(Text::ImportFormats));
        el("div.import-drop")
            .child(Icon::Upload.view())
            .child(el("p").text_of(texts.say(Text::ImportDrop)))
            .child(pick)
            .child(picker)
            .child(formats)
    }

    fn paste(self) -> El {
        let Self { texts, pasted, .. } = self;
        let look = move |event: Event| {
            event.prevent_default();
            let text = pasted.get_untracked();
            if !text.trim().is_empty() {
                self.name.set(String::new());
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

/// The place of the import in what shows its parts.
pub(super) fn reader(room: String, secret: String) -> Reader {
    Reader { host: host(), room, secret }
}
