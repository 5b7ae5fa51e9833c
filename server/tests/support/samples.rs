//! Files of any size in the shape of those in `tests/inputs`, the same in every run: what is
//! measured is read from them. Knows no reader.
// Each test file uses a part of it.
#![allow(dead_code)]

use domain::format::Format;

/// Every format, with what a file of it begins with and what each of its stories looks like.
const SHAPES: [(Format, &str, &str); 14] = [
    (
        Format::JiraCsv,
        "Summary,Issue key,Issue id,Issue Type,Status,Custom field (Story Points),Labels,Labels,Description\n",
        "Story {n},SHOP-{n},{n},Story,To Do,3,shop,web,\"h2. Why\n\n{text}\n\nAcceptance criteria:\n* *Bold* is shown\n* {{code}} too\n\"\n",
    ),
    (
        Format::AzureCsv,
        "ID,Work Item Type,Title,Assigned To,State,Tags,Story Points,Acceptance Criteria,Description\n",
        "\"{n}\",\"User Story\",\"Story {n}\",\"\",\"New\",\"desk; scale\",\"5\",\"<div><ul><li>The weight in kg</li><li>Fee &amp; tax are <b>both</b> shown</li></ul></div>\",\"<div>{text}<br><i>Why</i> not</div>\"\n",
    ),
    (
        Format::GithubCsv,
        "number,title,labels,state,assignees,milestone,body\n",
        "{n},Story {n},\"size/M,tour\",open,,,\"{text}\n\n### Acceptance Criteria\n\n- [ ] Times are local\n- [ ] Works without a network\n\"\n",
    ),
    (
        Format::GitlabCsv,
        "Issue ID,URL,Title,State,Description,Author,Weight,Labels\n",
        "{n},https://gitlab.example/beds/-/issues/{n},Story {n},Open,\"{text}\n\n## Acceptance criteria\n\n- [ ] Runs at 6:00\n- [x] Skips rainy days\n\",Ana Example,4,\"beds,water\"\n",
    ),
    (
        Format::LinearCsv,
        "ID,Team,Title,Description,Status,Estimate,Priority,Project,Creator,Labels,Archived,Parent issue\n",
        "GRD-{n},Garden,Story {n},\"{text}\",Todo,3,High,Yard,ana@example.com,Improvement,,\n",
    ),
    (
        Format::ClickupCsv,
        "Task ID,Task Name,Task Content,Status,Due date,Parent ID,Subtask IDs,Tags,Priority,List Name\n",
        "86a{n}x,Story {n},\"{text}\nAcceptance criteria:\n- Lid closes\n- Fits\",to do,,,[],\"[shop, wood]\",2,Website\n",
    ),
    (
        Format::PivotalCsv,
        "Id,Title,Labels,Iteration,Type,Estimate,Current State,Description,URL,Task,Task Status,Task,Task Status\n",
        "{n},Story {n},\"market day, print\",,feature,3,unscheduled,\"{text}\n\nACCEPTANCE CRITERIA\n- Map fits on one page\",https://tracker.example/{n},draw,completed,print,not completed\n",
    ),
    (
        Format::ThunderdomeCsv,
        "",
        "story,Story {n},BELL-{n},https://example.com/{n},\"{text}\",\"Heard at the gate\"\n",
    ),
    (Format::Spreadsheet, "Title;Owner;Points;Notes\n", "Story {n};Ana Example;2;\"{text}\"\n"),
    (
        Format::ReadyRoomCsv,
        "Title,Key,Link,Estimate,Votes,Average,Rounds,Minutes,Criteria,Description,Labels,Parent\n",
        "Story {n},SHOP-{n},,3,Ana: 3; Ben: 5,4,1,2.5,[open] One,\"{text}\",\"shop, web\",Counter\n",
    ),
    (
        Format::MarkdownChecklist,
        "# Spring list\n\n",
        "- [ ] Story {n} (5)\n  - [ ] Door unlocks at 8:00\n  - [x] Heater is off\n\n  {text}\n",
    ),
    (
        Format::MarkdownStories,
        "# User Stories Backlog\n\n",
        "**ID**: US-{n}\n**Title**: Story {n}\n**As a** traveller,\n**I want to** choose,\n**So that** I sit.\n\n{text}\n\n**Acceptance Criteria:**\n- [ ] Given a free seat, when I tap it, then it is mine\n- [ ] Taken seats are grey\n\n---\n\n",
    ),
    (
        Format::Gherkin,
        "",
        "@lending @slow\nFeature: Story {n}\n  {text}\n\n  Background:\n    Given the shelf is open\n\n  Scenario: Borrow\n    Given a free drill\n    When I borrow it\n    Then it is mine\n\n",
    ),
    // A line is a title, and none is longer than this.
    (Format::PastedList, "", "* SHOP-{n} Story {n}: {text}\n"),
];

/// Words of a story's text; a story has about two kilobytes, so that two thousand of them are a
/// file of several mebibytes.
const TEXT: &str = "Clerks look for the parcel, guess its weight and write it down twice. ";
const REPEATED: usize = 26;

/// A file of the format, about this large.
pub fn file(format: Format, bytes: usize) -> Vec<u8> {
    let text = TEXT.repeat(REPEATED);
    match format {
        Format::TrelloJson => json(
            bytes,
            "{\"id\":\"b\",\"name\":\"Yard\",\"closed\":false,\"lists\":[{\"id\":\"l\",\"name\":\"Next\",\"closed\":false,\"pos\":1}],\"labels\":[],\"checklists\":[],\"cards\":[",
            &format!(
                "{{\"id\":\"c{{n}}\",\"name\":\"Story {{n}} (3)\",\"idList\":\"l\",\"closed\":false,\"pos\":{{n}},\"desc\":\"{text}\",\"labels\":[],\"idChecklists\":[]}}"
            ),
            "]}",
        ),
        Format::JiraJson => json(
            bytes,
            "{\"startAt\":0,\"issues\":[",
            &format!(
                "{{\"id\":\"{{n}}\",\"key\":\"SHOP-{{n}}\",\"self\":\"https://jira.example.com/rest/api/3/issue/{{n}}\",\"fields\":{{\"summary\":\"Story {{n}}\",\"issuetype\":{{\"name\":\"Story\",\"subtask\":false}},\"customfield_10016\":3,\"labels\":[\"shop\"],\"description\":{{\"type\":\"doc\",\"version\":1,\"content\":[{{\"type\":\"paragraph\",\"content\":[{{\"type\":\"text\",\"text\":\"{text}\"}}]}}]}}}}}}"
            ),
            "]}",
        ),
        Format::GithubJson => json(
            bytes,
            "[",
            &format!(
                "{{\"number\":{{n}},\"title\":\"Story {{n}}\",\"labels\":[{{\"name\":\"shop\"}}],\"body\":\"{text}\",\"url\":\"https://github.com/a/b/issues/{{n}}\"}}"
            ),
            "]",
        ),
        Format::GitlabJson => json(
            bytes,
            "[",
            &format!(
                "{{\"iid\":{{n}},\"title\":\"Story {{n}}\",\"labels\":[\"shop\"],\"weight\":3,\"description\":\"{text}\",\"web_url\":\"https://gitlab.com/a/b/-/issues/{{n}}\"}}"
            ),
            "]",
        ),
        Format::WekanJson => json(
            bytes,
            "{\"_id\":\"b\",\"title\":\"Board\",\"swimlanes\":[],\"lists\":[{\"_id\":\"l\",\"title\":\"To do\"}],\"checklists\":[],\"checklistItems\":[],\"cards\":[",
            &format!(
                "{{\"_id\":\"{{n}}\",\"listId\":\"l\",\"title\":\"Story {{n}}\",\"description\":\"{text}\"}}"
            ),
            "]}",
        ),
        // The commas between the issues stand outside of them.
        Format::JiraXml => json(
            bytes,
            "<?xml version=\"1.0\"?><rss version=\"0.92\"><channel><title>Jira</title>",
            &format!(
                "<item><key id=\"{{n}}\">SHOP-{{n}}</key><summary>Story {{n}}</summary><type>Story</type><description>&lt;p&gt;{text}&lt;/p&gt;</description></item>"
            ),
            "</channel></rss>",
        ),
        Format::ReadyRoomJson => room(bytes, &text),
        // As many commas in every line would make it a table.
        Format::PastedList => plain(format, bytes, &text.replace(',', "")),
        _ => plain(format, bytes, &text),
    }
}

fn plain(format: Format, bytes: usize, text: &str) -> Vec<u8> {
    let (_, begin, story) = SHAPES.iter().find(|(of, ..)| *of == format).expect("a shape");
    let mut file = (*begin).to_owned();
    let story = story.replace("{text}", text.trim());
    for n in 1.. {
        if file.len() >= bytes {
            break;
        }
        file += &story.replace("{n}", &n.to_string());
    }
    file.into_bytes()
}

fn json(bytes: usize, begin: &str, item: &str, end: &str) -> Vec<u8> {
    let mut file = begin.to_owned();
    for n in 1.. {
        file += &item.replace("{n}", &n.to_string());
        if file.len() >= bytes {
            break;
        }
        file.push(',');
    }
    (file + end).into_bytes()
}

/// A room's file with the first story of one that is kept, again and again.
fn room(bytes: usize, text: &str) -> Vec<u8> {
    let mut room: serde_json::Value =
        serde_json::from_str(include_str!("../room_files/v1.json")).expect("a room's file");
    let mut story = room["stories"][1].take();
    story["title"] = "Story {n}".into();
    story["key"] = "SHOP-{n}".into();
    story["description"] = text.into();
    room["stories"] = serde_json::Value::Array(Vec::new());
    let room = room.to_string();
    let (begin, end) = room.split_once("\"stories\":[]").expect("its stories");
    json(bytes, &format!("{begin}\"stories\":["), &story.to_string(), &format!("]{end}"))
}

/// Jira's export of a site where everybody adds fields: this many columns, most of them empty.
pub fn wide_jira(bytes: usize, columns: usize) -> Vec<u8> {
    const NAMED: [&str; 6] = [
        "Summary",
        "Issue key",
        "Issue id",
        "Issue Type",
        "Description",
        "Custom field (Story Points)",
    ];
    let fields = (NAMED.len()..columns).map(|n| match n % 3 {
        0 => "Labels".to_owned(),
        1 => "Comment".to_owned(),
        _ => format!("Custom field (Field of team {n})"),
    });
    let header: Vec<String> = NAMED.map(str::to_owned).into_iter().chain(fields).collect();
    let mut file = header.join(",") + "\n";
    let text = TEXT.repeat(REPEATED * 4);
    for n in 1.. {
        let mut row = format!("Story {n},SHOP-{n},{n},Story,\"h2. Why\n\n{text}\n* one\",3");
        for column in NAMED.len()..columns {
            row.push(',');
            if (column + n) % 40 == 0 {
                row += "\"03/Feb/25, \"\"ana\"\": looks good\"";
            }
        }
        row.push('\n');
        if file.len() + row.len() > bytes {
            return file.into_bytes();
        }
        file += &row;
    }
    unreachable!("the loop ends when the file is large enough")
}
