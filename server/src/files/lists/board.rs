//! The order of the cards on a board whose export is JSON: by the position of their list, and in it by
//! their own.

use std::collections::HashMap;

use domain::preview::Unreadable;
use serde_json::value::RawValue;

use crate::files::lists::json_source::{Raw, Source};
use crate::files::lists::markdown_reading::Lines;

/// The position of each list, and whether it was archived, by its id.
pub type Lists = HashMap<String, (f64, bool)>;

/// A card that is still to be read.
pub struct Place<'t> {
    /// Its JSON.
    pub raw: &'t RawValue,
    /// The line that it begins on, from 1.
    pub line: u32,
    /// Whether its list was archived.
    pub is_list_archived: bool,
    /// The positions of its list and of the card. Cards without a known list come last.
    at: (f64, f64),
}

/// All cards in the order of the board. `read` gives the id of a card's list, and the card's position.
pub fn places<'t>(
    source: &Source<'t>,
    cards: &Raw<'t>,
    lists: &Lists,
    read: impl Fn(&'t RawValue) -> Result<(Option<String>, Option<f64>), Unreadable>,
) -> Result<Vec<Place<'t>>, Unreadable> {
    let (mut places, mut line) = (Vec::with_capacity(cards.len()), Lines::new(source.text));
    for raw in cards {
        let (list, position) = read(raw)?;
        let list = list.and_then(|id| lists.get(&id).copied());
        let (list, is_list_archived) = list.unwrap_or((f64::INFINITY, false));
        let at = (list, position.unwrap_or(f64::INFINITY));
        places.push(Place { raw, line: line.at(source.offset(raw)), is_list_archived, at });
    }
    places.sort_by(|a, b| a.at.0.total_cmp(&b.at.0).then(a.at.1.total_cmp(&b.at.1)));
    Ok(places)
}
