//! Jira exports beyond the inputs: languages, quotation marks and limits.

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
    for mark in ["\u{feff}", ""] {
        let utf16 = || format!("{mark}{PLAIN}").encode_utf16().collect::<Vec<_>>();
        let little: Vec<u8> = utf16().into_iter().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = utf16().into_iter().flat_map(u16::to_be_bytes).collect();
        assert_eq!(preview(&little), Ok(expected.clone()));
        assert_eq!(preview(&big), Ok(expected.clone()));
    }
}

#[test]
fn a_line_that_declares_the_separator_is_no_row() {
    for declared in ["sep=;\n", "\"sep=;\"\r\n", "\u{feff}sep=;\n"] {
        let read = read(&format!("{declared}{}", PLAIN.replace(',', ";")));
        assert_eq!(read.stories, self::read(PLAIN).stories);
        assert_eq!((read.format, read.sheet.unwrap().line), (Format::JiraCsv, 2));
    }
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
            kind: Some("X".to_owned()),
            labels: vec!["l".to_owned()],
            estimate: Some("5".to_owned()),
            ..StoryDraft::default()
        };
        assert_eq!(preview.stories, [story], "{header}");
        assert_eq!(preview.not_imported.len(), 2, "{header}");
    }
}

#[test]
fn a_parent_is_named_by_its_title_wherever_that_is() {
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
fn b59_a_repeated_key_is_left_out_and_counted() {
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
fn damaged_files_are_refused_with_the_line() {
    let refused = |text: &str| preview(text.as_bytes()).unwrap_err();
    let place = |line, column| Unreadable::UnclosedQuote { line, column };
    assert_eq!(refused("Summary,Issue key\nA,T-1\n\"B,T-2\nC,T-3\n"), place(3, 1));
    assert_eq!(refused("Summary,Issue key\n\"A,T-1\nB,\"T-2\"\n"), place(2, 1));
    assert_eq!(refused("Summary,\"Issue key\nA,T-1\n"), place(1, 9));
    assert_eq!(refused("Issue key,Issue Type\nT-1,Bug\n"), Unreadable::NoTitleColumn { line: 1 });
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
