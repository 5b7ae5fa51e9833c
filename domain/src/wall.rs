//! The affinity wall: many stories that have no estimate yet are sorted in silence into the columns of
//! the deck's cards, by everybody at the same time (rule 47).

use serde::{Deserialize, Serialize};

use crate::bounded;
use crate::deck::{Card, Deck};
use crate::ids::StoryId;
use crate::limits;
use crate::omit;

/// A story that was moved so often after it was first placed keeps moving.
pub const MANY_MOVES: u32 = 3;

/// About how many bytes a story on the wall takes.
const WALL_STORY_BYTES: usize = 64;

/// The stories on the wall, in the order of their ids. There is a wall as long as there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Wall(Vec<WallStory>);

/// A story on the wall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WallStory {
    /// Which story.
    pub story: StoryId,
    /// The label of the card in whose column it was put; `None` if it is not placed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<String>,
    /// How often it was moved to another column after it was first placed.
    #[serde(default, skip_serializing_if = "omit::zero")]
    pub moves: u32,
}

/// What people do with the wall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WallAction {
    /// Put stories on the wall, which opens it where there is none. Those that are on it, and those that the
    /// team has estimated, are passed over. For those who choose the story.
    Put(#[serde(deserialize_with = "bounded::list::<{ limits::STORIES }, _, _>")] Vec<StoryId>),
    /// Move a story to another column. For estimators and facilitators.
    Move {
        /// Which story.
        story: StoryId,
        /// The label of the column's card; `None` to put it back among those that are not placed.
        card: Option<String>,
    },
    /// Take stories off the wall. For those who choose the story.
    TakeOff(#[serde(deserialize_with = "bounded::list::<{ limits::STORIES }, _, _>")] Vec<StoryId>),
    /// Take the whole wall down. For those who choose the story.
    TakeDown,
}

impl Wall {
    /// Whether there is no wall.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many stories there are on it, with those that have been estimated or removed since.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// A story on it.
    pub fn get(&self, story: StoryId) -> Option<&WallStory> {
        self.find(story).ok().map(|place| &self.0[place])
    }

    /// All of them, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &WallStory> {
        self.0.iter()
    }

    /// Puts stories on the wall, or in another place on it.
    pub(crate) fn put(&mut self, stories: &[WallStory]) {
        for story in stories {
            match self.find(story.story) {
                Ok(place) => self.0[place].clone_from(story),
                Err(place) => self.0.insert(place, story.clone()),
            }
        }
    }

    /// Takes stories off the wall.
    pub(crate) fn take_off(&mut self, stories: &[StoryId]) {
        self.0.retain(|it| !stories.contains(&it.story));
    }

    /// About how many bytes it takes.
    pub(crate) fn bytes(&self) -> usize {
        self.0.len() * WALL_STORY_BYTES
    }

    /// By how many bytes these stories make it larger.
    pub(crate) fn growth(&self, stories: &[WallStory]) -> usize {
        stories.iter().filter(|it| self.get(it.story).is_none()).count() * WALL_STORY_BYTES
    }

    fn find(&self, story: StoryId) -> Result<usize, usize> {
        self.0.binary_search_by_key(&story, |it| it.story)
    }
}

impl WallStory {
    /// A story that is not placed yet.
    pub fn new(story: StoryId) -> Self {
        Self { story, card: None, moves: 0 }
    }

    /// The card in whose column it is. A card that the deck does not have any more has no column.
    pub fn column<'d>(&self, deck: &'d Deck) -> Option<&'d Card> {
        let label = self.card.as_ref()?;
        deck.sizes().find(|card| card.label == *label)
    }

    /// Whether people do not agree on it.
    pub fn keeps_moving(&self) -> bool {
        self.moves >= MANY_MOVES
    }

    /// The same story in another column. Placing it for the first time is no move.
    pub(crate) fn moved(&self, card: Option<String>) -> Self {
        let is_move = self.card.is_some() || self.moves > 0;
        let moves = self.moves.saturating_add(u32::from(is_move));
        Self { story: self.story, card, moves }
    }
}
