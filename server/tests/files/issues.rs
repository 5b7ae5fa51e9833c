//! Issues of trackers as JSON and XML: what their programs and interfaces give.

use serde_json::{Value, json};

use super::*;

fn read_json(value: &Value) -> Preview {
    let preview = read(&value.to_string());
    let pretty = serde_json::to_string_pretty(value).unwrap();
    assert_eq!(read(&pretty).stories, preview.stories);
    preview
}

fn paragraph(text: &str) -> Value {
    json!({"type": "paragraph", "content": [{"type": "text", "text": text}]})
}

#[test]
fn a_search_in_jira_is_read_with_texts_in_either_form() {
    let item = |text| json!({"type": "listItem", "content": [paragraph(text)]});
    let heading = json!({"type": "heading", "attrs": {"level": 3}, "content": [{"type": "text", "text": "Acceptance criteria"}]});
    let list = json!({"type": "bulletList", "content": [item("Shuts"), item("Locks")]});
    let document =
        json!({"type": "doc", "version": 1, "content": [paragraph("Why"), heading, list]});
    let story = json!({"name": "Story", "subtask": false, "hierarchyLevel": 0});
    let issue = |key: &str, fields: Value| json!({"id": "1", "key": key, "self": "https://jira.example.com/rest/api/3/issue/1", "fields": fields});
    let preview = read_json(&json!({
        "expand": "schema,names", "total": 5,
        "names": {"customfield_10031": "Story Points", "customfield_10040": "Acceptance Criteria"},
        "issues": [
            issue("TL-1", json!({"summary": "Mend the gate", "issuetype": story, "labels": ["yard"], "description": document,
                "customfield_10016": 8.0, "customfield_10031": 3.0, "customfield_10040": null,
                "parent": {"key": "TL-9", "fields": {"summary": "Harbour", "issuetype": {"name": "Epic", "hierarchyLevel": 1}}}})),
            issue("TL-2", json!({"summary": "Paint", "issuetype": story, "description": "h3. Why\n*Bold*", "customfield_10016": 0.5,
                "customfield_10040": "* Two coats\n* Dry"})),
            issue("TL-3", json!({"summary": "Buy paint", "issuetype": {"name": "Aufgabe", "subtask": true}, "description": null})),
            issue("TL-9", json!({"summary": "Harbour", "issuetype": {"name": "Initiative", "hierarchyLevel": 1}})),
        ],
    }));
    assert_eq!((preview.format, preview.stories.len()), (Format::JiraJson, 2));
    let [first, second] = &preview.stories[..] else { panic!() };
    assert_eq!((first.key.as_deref(), first.title.as_str()), (Some("TL-1"), "Mend the gate"));
    assert_eq!((first.estimate.as_deref(), first.parent.as_deref()), (Some("3"), Some("Harbour")));
    assert_eq!(first.criteria, ["Shuts", "Locks"]);
    assert_eq!(first.description, "Why");
    assert_eq!(first.link.as_deref(), Some("https://jira.example.com/browse/TL-1"));
    assert_eq!(first.labels, ["yard"]);
    assert_eq!(
        (second.estimate.as_deref(), second.description.as_str()),
        (Some("0.5"), "### Why\n**Bold**")
    );
    assert_eq!(second.criteria, ["Two coats", "Dry"]);
    let left_out: Vec<_> =
        preview.not_imported.iter().map(|entry| (entry.what.as_str(), &entry.why)).collect();
    let expected =
        [("TL-3 Buy paint", &LeftOutReason::SubTask), ("TL-9 Harbour", &LeftOutReason::Epic)];
    assert_eq!(left_out, expected);
}

#[test]
fn issues_of_github_are_read_as_gh_and_the_interface_give_them() {
    let body = "Why\r\n\r\n## Acceptance criteria\r\n- [ ] Shuts\r\n- [x] Locks";
    for address in ["url", "html_url"] {
        let preview = read_json(&json!([
            {"number": 12, "title": "Mend the gate", "body": body, "labels": [{"id": "x", "name": "yard", "color": "red"}],
             address: "https://github.com/a/b/issues/12", "state": "OPEN"},
            {"number": 13, "title": "Paint", "body": null, "labels": []},
        ]));
        let story = &preview.stories[0];
        assert_eq!((preview.format, preview.stories.len()), (Format::GithubJson, 2));
        assert_eq!((story.key.as_deref(), story.title.as_str()), (Some("12"), "Mend the gate"));
        assert_eq!(story.link.as_deref(), Some("https://github.com/a/b/issues/12"));
        assert_eq!(
            (&story.criteria[..], &story.labels[..]),
            (&["Shuts".to_owned(), "Locks".to_owned()][..], &["yard".to_owned()][..])
        );
    }
}

#[test]
fn items_of_a_project_of_github_have_its_fields() {
    let item = |number: u32, repository: &str, fields: Value| {
        let mut item = json!({"id": "PVTI_x", "title": "Mend the gate", "content": {"type": "Issue", "number": number, "title": "Mend the gate",
            "body": "Why", "repository": repository, "url": format!("https://github.com/{repository}/issues/{number}")}});
        item.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        item
    };
    let draft = json!({"id": "PVTI_y", "title": "A draft", "story Points": 2, "content": {"type": "DraftIssue", "title": "A draft", "body": ""}});
    let preview = read_json(&json!({"totalCount": 3, "items": [
        item(12, "a/yard", json!({"story Points": 3, "labels": ["gate"], "status": "Todo"})),
        item(12, "a/shed", json!({"size": "L"})),
        draft,
    ]}));
    let stories: Vec<_> = preview
        .stories
        .iter()
        .map(|story| (story.key.as_deref(), story.estimate.as_deref()))
        .collect();
    assert_eq!(
        stories,
        [(Some("yard#12"), Some("3")), (Some("shed#12"), Some("L")), (None, Some("2"))]
    );
    assert_eq!(preview.stories[0].labels, ["gate"]);
    assert_eq!(preview.stories[0].description, "Why");
}

#[test]
fn issues_of_gitlab_are_read_with_boxes_that_do_not_apply() {
    let preview = read_json(&json!([
        {"id": 901, "iid": 7, "project_id": 3, "title": "Mend the gate", "weight": 3, "labels": ["yard", "gate"], "issue_type": "issue",
         "description": "## Acceptance criteria\n\n- [ ] Shuts\n- [~] Rings", "web_url": "https://gitlab.com/a/b/-/issues/7",
         "epic": {"iid": 1, "title": "Harbour"}},
        {"id": 902, "iid": 8, "project_id": 3, "title": "Buy paint", "weight": null, "issue_type": "task"},
    ]));
    let story = &preview.stories[0];
    assert_eq!((preview.format, preview.stories.len()), (Format::GitlabJson, 1));
    assert_eq!((story.key.as_deref(), story.estimate.as_deref()), (Some("7"), Some("3")));
    assert_eq!(
        (&story.criteria[..], story.parent.as_deref()),
        (&["Shuts".to_owned(), "Rings".to_owned()][..], Some("Harbour"))
    );
    assert_eq!(story.labels, ["yard", "gate"]);
    assert_eq!(preview.not_imported[0].why, LeftOutReason::SubTask);
}

#[test]
fn json_that_is_damaged_or_of_another_tool_gives_no_stories() {
    let damaged = "[{\"iid\":7,\"project_id\":3,\n\"title\":\"Mend\",}]";
    let malformed = Unreadable::Malformed { format: Format::GitlabJson, line: 2, column: 16 };
    assert_eq!(preview(damaged.as_bytes()), Err(malformed));
    let other = "{\"key\":1,\"fields\":{},\"summary\":2,\"issues\":[{\"a\":1}]}";
    assert_eq!(
        preview(other.as_bytes()),
        Err(Unreadable::OtherFormat { wanted: Format::JiraJson })
    );
    assert_eq!(preview(b"{\"tasks\":[]}"), Err(Unreadable::UnknownFormat));
}

/// A feed as Jira writes it.
const FEED: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!-- RSS generated by JIRA (9.12.0) -->
<!DOCTYPE rss [<!ENTITY many "many many">]>
<rss version="0.92"><channel><title>Jira</title><link>https://jira.example.com</link><description>A search</description>
<item><title>[TL-1] Mend &amp; oil</title><link>https://jira.example.com/browse/TL-1</link>
<description>&lt;p&gt;Why &lt;b&gt;now&lt;/b&gt;&lt;/p&gt;&lt;h3&gt;Acceptance criteria&lt;/h3&gt;&lt;ul&gt;&lt;li&gt;Shuts&lt;/li&gt;&lt;/ul&gt;</description>
<key id="1">TL-1</key><summary>Mend &amp; oil &many;</summary><type id="1" iconUrl="x">Story</type>
<labels><label>yard</label><label>gate</label></labels>
<comments><comment id="1">no</comment></comments><subtasks><subtask id="2">TL-2</subtask></subtasks>
<customfields><customfield id="customfield_1" key="x"><customfieldname>Story Points</customfieldname>
<customfieldvalues><customfieldvalue>3.0</customfieldvalue></customfieldvalues></customfield>
<customfield id="customfield_2" key="x"><customfieldname>Epic Link</customfieldname>
<customfieldvalues><customfieldvalue>TL-9</customfieldvalue></customfieldvalues></customfield></customfields></item>
<item><link>https://jira.example.com/browse/TL-2</link><key id="2">TL-2</key><summary>Buy oil</summary><type id="5">Sub-task</type></item>
</channel></rss>
"#;

#[test]
fn the_xml_of_jira_is_read_without_resolving_entities() {
    let preview = read(FEED);
    let story = &preview.stories[0];
    assert_eq!((preview.format, preview.stories.len()), (Format::JiraXml, 1));
    assert_eq!((story.key.as_deref(), story.title.as_str()), (Some("TL-1"), "Mend & oil"));
    assert_eq!((story.estimate.as_deref(), story.parent.as_deref()), (Some("3"), Some("TL-9")));
    assert_eq!(story.link.as_deref(), Some("https://jira.example.com/browse/TL-1"));
    assert_eq!(
        (&story.criteria[..], &story.labels[..]),
        (&["Shuts".to_owned()][..], &["yard".to_owned(), "gate".to_owned()][..])
    );
    assert!(story.description.starts_with("Why **now**"), "{}", story.description);
    let left_out = &preview.not_imported[0];
    assert_eq!((left_out.what.as_str(), &left_out.why), ("TL-2 Buy oil", &LeftOutReason::SubTask));
}

#[test]
fn xml_that_ends_too_early_gives_no_stories() {
    let half = &FEED[..FEED.find("Buy oil").unwrap()];
    let error = preview(half.as_bytes());
    assert!(
        matches!(error, Err(Unreadable::Malformed { format: Format::JiraXml, .. })),
        "{error:?}"
    );
    let wrong = FEED.replacen("</labels>", "</label>", 1);
    let malformed = Unreadable::Malformed { format: Format::JiraXml, line: 8, column: 0 };
    assert_eq!(preview(wrong.as_bytes()), Err(malformed));
}

#[test]
fn pages_of_issues_in_a_row_are_one_list() {
    let issue = |number: u8| {
        format!(
            "{{\"iid\":{number},\"title\":\"Gate {number}\",\"web_url\":\"https://e.example/{number}\"}}"
        )
    };
    for text in [
        format!("[{}][{},{}]", issue(1), issue(2), issue(3)),
        format!("{}\n{}\n{}\n", issue(1), issue(2), issue(3)),
    ] {
        let preview = read(&text);
        assert_eq!((preview.format, preview.stories.len()), (Format::GitlabJson, 3), "{text}");
    }
    let damaged = Unreadable::Malformed { format: Format::GitlabJson, line: 2, column: 2 };
    let text = format!("[{}]\n[,]", issue(1));
    assert_eq!(preview(text.as_bytes()), Err(damaged));
}
