//! The format that was recognised, and the others that it can be read in.

use domain::format::Format;
use domain::sheet::ReadOptions;
use leptos::prelude::*;

use super::import_state::use_import;
use super::source_select::SourceSelect;
use crate::i18n::{I18n, Text, use_i18n};

/// The value of the option that lets the content tell.
const RECOGNISE: &str = "";

/// Offers all formats.
#[component]
pub fn FormatSelect(
    /// The format that it was read in.
    #[prop(optional, into)]
    format: Option<Format>,
) -> impl IntoView {
    let (i18n, import) = (use_i18n(), use_import());
    let chosen = import.options().format;
    let recognised = format.filter(|_| chosen.is_none());
    let recognise = move || match recognised {
        Some(format) => {
            i18n.format(Text::FormatRecognised, &[("format", &format_name(i18n, format))])
        }
        None => i18n.get(Text::FormatRecognise),
    };
    let options = Format::ALL.into_iter().enumerate().map(move |(index, format)| {
        view! {
            <option value=index.to_string() selected=chosen == Some(format)>
                {move || format_name(i18n, format)}
            </option>
        }
    });
    let choose = move |index: Option<usize>| {
        let format = index.and_then(|index| Format::ALL.get(index)).copied();
        let ReadOptions { encoding, sheet, .. } = import.options();
        import.read_as(ReadOptions { format, encoding, sheet, ..ReadOptions::default() });
    };
    view! {
        <SourceSelect label=Text::FormatLabel on_choose=choose>
            <option value=RECOGNISE>{recognise}</option>
            {options.collect_view()}
        </SourceSelect>
    }
}

/// What a format is called: the same in every language, or in the reader's.
pub fn format_name(i18n: I18n, format: Format) -> String {
    let text = match format {
        Format::Spreadsheet => Text::FormatSpreadsheet,
        Format::MarkdownStories => Text::FormatMarkdownStories,
        Format::MarkdownChecklist => Text::FormatMarkdownChecklist,
        _ => Text::FormatList,
    };
    format.proper_name().map_or_else(|| i18n.get(text), str::to_owned)
}
