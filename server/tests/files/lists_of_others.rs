//! Lists and Markdown as people really write and paste them: plain labels, boxes, cells with several
//! lines, and tables beside checklists.

use super::*;

fn titles(preview: &Preview) -> Vec<&str> {
    preview.stories.iter().map(|story| story.title.as_str()).collect()
}

#[test]
fn labels_below_headings_need_not_be_bold() {
    let text = "# Epic: Yard\n\n### ABC-1 Gate (5)\n\nSome text.\n\nAcceptance criteria:\n- a\n- b\n\n\
                ### ABC-2 House\n\nStory Points: 3\nLabels: x, y\n\nText\n";
    let preview = read(text);
    let [gate, house] = preview.stories.as_slice() else { panic!("{preview:?}") };
    assert_eq!((gate.key.as_deref(), gate.estimate.as_deref()), (Some("ABC-1"), Some("5")));
    assert_eq!((gate.criteria.join(" "), &*gate.description), ("a b".to_owned(), "Some text."));
    assert_eq!((house.title.as_str(), house.estimate.as_deref()), ("House", Some("3")));
    assert_eq!((house.labels.join(" "), &*house.description), ("x y".to_owned(), "Text"));
}

#[test]
fn labels_may_stand_side_by_side() {
    let text = "### US-1: Gate\n\n**Priority:** High | **Story Points:** 5\n\n**Acceptance Criteria:**\n\n- a\n";
    let story = &read(text).stories[0];
    assert_eq!((story.estimate.as_deref(), story.criteria.len()), (Some("5"), 1));
}

#[test]
fn headings_in_a_list_are_no_stories() {
    assert_eq!(titles(&read("# Backlog\n\n## Must\n\n- Gate\n- House\n- Fence\n")).len(), 3);
    assert_eq!(titles(&read("# Gate\n# House\n")).len(), 2);
}

#[test]
fn a_table_of_stories_counts_more_than_a_box_below_it() {
    let text = "| Story | Points |\n|---|---|\n| Gate | 3 |\n| House | 5 |\n\n- [ ] a note\n";
    assert_eq!(titles(&read(text)), ["Gate", "House"]);
}

#[test]
fn a_cell_with_a_line_break_is_one_story_of_a_list() {
    let text = "Mend the gate\n\"Paint the \"\"big\"\" fence\nand the door\"\nHouse\n";
    let expected = ["Mend the gate", "Paint the \"big\" fence and the door", "House"];
    assert_eq!(titles(&read(text)), expected);
    assert_eq!(titles(&read("\"Quoted\" gate\n\"Open\nEnd\n")).len(), 3);
}

#[test]
fn boxes_in_a_list_say_what_is_done() {
    let preview = read("[ ] Gate\n[x] Done\n[ ] House (3)\n");
    assert_eq!(titles(&preview), ["Gate", "House"]);
    assert_eq!(preview.not_imported[0].why, LeftOutReason::AlreadyTicked);
    assert_eq!(titles(&read("☑ Gate\n☑ House\n")), ["Gate", "House"]);
}

#[test]
fn two_columns_without_a_header_ask_what_they_hold() {
    let refused = Err(Unreadable::NoTitleColumn { line: 1 });
    assert_eq!(preview(b"Gate,3\nHouse,5\nFence,8\n"), refused);
    assert_eq!(read("Gate, 3\nHouse, 5\n").format, Format::PastedList);
}

#[test]
fn html_of_azure_may_begin_with_text_or_have_typed_bullets() {
    let text = "ID,Work Item Type,Title,Description,Acceptance Criteria\n\
                1,User Story,A,Text<br>more<br>,- A<br>- B<br>\n\
                2,User Story,B,<span>red</span> text,<div>1) A</div><div>2) B</div>\n\
                3,User Story,C,a < b,<div>* A</div><div>* B</div>\n";
    let preview = read(text);
    for story in &preview.stories {
        assert_eq!(story.criteria, ["A", "B"], "{story:?}");
    }
    let descriptions: Vec<_> =
        preview.stories.iter().map(|story| story.description.replace("  \n", "\n")).collect();
    assert_eq!(descriptions, ["Text\nmore", "red text", "a < b"]);
}

#[test]
fn a_flat_query_of_azure_knows_what_stands_above() {
    let text = "ID,Work Item Type,Title,State,Parent\n1,Feature,Yard,New,\n2,User Story,Gate,New,1\n\
                3,Task,Oil,New,2\n4,Task,Alone,New,\n";
    let preview = read(text);
    assert_eq!(titles(&preview), ["Gate", "Alone"]);
    assert_eq!(preview.stories[0].parent.as_deref(), Some("Yard"));
    assert_eq!(preview.not_imported[1].why, LeftOutReason::SubTask);
}

#[test]
fn epics_and_tasks_of_gitlab_are_known() {
    let old =
        "Title,Issue ID,URL,State,Epic ID,Epic Title\nGate,7,https://e.example/7,Open,5,Yard\n";
    assert_eq!(read(old).stories[0].parent.as_deref(), Some("Yard"));
    let new = "Title,Type,URL,IID,State,Parent Title\nGate,Issue,https://e.example/7,7,opened,Yard\n\
               Oil,Task,https://e.example/8,8,opened,Gate\n";
    assert_eq!(titles(&read(new)), ["Gate"]);
}

#[test]
fn the_command_line_names_columns_that_are_not_used() {
    let json = preview_json::to_json(b"Title,Points,Room\nGate,3,12\n").unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["unused_columns"], serde_json::json!(["Room"]));
}
