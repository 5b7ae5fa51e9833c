//! Lists in messages from clients, which hold no more items than a room could use: what is behind
//! those is passed over while it is read, and takes no memory. One item more than the limit is kept,
//! so that the room refuses the list in words instead of taking a part of it for the whole.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, IgnoredAny, SeqAccess, Visitor};

/// Reads a list and keeps at most `MOST + 1` items. For `#[serde(deserialize_with = …)]`.
pub fn list<'de, const MOST: usize, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_seq(Bounded::<MOST, T>(PhantomData))
}

struct Bounded<const MOST: usize, T>(PhantomData<T>);

impl<'de, const MOST: usize, T: Deserialize<'de>> Visitor<'de> for Bounded<MOST, T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut kept = Vec::new();
        while kept.len() <= MOST {
            match items.next_element()? {
                Some(item) => kept.push(item),
                None => return Ok(kept),
            }
        }
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(kept)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    thread_local! {
        static MADE: Cell<usize> = const { Cell::new(0) };
    }

    struct Counted;

    impl<'de> Deserialize<'de> for Counted {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            IgnoredAny::deserialize(deserializer)?;
            MADE.set(MADE.get() + 1);
            Ok(Self)
        }
    }

    fn kept(items: usize) -> usize {
        let json = format!("[{}]", vec!["{}"; items].join(","));
        list::<3, Counted, _>(&mut serde_json::Deserializer::from_str(&json)).unwrap().len()
    }

    #[test]
    fn no_more_items_are_made_than_it_takes_to_refuse_them() {
        for (items, expected) in [(0, 0), (3, 3), (4, 4), (5, 4), (100_000, 4)] {
            MADE.set(0);
            assert_eq!((kept(items), MADE.get()), (expected, expected), "{items}");
        }
    }

    #[test]
    fn what_is_passed_over_still_has_to_be_json() {
        let json = "[1,2,3,4,5,?]";
        let mut deserializer = serde_json::Deserializer::from_str(json);
        assert!(list::<1, u32, _>(&mut deserializer).is_err());
    }
}
