//! `ready-room preview` and `ready-room convert` as scripts use them: the result on standard
//! output, what is left out on standard error, and an exit code.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use clap::ValueEnum;
use server::files::out::Target;

fn input(file: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/inputs");
    folder.join(file).to_str().unwrap().to_owned()
}

fn run(arguments: &[&str], standard_input: &[u8]) -> Output {
    let mut process = Command::new(env!("CARGO_BIN_EXE_ready-room"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A process that does not read its input may have ended already.
    let _ = process.stdin.take().unwrap().write_all(standard_input);
    process.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_file_is_converted_to_every_format() {
    let file = input("paste-mixed-bullets.txt");
    for target in Target::ALL {
        let name = target.to_possible_value().unwrap();
        let output = run(&["convert", &file, "--to", name.get_name()], b"");
        assert!(output.status.success(), "{target:?}: {}", text(&output.stderr));
        let title = b"Water the herb wall";
        let is_there = output.stdout.windows(title.len()).any(|part| part == title);
        if target == Target::Everything {
            assert!(output.stdout.starts_with(b"PK\x03\x04"));
        } else {
            assert!(is_there, "{target:?}: {}", text(&output.stdout));
        }
    }
}

#[test]
fn what_is_left_out_is_reported_with_the_files_name() {
    let file = input("paste-keys-and-duplicates.txt");
    let output = run(&["convert", &file, "--to", "stories"], b"");
    assert!(output.status.success());
    let said = text(&output.stderr);
    assert!(said.starts_with(&file) && said.contains("same key as line 1"), "{said}");
    let points = run(&["convert", &input("jira-point-values.csv"), "--to", "jira"], b"");
    assert!(text(&points.stderr).contains(": line 8, WS-46 Talk to the roofer: \"TBD\""));
}

#[test]
fn an_unreadable_file_is_reported_by_name_with_exit_code_1() {
    let damaged = input("jira-resaved-by-spreadsheet.csv");
    for arguments in [
        &["convert", damaged.as_str(), "--to", "jira"][..],
        &["preview", damaged.as_str()],
        &["convert", "no/such/file.csv", "--to", "jira"],
    ] {
        let output = run(arguments, b"");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
        let said = text(&output.stderr);
        assert!(said.starts_with(arguments[1]) && said.lines().count() == 1, "{said}");
    }
}

#[test]
fn a_dash_reads_standard_input() {
    let output = run(&["convert", "-", "--to", "jira"], b"TL-1 Oil the hinge (3)\n");
    assert!(text(&output.stdout).contains("Oil the hinge,TL-1,Story,,,3,"));
    let output = run(&["preview", "-"], b"TL-1 Oil the hinge (3)\n");
    assert!(text(&output.stdout).contains("\"title\": \"Oil the hinge\""));
    let output = run(&["preview", "-"], b"");
    assert!(text(&output.stderr).starts_with("standard input: The file is empty"));
}

#[test]
fn a_format_can_be_given_and_an_unknown_name_is_refused() {
    let file = input("paste-mixed-bullets.txt");
    let convert = |from: &str| run(&["convert", &file, "--to", "jira", "--from", from], b"");
    assert!(convert("pasted-list").status.success());
    assert_eq!(convert("trello-json").status.code(), Some(1));
    let unknown = text(&convert("word").stderr);
    assert!(unknown.contains("word") && unknown.contains("jira-csv"), "{unknown}");
}

#[test]
fn the_given_format_is_forced() {
    let table = b"Title,Points\nOil the hinge,3\n";
    let convert = |from: &str| run(&["convert", "-", "--to", "jira", "--from", from], table);
    let preview = |format: &str| run(&["preview", "-", "--format", format], table);
    assert!(text(&convert("pasted-list").stdout).contains("\r\n\"Oil the hinge,3\","));
    assert!(text(&preview("pasted-list").stdout).contains("\"title\": \"Oil the hinge,3\""));
    assert!(text(&preview("spreadsheet").stdout).contains("\"estimate\": 3"));
    for refused in [convert("gherkin"), preview("gherkin"), convert("jira-csv")] {
        assert_eq!((refused.status.code(), refused.stdout.len()), (Some(1), 0));
        assert!(text(&refused.stderr).starts_with("standard input: The "));
    }
    assert_ne!(preview("word").status.code(), Some(0));
}
