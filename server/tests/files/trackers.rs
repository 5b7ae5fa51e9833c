//! Tables as trackers without a reader of their own export them: their columns, and rows that are no
//! stories there.

use super::*;

/// What matters of a story: key, title, estimate, labels, parent.
type Told<'s> = (&'s str, &'s str, &'s str, String, &'s str);

fn told(story: &StoryDraft) -> Told<'_> {
    (
        story.key.as_deref().unwrap_or_default(),
        &story.title,
        story.estimate.as_deref().unwrap_or_default(),
        story.labels.join(" "),
        story.parent.as_deref().unwrap_or_default(),
    )
}

#[track_caller]
fn check(text: &str, stories: &[(&str, &str, &str, &str, &str)], left_out: &[LeftOutReason]) {
    let preview = read(text);
    let found: Vec<_> = preview.stories.iter().map(told).collect();
    let expected: Vec<_> = stories
        .iter()
        .map(|(key, title, estimate, labels, parent)| {
            (*key, *title, *estimate, (*labels).to_owned(), *parent)
        })
        .collect();
    assert_eq!(found, expected, "{text}");
    let whys: Vec<_> = preview.not_imported.into_iter().map(|left| left.why).collect();
    assert_eq!(whys, left_out, "{text}");
}

#[test]
fn taiga() {
    check(
        "id,ref,subject,description,sprint,owner,status,is_closed,ux-points,front-points,total-points,tags\n\
         9001,12,Mend the gate,It squeaks,,ana,New,False,2.0,3.0,5.0,\"yard,north\"\n\
         9002,13,Paint,,,ana,Done,True,?,?,,\n",
        &[("12", "Mend the gate", "5", "yard north", ""), ("13", "Paint", "", "", "")],
        &[],
    );
}

#[test]
fn kanboard() {
    check(
        "\"Task Id\",Reference,Project,Status,Category,Swimlane,Column,Position,Color,\"Due date\",Creator,Assignee,Complexity,Title,\"Time estimated\",Tags\n\
         7,EXT-1,Yard,Open,,Default,Backlog,1,Yellow,,ana,,5,\"Mend the gate\",2.5,yard\n",
        &[("7", "Mend the gate", "5", "yard", "")],
        &[],
    );
}

#[test]
fn redmine() {
    check(
        "#,Project,Tracker,Parent task,Parent task subject,Status,Priority,Subject,Author,Assignee,Estimated time,Story points,Description\n\
         31,Yard,Story,30,Gates,New,Normal,Mend the gate,Ana,,4.00,3,It squeaks\n",
        &[("31", "Mend the gate", "3", "", "Gates")],
        &[],
    );
    check(
        "#;Projekt;Tracker;Übergeordnetes Ticket;Status;Priorität;Thema;Autor;Zugewiesen an;Beschreibung\n\
         31;Hof;Feature;;Neu;Normal;Tor ölen;Ana;;Es quietscht\n",
        &[("31", "Tor ölen", "", "", "")],
        &[],
    );
}

#[test]
fn open_project() {
    check(
        "ID,Type,Subject,Status,Assignee,Priority,Story Points,Parent\n\
         3,Epic,Gates,New,,Normal,,\n4,User story,Mend the gate,New,,Normal,5,3\n5,Bug,Bell,New,,Normal,1,\n",
        &[("4", "Mend the gate", "5", "", "Gates"), ("5", "Bell", "1", "", "")],
        &[LeftOutReason::Epic],
    );
}

#[test]
fn you_track() {
    check(
        "Issue Id,Project,Tags,Summary,Reporter,Created,Updated,Resolved,Priority,Type,State,Assignee,Subsystem,Estimation,Story points,Spent time\n\
         YRD-4,Yard,\"gate, north\",Mend the gate,ana,2026-01-02,,,Normal,Feature,Open,,,1w 2d,3,\n\
         YRD-5,Yard,,Paint,ana,2026-01-02,,,Normal,Task,Open,,,4h,,\n",
        &[("YRD-4", "Mend the gate", "3", "gate north", ""), ("YRD-5", "Paint", "", "", "")],
        &[],
    );
}

#[test]
fn notion() {
    check(
        "\u{feff}Name,Epic,Parent item,Status,Story Points,Sub-item,Tags\n\
         Mend the gate,Gates (https://www.notion.so/Gates-1f2e),,Not started,3,Buy oil (https://www.notion.so/Buy-oil-2a),yard\n\
         Buy oil,,Mend the gate (https://www.notion.so/Mend-3b),Not started,,,\n",
        &[("", "Mend the gate", "3", "yard", "Gates")],
        &[LeftOutReason::SubTask],
    );
}

#[test]
fn monday() {
    check(
        "Yard,,,,\n\nThis week,,,,\nName,Subitems,Person,Status,Story Points\n\
         Mend the gate,Buy oil,,Working on it,3\n\
         ,,,,3\n\nNext week,,,,\nName,Subitems,Person,Status,Story Points\nPaint,,,,2\n",
        &[("", "Mend the gate", "3", "", ""), ("", "Paint", "2", "", "")],
        &[LeftOutReason::NoTitle],
    );
}

#[test]
fn trello_csv() {
    check(
        "Card ID,Card Name,Card URL,Card Description,Labels,Members,Due Date,List ID,List Name,Board ID,Board Name,Archived,Start Date,Due Complete\n\
         5f1,Mend the gate,https://trello.com/c/a,It squeaks,yard (green),,,1,To do,2,Yard,false,,false\n\
         5f2,Old,https://trello.com/c/b,,,,,1,To do,2,Yard,true,,false\n",
        &[("5f1", "Mend the gate", "", "yard (green)", "")],
        &[LeftOutReason::Archived],
    );
}

#[test]
fn flags_that_say_no_leave_nothing_out() {
    for no in ["FALSE", "no", "0", "Nein", "", "null", "-"] {
        check(&format!("Title,Key,Archived\nA,T-1,{no}\n"), &[("T-1", "A", "", "", "")], &[]);
    }
    for yes in ["TRUE", "yes", "x", "2026-01-02"] {
        check(&format!("Title,Key,Archived\nA,T-1,{yes}\n"), &[], &[LeftOutReason::Archived]);
    }
}

#[test]
fn of_epic_feature_story_and_task_the_story_is_the_title() {
    check(
        "Epic,Feature,User Story,Task,Story Points\n\
         Yard,Gates,Mend the gate,Buy oil,3\n,,,Oil it,\n,,Mend the gate,Test it,\n,,Paint,,2\n",
        &[("", "Mend the gate", "3", "", "Yard"), ("", "Paint", "2", "", "")],
        &[LeftOutReason::SubTask, LeftOutReason::SubTask],
    );
    check("Epic,Feature\nYard,Gates\n", &[("", "Gates", "", "", "Yard")], &[]);
    check("Epic,Task,Points\nYard,Oil,1\n", &[("", "Oil", "1", "", "Yard")], &[]);
}

#[test]
fn criteria_may_stand_in_several_columns() {
    for header in [
        "AC 1,AC 2,AC 3",
        "AC1,AC2,AC3",
        "ac_1,ac_2,ac_3",
        "Acceptance Criteria #1,Acceptance Criteria #2,Acceptance Criteria #3",
    ] {
        let preview = read(&format!("Title,{header}\nOil,Quiet,,Dry\nPaint,,Red,\n"));
        let criteria: Vec<_> = preview.stories.into_iter().map(|story| story.criteria).collect();
        assert_eq!(criteria, [vec!["Quiet", "Dry"], vec!["Red"]], "{header}");
    }
}

#[test]
fn words_for_nothing_are_nothing_in_tables_of_others() {
    for word in ["null", "NULL", "None", "n/a", "-", "–"] {
        let preview = read(&format!(
            "Title,Key,Description,Acceptance criteria,Points,Labels\nOil,{word},{word},{word},{word},{word}\n{word},T-2,,,,\n"
        ));
        let oil = StoryDraft { title: "Oil".to_owned(), ..StoryDraft::default() };
        assert_eq!(preview.stories, [oil], "{word}");
        assert_eq!(preview.not_imported[0].why, LeftOutReason::NoTitle);
        assert_eq!(preview.warnings, []);
    }
}

#[test]
fn items_of_several_projects_have_keys_with_the_project() {
    check(
        "Title\tURL\tStatus\tLabels\tRepository\n\
         A\thttps://github.com/e/yard/issues/12\tTodo\t\te/yard\nB\thttps://github.com/e/shop/issues/12\tTodo\t\te/shop\n",
        &[("yard#12", "A", "", "", ""), ("shop#12", "B", "", "", "")],
        &[],
    );
}

#[test]
fn a_row_called_total_that_has_nothing_but_numbers_is_a_sum() {
    check(
        "Title,Key,Points\nA,T-1,3\nTotal,T-2,5\nTotal,,8\n",
        &[("T-1", "A", "3", "", ""), ("T-2", "Total", "5", "", "")],
        &[LeftOutReason::Total],
    );
}

#[test]
fn panels_expands_and_marks_of_jira_become_text() {
    let preview = read(
        "Summary,Issue key,Description\nLocker,L-1,\"{panel:title=Note}\nRead this\n{panel}\n{expand:title=Acceptance criteria}\n* It shuts\n{expand}\n{status:colour=Green|title=DONE}\"\n",
    );
    let story = &preview.stories[0];
    assert_eq!(story.criteria, ["It shuts"]);
    assert!(story.description.contains("Read this") && story.description.contains("DONE"));
    assert!(!story.description.contains('{'), "{}", story.description);
}
