//! What is said by the words in a cell of a table, in many languages: yes, no, and that the row sums up
//! those above it.

use domain::number;

use crate::files::tables::column_names as names;
use crate::files::tables::header::key;

/// Words for no, as programs and people write them.
const NO: [&str; 34] = [
    "false",
    "no",
    "n",
    "f",
    "0",
    "nein",
    "falsch",
    "non",
    "faux",
    "falso",
    "não",
    "nie",
    "fałsz",
    "нет",
    "ложь",
    "いいえ",
    "偽",
    "hayır",
    "yanlış",
    "ne",
    "nej",
    "nee",
    "nei",
    "ei",
    "onwaar",
    "nem",
    "hamis",
    "falskt",
    "falsk",
    "否",
    "아니요",
    "거짓",
    "όχι",
    "unchecked",
];

/// Words for yes.
const YES: [&str; 36] = [
    "true",
    "yes",
    "y",
    "t",
    "x",
    "1",
    "ja",
    "j",
    "wahr",
    "oui",
    "vrai",
    "sí",
    "sì",
    "verdadero",
    "vero",
    "sim",
    "verdadeiro",
    "tak",
    "prawda",
    "да",
    "истина",
    "はい",
    "真",
    "evet",
    "doğru",
    "ano",
    "pravda",
    "waar",
    "sann",
    "sant",
    "igen",
    "igaz",
    "是",
    "예",
    "ναι",
    "checked",
];

/// Signs of a box that is ticked.
const TICKS: [char; 8] = ['✓', '✔', '✅', '☑', '☒', '✗', '✘', '🗑'];

/// The first words of a row that sums up those above it.
const TOTALS: [&str; 38] = [
    "Total",
    "Totals",
    "Grand Total",
    "Subtotal",
    "Sub-total",
    "Total SP",
    "Total Points",
    "Total Story Points",
    "Total Effort",
    "Sum",
    "Sum of",
    "Sum SP",
    "Average",
    "Avg",
    "Mean",
    "Median",
    "Velocity",
    "Count",
    "Summe",
    "Zwischensumme",
    "Gesamt",
    "Gesamtsumme",
    "Durchschnitt",
    "Mittelwert",
    "Anzahl",
    "Somme",
    "Sous-total",
    "Moyenne",
    "Totale",
    "Media",
    "Suma",
    "Promedio",
    "Soma",
    "Média",
    "Razem",
    "Średnia",
    "Итого",
    "合計",
];

/// How words for a sum begin, as [`key`] makes them.
const SUMS: [&str; 8] = ["total", "grandtotal", "sum", "gesamt", "som", "razem", "итого", "合計"];

/// Whether a cell says no.
pub fn is_no(cell: &str) -> bool {
    let cell = key(cell);
    NO.iter().any(|no| key(no) == cell)
}

/// Whether a cell in a column such as `Archived` says that the row was: by a word for yes or for
/// archived, a tick, or a date.
pub fn is_archived(cell: &str) -> bool {
    if is_no(cell) {
        return false;
    }
    let word = key(cell);
    let is_date = || cell.bytes().filter(u8::is_ascii_digit).count() >= 4;
    YES.iter().chain(&names::ARCHIVED).any(|yes| key(yes) == word)
        || cell.contains(TICKS)
        || is_date()
}

/// Whether a title says that its row sums up others: `Total`, or `Total: 12 stories`.
pub fn is_total(title: &str) -> bool {
    let is_name = |name: &str| TOTALS.iter().any(|total| key(total) == key(name));
    let words = title.split_once(':').map_or(title, |(name, _)| name);
    is_name(words) || is_name(words.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' '))
}

/// Whether the title of such a row is a word for a sum and for nothing else.
pub fn is_sum(title: &str) -> bool {
    let name = key(title);
    SUMS.iter().any(|sum| name.starts_with(sum))
}

/// Whether a cell holds what a program computes: a number, also of hours or a share, or a formula.
pub fn is_computed(cell: &str) -> bool {
    let cell = cell.trim();
    cell.starts_with('=') || number::parse(cell.trim_end_matches(['%', 'h', ' '])).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_archived_by_a_word_for_yes_a_tick_or_a_date() {
        for no in ["FAŁSZ", "ЛОЖЬ", "Não", "hayır", "nee", "否", "❌", "☐", "0", "FALSE", "active"]
        {
            assert!(!is_archived(no), "{no}");
        }
        for yes in ["PRAWDA", "Истина", "Sim", "TRUE", "x", "✅", "2026-03-01", "archiviert", "1"]
        {
            assert!(is_archived(yes), "{yes}");
        }
    }

    #[test]
    fn rows_of_sums_have_many_names() {
        for title in ["TOTAL SP", "Total story points", "Subtotal", "Total: 2 stories", "Total:"] {
            assert!(is_total(title), "{title}");
        }
        for title in ["Total cost is shown", "Count the visitors", "Average", "Summary"] {
            assert_eq!(is_total(title), title == "Average", "{title}");
        }
        assert!(is_computed("=SUM(C2:C2)") && is_computed("8") && !is_computed("8 doors"));
    }
}
