//! Tables as people and trackers really write them: joined exports, rows that are no stories, and cells
//! of criteria that hold more than a list.

use super::*;

fn titles(preview: &Preview) -> Vec<&str> {
    preview.stories.iter().map(|story| story.title.as_str()).collect()
}

fn reasons(text: &str) -> Vec<LeftOutReason> {
    read(text).not_imported.into_iter().map(|left| left.why).collect()
}

#[test]
fn each_half_of_joined_exports_is_read_by_its_own_header() {
    let fewer = "Summary,Issue key,Issue Type,Labels,Labels,Story Points\nGate,A-1,Story,x,q,3\n\
                 Summary,Issue key,Issue Type,Labels,Story Points\nHouse,A-2,Story,y,5\n";
    let more = "Summary,Issue key,Issue Type,Labels,Story Points\nGate,A-1,Story,x,3\n\
                Summary,Issue key,Issue Type,Labels,Labels,Story Points\nHouse,A-2,Story,y,z,5\n";
    let other_order = "\u{feff}Key,Title,Story Points,Labels\nA-1,Gate,3,x\n\
                       \u{feff}Key,Labels,Title,Story Points\nA-2,y,House,5\n";
    let labels = [(fewer, [2, 1]), (more, [1, 2]), (other_order, [1, 1])];
    for (text, counts) in labels {
        let preview = read(text);
        assert_eq!(titles(&preview), ["Gate", "House"], "{text}");
        assert_eq!(preview.not_imported, [], "{text}");
        let [gate, house] = preview.stories.as_slice() else { panic!("{text}") };
        assert_eq!(gate.estimate.as_deref(), Some("3"), "{text}");
        assert_eq!(house.estimate.as_deref(), Some("5"), "{text}");
        assert_eq!(house.key.as_deref(), Some("A-2"), "{text}");
        assert_eq!([gate.labels.len(), house.labels.len()], counts, "{text}");
    }
    let too_long = format!("{more}Yard,A-3,Story,y,z,5,8\n{}", fewer.lines().nth(1).unwrap());
    let why = LeftOutReason::TooManyCells { cells: 7, header: 6 };
    assert_eq!(reasons(&too_long), [why, LeftOutReason::KeySeen]);
}

#[test]
fn a_header_of_sub_items_is_no_story() {
    let text = "Name,Owner,Status,Story Points\nGate,Ana,Open,3\nSubitems,Name,Owner,Status\n\
                ,Hinge,Ana,Open\nHouse,Ben,Open,5\n";
    assert_eq!(titles(&read(text)), ["Gate", "House"]);
    assert_eq!(reasons(text), [LeftOutReason::NoTitle]);
}

#[test]
fn what_says_no_in_any_language_archives_nothing() {
    let text = "Tytuł;Zarchiwizowane\nBrama;FAŁSZ\nDom;PRAWDA\n";
    assert_eq!(titles(&read(text)), ["Brama"]);
    for no in ["ЛОЖЬ", "Não", "hayır", "❌", "open"] {
        assert_eq!(titles(&read(&format!("Title,Archived\nGate,{no}\nDoor,\n"))), ["Gate", "Door"]);
    }
}

#[test]
fn pull_requests_in_tables_of_github_are_left_out() {
    let project = "Title\tURL\tStatus\tEstimate\n\
                   Fix gate\thttps://github.com/acme/yard/issues/12\tTodo\t3\n\
                   A PR\thttps://github.com/acme/yard/pull/14\tTodo\t\n";
    let issues = "number,title,body,state,html_url,pull_request\n\
                  1,Fix gate,,open,https://github.com/a/b/issues/1,\n\
                  2,A PR,,open,,https://api.github.com/x\n";
    for text in [project, issues] {
        assert_eq!(titles(&read(text)), ["Fix gate"]);
        assert_eq!(reasons(text), [LeftOutReason::PullRequest]);
    }
}

#[test]
fn rows_that_sum_up_others_are_left_out_whatever_they_are_called() {
    let text = "Key,Title,SP\nA-1,Gate,3\n,Total,=SUM(C2:C2)\n,TOTAL SP,3\n,Subtotal,3\n,Average,3\n\
                ,Total: 2 stories,8\nA-2,Velocity,20\n,Count the doors,1\n";
    assert_eq!(titles(&read(text)), ["Gate", "Velocity", "Count the doors"]);
    assert_eq!(reasons(text), vec![LeftOutReason::Total; 5]);
}

#[test]
fn text_beside_a_list_of_criteria_is_nowhere_lost() {
    let text = "Title,Description,Acceptance Criteria\n\
                Gate,Why,\"The gate:\n- opens\n- closes\n\nThe lamp is on.\"\n\
                Door,,<ul><li>A</li></ul><p>B must hold</p>\n\
                House,Why,\"```\nGiven a\nWhen b\nThen c\n```\"\n\
                Table,,\"| # | C |\n|---|---|\n| 1 | Gate opens |\"\n";
    let preview = read(text);
    let [gate, door, house, table] = preview.stories.as_slice() else { panic!("{preview:?}") };
    assert_eq!(gate.criteria, ["opens", "closes", "The lamp is on."]);
    assert_eq!(gate.description, "Why\n\nThe gate:");
    assert_eq!(door.criteria, ["A", "B must hold"]);
    assert_eq!(
        (house.criteria[0].as_str(), &*house.description),
        ("Given a\nWhen b\nThen c", "Why")
    );
    assert_eq!(table.criteria, ["Gate opens"]);
}

#[test]
fn braces_in_a_plain_table_are_no_markup() {
    let text = "Title,Acceptance Criteria\nT,\"- Discount {code} is shown\n- {color} picker\n- +d+ {{m}}\"\n";
    let criteria = ["Discount {code} is shown", "{color} picker", "+d+ {{m}}"];
    assert_eq!(read(text).stories[0].criteria, criteria);
}
