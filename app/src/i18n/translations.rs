//! The translations as components use them: a handle to the table of the current language.

use domain::time::Timestamp;
use js_sys::{Function, Promise};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::table::{Supplement, Table};
use super::texts::Text;
use crate::host::Host;
use crate::state::browser_storage;

/// The key that the chosen language is stored under; the loader reads it too.
const LANGUAGE_KEY: &str = "ready-room:lang";

/// The translations. What is read in a view follows the language.
#[derive(Clone, Copy)]
pub struct I18n {
    host: Host,
    table: RwSignal<Table, LocalStorage>,
    /// Fetches the table of a language: a function of the loader, which knows the names of the files.
    fetch: StoredValue<Function, LocalStorage>,
    /// The language that was chosen last.
    wanted: StoredValue<String>,
}

/// The context that [`App`](crate::app::App) provides.
pub fn use_i18n() -> I18n {
    expect_context()
}

impl I18n {
    /// Begins with a table of `language`, in JSON.
    pub fn new(host: Host, table: &str, language: &str, fetch: Function) -> Self {
        Self {
            host,
            table: RwSignal::new_local(Table::new(language, table)),
            fetch: StoredValue::new_local(fetch),
            wanted: StoredValue::new(language.to_owned()),
        }
    }

    /// A text without placeholders.
    pub fn get(self, text: Text) -> String {
        self.read(|table| table.form(text, None).to_owned())
    }

    /// A text without placeholders, as a closure for views and attributes.
    pub fn text(self, text: Text) -> impl Fn() -> String + Copy + Send + Sync + 'static {
        move || self.get(text)
    }

    /// A text with its placeholders filled in.
    pub fn format(self, text: Text, values: &[(&str, &str)]) -> String {
        self.read(|table| fill(table.form(text, None), values, table.is_right_to_left()))
    }

    /// The form of a text that fits a number; `{n}` stands for the number.
    pub fn plural(self, text: Text, n: usize) -> String {
        self.plural_with(text, n, &[])
    }

    /// The form of a text that fits a number, with more placeholders filled in.
    pub fn plural_with(self, text: Text, n: usize, values: &[(&str, &str)]) -> String {
        self.read(|table| {
            let is_right_to_left = table.is_right_to_left();
            let number = table.number(n as f64);
            let form = table.form(text, Some(n as f64));
            let numbered = fill(form, &[("n", &number)], is_right_to_left);
            fill(&numbered, values, is_right_to_left)
        })
    }

    /// A number with at most two decimals.
    pub fn number(self, number: f64) -> String {
        self.read(|table| table.number(number))
    }

    /// A point in time: the hour, and the date where it is not today.
    pub fn time(self, time: Timestamp) -> String {
        self.read(|table| table.time(time))
    }

    /// The code of the language: `en`.
    pub fn language(self) -> String {
        self.read(|table| table.language.clone())
    }

    /// Whether the lines of the language run from right to left.
    pub fn is_right_to_left(self) -> bool {
        self.read(Table::is_right_to_left)
    }

    /// Switches to another language once its texts have arrived; keeps the present one if they do not, or if
    /// another one was chosen meanwhile.
    pub fn switch(self, language: &str) {
        let language = language.to_owned();
        self.wanted.set_value(language.clone());
        leptos::task::spawn_local(async move {
            let Some(json) = self.fetch_table(&language).await else { return };
            let mut table = Table::new(&language, &json);
            for supplement in Supplement::ALL {
                if self.table.try_with_untracked(|table| table.has(supplement)) == Some(true) {
                    let json = self.host.fetch_supplement(supplement.name(), &language).await;
                    let Some(json) = json else { return };
                    table.add(supplement, &json);
                }
            }
            let is_wanted = self.wanted.try_with_value(|wanted| *wanted == language);
            if is_wanted == Some(true) {
                let direction = table.form(Text::LanguageDirection, None).to_owned();
                self.table.set(table);
                self.host.set_attribute("dir", &direction);
                self.host.set_attribute("lang", &language);
                if self.host.is_page() {
                    browser_storage::set_item(self.host, LANGUAGE_KEY, &language);
                }
            }
        });
    }

    /// Fetches a supplement. `None` where it does not arrive.
    pub async fn load(self, supplement: Supplement) -> Option<()> {
        let language = self.table.try_with_untracked(|table| table.language.clone())?;
        if self.table.try_with_untracked(|table| table.has(supplement))? {
            return Some(());
        }
        let json = self.host.fetch_supplement(supplement.name(), &language).await?;
        self.add(supplement, &language, &json)
    }

    /// Adds a supplement, unless the language is another one now. Nothing on the page has read it before, so
    /// nothing has to run again.
    pub fn add(self, supplement: Supplement, language: &str, json: &str) -> Option<()> {
        self.table.try_update_untracked(|table| {
            let is_current = table.language == language;
            if is_current {
                table.add(supplement, json);
            }
            is_current.then_some(())
        })?
    }

    /// Reads something of the table; the default once the instance is gone, because answers may come later.
    fn read<R: Default>(self, read: impl FnOnce(&Table) -> R) -> R {
        self.table.try_with(read).unwrap_or_default()
    }

    async fn fetch_table(self, language: &str) -> Option<String> {
        let fetch = self.fetch.try_get_value()?;
        let promise: Promise =
            fetch.call1(&JsValue::NULL, &language.into()).ok()?.dyn_into().ok()?;
        JsFuture::from(promise).await.ok()?.as_string()
    }
}

/// Fills in placeholders; those without a value stay, for another call.
fn fill(template: &str, values: &[(&str, &str)], is_right_to_left: bool) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else { break };
        text.push_str(before);
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => push_isolated(&mut text, value, is_right_to_left),
            None => [&"{", &name, &"}"].into_iter().for_each(|piece| text.push_str(piece)),
        }
        rest = behind;
    }
    text.push_str(rest);
    text
}

/// What people typed must not change the direction of the sentence around it (rule 2). Text that
/// cannot do so stays as it is, so that plain names are plain text.
fn push_isolated(text: &mut String, value: &str, is_right_to_left: bool) {
    let is_directional = |c: char| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    };
    let is_figure = |c: char| matches!(c, '0'..='9' | '٠'..='٩' | '.' | ',' | '٫' | '٬');
    let is_apart = if is_right_to_left {
        !value.chars().all(is_figure)
    } else {
        value.contains(is_directional)
    };
    if is_apart {
        text.push('\u{2068}');
        text.push_str(value);
        text.push('\u{2069}');
    } else {
        text.push_str(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_once_and_unknown_ones_stay() {
        assert_eq!(fill("{a} and {b}, {c}", &[("a", "{b}"), ("b", "2")], false), "{b} and 2, {c}");
        assert_eq!(fill("no {end", &[("end", "x")], false), "no {end");
    }

    #[test]
    fn b38_names_cannot_change_the_direction_of_a_sentence() {
        assert_eq!(fill("{name} joined", &[("name", "Ana")], false), "Ana joined");
        assert_eq!(
            fill("{name} joined", &[("name", "\u{202e}Ana")], false),
            "\u{2068}\u{202e}Ana\u{2069} joined"
        );
    }

    #[test]
    fn figures_follow_a_sentence_from_right_to_left_and_all_else_is_isolated_in_it() {
        let values = [("name", "Alex (2)"), ("n", "١٬٢٣٤٫٥")];
        assert_eq!(
            fill("انضم {name}: {n}", &values, true),
            "انضم \u{2068}Alex (2)\u{2069}: ١٬٢٣٤٫٥"
        );
    }
}
