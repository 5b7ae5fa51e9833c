//! What was assumed of a file as a whole, each to be chosen anew: its format, its encoding, and which sheet of a
//! workbook it is. It is a part that loads beside the preview.

use std::sync::Arc;

use domain::encoding::Encoding;
use domain::preview::Preview;
use domain::sheet::{ReadOptions, Workbook};
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::format_select::FormatSelect;
use super::import_state::use_import;
use super::source_select::SourceSelect;
use crate::components::lazy_part::PartMissing;
use crate::i18n::{I18n, Text, use_i18n};

/// Loads the choices and shows those of a preview.
#[wasm_split(import_source, fallible)]
pub fn load_source(preview: Arc<Preview>) -> Result<AnyView, PartMissing> {
    Ok(view! { <SourceChoices preview /> }.into_any())
}

#[component]
fn SourceChoices(preview: Arc<Preview>) -> impl IntoView {
    let workbook = preview.workbook.clone().filter(|workbook| workbook.sheets.len() > 1);
    view! {
        <FormatSelect format=preview.format />
        {workbook.map(|workbook| view! { <SheetSelect workbook /> })}
        {preview.encoding.map(|encoding| view! { <EncodingSelect encoding /> })}
    }
}

/// Offers the sheets of a workbook.
#[component]
fn SheetSelect(workbook: Workbook) -> impl IntoView {
    let import = use_import();
    let options = workbook.sheets.into_iter().enumerate().map(move |(index, name)| {
        view! {
            <option value=index.to_string() selected=index == workbook.read as usize>
                {name}
            </option>
        }
    });
    let choose = move |sheet: Option<usize>| {
        import.read_as(ReadOptions {
            sheet: sheet.and_then(|sheet| sheet.try_into().ok()),
            format: import.options().format,
            ..ReadOptions::default()
        });
    };
    view! {
        <SourceSelect label=Text::ImportSheet on_choose=choose>
            {options.collect_view()}
        </SourceSelect>
    }
}

/// Says which encoding was assumed, and offers the others.
#[component]
fn EncodingSelect(encoding: Encoding) -> impl IntoView {
    let (i18n, import) = (use_i18n(), use_import());
    let is_chosen = import.options().encoding.is_some();
    let options = Encoding::ALL.into_iter().enumerate().map(move |(index, other)| {
        view! {
            <option value=index.to_string() selected=other == encoding>
                {move || described(i18n, other)}
            </option>
        }
    });
    let choose = move |index: Option<usize>| {
        import.read_as(ReadOptions {
            encoding: index.and_then(|index| Encoding::ALL.get(index)).copied(),
            ..import.options()
        });
    };
    let assumed = move || {
        i18n.format(Text::ImportEncodingAssumed, &[("encoding", &described(i18n, encoding))])
    };
    view! {
        <SourceSelect label=Text::ImportEncoding on_choose=choose>
            {options.collect_view()}
        </SourceSelect>
        {(!is_chosen).then(|| view! { <p class="import-assumed">{assumed}</p> })}
    }
}

/// The encoding's name, with the languages that are written in it.
fn described(i18n: I18n, encoding: Encoding) -> String {
    let languages = match encoding {
        Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be => {
            return encoding.name().to_owned();
        }
        Encoding::Windows1252 | Encoding::Macintosh => Text::EncodingWestern,
        Encoding::Windows1250 | Encoding::Iso8859_2 => Text::EncodingCentralEuropean,
        Encoding::Windows1251 | Encoding::Koi8U | Encoding::Ibm866 | Encoding::MacCyrillic => {
            Text::EncodingCyrillic
        }
        Encoding::Windows1253 => Text::EncodingGreek,
        Encoding::Windows1254 => Text::EncodingTurkish,
        Encoding::Windows1255 => Text::EncodingHebrew,
        Encoding::Windows1256 => Text::EncodingArabic,
        Encoding::Windows1257 => Text::EncodingBaltic,
        Encoding::Windows1258 => Text::EncodingVietnamese,
        Encoding::Windows874 => Text::EncodingThai,
        Encoding::Gbk => Text::EncodingChineseSimplified,
        Encoding::Big5 => Text::EncodingChineseTraditional,
        Encoding::ShiftJis | Encoding::EucJp => Text::EncodingJapanese,
        Encoding::EucKr => Text::EncodingKorean,
    };
    format!("{} ({})", i18n.get(languages), encoding.name())
}
