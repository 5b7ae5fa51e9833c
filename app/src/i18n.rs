//! Texts in the reader's language, numbers and times in its form. The tables come from the server, one per
//! language and only when it is used, for the other module with its own texts behind; plural forms,
//! numbers and times are the browser's `Intl`. Knows nothing of what is said.

use std::cell::RefCell;
use std::rc::Rc;

use domain::time::Timestamp;
use js_sys::{Array, Date, Intl, JSON, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::host::Host;
use crate::later::spawn;
use crate::signals::Shared;
use crate::storage;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// The key that the chosen language is kept under; the loader reads it too.
const LANGUAGE_KEY: &str = "ready-room:lang";

/// The translations: a handle that can be copied anywhere.
#[derive(Clone, Copy)]
pub struct Texts(Shared<Kept>);

struct Kept {
    host: Host,
    table: RefCell<Table>,
    /// Told when the language changes.
    switched: ArcTrigger,
    /// Fetches the table of a language: a function of the loader, which knows the files' names.
    fetch: js_sys::Function,
}

struct Table {
    language: String,
    /// A text, or its plural forms by the names of `Intl.PluralRules`; in the order of [`Text`].
    entries: Array,
    plurals: Intl::PluralRules,
}

impl Texts {
    /// Texts that begin with the table of `language`.
    pub fn new(host: Host, table: &str, language: &str, fetch: js_sys::Function) -> Self {
        let table = RefCell::new(Table::new(language, entries(table).unwrap_or_default()));
        Self(Shared::lasting(Kept { host, table, switched: ArcTrigger::new(), fetch }))
    }

    /// A text without placeholders.
    pub fn get(self, text: Text) -> String {
        self.kept().table.borrow().form(text, "other")
    }

    /// A text without placeholders, for what follows the language.
    pub fn say(self, text: Text) -> impl Fn() -> String + Copy + 'static {
        move || self.get(text)
    }

    /// A text with its placeholders filled.
    pub fn with(self, text: Text, values: &[(&str, &str)]) -> String {
        filled(&self.get(text), values)
    }

    /// The form of a text that fits a number; `{n}` stands for the number.
    pub fn count(self, text: Text, n: usize) -> String {
        self.count_with(text, n, &[])
    }

    /// The form of a text that fits a number, with more placeholders filled.
    pub fn count_with(self, text: Text, n: usize, values: &[(&str, &str)]) -> String {
        let kept = self.kept();
        let table = kept.table.borrow();
        let form = table.plurals.select(n as f64).as_string().unwrap_or_default();
        let number = table.number(n as f64);
        filled(&filled(&table.form(text, &form), &[("n", &number)]), values)
    }

    /// A number with at most two decimals.
    pub fn number(self, number: f64) -> String {
        self.kept().table.borrow().number((number * 100.0).round() / 100.0)
    }

    /// A point in time: the hour, and the date where it is not today.
    pub fn time(self, time: Timestamp) -> String {
        self.kept().table.borrow().time(time)
    }

    /// The language's code: `en`.
    pub fn language(self) -> String {
        self.kept().table.borrow().language.clone()
    }

    /// Switches to another language, once its table is here. The old one stays when it does not come.
    pub fn switch(self, language: &str) {
        let kept = self.kept();
        let asked = kept.fetch.call1(&JsValue::NULL, &language.into());
        let language = language.to_owned();
        let Ok(answer) = asked.and_then(|promise| promise.dyn_into::<js_sys::Promise>()) else {
            return;
        };
        spawn(async move {
            let table = JsFuture::from(answer).await.ok().and_then(|table| table.as_string());
            if let Some(entries) = table.as_deref().and_then(entries) {
                kept.host.set_attribute("lang", &language);
                if kept.host.is_page() {
                    storage::set_item(LANGUAGE_KEY, &language);
                }
                *kept.table.borrow_mut() = Table::new(&language, entries);
                kept.switched.notify();
            }
        });
    }

    fn kept(self) -> Rc<Kept> {
        let kept = self.0.get();
        kept.switched.track();
        kept
    }
}

impl Table {
    fn new(language: &str, entries: Array) -> Self {
        let plurals = Intl::PluralRules::new(&Array::of1(&language.into()), &Object::new());
        Self { language: language.to_owned(), entries, plurals }
    }

    fn form(&self, text: Text, form: &str) -> String {
        let entry = self.entries.get(text as u32);
        let of = |form: &str| Reflect::get(&entry, &form.into()).ok()?.as_string();
        entry.as_string().or_else(|| of(form)).or_else(|| of("other")).unwrap_or_default()
    }

    fn number(&self, number: f64) -> String {
        js_sys::Number::from(number).to_locale_string(&self.language).into()
    }

    fn time(&self, time: Timestamp) -> String {
        let date = Date::new(&JsValue::from_f64(time.0 as f64));
        let options = Object::new();
        let set = |key: &str, value: &str| {
            let _ = Reflect::set(&options, &key.into(), &value.into());
        };
        set("timeStyle", "short");
        let today = Date::new_0();
        if date.to_date_string() != today.to_date_string() {
            set("dateStyle", "medium");
        }
        date.to_locale_string(&self.language, &options).into()
    }
}

/// The entries of a table; `None` where the table is of another build.
fn entries(table: &str) -> Option<Array> {
    let entries: Array = JSON::parse(table).ok()?.dyn_into().ok()?;
    [TEXTS_OF_ROOM, TEXTS].contains(&(entries.length() as usize)).then_some(entries)
}

fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else { break };
        text.push_str(before);
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => push_isolated(&mut text, value),
            // Left for a second filling.
            None => [&"{", &name, &"}"].into_iter().for_each(|piece| text.push_str(piece)),
        }
        rest = behind;
    }
    text.push_str(rest);
    text
}

/// What people typed must not turn the sentence around it (rule 2). Text that cannot do so stays
/// as it is, so that plain names are plain text.
fn push_isolated(text: &mut String, value: &str) {
    let turns = |c: char| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    };
    if value.contains(turns) {
        text.push('\u{2068}');
        text.push_str(value);
        text.push('\u{2069}');
    } else {
        text.push_str(value);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn the_texts_are_numbered_in_the_order_of_their_keys() {
        type Table = BTreeMap<String, serde_json::Value>;
        let room: Table = serde_json::from_str(include_str!("../texts/en.json")).unwrap();
        let files: Table = serde_json::from_str(include_str!("../texts/files/en.json")).unwrap();
        assert_eq!((room.len(), room.len() + files.len()), (TEXTS_OF_ROOM, TEXTS));
        let place = |key: &str| room.keys().chain(files.keys()).position(|other| other == key);
        assert_eq!(place("app_name"), Some(Text::AppName as usize));
        assert_eq!(place("your_role"), Some(Text::YourRole as usize));
        assert_eq!(place("file_field_key"), Some(Text::FileFieldKey as usize));
        assert_eq!(place("warning_estimate"), Some(Text::WarningEstimate as usize));
    }

    #[test]
    fn placeholders_are_filled_once_and_unknown_ones_stay() {
        assert_eq!(filled("{a} and {b}, {c}", &[("a", "{b}"), ("b", "2")]), "{b} and 2, {c}");
        assert_eq!(filled("no {end", &[("end", "x")]), "no {end");
    }

    #[test]
    fn b38_names_cannot_turn_the_sentence_around_them() {
        assert_eq!(filled("{name} joined", &[("name", "Ana")]), "Ana joined");
        assert_eq!(
            filled("{name} joined", &[("name", "\u{202e}Ana")]),
            "\u{2068}\u{202e}Ana\u{2069} joined"
        );
    }
}
