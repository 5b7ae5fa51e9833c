//! Days in the reader's form.

use domain::day::Day;
use domain::time::Timestamp;
use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::i18n::I18n;

/// A day as its reader writes it: `31 Mar 2026`.
pub fn day_text(i18n: I18n, day: Day) -> String {
    let options = Object::new();
    for (name, value) in [("dateStyle", "medium"), ("timeZone", "UTC")] {
        // Fails only on what is no object.
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    let date = Date::new(&JsValue::from_str(&day.to_string()));
    date.to_locale_date_string(&i18n.language(), &options).into()
}

/// The day that it is here.
pub fn today(now: Timestamp) -> Option<Day> {
    let date = Date::new(&JsValue::from_f64(now.0 as f64));
    let (month, day) = (date.get_month() + 1, date.get_date());
    Day::parse(&format!("{:04}-{month:02}-{day:02}", date.get_full_year()))
}
