//! Tables made by a generator: whatever language, spelling, separator, encoding and line end a table
//! has, whatever stands above it and in whatever order its columns come, the stories are the same.

use encoding_rs::Encoding;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};

use super::languages::{LANGUAGES, Language};
use super::*;

/// How many tables are made.
const CASES: u32 = 2_500;

/// Columns that hold nothing of a story.
const OTHERS: [&str; 4] = ["Status", "Priority", "Due Date", "Reporter mail"];

/// One table.
#[derive(Clone, Debug)]
struct Case {
    language: usize,
    /// Which name of each column, and how it is spelled.
    names: Vec<(prop::sample::Index, u8)>,
    /// The places of the columns: 0 to 5 are the stories', the others hold nothing of them.
    order: Vec<usize>,
    separator: char,
    line_end: &'static str,
    encoding: prop::sample::Index,
    above: usize,
    has_total: bool,
    has_second_header: bool,
    has_trailing_cells: bool,
    is_quoted: bool,
    nothing: &'static str,
}

fn cases() -> impl Strategy<Value = Case> {
    let order = Just((0..6 + OTHERS.len()).collect::<Vec<_>>()).prop_shuffle();
    (
        0..LANGUAGES.len(),
        prop::collection::vec((any::<prop::sample::Index>(), 0_u8..6), 6),
        (order, 6..=6 + OTHERS.len()),
        select(vec![',', ';', '\t', '|']),
        select(vec!["\n", "\r\n", "\r"]),
        any::<prop::sample::Index>(),
        0_usize..8,
        (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()),
        select(vec!["", "", "-", "n/a", "null", "None"]),
    )
        .prop_map(
            |(
                language,
                names,
                (order, width),
                separator,
                line_end,
                encoding,
                above,
                flags,
                nothing,
            )| {
                let order = order.into_iter().filter(|column| *column < width).collect();
                let (has_total, has_second_header, has_trailing_cells, is_quoted) = flags;
                Case {
                    language,
                    names,
                    order,
                    separator,
                    line_end,
                    encoding,
                    above,
                    has_total,
                    has_second_header,
                    has_trailing_cells,
                    is_quoted,
                    nothing,
                }
            },
        )
}

/// A name as people and programs spell it.
fn spelled(name: &str, how: u8) -> String {
    match how {
        1 => name.to_uppercase(),
        2 => name.to_lowercase().replace(' ', "_"),
        3 => name.split(' ').map(capital).collect(),
        4 => format!("{name}:"),
        5 => format!(" {name} "),
        _ => name.to_owned(),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The stories of all tables in a language.
fn stories(language: &Language) -> Vec<StoryDraft> {
    let [first, second, third, description, one, other] = language.texts.map(str::to_owned);
    let criteria = [vec![one.clone(), other], vec![one], vec![]];
    let descriptions = [description.clone(), String::new(), description];
    let labels = [vec!["gate".to_owned()], vec![], vec!["north".to_owned()]];
    let estimates = [Some("3"), Some("0.5"), None];
    [first, second, third]
        .into_iter()
        .zip(criteria.into_iter().zip(descriptions))
        .zip(labels.into_iter().zip(estimates))
        .zip(1..)
        .map(|(((title, (criteria, description)), (labels, estimate)), number)| StoryDraft {
            key: Some(format!("T-{number}")),
            title,
            description,
            criteria,
            labels,
            estimate: estimate.map(str::to_owned),
            ..StoryDraft::default()
        })
        .collect()
}

impl Case {
    fn text(&self) -> String {
        let language = &LANGUAGES[self.language];
        let name = |column: usize| match self.names.get(column) {
            Some((which, how)) => {
                let names = language.names[column];
                spelled(names[which.index(names.len())], *how)
            }
            None => OTHERS[column - 6].to_owned(),
        };
        let header = self.row(name);
        let mut rows = vec![self.above(), header.clone()];
        for (at, story) in stories(language).iter().enumerate() {
            if at == 1 && self.has_second_header {
                rows.push(header.clone());
            }
            rows.push(self.row(|column| self.cell(story, column)));
        }
        if self.has_total {
            rows.push(self.row(|column| {
                ["Total", "", "", "", "3.5", ""].get(column).unwrap_or(&"").to_string()
            }));
        }
        rows.concat()
    }

    fn cell(&self, story: &StoryDraft, column: usize) -> String {
        let cell = match column {
            0 => story.title.clone(),
            1 => story.key.clone().unwrap_or_default(),
            2 => story.description.clone(),
            3 => story.criteria.join(self.line_end),
            4 => story.estimate.clone().unwrap_or_default(),
            5 => story.labels.concat(),
            _ => "open".to_owned(),
        };
        if cell.is_empty() { self.nothing.to_owned() } else { cell }
    }

    fn row(&self, cell: impl Fn(usize) -> String) -> String {
        let quoted = |text: String| {
            let must = text.contains([self.separator, '"', '\n', '\r']);
            if must || self.is_quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
        };
        let separator = self.separator.to_string();
        let cells: Vec<String> = self.order.iter().map(|column| quoted(cell(*column))).collect();
        let trailing = if self.has_trailing_cells { separator.repeat(2) } else { String::new() };
        format!("{}{trailing}{}", cells.join(&separator), self.line_end)
    }

    /// What stands above the header.
    fn above(&self) -> String {
        let separators = self.separator.to_string().repeat(4);
        let lines: &[&str] = match self.above {
            1 => &["Backlog of the yard", ""],
            2 => &["Server: https://tracker.example.com", "Query: open stories", "", ""],
            3 => &[&separators, &format!("{0}{0}https://tracker.example.com/1", self.separator)],
            4 => &[&format!("sep={}", self.separator)],
            5 => &["", "", ""],
            6 => &["\"Stories of the week", ""],
            7 => &["Story Points per epic", &separators, &separators],
            _ => &[],
        };
        lines.iter().map(|line| format!("{line}{}", self.line_end)).collect()
    }

    fn bytes(&self) -> Vec<u8> {
        let text = self.text();
        let marked = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| {
            mark.iter().copied().chain(text.encode_utf16().flat_map(bytes)).collect()
        };
        let encodings = LANGUAGES[self.language].encodings;
        match self.encoding.index(6 + encodings.len()) {
            0 => text.into_bytes(),
            1 => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            2 => marked(b"\xff\xfe", u16::to_le_bytes),
            3 => marked(b"\xfe\xff", u16::to_be_bytes),
            4 => marked(b"", u16::to_le_bytes),
            5 => marked(b"", u16::to_be_bytes),
            legacy => {
                let encoding = Encoding::for_label(encodings[legacy - 6].as_bytes()).unwrap();
                let (bytes, _, is_lossy) = encoding.encode(&text);
                assert!(!is_lossy, "{text}");
                bytes.into_owned()
            }
        }
    }
}

#[test]
fn the_same_stories_come_out_of_every_table() {
    let config = Config { failure_persistence: None, ..Config::with_cases(CASES) };
    let read_back = |case: Case| {
        let shown = || format!("{case:#?}\n{}", case.text());
        let preview = preview(&case.bytes());
        let preview =
            preview.map_err(|error| TestCaseError::fail(format!("{error:?}\n{}", shown())))?;
        prop_assert_eq!(&preview.stories, &stories(&LANGUAGES[case.language]), "{}", shown());
        let left_out = preview.not_imported.iter().map(|left| &left.why);
        let expected = case.has_total.then_some(&LeftOutReason::Total);
        prop_assert_eq!(left_out.collect::<Vec<_>>(), Vec::from_iter(expected), "{}", shown());
        Ok(())
    };
    if let Err(error) = TestRunner::new_with_rng(config, deterministic()).run(&cases(), read_back) {
        panic!("{error}");
    }
}

/// The same tables in every run.
fn deterministic() -> proptest::test_runner::TestRng {
    proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha)
}
