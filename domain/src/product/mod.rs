//! The second board of a room: what is kept of its stories beside what a round needs. A page asks for it when it
//! needs it and hears of it from then on, so that a page that does not loads nothing of it.
//!
//! It consists of items. Each noun (`question`, `note`) is one kind of [`Content`] in a module of its own, with its limits
//! and checks; adding, editing, removing and undoing are the same for all of them.

pub mod action;
pub mod change;
pub mod item;
pub mod note;
pub mod question;
pub mod readiness;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ids::{ItemId, StoryId};
use crate::ordered::Ordered;
use change::ProductChange;
use item::{Content, Item};
use question::Question;
use readiness::{Checked, DefinitionOfReady};

/// The items of each story with their revisions, by story.
pub(crate) type ItemRevisions = BTreeMap<StoryId, Vec<(ItemId, u32)>>;

/// What a room keeps beside its board. Everybody who asks for it sees all of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Product {
    /// The items, in the order in which they were added. Those of a removed story stay, and are there again when it is
    /// restored.
    #[serde(default, skip_serializing_if = "Ordered::is_empty")]
    pub items: Ordered<Item>,
    /// When a story is ready (rule 54).
    #[serde(default, skip_serializing_if = "DefinitionOfReady::is_empty")]
    pub ready: DefinitionOfReady,
    /// What people have checked of it by hand, by story.
    #[serde(default, skip_serializing_if = "Ordered::is_empty")]
    pub checked: Ordered<Checked>,
    /// The number of the next item. No number is used twice.
    pub next_item: u32,
}

impl Default for Product {
    fn default() -> Self {
        Self {
            items: Ordered::default(),
            ready: DefinitionOfReady::default(),
            checked: Ordered::default(),
            next_item: 1,
        }
    }
}

impl Product {
    /// Whether nothing was ever added to it.
    pub fn is_untouched(&self) -> bool {
        *self == Self::default()
    }

    /// The items of a story, in the order in which they were added.
    pub fn of(&self, story: StoryId) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.story == Some(story))
    }

    /// The questions that wait for an answer, with their items, the oldest first.
    pub fn open_questions(&self) -> impl Iterator<Item = (&Item, &Question)> {
        self.items.iter().filter_map(|item| match &item.content {
            Content::Question(question) if question.is_open() => Some((item, question)),
            _ => None,
        })
    }

    /// What people have checked by hand of a story.
    pub fn checked(&self, story: StoryId) -> &[u32] {
        self.checked.get(story).map_or(&[], |checked| &checked.points)
    }

    /// The same of points that there still are.
    pub fn checked_now(&self, story: StoryId) -> impl Iterator<Item = u32> {
        let checked = self.checked(story).iter().copied();
        checked.filter(|number| self.ready.has_number(*number))
    }

    /// Applies a change. One that refers to something that does not exist does nothing.
    pub fn apply(&mut self, change: &ProductChange) {
        match change {
            ProductChange::Put(item) => {
                self.next_item = self.next_item.max(item.id.0 + 1);
                match self.items.get_mut(item.id) {
                    Some(old) => old.clone_from(item),
                    None => self.items.push((**item).clone()),
                }
            }
            ProductChange::Removed(id) => drop(self.items.remove(*id)),
            ProductChange::ReadyDefined(ready) => self.ready.clone_from(ready),
            ProductChange::Checked(checked) if checked.points.is_empty() => {
                self.checked.remove(checked.story);
            }
            ProductChange::Checked(checked) => match self.checked.get_mut(checked.story) {
                Some(old) => old.clone_from(checked),
                None => self.checked.push(checked.clone()),
            },
        }
    }

    /// The items of each story with their revisions, by story.
    pub(crate) fn revisions(&self) -> ItemRevisions {
        let mut revisions = ItemRevisions::new();
        for item in self.items.iter() {
            if let Some(story) = item.story {
                revisions.entry(story).or_default().push((item.id, item.revision));
            }
        }
        revisions
    }

    /// The item with that id as it is now.
    pub fn item(&self, id: ItemId) -> Option<&Item> {
        self.items.get(id)
    }

    /// About how many bytes it takes.
    pub(crate) fn bytes(&self) -> usize {
        self.items.iter().map(Item::bytes).sum::<usize>()
            + self.ready.bytes()
            + self.checked.iter().map(Checked::bytes).sum::<usize>()
    }
}
