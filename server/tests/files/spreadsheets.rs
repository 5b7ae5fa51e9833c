//! Tables that people maintain themselves: what their columns hold, as guessed and as chosen.

use domain::preview::LeftOutReason;
use domain::sheet::{Assignment, ColumnKind, ReadOptions, Sheet};
use server::files;
use server::files::job::Job;

use super::*;

fn read_with(text: &str, options: &ReadOptions) -> Preview {
    files::read(text.as_bytes(), options, &Job::default()).unwrap()
}

fn titles(preview: &Preview) -> Vec<&str> {
    preview.stories.iter().map(|story| story.title.as_str()).collect()
}

fn columns(assigned: &[(ColumnKind, u32)]) -> Option<Vec<Assignment>> {
    let one =
        |(holds, column): &(ColumnKind, u32)| Assignment { holds: *holds, columns: vec![*column] };
    Some(assigned.iter().map(one).collect())
}

fn sheet(preview: &Preview) -> &Sheet {
    preview.sheet.as_ref().unwrap()
}

#[test]
fn titles_have_many_names_in_many_languages() {
    for (header, title) in [
        ("Title,Story,Points", "a"),
        ("Story,Points,Notes", "a"),
        ("Titel;Beschreibung;Punkte", "a"),
        ("Titre;Description;Estimation", "a"),
        ("Priority\tName\tStory Points", "b"),
        ("| Name | Points |", "a"),
    ] {
        let separator = header.chars().find(|c| ",;\t|".contains(*c)).unwrap().to_string();
        let edge = if header.starts_with('|') { "|" } else { "" };
        let row = |cells: [&str; 3]| {
            let count = header.trim_matches('|').matches(&separator).count() + 1;
            format!("{edge}{}{edge}\n", cells[..count].join(&separator))
        };
        let preview = read(&format!("{header}\n{}{}", row(["a", "b", "c"]), row(["d", "e", "f"])));
        assert_eq!(preview.stories[0].title, title, "{header}");
        assert_eq!(preview.stories.len(), 2, "{header}");
        assert_eq!(preview.format, Format::Spreadsheet, "{header}");
    }
}

#[test]
fn every_column_of_a_header_is_known_in_many_languages() {
    for header in [
        "ID;Title;Description;Acceptance criteria;Story points;Labels",
        "ID;Titel;Beschreibung;Akzeptanzkriterien;Schätzung;Schlagwörter",
        "ID;Titre;Description;Critères d'acceptation;Estimation;Étiquettes",
        "ID;Título;Descripción;Criterios de aceptación;Puntos;Etiquetas",
        "ID;Título;Descrição;Critérios de aceitação;Pontos;Etiquetas",
        "ID;Titolo;Descrizione;Criteri di accettazione;Punti;Etichette",
        "ID;Tytuł;Opis;Kryteria akceptacji;Punkty;Etykiety",
        "ID;Название;Описание;Критерии приёмки;Оценка;Метки",
        "ID;タイトル;説明;受け入れ基準;見積もり;ラベル",
    ] {
        let preview = read(&format!("{header}\nT-1;Oil;Why;Quiet;3;door\n"));
        let expected = StoryDraft {
            key: Some("T-1".to_owned()),
            title: "Oil".to_owned(),
            description: "Why".to_owned(),
            criteria: vec!["Quiet".to_owned()],
            estimate: Some("3".to_owned()),
            labels: vec!["door".to_owned()],
            ..StoryDraft::default()
        };
        assert_eq!(preview.stories, [expected], "{header}");
    }
}

#[test]
fn a_cell_may_hold_html_or_several_lines() {
    let text = "Title,Description,Acceptance criteria\n\
                Oil,\"<p>Why <b>now</b></p>\",\"<ul><li>Quiet &amp; smooth</li><li>Dry</li></ul>\"\n\
                Paint,\"One\r\n\r\nTwo\",\"- Red\n- \"\"Matt\"\"\"\n";
    let preview = read(text);
    let [oil, paint] = preview.stories.as_slice() else { panic!("{preview:?}") };
    assert_eq!(oil.description, "Why **now**");
    assert_eq!(oil.criteria, ["Quiet & smooth", "Dry"]);
    assert_eq!(paint.description, "One\n\nTwo");
    assert_eq!(paint.criteria, ["Red", "\"Matt\""]);
}

#[test]
fn columns_may_repeat_be_empty_or_have_no_name() {
    let text = "Title,Tags,,Tags,Points,Points,\nOil,a,x,b,,3,\nPaint,,,,,,\n";
    let preview = read(text);
    assert_eq!(titles(&preview), ["Oil", "Paint"]);
    assert_eq!(preview.stories[0].labels, ["a", "b"]);
    assert_eq!(preview.stories[0].estimate.as_deref(), Some("3"));
    assert_eq!(preview.stories[1].labels, [""; 0]);
}

#[test]
fn a_table_of_markdown_is_a_table() {
    let preview = read("| Title | Points |\n|:------|-------:|\n| Oil | 3 |\n| Paint | |\n");
    assert_eq!(titles(&preview), ["Oil", "Paint"]);
    assert_eq!(preview.stories[0].estimate.as_deref(), Some("3"));
    assert_eq!(preview.not_imported, []);
}

#[test]
fn a_table_without_a_recognised_title_shows_its_columns_and_imports_nothing() {
    let text = "Oil the hinge\tAna\t3\nPaint the door\tBen\t5\n";
    let asked = read_with(text, &ReadOptions::default());
    assert_eq!((asked.format, asked.stories.len()), (Format::Spreadsheet, 0));
    assert!(!sheet(&asked).has_header && !sheet(&asked).has_title());
    assert_eq!(sheet(&asked).rows[0], ["Oil the hinge", "Ana", "3"]);
    assert_eq!(preview(text.as_bytes()), Err(Unreadable::NoTitleColumn { line: 1 }));
    let options = ReadOptions {
        columns: columns(&[(ColumnKind::Title, 0), (ColumnKind::Estimate, 2)]),
        has_header: Some(false),
        ..ReadOptions::default()
    };
    let told = read_with(text, &options);
    assert_eq!(titles(&told), ["Oil the hinge", "Paint the door"]);
    assert_eq!(told.stories[1].estimate.as_deref(), Some("5"));
}

#[test]
fn lines_with_commas_are_a_list_and_no_table() {
    let text = "Fix the tap, and the sink\nMend the gate, soon\nOil the hinge\n";
    assert_eq!(read(text).format, Format::PastedList);
    assert_eq!(read(text).stories.len(), 3);
}

#[test]
fn every_column_can_be_reassigned() {
    let text = "Summary,Issue key,Issue Type,Description,Notes\nA,T-1,Story,d,n\n";
    let options = ReadOptions {
        columns: columns(&[
            (ColumnKind::Title, 4),
            (ColumnKind::Key, 1),
            (ColumnKind::Description, 0),
        ]),
        ..ReadOptions::default()
    };
    let preview = read_with(text, &options);
    let story = &preview.stories[0];
    assert_eq!(preview.format, Format::JiraCsv);
    assert_eq!((story.title.as_str(), story.description.as_str()), ("n", "A"));
    assert_eq!(sheet(&preview).assigned.len(), 3);
    let beyond =
        ReadOptions { columns: columns(&[(ColumnKind::Title, 99)]), ..ReadOptions::default() };
    assert_eq!(read_with(text, &beyond).stories, []);
}

#[test]
fn a_choice_is_remembered_by_the_header_and_not_by_the_rows() {
    let of = |text: &str| sheet(&read_with(text, &ReadOptions::default())).fingerprint.clone();
    assert_eq!(of("Title,Points\na,1\n"), of("\" title \",POINTS\nb,2\n"));
    assert_ne!(of("Title,Points\na,1\n"), of("Title,Effort\na,1\n"));
}

#[test]
fn any_table_can_be_read_as_a_list_and_a_list_as_a_table() {
    let table = "Title,Points\nOil,3\n";
    let list = ReadOptions { format: Some(Format::PastedList), ..ReadOptions::default() };
    assert_eq!(titles(&read_with(table, &list)), ["Title,Points", "Oil,3"]);
    let sheet = ReadOptions { format: Some(Format::Spreadsheet), ..ReadOptions::default() };
    assert_eq!(titles(&read_with("Title\nOil\n", &sheet)), ["Oil"]);
}

#[test]
fn rows_that_are_no_stories_are_recognised_in_every_tracker() {
    let linear = "ID,Team,Title,Status,Creator,Estimate,Archived,Parent issue\n\
                  A-1,T,One,Todo,x,1,,\nA-2,T,Two,Todo,x,1,2025-02-03,\nA-3,T,Three,Todo,x,1,,A-1\n";
    let whys: Vec<_> = read(linear).not_imported.into_iter().map(|left| left.why).collect();
    assert_eq!(whys, [LeftOutReason::Archived, LeftOutReason::SubTask]);
    let azure = "ID,Work Item Type,Title 1,Title 2,Title 3\n\
                 1,Feature,F,,\n2,User Story,,S,\n3,Task,,,Step\n4,Task,,Alone,\n";
    let preview = read(azure);
    assert_eq!(titles(&preview), ["S", "Alone"]);
    assert_eq!(preview.not_imported[1].why, LeftOutReason::SubTask);
}

#[test]
fn both_forms_of_a_gitlab_export_are_recognised() {
    let old = "Issue ID,URL,Title,State,Weight\n41,https://g.example/41,Water,Open,4\n";
    let new = "ID,IID,Title,Description,Type,URL,State,Parent Title,Weight\n\
               9001,41,Water,,Issue,https://g.example/41,Open,Beds,4\n";
    for (text, parent) in [(old, None), (new, Some("Beds"))] {
        let preview = read(text);
        assert_eq!(preview.format, Format::GitlabCsv);
        let story = &preview.stories[0];
        assert_eq!((story.key.as_deref(), story.parent.as_deref()), (Some("41"), parent));
    }
}

#[test]
fn exports_with_the_columns_that_we_write_are_read_like_any_other() {
    let azure = "ID,Work Item Type,Title,Description,Acceptance Criteria,Story Points,Tags\n\
                 1,User Story,A,,<div><ul><li>First <b>x</b></li><li>Second</li></ul></div>,3,\n\
                 2,User Story,B,,<ul><li><b>Bold</b> one</li></ul>,,\n";
    let criteria: Vec<_> = read(azure).stories.into_iter().map(|story| story.criteria).collect();
    assert_eq!(criteria, [vec!["First x", "Second"], vec!["Bold one"]]);
    let gitlab =
        "title,description,due_date,milestone\nA,\"## Acceptance Criteria\n\n* one\n* two\",,\n";
    assert_eq!(read(gitlab).stories[0].criteria, ["one", "two"]);
}

#[test]
fn sentences_and_votes_are_lists() {
    for text in [
        "As a member, I want to extend a loan, so that I can finish\n\
         As a clerk, I want to see dates, so that I can remind\n",
        "Login | 5\nLogout | 3\n",
    ] {
        assert_eq!((read(text).format, read(text).stories.len()), (Format::PastedList, 2));
    }
}

#[test]
fn separators_in_the_names_of_columns_separate_nothing() {
    let text = "Summary;Beschreibung, kurz, lang, x;Story Points\nA;b;5\n";
    let story = &read(text).stories[0];
    assert_eq!((story.title.as_str(), story.estimate.as_deref()), ("A", Some("5")));
}

#[test]
fn empty_rows_of_a_spreadsheet_hide_no_story_after_them() {
    let text = format!("Title,Points\nA,1\n{}B,2\n", ",\n".repeat(25_000));
    let preview = read(&text);
    assert_eq!(titles(&preview), ["A", "B"]);
    assert_eq!(preview.not_imported.len(), 100);
}

#[test]
fn a_cell_that_a_room_would_refuse_affects_no_other_story() {
    let link = format!("https://e.example/{}", "x".repeat(2_001));
    let preview = read(&format!("Title,Link,Estimate\nA,{link},3\nB,,Pass\n"));
    assert_eq!(preview.stories[0].link, None);
    assert_eq!((preview.stories[1].estimate.as_deref(), preview.warnings.len()), (None, 1));
}

#[test]
fn one_column_with_the_name_of_a_title_is_a_table() {
    assert_eq!(titles(&read("Summary\nOil\nPaint\n")), ["Oil", "Paint"]);
}
