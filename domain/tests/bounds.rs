//! What a message from a stranger may make the server hold while it is read.

use domain::command::Command;
use domain::draft::StoryDraft;
use domain::limits;
use domain::protocol::decode;
use domain::wall::WallAction;

/// Lists are cut off while they are read: what is behind takes no memory, and the room refuses.
#[test]
fn a_command_holds_no_more_items_than_it_takes_to_refuse_it() {
    let many = |item: &str, times: usize| vec![item; times].join(",");
    let command = |json: String| decode::<Command>(&json).unwrap();
    let stories = format!(r#"{{"add_stories":{{"stories":[{}]}}}}"#, many("{}", 100_000));
    let Command::AddStories { stories, .. } = command(stories) else { panic!() };
    assert_eq!(stories.len(), limits::STORIES + 1);
    let ids = many("1", 100_000);
    for name in ["remove_stories", "restore_stories"] {
        let (Command::RemoveStories(ids) | Command::RestoreStories(ids)) =
            command(format!(r#"{{"{name}":[{ids}]}}"#))
        else {
            panic!()
        };
        assert_eq!(ids.len(), limits::STORIES + 1, "{name}");
    }
    for name in ["put", "take_off"] {
        let Command::Wall(WallAction::Put(ids) | WallAction::TakeOff(ids)) =
            command(format!(r#"{{"wall":{{"{name}":[{ids}]}}}}"#))
        else {
            panic!()
        };
        assert_eq!(ids.len(), limits::STORIES + 1, "{name}");
    }
    let (texts, states) = (many(r#""""#, 100_000), many(r#""open""#, 100_000));
    let draft = format!(r#"{{"criteria":[{texts}],"states":[{states}],"labels":[{texts}]}}"#);
    let draft: StoryDraft = decode(&draft).unwrap();
    assert_eq!(draft.criteria.len(), limits::CRITERIA + 1);
    assert_eq!(draft.states.len(), limits::CRITERIA + 1);
    assert_eq!(draft.labels.len(), limits::LABELS + 1);
}
