//! Something for each of several dimensions, found by the dimension's name (rule 49).

use std::fmt;
use std::marker::PhantomData;

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::deck::Card;
use crate::limits;

/// About how many bytes an entry takes besides its texts.
const ENTRY_BYTES: usize = 48;

/// The cards that somebody played for dimensions.
pub type Scores = ByDimension<Card>;

/// Something for each of several dimensions, sorted by their names. Written as an object.
///
/// There are few of them, so a sorted list serves as well as a tree, and takes less of the page's Wasm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByDimension<T>(Vec<(String, T)>);

impl<T> ByDimension<T> {
    /// What there is for the dimension with that name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.find(name).ok().map(|place| &self.0[place].1)
    }

    /// Puts something in the place of what there is for a dimension.
    pub fn set(&mut self, name: &str, value: T) {
        match self.find(name) {
            Ok(place) => self.0[place].1 = value,
            Err(place) => self.0.insert(place, (name.to_owned(), value)),
        }
    }

    /// Takes away what there is for a dimension.
    pub fn remove(&mut self, name: &str) -> Option<T> {
        self.find(name).ok().map(|place| self.0.remove(place).1)
    }

    /// Keeps only what is meant.
    pub fn retain(&mut self, is_meant: impl Fn(&str, &T) -> bool) {
        self.0.retain(|(name, value)| is_meant(name, value));
    }

    /// For how many dimensions there is something.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of it, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The names of the dimensions, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// The same with other values.
    pub fn map<U>(&self, value: impl Fn(&T) -> U) -> ByDimension<U> {
        ByDimension(self.0.iter().map(|(name, old)| (name.clone(), value(old))).collect())
    }

    /// About how many bytes it takes, where each value has a text of so many bytes.
    pub(crate) fn bytes(&self, text: impl Fn(&T) -> usize) -> usize {
        self.0.iter().map(|(name, value)| ENTRY_BYTES + name.len() + text(value)).sum()
    }

    fn find(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.as_str().cmp(name))
    }
}

impl<T> Default for ByDimension<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> FromIterator<(String, T)> for ByDimension<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(items: I) -> Self {
        let mut all = Self::default();
        items.into_iter().for_each(|(name, value)| all.set(&name, value));
        all
    }
}

impl<T> IntoIterator for ByDimension<T> {
    type Item = (String, T);
    type IntoIter = std::vec::IntoIter<(String, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<T: Serialize> Serialize for ByDimension<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

/// No more entries are kept than it takes to refuse them.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for ByDimension<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

struct Entries<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
    type Value = ByDimension<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut kept = ByDimension::default();
        while let Some(name) = entries.next_key::<String>()? {
            if kept.len() > limits::SCORES {
                entries.next_value::<IgnoredAny>()?;
            } else {
                kept.set(&name, entries.next_value()?);
            }
        }
        Ok(kept)
    }
}

#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for ByDimension<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        std::collections::BTreeMap::<String, T>::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        std::collections::BTreeMap::<String, T>::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{decode, encode};

    #[test]
    fn it_is_written_as_an_object_and_found_by_name() {
        let mut all: ByDimension<u32> =
            decode(r#"{"Risk":2,"Business value":1,"Risk":3}"#).unwrap();
        assert_eq!(encode(&all), r#"{"Business value":1,"Risk":3}"#);
        all.set("Risk", 4);
        assert_eq!((all.get("Risk"), all.get("risk")), (Some(&4), None));
        assert_eq!(all.remove("Risk"), Some(4));
        assert_eq!(all.names().collect::<Vec<_>>(), ["Business value"]);
    }

    #[test]
    fn no_more_is_kept_than_it_takes_to_refuse_it() {
        let many: Vec<String> = (0..1_000).map(|n| format!("\"{n}\":0")).collect();
        let read: ByDimension<u32> = decode(&format!("{{{}}}", many.join(","))).unwrap();
        assert_eq!(read.len(), limits::SCORES + 1);
    }
}
