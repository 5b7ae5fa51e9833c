//! The texts of one language, and the browser's rules for its plurals, numbers and times.

use std::cell::OnceCell;
use std::fmt;

use domain::time::Timestamp;
use js_sys::{Array, Date, Intl, Object, Reflect};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use wasm_bindgen::JsValue;

use super::texts::{STARTS, Text};
use crate::api::json::decode;

/// Texts that are fetched when something needs them that loads on demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Supplement {
    /// Those of all parts but the import.
    Parts = 1,
    /// Those that only files going in or out need.
    Files = 2,
}

impl Supplement {
    /// All there are.
    pub const ALL: [Self; 2] = [Self::Parts, Self::Files];

    /// What the loader calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Parts => "parts",
            Self::Files => "files",
        }
    }
}

/// The texts of one language.
pub struct Table {
    /// Its code, such as `en`.
    pub language: String,
    /// The texts that every visit needs, and the supplements that were fetched; in the order of [`Text`].
    entries: [Vec<Entry>; STARTS.len()],
    /// Made when it is first needed: a browser has it, a build has not.
    plurals: OnceCell<Intl::PluralRules>,
}

/// A text: its forms for numbers by their names in `Intl.PluralRules`, or its only form without a name.
struct Entry(Vec<(String, String)>);

impl Entry {
    fn form(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(form, _)| form == name);
        found.map(|(_, text)| text.as_str())
    }
}

impl Table {
    /// Reads a table from JSON; one that cannot be read has no texts.
    pub fn new(language: &str, json: &str) -> Self {
        let entries = [read(json), Vec::new(), Vec::new()];
        Self { language: language.to_owned(), entries, plurals: OnceCell::new() }
    }

    /// Adds the texts of a supplement.
    pub fn add(&mut self, supplement: Supplement, json: &str) {
        self.entries[supplement as usize] = read(json);
    }

    /// Whether the texts of a supplement are there.
    pub fn has(&self, supplement: Supplement) -> bool {
        !self.entries[supplement as usize].is_empty()
    }

    /// A text in the form for a number, or in its only form.
    pub fn form(&self, text: Text, number: Option<f64>) -> &str {
        let number_of_text = text as usize;
        let table = STARTS.iter().rposition(|start| *start <= number_of_text).unwrap_or_default();
        let Some(entry) = self.entries[table].get(number_of_text - STARTS[table]) else {
            return "";
        };
        let form = number.and_then(|number| self.plurals().select(number).as_string());
        let form = form.and_then(|form| entry.form(&form)).or_else(|| entry.form("other"));
        form.or_else(|| entry.form("")).unwrap_or_default()
    }

    /// Whether its lines run from right to left.
    pub fn is_right_to_left(&self) -> bool {
        self.form(Text::LanguageDirection, None) == "rtl"
    }

    fn plurals(&self) -> &Intl::PluralRules {
        let language = || Array::of1(&self.language.as_str().into());
        self.plurals.get_or_init(|| Intl::PluralRules::new(&language(), &Object::new()))
    }

    /// A number with at most two decimals.
    pub fn number(&self, number: f64) -> String {
        let rounded = (number * 100.0).round() / 100.0;
        js_sys::Number::from(rounded).to_locale_string(&self.language).into()
    }

    /// A point in time: the hour, and the date where it is not today.
    pub fn time(&self, time: Timestamp) -> String {
        let date = Date::new(&JsValue::from_f64(time.0 as f64));
        let options = Object::new();
        let set = |key: &str, value: &str| {
            // Fails only on something that is not an object.
            let _ = Reflect::set(&options, &key.into(), &value.into());
        };
        set("timeStyle", "short");
        if date.to_date_string() != Date::new_0().to_date_string() {
            set("dateStyle", "medium");
        }
        date.to_locale_string(&self.language, &options).into()
    }
}

/// A list of texts from JSON, each a string or an object of forms; nothing where it cannot be read.
fn read(json: &str) -> Vec<Entry> {
    decode(json).unwrap_or_default()
}

// A value of any type would bring all of a JSON reader with it.
impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Forms)
    }
}

struct Forms;

impl<'de> Visitor<'de> for Forms {
    type Value = Entry;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<Entry, E> {
        Ok(Entry(vec![(String::new(), text.to_owned())]))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Entry, A::Error> {
        let mut forms = Vec::new();
        while let Some(form) = members.next_entry()? {
            forms.push(form);
        }
        Ok(Entry(forms))
    }
}
