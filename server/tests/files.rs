//! Files in and out: real-shaped exports give the stories that their index says, what Ready Room writes
//! it reads back, and no bytes whatever make it panic.

use domain::draft::{Format, Preview, StoryDraft, Unreadable};
use server::files::export::{
    CriterionState, ExportedCriterion, ExportedRound, ExportedStory, ExportedVote,
};
use server::files::export_csv::csv;
use server::files::report::{Report, markdown};
use server::files::{preview, preview_json};

mod inputs {
    //! One test for each file in `tests/inputs`.

    use std::collections::BTreeSet;
    use std::fs;
    use std::path::PathBuf;

    use serde_json::{Value, json};

    use super::preview_json;

    fn folder() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/inputs")
    }

    pub fn bytes(file: &str) -> Vec<u8> {
        fs::read(folder().join(file)).unwrap()
    }

    fn expected() -> Value {
        serde_json::from_slice(&bytes("expected.json")).unwrap()
    }

    /// The preview of the file is what `expected.json` says, as far as it says anything.
    fn check(file: &str) {
        let expected = &expected()[file];
        let read = preview_json::to_json(&bytes(file));
        if expected["refuse"].is_string() {
            assert!(read.is_err(), "{file} must be refused");
            return;
        }
        let read: Value = serde_json::from_str(&read.unwrap().replace('\u{a0}', " ")).unwrap();
        let nothing = json!([]);
        for list in ["stories", "not_imported"] {
            let wanted = expected.get(list).unwrap_or(&nothing).as_array().unwrap();
            let found = read[list].as_array().unwrap();
            for (at, wanted) in wanted.iter().enumerate() {
                for (field, value) in wanted.as_object().unwrap() {
                    assert_eq!(&found[at][field], value, "{file}: {field} of {list} {at}");
                }
            }
            assert_eq!(found.len(), wanted.len(), "{file}: number of {list}");
        }
    }

    macro_rules! inputs {
        ($($test:ident: $file:literal,)*) => {
            $(#[test] fn $test() { check($file); })*

            #[test]
            fn every_input_has_a_test() {
                let on_disk: BTreeSet<String> = fs::read_dir(folder())
                    .unwrap()
                    .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                    .filter(|name| name != "expected.json" && !name.starts_with('.'))
                    .collect();
                let tested = BTreeSet::from([$($file.to_owned(),)*]);
                let described = expected().as_object().unwrap().keys().cloned().collect();
                assert_eq!(on_disk, tested);
                assert_eq!(on_disk, described);
            }

            pub const ALL: &[&str] = &[$($file,)*];
        };
    }

    inputs! {
        jira_bom_no_final_newline: "jira-bom-no-final-newline.csv",
        jira_cloud_repeated_columns: "jira-cloud-repeated-columns.csv",
        jira_emoji_criteria_lines: "jira-emoji-criteria-lines.csv",
        jira_epics_subtasks_duplicates: "jira-epics-subtasks-duplicates.csv",
        jira_french_padded_headers: "jira-french-padded-headers.csv",
        jira_german_semicolon_windows1252: "jira-german-semicolon-windows1252.csv",
        b60_b38_jira_hostile_text: "jira-hostile-text.csv",
        jira_list_view_14_columns: "jira-list-view-14-columns.csv",
        jira_lookalike_columns: "jira-lookalike-columns.csv",
        jira_point_values: "jira-point-values.csv",
        jira_resaved_by_spreadsheet: "jira-resaved-by-spreadsheet.csv",
        b55_jira_server_multiline_quotes: "jira-server-multiline-quotes.csv",
        jira_spanish_criteria_column: "jira-spanish-criteria-column.csv",
        jira_wiki_markup_criteria: "jira-wiki-markup-criteria.csv",
        paste_keys_and_duplicates: "paste-keys-and-duplicates.txt",
        paste_mixed_bullets: "paste-mixed-bullets.txt",
    }
}

fn read(text: &str) -> Preview {
    preview(text.as_bytes()).unwrap()
}

fn warnings_of(bytes: &[u8]) -> Vec<String> {
    let json = preview_json::to_json(bytes).unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    serde_json::from_value(json["warnings"].clone()).unwrap()
}

mod jira {
    use super::*;

    const PLAIN: &str = "Summary,Issue key,Issue Type,Custom field (Story Points)\n\
                         Oil the hinge,TL-1,Story,3\n\
                         Paint the door,TL-2,Story,\n";

    #[test]
    fn b56_quotes_around_cells_and_blanks_inside_change_nothing() {
        let expected = read(PLAIN);
        assert_eq!(expected.format, Format::JiraCsv);
        assert_eq!(expected.stories.len(), 2);
        let header = "\"Summary\",\"Issue key\",\"Issue Type\",\"Custom field (Story Points)\"\n";
        let padded =
            "\" Summary \",\" Issue key\",\"Issue Type  \",\"  Custom field (Story Points) \"\n";
        let (bare, rows) = PLAIN.split_at(PLAIN.find('\n').unwrap() + 1);
        let quoted = "\"Oil the hinge\",\"TL-1\",\"Story\",\"3\"\n\
                      \"Paint the door\",\"TL-2\",\"Story\",\"\"\n";
        for (header, rows) in [(header, rows), (padded, rows), (bare, quoted), (padded, quoted)] {
            assert_eq!(read(&format!("{header}{rows}")), expected);
        }
    }

    #[test]
    fn separators_line_ends_and_encodings_change_nothing() {
        let expected = read(PLAIN);
        for separator in [";", "\t", "|"] {
            assert_eq!(read(&PLAIN.replace(',', separator)), expected);
        }
        for end in ["\r\n", "\r"] {
            assert_eq!(read(&PLAIN.replace('\n', end)), expected);
        }
        let utf16: Vec<u8> =
            format!("\u{feff}{PLAIN}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(preview(&utf16), Ok(expected));
    }

    #[test]
    fn every_language_is_read() {
        for (header, epic, sub_task) in [
            (
                "Zusammenfassung,Vorgangsschlüssel,Vorgangstyp,Stichwörter,Beschreibung,Story Point-Schätzung",
                "Epic",
                "Unteraufgabe",
            ),
            (
                "Résumé,Clé de ticket,Type de ticket,Étiquettes,Description,Champs personnalisés (Story Points)",
                "Epic",
                "Sous-tâche",
            ),
            (
                "Resumen,Clave de incidencia,Tipo de Incidencia,Etiquetas,Descripción,Campo personalizado (Story point estimate)",
                "Épica",
                "Subtarea",
            ),
            (
                "Resumo,Chave da item,Tipo de item,Categorias,Descrição,Campo personalizado (Story Points)",
                "Épico",
                "Subtarefa",
            ),
            (
                "Riepilogo,Chiave segnalazione,Tipo di segnalazione,Etichette,Descrizione,Campo personalizzato (Story Points)",
                "Epic",
                "Sottotask",
            ),
            (
                "Podsumowanie,Klucz zgłoszenia,Typ zgłoszenia,Etykiety,Opis,Pole niestandardowe (Story Points)",
                "Epik",
                "Podzadanie",
            ),
            (
                "Тема,Ключ проблемы,Тип задачи,Метки,Описание,Пользовательское поле (Story Points)",
                "Эпик",
                "Подзадача",
            ),
            (
                "要約,課題キー,課題タイプ,ラベル,説明,カスタムフィールド (Story Points)",
                "エピック",
                "サブタスク",
            ),
        ] {
            let rows = format!("A,T-1,X,l,d,5\nB,T-2,{epic},,,\nC,T-3,{sub_task},,,\n");
            let preview = read(&format!("{header}\n{rows}"));
            let story = StoryDraft {
                key: Some("T-1".to_owned()),
                title: "A".to_owned(),
                description: "d".to_owned(),
                labels: vec!["l".to_owned()],
                estimate: Some("5".to_owned()),
                ..StoryDraft::default()
            };
            assert_eq!(preview.stories, [story], "{header}");
            assert_eq!(preview.not_imported.len(), 2, "{header}");
        }
    }

    #[test]
    fn a_parent_is_named_by_its_title_wherever_that_stands() {
        let preview = read(
            "Summary,Issue key,Issue id,Issue Type,Parent,Parent summary,Custom field (Epic Link)\n\
             A,T-1,11,Story,7,,\n\
             B,T-2,12,Story,,Given here,T-9\n\
             C,T-3,13,Story,,,T-9\n\
             D,T-4,14,Story,,,T-8\n\
             E,T-5,15,Story,8,,\n\
             The epic,T-9,7,Epic,,,\n",
        );
        let parents: Vec<_> = preview.stories.iter().map(|s| s.parent.as_deref()).collect();
        let expected = [Some("The epic"), Some("Given here"), Some("The epic"), Some("T-8"), None];
        assert_eq!(parents, expected);
    }

    #[test]
    fn unreadable_points_are_a_warning_that_names_the_row() {
        let warnings = warnings_of(&inputs::bytes("jira-point-values.csv"));
        let [first, second] = &warnings[..] else {
            panic!("two warnings, not {warnings:?}");
        };
        assert!(first.starts_with("line 8, WS-46 Talk to the roofer: \"TBD\""), "{first}");
        assert!(second.starts_with("line 9, WS-47 Undo the wall: \"-1\""), "{second}");
    }

    #[test]
    fn b59_a_key_that_comes_again_is_left_out_and_counted() {
        let text = "Summary,Issue key,Issue Type\nA,T-1,Epic\nB,T-1,Bug\nC,T-1,Bug\nD,T-1,Bug\n";
        let json = preview_json::to_json(text.as_bytes()).unwrap();
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let what: Vec<_> =
            json["not_imported"].as_array().unwrap().iter().map(|e| &e["what"]).collect();
        assert_eq!(what, ["T-1 A", "second T-1", "third T-1"]);
    }

    #[test]
    fn a_row_with_too_many_cells_is_left_out_and_a_short_one_is_read() {
        let preview = read("Summary,Issue key,Issue Type\nA, b,T-1,Story\nC,T-2\n,T-3,Story,\n");
        assert_eq!(preview.stories.len(), 1);
        assert_eq!(preview.stories[0].title, "C");
        assert_eq!(preview.not_imported.len(), 2);
    }

    #[test]
    fn what_is_damaged_is_refused_with_its_line() {
        let refused = |text: &str| preview(text.as_bytes()).unwrap_err();
        let line = |line| Unreadable::UnclosedQuote { line };
        assert_eq!(refused("Summary,Issue key\nA,T-1\n\"B,T-2\nC,T-3\n"), line(3));
        assert_eq!(refused("Summary,Issue key\n\"A,T-1\nB,\"T-2\"\n"), line(2));
        assert_eq!(refused("Summary,\"Issue key\nA,T-1\n"), line(1));
        assert_eq!(
            refused("Issue key,Issue Type\nT-1,Bug\n"),
            Unreadable::NoTitleColumn { line: 1 }
        );
        let json = preview_json::to_json(&inputs::bytes("jira-resaved-by-spreadsheet.csv"));
        let message = json.unwrap_err();
        for part in [
            "rows have one column where the header has nine",
            "re-saved by a spreadsheet program",
            "line 2",
            "Nothing is imported",
        ] {
            assert!(message.contains(part), "{message}");
        }
    }

    #[test]
    fn what_is_too_long_is_left_out_with_the_limit() {
        let text = format!(
            "Summary,Issue key,Description\n{},T-1,\nB,T-2,{}\nC,T-3,{}\n",
            "x".repeat(2_001),
            "x".repeat(50_001),
            "x".repeat(50_000)
        );
        let json = preview_json::to_json(text.as_bytes()).unwrap();
        assert!(json.contains("title longer than 2000 characters"));
        assert!(json.contains("description longer than 50000 characters"));
        assert_eq!(read(&text).stories.len(), 1);
    }
}

mod exports {
    use super::*;

    fn voted(title: &str, cards: &[&str], average: f64) -> ExportedStory {
        let votes = cards
            .iter()
            .zip('A'..)
            .map(|(card, name)| ExportedVote { name: name.to_string(), card: (*card).to_owned() });
        let round = ExportedRound {
            number: 1,
            started_ms: 1_000,
            ended_ms: 91_000,
            votes: votes.collect(),
            average: Some(average),
            ..ExportedRound::default()
        };
        ExportedStory { title: title.to_owned(), rounds: vec![round], ..ExportedStory::default() }
    }

    fn cells(csv: &str) -> Vec<Vec<String>> {
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let records = reader.records().map(|record| record.unwrap());
        records.map(|record| record.iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn b06_averages_have_two_decimals_in_csv_and_markdown() {
        let stories = vec![
            voted("Long tail", &["2", "2", "2", "2", "2", "3"], 13.0 / 6.0),
            voted("Rounded up", &["1", "2", "2"], 5.0 / 3.0),
        ];
        let rows = cells(&csv(&stories));
        assert_eq!(rows[0][4..8], ["A: 2; B: 2; C: 2; D: 2; E: 2; F: 3", "2.17", "1", "1.5"]);
        assert_eq!(rows[1][5], "1.67");
        let page = markdown(&Report { stories, ..Report::default() });
        assert!(page.contains("| Long tail |  | 2.17 | 1 |"), "{page}");
        assert!(page.contains("- Average: 2.17\n") && page.contains("- Average: 1.67\n"), "{page}");
    }

    #[test]
    fn b24_no_estimate_stays_empty_and_0_stays_0() {
        let story = |estimate: Option<&str>| ExportedStory {
            title: "Story".to_owned(),
            estimate: estimate.map(str::to_owned),
            ..ExportedStory::default()
        };
        let stories = [story(None), story(Some("0")), story(Some("0.5")), story(Some("a week"))];
        let csv = csv(&stories);
        let exported: Vec<_> = cells(&csv).into_iter().map(|row| row[3].clone()).collect();
        assert_eq!(exported, ["", "0", "0.5", "a week"]);
        let read: Vec<_> = read(&csv).stories.into_iter().map(|story| story.estimate).collect();
        assert_eq!(read, stories.map(|story| story.estimate));
    }

    #[test]
    fn the_columns_stand_in_their_order() {
        assert_eq!(
            csv(&[]),
            "Title,Key,Link,Estimate,Votes,Average,Rounds,Minutes,Criteria,Description,Labels,Parent\r\n"
        );
        assert_eq!(read(&csv(&[])).format, Format::ReadyRoomCsv);
    }

    #[test]
    fn b60_titles_that_look_like_formulas_survive_and_run_nowhere() {
        let titles = [
            "=1+1",
            "+1",
            "-1",
            "@A1",
            "\t=1+1",
            "\r=1+1",
            "\n=1",
            "'=1",
            "'quoted'",
            "''",
            "\"=1\"",
            " padded ",
            "two\r\nlines",
            "semi;colon, comma",
        ];
        let stories = titles.map(|title| ExportedStory {
            title: title.to_owned(),
            key: Some(title.to_owned()),
            description: title.to_owned(),
            labels: vec!["=label".to_owned(), "market day".to_owned()],
            parent: Some(title.to_owned()),
            ..voted(title, &["-1"], 1.0)
        });
        let csv = csv(&stories);
        for cell in cells(&csv).iter().flatten() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell:?}");
        }
        let preview = read(&csv);
        assert_eq!(preview.stories.len(), titles.len());
        for (read, title) in preview.stories.iter().zip(titles) {
            assert_eq!((read.title.as_str(), read.key.as_deref()), (title, Some(title)));
            assert_eq!((read.description.as_str(), read.parent.as_deref()), (title, Some(title)));
            assert_eq!(read.labels, ["=label", "market day"]);
        }
    }

    #[test]
    fn every_input_survives_export_and_import() {
        for file in inputs::ALL {
            let Ok(preview) = preview(&inputs::bytes(file)) else { continue };
            let exported: Vec<_> = preview.stories.iter().map(exported).collect();
            let again = read(&csv(&exported));
            assert_eq!(again.stories, preview.stories, "{file}");
            assert_eq!((again.not_imported.len(), again.warnings.len()), (0, 0), "{file}");
        }
    }

    fn exported(draft: &StoryDraft) -> ExportedStory {
        let states = [CriterionState::Open, CriterionState::Agreed, CriterionState::Unclear];
        let criteria = draft.criteria.iter().zip(states.into_iter().cycle());
        ExportedStory {
            key: draft.key.clone(),
            link: draft.link.clone(),
            title: draft.title.clone(),
            description: draft.description.clone(),
            labels: draft.labels.clone(),
            parent: draft.parent.clone(),
            criteria: criteria
                .map(|(text, state)| ExportedCriterion { text: text.clone(), state })
                .collect(),
            estimate: draft.estimate.clone(),
            rounds: Vec::new(),
        }
    }
}

mod any_bytes {
    use proptest::prelude::*;

    use super::*;

    fn mutated() -> impl Strategy<Value = Vec<u8>> {
        let file = prop::sample::select(inputs::ALL);
        let edits = prop::collection::vec((any::<prop::sample::Index>(), any_byte()), 1..20);
        (file, edits).prop_map(|(file, edits)| {
            let mut bytes = inputs::bytes(file);
            for (at, byte) in edits {
                let at = at.index(bytes.len());
                match byte {
                    Some(byte) => bytes[at] = byte,
                    None => drop(bytes.remove(at)),
                }
            }
            bytes
        })
    }

    /// A byte that means something to a reader, any other, or none: the byte there goes.
    fn any_byte() -> impl Strategy<Value = Option<u8>> {
        let telling = prop::sample::select(b"\",;\t|\r\n*#[]{}()-'\\h:`".as_slice());
        prop_oneof![telling.prop_map(Some), any::<u8>().prop_map(Some), Just(None)]
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

        #[test]
        fn never_make_the_preview_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
            let _ = preview_json::to_json(&bytes);
        }

        #[test]
        fn damaged_inputs_never_make_the_preview_panic(bytes in mutated()) {
            let _ = preview_json::to_json(&bytes);
        }

        #[test]
        fn any_title_and_criterion_survive_export_and_import(
            title in "\\PC*[a-z][\\PC\r\n\t]*", text in "[\\PC\n]*[a-z]\\PC*",
        ) {
            let criterion = ExportedCriterion { text, state: CriterionState::Agreed };
            let story = ExportedStory {
                title, criteria: vec![criterion], ..ExportedStory::default()
            };
            let read = read(&csv(std::slice::from_ref(&story)));
            prop_assert_eq!(&read.stories[0].title, &story.title);
            prop_assert_eq!(&read.stories[0].criteria[0], &story.criteria[0].text);
        }
    }
}
