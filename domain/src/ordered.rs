//! A list in an order that people choose, whose items are found by key.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Something with an id.
pub trait Keyed {
    /// The type of the id.
    type Key: Copy + Ord;

    /// The id.
    fn key(&self) -> Self::Key;
}

/// Items in the order that people gave them. Serialised as a plain list.
///
/// New items mostly have the highest key, so a sorted list serves for lookup as well as a tree
/// would, and takes much less of the page's Wasm.
#[derive(Clone, Debug, PartialEq)]
pub struct Ordered<T: Keyed> {
    order: Vec<T::Key>,
    /// Sorted by key.
    by_key: Vec<T>,
}

impl<T: Keyed> Ordered<T> {
    /// How many items there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Whether there is an item with that key.
    pub fn contains(&self, key: T::Key) -> bool {
        self.find(key).is_ok()
    }

    /// The item with that key.
    pub fn get(&self, key: T::Key) -> Option<&T> {
        self.find(key).ok().map(|index| &self.by_key[index])
    }

    /// The item with that key, mutably. Its key must stay the same.
    pub fn get_mut(&mut self, key: T::Key) -> Option<&mut T> {
        self.find(key).ok().map(|index| &mut self.by_key[index])
    }

    /// The keys in order.
    pub fn keys(&self) -> &[T::Key] {
        &self.order
    }

    /// The items in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.order.iter().filter_map(|key| self.get(*key))
    }

    /// The items in order of their keys, mutably.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.by_key.iter_mut()
    }

    /// The position of the item, from 0. Takes time proportional to the length of the list.
    pub fn position(&self, key: T::Key) -> Option<usize> {
        self.order.iter().position(|k| *k == key)
    }

    /// Puts an item at a position, or at the end if the list is shorter. Replaces an item with the
    /// same key.
    pub fn insert(&mut self, position: usize, item: T) {
        let key = item.key();
        self.remove(key);
        let place = self.by_key.partition_point(|other| other.key() < key);
        self.by_key.insert(place, item);
        self.order.insert(position.min(self.order.len()), key);
    }

    /// Puts an item at the end. Replaces an item with the same key.
    pub fn push(&mut self, item: T) {
        self.insert(usize::MAX, item);
    }

    /// Puts an item after another one, or at the start. At the end if there is no such other one.
    pub fn insert_after(&mut self, after: Option<T::Key>, item: T) {
        self.insert(self.place_after(after), item);
    }

    /// Moves an item after another one, or to the start. Does nothing if there is no such item.
    pub fn move_after(&mut self, key: T::Key, after: Option<T::Key>) {
        if after == Some(key) {
            return;
        }
        if let Some(item) = self.remove(key) {
            self.insert_after(after, item);
        }
    }

    /// Removes an item.
    pub fn remove(&mut self, key: T::Key) -> Option<T> {
        let index = self.find(key).ok()?;
        self.order.retain(|k| *k != key);
        Some(self.by_key.remove(index))
    }

    /// The key before this one; `None` for the first.
    pub fn before(&self, key: T::Key) -> Option<T::Key> {
        let position = self.position(key)?.checked_sub(1)?;
        self.order.get(position).copied()
    }

    fn find(&self, key: T::Key) -> Result<usize, usize> {
        self.by_key.binary_search_by_key(&key, T::key)
    }

    fn place_after(&self, after: Option<T::Key>) -> usize {
        match after {
            None => 0,
            Some(key) => self.position(key).map_or(self.order.len(), |position| position + 1),
        }
    }
}

impl<T: Keyed> Default for Ordered<T> {
    fn default() -> Self {
        Self { order: Vec::new(), by_key: Vec::new() }
    }
}

impl<T: Keyed> FromIterator<T> for Ordered<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut list = Self::default();
        items.into_iter().for_each(|item| list.push(item));
        list
    }
}

impl<T: Keyed + Serialize> Serialize for Ordered<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

#[cfg(feature = "schema")]
impl<T: Keyed + schemars::JsonSchema> schemars::JsonSchema for Ordered<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        Vec::<T>::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Vec::<T>::json_schema(generator)
    }
}

impl<'de, T: Keyed + Deserialize<'de>> Deserialize<'de> for Ordered<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<T>::deserialize(deserializer)?.into_iter().collect())
    }
}
