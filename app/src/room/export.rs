//! The dialog in which one chooses as what the room goes out into a file. Knows the names of the server's
//! files and what each is for, not what is in them.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::commands::{Commands, Toast, Tone};
use crate::dom::{El, View, button, el, text};
use crate::i18n::{Text, Texts};
use crate::later::spawn;
use crate::net::http;
use crate::page::{commands, texts};
use crate::parts::dialog::dialog;
use crate::parts::icon::Icon;
use crate::signals::Var;
use crate::storage;

/// A form that the room goes out in.
struct Form {
    /// The server's name for it.
    file: &'static str,
    /// What it is called.
    name: Name,
    /// What it is for.
    about: Text,
}

/// What a form is called.
enum Name {
    /// In the reader's language.
    Said(Text),
    /// The same in every language: a product, a format.
    Proper(&'static str),
}

/// For people.
const TO_READ: &[Form] = &[Form {
    file: "report.md",
    name: Name::Said(Text::ExportReport),
    about: Text::ExportReportAbout,
}];

/// For where the stories came from.
const TO_TRACKER: &[Form] = &[
    tracker("jira.csv", "Jira"),
    tracker("azure-devops.csv", "Azure DevOps"),
    tracker("gitlab.csv", "GitLab"),
    tracker("linear.csv", "Linear"),
    Form { file: "trello.json", name: Name::Proper("Trello"), about: Text::ExportTrelloAbout },
];

/// For later.
const TO_KEEP: &[Form] = &[
    Form { file: "room.json", name: Name::Said(Text::ExportRoom), about: Text::ExportRoomAbout },
    Form { file: "stories.md", name: Name::Proper("Markdown"), about: Text::ExportMarkdownAbout },
    Form {
        file: "stories.feature",
        name: Name::Proper("Gherkin"),
        about: Text::ExportGherkinAbout,
    },
    Form { file: "ready-room.csv", name: Name::Proper("CSV"), about: Text::ExportCsvAbout },
    Form {
        file: "everything.zip",
        name: Name::Said(Text::ExportEverything),
        about: Text::ExportEverythingAbout,
    },
];

const fn tracker(file: &'static str, name: &'static str) -> Form {
    Form { file, name: Name::Proper(name), about: Text::ExportTrackerAbout }
}

/// Fetches and saves: a handle that can be copied anywhere.
#[derive(Clone, Copy)]
struct Export {
    texts: Texts,
    commands: Commands,
    open: Var<bool>,
    /// The file that is on its way.
    coming: Var<&'static str>,
}

/// The button that opens the dialog, and the dialog.
pub fn export() -> View {
    let (texts, open) = (texts(), Var::new(false));
    let export = Export { texts, commands: commands(), open, coming: Var::new("") };
    let opener = button("button export-open")
        .aria("aria-expanded", move || open.get())
        .on_click(move |_| open.set(true))
        .child(Icon::Download.view())
        .text_of(texts.say(Text::ExportTitle));
    let dialog = dialog(open, Text::ExportTitle, "export", move || export.groups())
        // What closes it must not close the drawer below it as well.
        .on("keydown", |event: KeyboardEvent| event.stop_propagation());
    View::of([opener.into(), dialog.into()])
}

impl Export {
    fn groups(self) -> View {
        let guard = el("p.export-note").text_of(self.texts.say(Text::ExportGuard));
        View::of([
            self.group(Text::ExportToRead, TO_READ).into(),
            self.group(Text::ExportToTracker, TO_TRACKER).child(guard).into(),
            self.group(Text::ExportToKeep, TO_KEEP).into(),
        ])
    }

    fn group(self, title: Text, forms: &'static [Form]) -> El {
        let rows = forms.iter().map(|form| self.row(form).into());
        el("section.export-group")
            .child(el("h3.export-heading").text_of(self.texts.say(title)))
            .child(View::of(rows))
    }

    fn row(self, form: &'static Form) -> El {
        let Self { texts, coming, .. } = self;
        let name = move || match form.name {
            Name::Said(text) => texts.get(text),
            Name::Proper(name) => name.to_owned(),
        };
        button("export-row")
            .aria("aria-busy", move || coming.get() == form.file)
            .on_click(move |_| self.save(form.file))
            .child(el("span.export-name").text_of(name))
            // So that the two are two words to a screen reader.
            .child(text(" "))
            .child(el("span.export-about").text_of(texts.say(form.about)))
            .child(Icon::Download.view())
    }

    fn save(self, file: &'static str) {
        let Self { texts, commands, open, coming } = self;
        if !coming.get_untracked().is_empty() {
            return;
        }
        coming.set(file);
        let room = commands.room();
        spawn(async move {
            let secret = storage::room(&room).secret;
            let saved = http::export(commands.host(), &room, &secret, file).await;
            let (text, tone) = untrack(|| match saved {
                Some(name) => (texts.with(Text::ExportSaved, &[("file", &name)]), Tone::default()),
                None => (texts.get(Text::ExportFailed), Tone::Problem),
            });
            // Toasts lie below an open dialog.
            open.set(false);
            coming.set("");
            commands.notify(Toast { text, tone, ..Toast::default() });
        });
    }
}
