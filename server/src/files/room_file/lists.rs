//! Lists in a room file, of which no more is kept than a room could hold.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// The items of a list: if there are more than the limit, one more than the limit, so that the list
/// is refused.
pub(super) fn some_of<'de, D, T>(deserializer: D, limit: usize) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    first_of(deserializer, limit + 1).map(|(items, _)| items)
}

/// The first items of a list, and how many more there are. Those are not kept: millions of small
/// items would take many times the memory that they take in the file.
pub fn first_of<'de, D, T>(deserializer: D, limit: usize) -> Result<(Vec<T>, usize), D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    deserializer.deserialize_seq(FirstOf { limit, items: PhantomData })
}

struct FirstOf<T> {
    limit: usize,
    items: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for FirstOf<T> {
    type Value = (Vec<T>, usize);

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while items.len() < self.limit {
            match list.next_element()? {
                Some(item) => items.push(item),
                None => return Ok((items, 0)),
            }
        }
        let mut more = 0;
        while list.next_element::<IgnoredAny>()?.is_some() {
            more += 1;
        }
        Ok((items, more))
    }
}
