//! The fields of a room in which people type what is sent later, and which of them can be on the page.

use domain::ids::{CriterionId, ItemId, StoryId};
use domain::settings::Permission;
use domain::view::RoomView;

/// A field of a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftField {
    /// The field for one more story.
    NewStory,
    /// What the import is to read.
    PastedList,
    /// What was sent from fields that were emptied for the next text, and not answered yet: one a line.
    Sending,
    /// What an earlier visit had sent without an answer.
    Unanswered,
    /// The title of the room.
    RoomTitle,
    /// One's own name.
    Name,
    /// The field for one more criterion.
    NewCriterion(StoryId),
    /// A criterion that is being edited.
    Criterion(StoryId, CriterionId),
    /// The field for one more question.
    NewQuestion(StoryId),
    /// The field for one more note.
    NewNote(StoryId),
    /// The text of a question or note that is being edited.
    Item(StoryId, ItemId),
    /// The answer to a question.
    Answer(StoryId, ItemId),
    /// The title of a story.
    Title(StoryId),
    /// The description of a story.
    Description(StoryId),
    /// The link of a story.
    Link(StoryId),
    /// An estimate by hand.
    Estimate(StoryId),
    /// How large a story turned out to be.
    Actual(StoryId),
    /// What is to be saved for a dimension of a story. The number is the [`mark`](super::mark) of its name.
    Score(StoryId, u32),
    /// Own words for one's card.
    Words,
}

impl DraftField {
    /// What it is called in storage.
    pub fn name(self) -> String {
        let (kind, story, part) = match self {
            Self::NewStory => ("new-story", None, None),
            Self::PastedList => ("list", None, None),
            Self::Sending => ("sending", None, None),
            Self::Unanswered => ("unanswered", None, None),
            Self::RoomTitle => ("room-title", None, None),
            Self::Name => ("name", None, None),
            Self::NewCriterion(story) => ("new-criterion", Some(story), None),
            Self::Criterion(story, criterion) => ("criterion", Some(story), Some(criterion.0)),
            Self::NewQuestion(story) => ("new-question", Some(story), None),
            Self::NewNote(story) => ("new-note", Some(story), None),
            Self::Item(story, item) => ("item", Some(story), Some(item.0)),
            Self::Answer(story, item) => ("answer", Some(story), Some(item.0)),
            Self::Title(story) => ("title", Some(story), None),
            Self::Description(story) => ("description", Some(story), None),
            Self::Link(story) => ("link", Some(story), None),
            Self::Estimate(story) => ("estimate", Some(story), None),
            Self::Actual(story) => ("actual", Some(story), None),
            Self::Score(story, dimension) => ("score", Some(story), Some(dimension)),
            Self::Words => ("words", None, None),
        };
        let numbers = story.map(|id| id.0).into_iter().chain(part);
        numbers.fold(kind.to_owned(), |name, number| [&name, ".", &number.to_string()].concat())
    }

    /// The field with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut parts = name.split('.');
        let kind = parts.next()?;
        let mut number = || parts.next()?.parse().ok();
        Some(match kind {
            "new-story" => Self::NewStory,
            "list" => Self::PastedList,
            "sending" => Self::Sending,
            "unanswered" => Self::Unanswered,
            "room-title" => Self::RoomTitle,
            "name" => Self::Name,
            "new-criterion" => Self::NewCriterion(StoryId(number()?)),
            "criterion" => Self::Criterion(StoryId(number()?), CriterionId(number()?)),
            "new-question" => Self::NewQuestion(StoryId(number()?)),
            "new-note" => Self::NewNote(StoryId(number()?)),
            "item" => Self::Item(StoryId(number()?), ItemId(number()?)),
            "answer" => Self::Answer(StoryId(number()?), ItemId(number()?)),
            "title" => Self::Title(StoryId(number()?)),
            "description" => Self::Description(StoryId(number()?)),
            "link" => Self::Link(StoryId(number()?)),
            "estimate" => Self::Estimate(StoryId(number()?)),
            "actual" => Self::Actual(StoryId(number()?)),
            "score" => Self::Score(StoryId(number()?), number()?),
            "words" => Self::Words,
            _ => return None,
        })
    }

    /// Whether its viewer cannot have it on the page any more, because its story or criterion was deleted
    /// a permission is gone, or it was a field of an earlier visit.
    pub fn is_stranded(self, view: &RoomView) -> bool {
        let may = |permission| view.board.may(view.you, permission);
        let has = |story| view.board.stories.contains(story);
        match self {
            Self::NewStory | Self::PastedList => !may(Permission::Backlog),
            Self::RoomTitle => !view.me().is_some_and(|me| me.facilitator),
            Self::Name | Self::Sending | Self::Words => false,
            Self::Unanswered => true,
            Self::NewQuestion(story) => !has(story),
            Self::NewCriterion(story)
            | Self::NewNote(story)
            | Self::Item(story, _)
            | Self::Answer(story, _)
            | Self::Title(story)
            | Self::Description(story)
            | Self::Link(story) => !has(story) || !may(Permission::Texts),
            Self::Criterion(story, criterion) => {
                let story = view.board.stories.get(story);
                !story.is_some_and(|story| story.criteria.contains(criterion))
                    || !may(Permission::Texts)
            }
            Self::Estimate(story) | Self::Actual(story) | Self::Score(story, _) => {
                !has(story) || !may(Permission::Steer)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::board::Board;
    use domain::deck::{Deck, DeckChoice};
    use domain::ids::ParticipantId;
    use domain::protocol::decode;
    use domain::time::Timestamp;
    use domain::view::Update;

    use super::*;

    const STORY: StoryId = StoryId(3);
    const CRITERION: CriterionId = CriterionId(7);
    const ALL: [DraftField; 17] = [
        DraftField::NewStory,
        DraftField::PastedList,
        DraftField::RoomTitle,
        DraftField::Name,
        DraftField::Words,
        DraftField::NewCriterion(STORY),
        DraftField::Criterion(STORY, CRITERION),
        DraftField::NewQuestion(STORY),
        DraftField::NewNote(STORY),
        DraftField::Item(STORY, ItemId(5)),
        DraftField::Answer(STORY, ItemId(5)),
        DraftField::Title(STORY),
        DraftField::Description(STORY),
        DraftField::Link(STORY),
        DraftField::Estimate(STORY),
        DraftField::Actual(STORY),
        DraftField::Score(STORY, 9),
    ];

    fn room(updates: &str) -> RoomView {
        let board = Board::new("Room".into(), Deck::new(&DeckChoice::default()), Timestamp(0));
        let mut view = RoomView { you: ParticipantId(1), board, hand: Vec::new() };
        let history = r#"[
            {"change": {"person_joined": {"id": 1, "name": "Ana", "mark": 1, "role": "estimator",
                "facilitator": true, "presence": "connected"}}},
            {"change": {"stories_added": {"by": 1, "stories": [{"id": 3, "title": "A"}]}}},
            {"change": {"criterion_added": {"story": 3, "after": null,
                "criterion": {"id": 7, "text": "x"}}}}]"#;
        for updates in [history, updates] {
            decode::<Vec<Update>>(updates).unwrap().iter().for_each(|update| view.apply(update));
        }
        view
    }

    fn stranded(view: &RoomView) -> Vec<DraftField> {
        ALL.into_iter().filter(|field| field.is_stranded(view)).collect()
    }

    #[test]
    fn a_field_is_found_by_its_name_and_other_names_are_none() {
        for field in ALL {
            assert_eq!(DraftField::from_name(&field.name()), Some(field));
        }
        for name in ["", "criterion.3", "title.x", "secret"] {
            assert_eq!(DraftField::from_name(name), None, "{name}");
        }
    }

    #[test]
    fn what_was_typed_for_something_deleted_has_no_field() {
        assert_eq!(stranded(&room("[]")), []);
        let criterion = r#"[{"change": {"criterion_removed": {"story": 3, "criterion": 7}}}]"#;
        assert_eq!(stranded(&room(criterion)), [DraftField::Criterion(STORY, CRITERION)]);
        let story = r#"[{"change": {"stories_removed": {"by": 1, "stories": [3]}}}]"#;
        assert_eq!(stranded(&room(story)), ALL[5..]);
    }

    #[test]
    fn without_the_permission_there_is_no_field() {
        let demoted =
            r#"[{"change": {"facilitator_changed": {"participant": 1, "facilitator": false}}}]"#;
        let fields = stranded(&room(demoted));
        assert!(fields.contains(&DraftField::NewStory) && fields.contains(&DraftField::RoomTitle));
        assert!(fields.contains(&DraftField::Estimate(STORY)));
        assert!(!fields.contains(&DraftField::NewCriterion(STORY)), "texts are for everyone");
    }
}
