//! Markdown beyond the inputs: other forms of labels, nesting, and what Ready Room writes.

use super::*;

fn titles(preview: &Preview) -> Vec<&str> {
    preview.stories.iter().map(|story| story.title.as_str()).collect()
}

#[test]
fn line_ends_change_nothing() {
    for file in ["markdown-nested-checklist.md", "markdown-labelled-stories.md"] {
        let text = String::from_utf8(inputs::bytes(file)).unwrap();
        for end in ["\r\n", "\r"] {
            assert_eq!(read(&text.replace('\n', end)), read(&text), "{file}");
        }
    }
}

#[test]
fn a_checklist_has_keys_descriptions_and_criteria() {
    let preview = read(
        "- [ ] [GDN-1](https://e.example/GDN-1) Prune \\*it\\* &amp; go (3)\n\n  Why *so*.\n\n  \
         ```\n  - [ ] code\n  ```\n  - plain\n    1. [x] deep\n- [ ] GDN-2: Mow\n- not a story\n",
    );
    assert_eq!(preview.format, Format::MarkdownChecklist);
    let [first, second] = preview.stories.as_slice() else { panic!("{preview:?}") };
    assert_eq!(first.title, "Prune *it* & go");
    assert_eq!(first.key.as_deref(), Some("GDN-1"));
    assert_eq!(first.link.as_deref(), Some("https://e.example/GDN-1"));
    assert_eq!(first.estimate.as_deref(), Some("3"));
    assert_eq!(first.criteria, ["plain", "deep"]);
    assert_eq!(first.description, "Why *so*.\n\n```\n- [ ] code\n```");
    assert_eq!((second.key.as_deref(), second.title.as_str()), (Some("GDN-2"), "Mow"));
}

#[test]
fn a_ticked_item_below_a_ticked_one_is_left_out_with_it() {
    let preview = read("- [x] Done\n  - [ ] open\n- [ ] Story\n  - [x] criterion\n");
    assert_eq!(titles(&preview), ["Story"]);
    assert_eq!(preview.stories[0].criteria, ["criterion"]);
    assert_eq!(preview.not_imported[0].why, LeftOutReason::AlreadyTicked);
    assert_eq!(preview.not_imported[0].line, 1);
}

#[test]
fn checkboxes_below_a_plain_item_are_stories() {
    assert_eq!(titles(&read("- Garden\n  - [ ] Mow\n  - [ ] Prune\n")), ["Mow", "Prune"]);
}

#[test]
fn lists_without_checkboxes_and_tables_are_no_checklists() {
    for text in
        ["- One\n- Two\n", "# Plan\n\n- One\n", "[ ] One\n[ ] Two\n", "**Bold**: one\n- Two"]
    {
        assert_eq!(read(text).format, Format::PastedList, "{text}");
    }
    let csv = "Summary,Issue key,Issue Type,Description\n\
               One,TL-1,Story,\"## Acceptance Criteria\n- [ ] **Title**: a\n**ID**: b\"\n";
    assert_eq!(read(csv).format, Format::JiraCsv);
    let table = "| Title | Points |\n| --- | --- |\n| One | 3 |\n";
    assert_ne!(read(table).format, Format::MarkdownStories);
}

#[test]
fn labels_may_be_bulleted_and_in_other_languages() {
    let preview = read(
        "- **Titel:** Wählen\n- **Story Points:** 5 SP\n- **Stichwörter**: a, b\\, c\n\
         - **Epic**: Fähre\n- **Link**: [hier](https://e.example/1)\n- **Akzeptanzkriterien**:\n  \
         - [ ] eins\n  - zwei\n\n---\n\n- **Titel**: Zweite\n- **Story Points**: TBD\n",
    );
    assert_eq!(preview.format, Format::MarkdownStories);
    assert_eq!(titles(&preview), ["Wählen", "Zweite"]);
    let first = &preview.stories[0];
    assert_eq!(first.estimate.as_deref(), Some("5"));
    assert_eq!(first.labels, ["a", "b, c"]);
    assert_eq!(first.parent.as_deref(), Some("Fähre"));
    assert_eq!(first.link.as_deref(), Some("https://e.example/1"));
    assert_eq!(first.criteria, ["eins", "zwei"]);
    assert_eq!(preview.warnings.len(), 1);
}

#[test]
fn stories_may_be_headings() {
    let preview = read(
        "# Backlog\n\nWords.\n\n## Epic: Boats\n\n### US-101: Pick a seat (3)\n\n\
         As a traveller, I want to choose.\n\n#### Acceptance Criteria\n\n- [x] grey\n\n#### Notes\n\n\
         - more\n\n### Story: Bring a bicycle\n**Story Points**: <points>\n",
    );
    assert_eq!(preview.format, Format::MarkdownStories);
    assert_eq!(titles(&preview), ["Pick a seat", "Bring a bicycle"]);
    let first = &preview.stories[0];
    assert_eq!((first.key.as_deref(), first.estimate.as_deref()), (Some("US-101"), Some("3")));
    assert_eq!(first.criteria, ["grey"]);
    assert_eq!(first.states, []);
    assert_eq!(first.description, "As a traveller, I want to choose.\n\n#### Notes\n\n- more");
    assert_eq!(preview.warnings, []);
}

#[test]
fn the_sentence_of_a_story_is_kept_as_markdown() {
    let text = String::from_utf8(inputs::bytes("markdown-labelled-stories.md")).unwrap();
    let preview = read(&text);
    assert_eq!(
        preview.stories[0].description,
        "**As a** traveller,\n**I want to** choose my seat,\n**So that** I sit with my family.\n\n\
         **Dependencies**: None"
    );
    assert_eq!(preview.warnings, []);
}

#[test]
fn what_ready_room_writes_is_read_back() {
    let text = "<!-- Ready Room: stories -->\n# Room\n\n## TL-1 A \\*b\\* (3)\n\n**ID**: TL-1\n\
        **Title**: A \\*b\\* &lt;i&gt; (3)\n**Story Points**: a week\n**Labels**: x\\, y, z\n\
        **Part of**: Boats\n**Link**: <https://e.example/1>\n\n**Description**:\n\n\
        <!-- description -->\n## Not a heading\n\n---\n\n```\n**Title**: no\n<!-- \\end of description -->\n\
        <!-- end of description -->\n\n**Acceptance Criteria:**\n\n- [x] one  \n    \\- two  \n    \n      x \\*(unclear)\\*\n\
        - [ ] three *(unclear)*\n- [ ] **Title**: four\n\n---\n\n## Five\n\n**Title**: Five\n";
    let preview = read(text);
    assert_eq!(preview.format, Format::MarkdownStories);
    let [first, second] = preview.stories.as_slice() else { panic!("{preview:?}") };
    assert_eq!(first.title, "A *b* <i> (3)");
    assert_eq!(first.key.as_deref(), Some("TL-1"));
    assert_eq!(first.estimate.as_deref(), Some("a week"));
    assert_eq!(first.labels, ["x, y", "z"]);
    assert_eq!(first.parent.as_deref(), Some("Boats"));
    assert_eq!(first.link.as_deref(), Some("https://e.example/1"));
    assert_eq!(
        first.description,
        "## Not a heading\n\n---\n\n```\n**Title**: no\n<!-- end of description -->"
    );
    assert_eq!(first.criteria, ["one\n  - two\n\n    x *(unclear)*", "three", "Title: four"]);
    let states = [CriterionState::Agreed, CriterionState::Unclear, CriterionState::Open];
    assert_eq!(first.states, states);
    assert_eq!((second.title.as_str(), second.key.as_deref()), ("Five", None));
    assert_eq!((second.estimate.as_deref(), second.description.as_str()), (None, ""));
}

#[test]
fn excessive_nesting_is_refused() {
    for piece in ["- ", "> ", "1. ", "* "] {
        let text = format!("- [ ] a\n{}[ ] b\n", piece.repeat(10_000));
        assert_ne!(read(&text).format, Format::MarkdownChecklist, "{piece}");
    }
    let mut text = String::from("- [ ] a\n");
    (1..10_000)
        .for_each(|depth| text.push_str(&format!("{}- b\n", " ".repeat((2 * depth).min(600)))));
    assert_ne!(read(&text).format, Format::MarkdownChecklist);
}

#[test]
fn a_mebibyte_of_anything_is_read_in_time() {
    for piece in [
        "\n",
        "- [ ] a\n",
        "  - [ ] a\n",
        "[a](",
        "*a **b ",
        "<!-- ",
        "`",
        "[",
        "![",
        "&a",
        "| a |\n",
        "> ",
        "\\\n",
        "<a ",
        "**Title**: a\n",
        "## A-1: b\n",
        "---\n\n",
        "a\n",
        "_a* ",
        "[a]: b\n",
        "```\n",
    ] {
        let text = format!(
            "- [ ] a\n\n## A-2: b\n\n**ID**: x\n**Title**: a\n\n{}",
            piece.repeat(1_000_000 / piece.len())
        );
        let start = std::time::Instant::now();
        let _ = preview(text.as_bytes());
        assert!(start.elapsed().as_secs() < 20, "{piece:?} took {:?}", start.elapsed());
    }
}

#[test]
fn tables_with_different_columns_are_put_together() {
    let preview = read(
        "---\ntitle: Harbour\nstatus: draft\n---\n# Backlog\n\nSome words.\n\n\
         | Key | Summary | SP | Acceptance criteria |\n| --- | --- | --- | --- |\n\
         | TL-1 | Mend `the` gate | 3 | Shuts<br>Locks |\n\n| Word | Meaning |\n|---|---|\n| Gate | A door |\n\n\
         | Title | ID |\n|:--|--:|\n| Paint [it](https://example.com) | TL-2 |\n",
    );
    let stories: Vec<_> = preview
        .stories
        .iter()
        .map(|story| {
            (story.key.as_deref().unwrap(), story.title.as_str(), story.estimate.as_deref())
        })
        .collect();
    let expected = [("TL-1", "Mend the gate", Some("3")), ("TL-2", "Paint it", None)];
    assert_eq!((preview.format, stories), (Format::Spreadsheet, expected.to_vec()));
    assert_eq!(preview.stories[0].criteria, ["Shuts", "Locks"]);
}

#[test]
fn front_matter_is_no_story() {
    for body in ["- [ ] Mend the gate\n", "- Mend the gate\n", "## Mend the gate\n\n**ID**: TL-1\n"]
    {
        let preview = read(&format!("---\ntitle: Harbour\ntags: [a, b]\n---\n{body}"));
        let titles: Vec<_> = preview.stories.iter().map(|story| story.title.as_str()).collect();
        assert_eq!(titles, ["Mend the gate"], "{body}");
    }
}

#[test]
fn steps_below_a_label_are_one_criterion_a_scenario() {
    let preview = read(
        "## Borrow\n\n**ID**: TL-1\n\n**Acceptance criteria**\n\n- **Given** a drill\n- **When** I ask\n\
         - **Then** I get it\n- **Given** no drill\n- **Then** I wait\n",
    );
    let expected = ["Given a drill\nWhen I ask\nThen I get it", "Given no drill\nThen I wait"];
    assert_eq!(preview.stories[0].criteria, expected);
}
