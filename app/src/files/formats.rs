//! The format that was recognised, and the others that a person may have it read as. Knows their names
//! only.

use domain::draft::Format;
use domain::sheet::Wish;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

use super::import::Import;
use crate::dom::{El, View, el};
use crate::i18n::{Text, Texts};

/// Stands for letting the content tell.
const RECOGNISED: &str = "";

/// The choice of a format; `read` is the one that it was read in.
pub(super) fn format_choice(read: Option<Format>, import: Import) -> El {
    let texts = import.texts();
    let wished = import.wish().format;
    let recognised = match read.filter(|_| wished.is_none()) {
        Some(format) => texts.with(Text::FormatRecognised, &[("format", &name(texts, format))]),
        None => texts.get(Text::FormatRecognise),
    };
    let options = Format::ALL.into_iter().enumerate().map(|(number, format)| {
        let option = el("option").attr("value", &number.to_string()).text(&name(texts, format));
        if wished == Some(format) { option.attr("selected", "") } else { option }.into()
    });
    let choose = move |event: Event| {
        let format = chosen_option(&event).and_then(|number| Format::ALL.get(number)).copied();
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

/// The number of the option that was chosen; `None` for the one that stands for none.
pub(super) fn chosen_option(event: &Event) -> Option<usize> {
    let chosen: HtmlInputElement = event.target()?.unchecked_into();
    chosen.value().parse().ok()
}

/// What a format is called: as everywhere, or in the reader's language.
fn name(texts: Texts, format: Format) -> String {
    let said = match format {
        Format::Spreadsheet => Text::FormatSpreadsheet,
        Format::MarkdownStories => Text::FormatMarkdownStories,
        Format::MarkdownChecklist => Text::FormatMarkdownChecklist,
        _ => Text::FormatList,
    };
    format.proper_name().map_or_else(|| texts.get(said), str::to_owned)
}
