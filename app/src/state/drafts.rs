//! Drafts: what somebody is typing in a room, kept by this browser for each person and field until it is
//! sent or discarded (rule 39); for the visit where the browser keeps nothing (rule 5).

use leptos::prelude::*;

use super::browser_storage::{item, items, remove_item, set_item};
use super::draft_field::DraftField;
use super::room_store::RoomStore;
use crate::host::Host;

/// What the keys of drafts begin with.
const PREFIX: &str = "ready-room:draft:";

/// The most bytes of a draft that is kept: more than any field can send.
const MOST_BYTES: usize = 256 * 1024;

/// The most drafts of all rooms, and the most bytes of them together. Beyond it the oldest are forgotten.
const MOST_OF_ALL: (usize, usize) = (100, 1024 * 1024);

/// How long a draft is kept after it was last typed in, in milliseconds.
const KEPT_FOR: f64 = 90.0 * 24.0 * 3_600_000.0;

/// A text that was not sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// What was typed.
    pub text: String,
    /// The [`mark`] of the text that it is an edit of.
    pub of: u32,
}

/// The drafts of one person in one room.
#[derive(Clone, Copy)]
pub struct Drafts {
    host: Host,
    /// What their keys begin with.
    prefix: StoredValue<String>,
    room: RoomStore,
    changed: Trigger,
}

/// The context that the layout of the room provides.
pub fn use_drafts() -> Drafts {
    expect_context()
}

impl Drafts {
    /// The drafts of whoever sees this room.
    pub fn new(host: Host, room_id: &str, room: RoomStore) -> Self {
        let you = room.peek(|view| view.you.0).to_string();
        let prefix = StoredValue::new([PREFIX, room_id, ":", &you, ":"].concat());
        let drafts = Self { host, prefix, room, changed: Trigger::new() };
        if let Some(sent) = drafts.kept(DraftField::Sending) {
            drafts.add_line(DraftField::Unanswered, &sent.text);
            drafts.forget(DraftField::Sending);
        }
        drafts
    }

    /// The draft of a field, if there is one.
    pub fn kept(self, field: DraftField) -> Option<Draft> {
        read(&item(self.host, &self.key(field)?)?).map(|(_, draft)| draft)
    }

    /// Keeps a draft; none where nothing is typed.
    pub fn keep(self, field: DraftField, draft: &Draft) {
        let Some(key) = self.key(field) else { return };
        if draft.text.trim().is_empty() {
            remove_item(self.host, &key);
        } else if draft.text.len() <= MOST_BYTES {
            set_item(self.host, &key, &written(draft, js_sys::Date::now()));
        }
    }

    /// Forgets the draft of a field: it was sent or discarded.
    pub fn forget(self, field: DraftField) {
        if let Some(key) = self.key(field) {
            remove_item(self.host, &key);
            self.changed.notify();
        }
    }

    /// Takes back a text that was sent from a field that is gone.
    pub fn take_back(self, field: DraftField, text: String) {
        self.keep(field, &Draft { text, of: 0 });
        self.changed.notify();
    }

    /// Begins the text of a field that edits nothing with its draft, and keeps what is typed from then on.
    pub fn follow(self, field: DraftField, text: RwSignal<String>) {
        if let Some(kept) = self.kept(field) {
            text.set(kept.text);
        }
        Effect::new(move || self.keep(field, &Draft { text: text.get(), of: 0 }));
    }

    /// A text is on its way, and its field is empty for the next one. It is kept until it is
    /// [answered](Self::answered): where the page is left before, the next visit offers it.
    pub fn sending(self, text: &str) {
        self.add_line(DraftField::Sending, text);
    }

    /// The room has answered a text that was on its way.
    pub fn answered(self, text: &str) {
        let Some(sending) = self.kept(DraftField::Sending) else { return };
        let left = without(&sending.text, text);
        self.keep(DraftField::Sending, &Draft { text: left, of: 0 });
    }

    /// The room refused a text whose field holds another one by now: it is offered beside.
    pub fn refused(self, text: &str) {
        self.add_line(DraftField::Unanswered, text);
        self.changed.notify();
    }

    fn add_line(self, field: DraftField, line: &str) {
        let before = self.kept(field).unwrap_or_default().text;
        let text = if before.is_empty() { line.to_owned() } else { [&before, "\n", line].concat() };
        self.keep(field, &Draft { text, of: 0 });
    }

    /// Whether there is any draft. Runs again where one is forgotten or comes back, not where one is typed.
    pub fn any(self) -> bool {
        self.changed.track();
        let prefix = self.prefix.try_get_value();
        prefix.is_some_and(|prefix| !items(self.host, &prefix).is_empty())
    }

    /// The fields that have a draft and cannot be on the page.
    pub fn stranded(self) -> Vec<DraftField> {
        self.changed.track();
        let Some(prefix) = self.prefix.try_get_value() else { return Vec::new() };
        let names = items(self.host, &prefix).into_iter();
        let fields =
            names.filter_map(|(name, _)| DraftField::from_name(name.strip_prefix(&prefix)?));
        self.room.peek(|view| fields.filter(|field| field.is_stranded(view)).collect())
    }

    fn key(self, field: DraftField) -> Option<String> {
        self.prefix.try_with_value(|prefix| [prefix, field.name().as_str()].concat())
    }
}

/// Forgets drafts of all rooms that are too old or too many.
pub fn forget_old_drafts(host: Host) {
    for name in too_many(&items(host, PREFIX), js_sys::Date::now()) {
        remove_item(host, &name);
    }
}

/// Tells texts apart, whatever blanks are around them.
pub fn mark(text: &str) -> u32 {
    // FNV-1a
    text.trim()
        .bytes()
        .fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The lines of a text without those of `gone`, where they stand together.
fn without(text: &str, gone: &str) -> String {
    let around = |text: &str| ["\n", text, "\n"].concat();
    let (text, gone) = (around(text), around(gone));
    text.replacen(&gone, "\n", 1).trim_matches('\n').to_owned()
}

fn written(draft: &Draft, now: f64) -> String {
    [&(now as u64).to_string(), " ", &draft.of.to_string(), "\n", &draft.text].concat()
}

/// A stored draft, and when it was typed.
fn read(stored: &str) -> Option<(f64, Draft)> {
    let (head, text) = stored.split_once('\n')?;
    let (at, of) = head.split_once(' ')?;
    let at: u64 = at.parse().ok()?;
    Some((at as f64, Draft { text: text.to_owned(), of: of.parse().ok()? }))
}

/// The names of stored drafts that are too old or too many, and of those that are none.
fn too_many(kept: &[(String, String)], now: f64) -> Vec<String> {
    let typed_at = |stored: &str| read(stored).map_or(0.0, |(at, _)| at);
    let mut newest_first: Vec<_> = kept.iter().collect();
    newest_first.sort_by(|(_, one), (_, other)| typed_at(other).total_cmp(&typed_at(one)));
    let (most, most_bytes) = MOST_OF_ALL;
    let mut bytes = 0;
    let is_too_much = |(place, (name, stored)): (usize, &(String, String))| {
        bytes += stored.len();
        let is_kept = place < most && bytes <= most_bytes && now - typed_at(stored) <= KEPT_FOR;
        (!is_kept).then(|| name.clone())
    };
    newest_first.into_iter().enumerate().filter_map(is_too_much).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: f64 = 1_700_000_000_000.0;

    fn stored(name: &str, age: f64, length: usize) -> (String, String) {
        let draft = Draft { text: "x".repeat(length), of: 0 };
        (name.to_owned(), written(&draft, NOW - age))
    }

    #[test]
    fn a_draft_is_read_as_it_was_written() {
        let draft = Draft { text: "one\ntwo ".into(), of: mark("one") };
        assert_eq!(read(&written(&draft, NOW)), Some((NOW, draft)));
        for other in ["", "text", "1\ntext", "x 1\ntext"] {
            assert_eq!(read(other), None, "{other:?}");
        }
    }

    #[test]
    fn what_was_answered_is_not_on_its_way_any_more() {
        assert_eq!(without("a\nab\nb", "ab"), "a\nb");
        assert_eq!(without("a\nab\nb", "a\nab"), "b");
        assert_eq!(without("ab", "a"), "ab");
        assert_eq!(without("a", "a"), "");
    }

    #[test]
    fn old_drafts_are_forgotten_and_what_is_none() {
        let kept = [
            stored("new", 0.0, 1),
            stored("old", KEPT_FOR + 1.0, 1),
            ("broken".to_owned(), "?".to_owned()),
        ];
        assert_eq!(too_many(&kept, NOW), ["old", "broken"]);
    }

    #[test]
    fn of_too_many_drafts_the_oldest_are_forgotten() {
        let kept: Vec<_> =
            (0..102).map(|age| stored(&age.to_string(), f64::from(age), 1)).collect();
        assert_eq!(too_many(&kept, NOW), ["100", "101"]);
        let large = [stored("newer", 1.0, 600_000), stored("older", 2.0, 600_000)];
        assert_eq!(too_many(&large, NOW), ["older"]);
    }
}
