//! A date and time as the browser's field for it has them: in the time zone of this device.

use domain::limits;
use domain::time::Timestamp;
use js_sys::Date;
use wasm_bindgen::JsValue;

const DAY_MS: u64 = 24 * 60 * 60 * 1_000;

/// The hour at which a voting ends unless another one is chosen.
const HOUR: u32 = 18;

/// The field's text for a time: `2026-03-09T18:00`.
pub fn field_text(time: Timestamp) -> String {
    let date = Date::new(&JsValue::from_f64(time.0 as f64));
    let two = |number: u32| format!("{number:02}");
    let day = [date.get_full_year().to_string(), two(date.get_month() + 1), two(date.get_date())];
    [day.join("-"), [two(date.get_hours()), two(date.get_minutes())].join(":")].join("T")
}

/// The time that a field's text means; `None` where it is none.
pub fn time_of(text: &str) -> Option<Timestamp> {
    let milliseconds = Date::parse(text);
    (milliseconds.is_finite() && milliseconds > 0.0).then_some(Timestamp(milliseconds as u64))
}

/// In two days at the end of work.
pub fn proposed(now: Timestamp) -> Timestamp {
    let date = Date::new(&JsValue::from_f64(now.plus(2 * DAY_MS).0 as f64));
    date.set_hours(HOUR);
    date.set_minutes(0);
    date.set_seconds(0);
    date.set_milliseconds(0);
    Timestamp(date.get_time() as u64)
}

/// The latest end that a voting can have.
pub fn latest(now: Timestamp) -> Timestamp {
    now.plus(u64::from(limits::VOTING_DAYS) * DAY_MS)
}
