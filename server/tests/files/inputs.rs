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

/// Checks that the preview of a file is as in `expected.json`, as far as that says anything.
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
    azure_query_html_criteria: "azdo-query-html-criteria.csv",
    azure_tree_title_columns: "azdo-tree-title-columns.csv",
    clickup_bracket_lists: "clickup-bracket-lists.csv",
    generic_criteria_semicolons: "generic-criteria-semicolons.csv",
    generic_unquoted_comma: "generic-unquoted-comma.csv",
    gherkin_french: "gherkin-french.feature",
    gherkin_outline_rule_docstring: "gherkin-outline-rule-docstring.feature",
    github_issues_body_tasks: "github-issues-body-tasks.csv",
    gitlab_issues_weight: "gitlab-issues-weight.csv",
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
    b55_thunderdome_headerless: "thunderdome-headerless.csv",
    linear_short_rows: "linear-short-rows.csv",
    markdown_labelled_stories: "markdown-labelled-stories.md",
    markdown_nested_checklist: "markdown-nested-checklist.md",
    paste_keys_and_duplicates: "paste-keys-and-duplicates.txt",
    paste_mixed_bullets: "paste-mixed-bullets.txt",
    pivotal_repeated_tasks: "pivotal-repeated-tasks.csv",
    trello_archived_and_order: "trello-archived-and-order.json",
    trello_checklists: "trello-checklists.json",
    trello_custom_field_points: "trello-custom-field-points.json",
    trello_points_in_titles: "trello-points-in-titles.json",
    asana_sheet_preamble: "asana-sheet-preamble.csv",
    azdo_bugs_repro_steps: "azdo-bugs-repro-steps.csv",
    azdo_markdown_fields: "azdo-markdown-fields.csv",
    clickup_null_and_backslash_n: "clickup-null-and-backslash-n.csv",
    excel_cells_with_breaks: "excel-cells-with-breaks.tsv",
    excel_gbk: "excel-gbk.csv",
    excel_windows_1251: "excel-windows-1251.csv",
    github_project: "github-project.tsv",
    jira_adf_blocks: "jira-adf-blocks.csv",
    jira_nested_lists: "jira-nested-lists.csv",
    poinz_consensus: "poinz-consensus.csv",
    shortcut_stories: "shortcut-stories.csv",
    storypoints_one_word: "storypoints-one-word.csv",
    jira_given_when_then_cell: "jira-given-when-then-cell.csv",
    markdown_table_backlog: "markdown-table-backlog.md",
    paste_parts_and_years: "paste-parts-and-years.txt",
    trello_agile_tools_points: "trello-agile-tools-points.json",
    trello_no_checklists: "trello-no-checklists.json",
    trello_size_dropdown: "trello-size-dropdown.json",
    word_bullets_tab: "word-bullets-tab.txt",
}
