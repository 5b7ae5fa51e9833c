//! Which story is in which column, and which card is beside which. Pure; knows no page.

use domain::board::Board;
use domain::ids::StoryId;

/// The column of stories that are not placed yet.
pub const NOT_PLACED: usize = 0;

/// Where the arrow keys lead, in the order in which one reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the card above.
    Up,
    /// To the card below.
    Down,
    /// To the column before.
    Back,
    /// To the next column.
    On,
}

/// The wall as it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The labels of the cards: those of the columns behind [`NOT_PLACED`].
    pub labels: Vec<String>,
    /// The stories in the order of the backlog, each with its column.
    pub cards: Vec<(StoryId, usize)>,
}

impl Layout {
    /// The wall of a room, where some stories are on their way to another column.
    pub fn of(board: &Board, sending: &[(StoryId, usize)]) -> Self {
        let labels: Vec<String> = board.deck.sizes().map(|card| card.label.clone()).collect();
        let cards = board.on_wall().map(|(story, place)| {
            let on_its_way = sending.iter().rev().find(|(sent, _)| *sent == story.id);
            let card = place.column(&board.deck);
            let column = labels.iter().position(|label| card.is_some_and(|it| it.label == *label));
            let placed = column.map_or(NOT_PLACED, |column| column + 1);
            (story.id, on_its_way.map_or(placed, |(_, column)| *column))
        });
        let cards = cards.collect();
        Self { labels, cards }
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.labels.len() + 1
    }

    /// The label of a column's card; `None` for [`NOT_PLACED`].
    pub fn label(&self, column: usize) -> Option<&String> {
        self.labels.get(column.checked_sub(1)?)
    }

    /// The column of a story that is on the wall.
    pub fn column(&self, story: StoryId) -> Option<usize> {
        self.cards.iter().find(|(other, _)| *other == story).map(|(_, column)| *column)
    }

    /// The stories in a column.
    pub fn stories(&self, column: usize) -> Vec<StoryId> {
        let here = self.cards.iter().filter(|(_, other)| *other == column);
        here.map(|(story, _)| *story).collect()
    }

    /// How many stories are placed.
    pub fn placed(&self) -> usize {
        self.cards.iter().filter(|(_, column)| *column != NOT_PLACED).count()
    }

    /// The column beside another one; `None` at the edge.
    pub fn column_beside(&self, column: usize, step: Step) -> Option<usize> {
        match step {
            Step::Back => column.checked_sub(1),
            Step::On => Some(column + 1).filter(|next| *next < self.columns()),
            Step::Up | Step::Down => None,
        }
    }

    /// The card beside another one: above or below it, or at the same height in the nearest column that has
    /// any.
    pub fn beside(&self, story: StoryId, step: Step) -> Option<StoryId> {
        let column = self.column(story)?;
        let stories = self.stories(column);
        let row = stories.iter().position(|other| *other == story)?;
        match step {
            Step::Up => stories.get(row.checked_sub(1)?).copied(),
            Step::Down => stories.get(row + 1).copied(),
            Step::Back | Step::On => {
                let next = |column: &usize| self.column_beside(*column, step);
                let columns = std::iter::successors(next(&column), next);
                let stories = columns.map(|column| self.stories(column));
                let stories = stories.into_iter().find(|stories| !stories.is_empty())?;
                stories.get(row).or(stories.last()).copied()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::change::Change;
    use domain::deck::{Deck, DeckChoice, DeckKind};
    use domain::protocol::decode;
    use domain::time::Timestamp;

    use super::*;

    fn board() -> Board {
        let deck = Deck::new(&DeckChoice { kind: DeckKind::TShirt, ..DeckChoice::default() });
        let mut board = Board::new("Room".into(), deck, Timestamp(0));
        for change in [
            r#"{"stories_added": {"by": 1, "stories": [
                {"id": 1, "title": "A"}, {"id": 2, "title": "B"}, {"id": 3, "title": "C"},
                {"id": 4, "title": "D"}, {"id": 5, "title": "E", "estimate": "S"}]}}"#,
            r#"{"on_wall": [{"story": 1, "card": "M"}, {"story": 2}, {"story": 3},
                {"story": 4, "card": "13"}, {"story": 5, "card": "M"}]}"#,
        ] {
            board.apply(&decode::<Change>(change).unwrap());
        }
        board
    }

    #[test]
    fn each_story_is_in_the_column_of_its_card_or_where_it_is_on_its_way_to() {
        let layout = Layout::of(&board(), &[]);
        assert_eq!(layout.labels, ["XS", "S", "M", "L", "XL", "XXL"]);
        let cards = [(1, 3), (2, 0), (3, 0), (4, 0)].map(|(story, at)| (StoryId(story), at));
        assert_eq!(layout.cards, cards);
        assert_eq!((layout.columns(), layout.placed()), (7, 1));
        let sending = Layout::of(&board(), &[(StoryId(2), 1), (StoryId(2), 6)]);
        assert_eq!(sending.column(StoryId(2)), Some(6));
        assert_eq!(layout.label(6).map(String::as_str), Some("XXL"));
        assert_eq!((layout.label(NOT_PLACED), layout.label(7)), (None, None));
    }

    #[test]
    fn arrow_keys_lead_to_the_next_card_and_past_empty_columns() {
        let layout = Layout::of(&board(), &[(StoryId(4), 5)]);
        let beside = |story, step| layout.beside(StoryId(story), step).map(|story| story.0);
        assert_eq!((beside(2, Step::Down), beside(3, Step::Up)), (Some(3), Some(2)));
        assert_eq!((beside(3, Step::Down), beside(2, Step::Up)), (None, None));
        assert_eq!((beside(3, Step::On), beside(1, Step::On)), (Some(1), Some(4)));
        assert_eq!((beside(4, Step::Back), beside(1, Step::Back)), (Some(1), Some(2)));
        assert_eq!(
            (beside(2, Step::Back), beside(4, Step::On), beside(9, Step::On)),
            (None, None, None)
        );
        assert_eq!(layout.column_beside(6, Step::On), None);
        assert_eq!(layout.column_beside(5, Step::On), Some(6));
    }
}
