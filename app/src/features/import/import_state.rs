//! What was chosen for an import, how it is to be read, and what came of it.

use std::sync::Arc;

use domain::limits;
use domain::preview::{Preview, Unreadable};
use domain::sheet::{Assignment, ReadOptions, Sheet};
use futures_util::future::{AbortHandle, abortable};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::problem::Problem;
use super::remembered_columns;
use crate::api::preview::{NoPreview, Source, preview};
use crate::host::{Host, use_host};
use crate::session::{Commands, use_commands};

/// Where the import stands.
#[derive(Clone)]
pub enum Stage {
    /// Nothing is chosen yet, or it could not be read.
    Choose(Option<Problem>),
    /// The server reads.
    Reading,
    /// What would be imported.
    Read(Arc<Preview>),
    /// It could not be read in this way; in another, or once more, it may be.
    Unread(Problem),
}

/// The import that the dialog shows.
#[derive(Clone, Copy)]
pub struct ImportState {
    host: Host,
    commands: Commands,
    stage: RwSignal<Stage>,
    source: StoredValue<Option<Source>, LocalStorage>,
    /// What the file is called; empty for what was pasted.
    file_name: StoredValue<String>,
    options: StoredValue<ReadOptions>,
    /// Ends the reading.
    reading: StoredValue<Option<AbortHandle>>,
    /// How much has been read, from 0 to 1.
    pub progress: RwSignal<f64>,
    /// What is typed or pasted.
    pub pasted: RwSignal<String>,
    /// Whether the columns of a table are shown.
    pub columns_open: RwSignal<bool>,
}

/// Begins an import, for the components below.
pub fn provide_import() -> ImportState {
    let import = ImportState::new();
    provide_context(import);
    on_cleanup(move || import.stop());
    import
}

/// The context that the content of the dialog provides.
pub fn use_import() -> ImportState {
    expect_context()
}

impl ImportState {
    fn new() -> Self {
        Self {
            host: use_host(),
            commands: use_commands(),
            stage: RwSignal::new(Stage::Choose(None)),
            source: StoredValue::new_local(None),
            file_name: StoredValue::new(String::new()),
            options: StoredValue::new(ReadOptions::default()),
            reading: StoredValue::new(None),
            progress: RwSignal::new(0.0),
            pasted: RwSignal::new(String::new()),
            columns_open: RwSignal::new(false),
        }
    }

    /// Where it stands.
    pub fn stage(self) -> Stage {
        self.stage.get()
    }

    /// How what was chosen is read.
    pub fn options(self) -> ReadOptions {
        self.options.get_value()
    }

    /// Reads a file.
    pub fn read_file(self, file: File) {
        self.file_name.set_value(file.name());
        if file.size() <= limits::FILE_BYTES as f64 {
            return self.read(Source::File(file));
        }
        self.stop();
        let limit = limits::FILE_BYTES as u32;
        self.failed(NoPreview::Unreadable(Unreadable::TooLarge { limit }));
    }

    /// Reads what was pasted.
    pub fn read_pasted(self) {
        let text = self.pasted.get_untracked();
        if !text.trim().is_empty() {
            self.file_name.set_value(String::new());
            self.read(Source::Text(text));
        }
    }

    /// Reads a text that is here already, as the content of a file of this name.
    pub fn read_text(self, file_name: &str, text: &str) {
        self.file_name.set_value(file_name.to_owned());
        self.read(Source::Text(text.to_owned()));
    }

    /// Reads what was chosen in another way.
    pub fn read_as(self, options: ReadOptions) {
        let Some(source) = self.source.get_value() else { return };
        self.stop();
        self.options.set_value(options.clone());
        self.progress.set(0.0);
        self.stage.set(Stage::Reading);
        let (reading, handle) = abortable(async move {
            let (room, secret) = (self.commands.room_id(), self.commands.secret());
            let on_progress = move |progress| {
                self.progress.try_set(progress);
            };
            preview(self.host, &room, &secret, &source, &options, on_progress).await
        });
        self.reading.set_value(Some(handle));
        spawn_local(async move {
            // Where it was aborted, something else is read, or nothing.
            if let Ok(outcome) = reading.await {
                self.finished(outcome);
            }
        });
    }

    /// Reads a table by other columns, and remembers the choice for tables with that header.
    pub fn choose_columns(self, sheet: &Sheet, columns: Option<Vec<Assignment>>, has_header: bool) {
        let options = ReadOptions { columns, has_header: Some(has_header), ..self.options() };
        // The next file with this header is not in this encoding, nor is its sheet the same one.
        let remembered = ReadOptions { encoding: None, sheet: None, ..options.clone() };
        remembered_columns::store(self.host, sheet, &remembered);
        self.read_as(options);
    }

    /// Takes the choice of columns back.
    pub fn guess_columns(self, sheet: &Sheet) {
        remembered_columns::forget(self.host, sheet);
        self.read_as(ReadOptions { columns: None, has_header: None, ..self.options() });
    }

    /// Reads what was chosen once more, in the same way.
    pub fn read_again(self) {
        self.read_as(self.options());
    }

    /// Goes back to choosing.
    pub fn back(self) {
        self.stop();
        self.stage.set(Stage::Choose(None));
    }

    fn read(self, source: Source) {
        self.source.set_value(Some(source));
        self.columns_open.set(false);
        self.read_as(ReadOptions::default());
    }

    fn stop(self) {
        if let Some(reading) = self.reading.try_update_value(Option::take).flatten() {
            reading.abort();
        }
    }

    fn finished(self, outcome: Result<Preview, NoPreview>) {
        let preview = match outcome {
            Ok(preview) => preview,
            Err(reason) => return self.failed(reason),
        };
        if let Some(sheet) = &preview.sheet {
            let remembered = remembered_columns::find(self.host, sheet);
            let ReadOptions { encoding, sheet: chosen, .. } = self.options();
            let untouched = ReadOptions { encoding, sheet: chosen, ..ReadOptions::default() };
            if let Some(options) = remembered.filter(|_| self.options() == untouched) {
                return self.read_as(ReadOptions { encoding, sheet: chosen, ..options });
            }
            // Nothing can be imported before the title is chosen.
            if !sheet.has_title() {
                self.columns_open.set(true);
            }
        }
        self.stage.set(Stage::Read(Arc::new(preview)));
    }

    fn failed(self, reason: NoPreview) {
        let problem = Problem { file_name: self.file_name.get_value(), reason };
        let may_be_format = self.options.with_value(|options| problem.may_be_format(options));
        self.stage.set(match may_be_format || problem.is_passing() {
            true => Stage::Unread(problem),
            false => Stage::Choose(Some(problem)),
        });
    }
}
