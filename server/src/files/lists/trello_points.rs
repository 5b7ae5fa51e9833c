//! Points in the custom fields of a Trello board: which fields are for points, and the values of
//! cards in them. And points that Power-Ups keep with the cards.

use std::collections::HashMap;

use domain::preview::Unreadable;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::files::lists::json_source::{Raw, Source};
use crate::files::lists::points_names;
use crate::files::points;

#[derive(Deserialize)]
struct Field<'t> {
    id: Option<String>,
    name: Option<String>,
    #[serde(borrow, default)]
    options: Option<Raw<'t>>,
}

/// An option of a drop-down field.
#[derive(Deserialize)]
struct Choice {
    id: Option<String>,
    value: Option<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    id_custom_field: Option<String>,
    id_value: Option<String>,
    value: Option<Value>,
}

#[derive(Default, Deserialize)]
struct Value {
    number: Option<Scalar>,
    text: Option<Scalar>,
}

/// Trello writes numbers as strings; other exporters do not.
#[derive(Deserialize)]
#[serde(untagged)]
enum Scalar {
    Text(String),
    Number(serde_json::Number),
}

impl Value {
    fn text(self) -> Option<String> {
        self.number.or(self.text).map(|scalar| match scalar {
            Scalar::Text(text) => text.trim().to_owned(),
            Scalar::Number(number) => number.to_string(),
        })
    }
}

/// The board's fields for points.
pub struct PointsFields {
    /// The precedence of each field by id: 0 is the highest.
    ranks: HashMap<String, usize>,
    /// The texts of the options of drop-down fields, by id.
    choices: HashMap<String, String>,
    are_used: bool,
}

impl PointsFields {
    /// Finds the fields, and whether any card has a value in one.
    pub fn read<'t>(
        source: &Source<'t>,
        fields: &Option<Raw<'t>>,
        cards: &[&'t RawValue],
    ) -> Result<Self, Unreadable> {
        let (ranks, choices) = (HashMap::new(), HashMap::new());
        let mut found = Self { ranks, choices, are_used: false };
        for raw in fields.iter().flatten() {
            found.add(source, source.read(raw)?)?;
        }
        if found.ranks.is_empty() {
            return Ok(found);
        }
        for raw in cards {
            let card: CardItems = source.read(raw)?;
            let items = card.custom_field_items.unwrap_or_default();
            if !found.of_card(source, &items)?.is_empty() {
                found.are_used = true;
                break;
            }
        }
        Ok(found)
    }

    fn add<'t>(&mut self, source: &Source<'t>, field: Field<'t>) -> Result<(), Unreadable> {
        let rank = points_names::rank(field.name.as_deref().unwrap_or_default());
        let (Some(rank), Some(id)) = (rank, field.id) else {
            return Ok(());
        };
        self.ranks.insert(id, rank);
        for raw in field.options.iter().flatten() {
            let choice: Choice = source.read(raw)?;
            if let (Some(id), Some(text)) = (choice.id, choice.value.and_then(Value::text)) {
                self.choices.insert(id, text);
            }
        }
        Ok(())
    }

    /// Whether any card has points in a field. If so, brackets in titles are not points.
    pub fn are_used(&self) -> bool {
        self.are_used
    }

    /// The points of a card: the value of the first field that is not empty.
    pub fn of_card<'t>(
        &self,
        source: &Source<'t>,
        items: &[&'t RawValue],
    ) -> Result<String, Unreadable> {
        let mut best: Option<(usize, String)> = None;
        for raw in items {
            let item: Item = source.read(raw)?;
            let rank = item.id_custom_field.and_then(|id| self.ranks.get(&id).copied());
            let chosen = item.id_value.and_then(|id| self.choices.get(&id).cloned());
            let text = item.value.and_then(Value::text).or(chosen).unwrap_or_default();
            if let Some(rank) = rank
                && !text.is_empty()
                && best.as_ref().is_none_or(|(other, _)| rank < *other)
            {
                best = Some((rank, text));
            }
        }
        Ok(best.map(|(_, text)| text).unwrap_or_default())
    }
}

/// What a Power-Up keeps with a card: a text that is an object, such as `{"points":"5"}` of Agile
/// Tools.
#[derive(Deserialize)]
struct PluginData {
    value: Option<String>,
}

/// The points that a Power-Up keeps with a card, if one does under a name of points.
pub fn of_power_ups<'t>(
    source: &Source<'t>,
    kept: &[&'t RawValue],
) -> Result<Option<String>, Unreadable> {
    let mut best: Option<(usize, String)> = None;
    for raw in kept {
        let data: PluginData = source.read(raw)?;
        let values = data.value.and_then(|value| serde_json::from_str(&value).ok());
        let values: HashMap<String, serde_json::Value> = values.unwrap_or_default();
        for (name, value) in values {
            let text = match value {
                serde_json::Value::String(text) => text,
                serde_json::Value::Number(number) => number.to_string(),
                _ => continue,
            };
            let rank = points_names::rank(&name);
            let estimate = points::read(&text).ok().flatten();
            if let (Some(rank), Some(estimate)) = (rank, estimate)
                && best.as_ref().is_none_or(|(other, _)| rank < *other)
            {
                best = Some((rank, estimate));
            }
        }
    }
    Ok(best.map(|(_, points)| points))
}

/// The value of a card in the field with this id.
pub fn value_of<'t>(
    source: &Source<'t>,
    items: &[&'t RawValue],
    field: &str,
) -> Result<Option<String>, Unreadable> {
    for raw in items {
        let item: Item = source.read(raw)?;
        if item.id_custom_field.as_deref() == Some(field) {
            return Ok(item.value.and_then(Value::text));
        }
    }
    Ok(None)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CardItems<'t> {
    #[serde(borrow, default)]
    custom_field_items: Option<Raw<'t>>,
}
