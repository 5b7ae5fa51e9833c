//! The format that was recognised, and the others that a person may have it read as. Knows their names
//! only.

use domain::draft::Format;
use domain::sheet::Wish;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

use super::import::Import;
use crate::dom::{El, View, el};
use crate::i18n::{Text, Texts};

/// Formats with their names; those that are no product's name are translated.
const FORMATS: [(Format, Name); 16] = [
    (Format::JiraCsv, Name::Own("Jira CSV")),
    (Format::AzureCsv, Name::Own("Azure DevOps CSV")),
    (Format::GithubCsv, Name::Own("GitHub CSV")),
    (Format::GitlabCsv, Name::Own("GitLab CSV")),
    (Format::LinearCsv, Name::Own("Linear CSV")),
    (Format::ClickupCsv, Name::Own("ClickUp CSV")),
    (Format::PivotalCsv, Name::Own("Pivotal Tracker CSV")),
    (Format::ThunderdomeCsv, Name::Own("Thunderdome CSV")),
    (Format::TrelloJson, Name::Own("Trello JSON")),
    (Format::ReadyRoomCsv, Name::Own("Ready Room CSV")),
    (Format::ReadyRoomJson, Name::Own("Ready Room JSON")),
    (Format::Gherkin, Name::Own("Gherkin")),
    (Format::Spreadsheet, Name::Said(Text::FormatSpreadsheet)),
    (Format::MarkdownStories, Name::Said(Text::FormatMarkdownStories)),
    (Format::MarkdownChecklist, Name::Said(Text::FormatMarkdownChecklist)),
    (Format::PastedList, Name::Said(Text::FormatList)),
];

/// Stands for letting the content tell.
const RECOGNISED: &str = "";

#[derive(Clone, Copy)]
enum Name {
    Own(&'static str),
    Said(Text),
}

/// The choice of a format; `read` is the one that it was read in.
pub(super) fn format_choice(read: Option<Format>, import: Import) -> El {
    let texts = import.texts();
    let wished = import.wish().format;
    let recognised = match read.filter(|_| wished.is_none()) {
        Some(format) => texts.with(Text::FormatRecognised, &[("format", &name(texts, format))]),
        None => texts.get(Text::FormatRecognise),
    };
    let options = FORMATS.into_iter().enumerate().map(|(number, (format, _))| {
        let option = el("option").attr("value", &number.to_string()).text(&name(texts, format));
        if wished == Some(format) { option.attr("selected", "") } else { option }.into()
    });
    let choose = move |event: Event| {
        let chosen = event.target().map(|target| target.unchecked_into::<HtmlInputElement>());
        let number = chosen.and_then(|chosen| chosen.value().parse::<usize>().ok());
        let format = number.and_then(|number| FORMATS.get(number)).map(|(format, _)| *format);
        import.read_as(Wish { format, ..Wish::default() });
    };
    let select = el("select.field-input")
        .on("change", choose)
        .child(el("option").attr("value", RECOGNISED).text(&recognised))
        .child(View::of(options));
    el("label.import-format")
        .child(el("span.field-label").text_of(texts.say(Text::FormatLabel)))
        .child(select)
}

fn name(texts: Texts, format: Format) -> String {
    let found = FORMATS.into_iter().find(|(other, _)| *other == format);
    match found.map(|(_, name)| name) {
        Some(Name::Own(name)) => name.to_owned(),
        Some(Name::Said(text)) => texts.get(text),
        None => String::new(),
    }
}
