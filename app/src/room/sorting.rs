//! Putting the rows of a list in another order: by a grip that is dragged with mouse, pen or finger,
//! or by its arrow keys. Knows nothing of what the rows are.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};

use super::desk::Desk;
use crate::dom::{El, button, effect};
use crate::host::Host;
use crate::i18n::{Text, Texts};
use crate::page::{self, texts};
use crate::parts::icon::Icon;
use crate::signals::{Memo, Var};

/// Pixels from the edge of a list within which dragging scrolls it, and by how many.
const EDGE: f64 = 40.0;

/// Where a row shall go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In front of that row.
    Before(u32),
    /// Behind that row.
    After(u32),
    /// One up.
    Up,
    /// One down.
    Down,
}

/// The order of one list of rows. Each row bears its number as `data-row`.
#[derive(Clone, Copy)]
pub struct Sorting {
    host: Host,
    held: Var<Option<u32>>,
    target: Var<Option<Place>>,
    /// The row that was moved by key: it gets the focus back where it now stands.
    moved: Var<Option<u32>>,
    put: Callback<(u32, Place)>,
}

impl Sorting {
    /// `put` moves a row.
    fn new(put: impl Fn((u32, Place)) + Send + Sync + 'static) -> Self {
        Self {
            host: page::host(),
            held: Var::new(None),
            target: Var::new(None),
            moved: Var::new(None),
            put: Callback::new(put),
        }
    }

    /// Moves a row by key: to be called for keys pressed in it.
    pub fn key(self, row: u32, event: &KeyboardEvent) {
        let place = match event.key().as_str() {
            "ArrowUp" => Place::Up,
            "ArrowDown" => Place::Down,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        self.moved.set(Some(row));
        self.put.run((row, place));
    }

    /// The row that was moved by key and has not got its focus back.
    fn take_moved(self) -> Option<u32> {
        self.moved.take()
    }

    fn over(self, event: &PointerEvent) {
        let Some(held) = self.held.get_untracked() else { return };
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let found = self.host.at_point(x, y);
        let row = found.and_then(|found| found.closest("[data-row]").ok().flatten());
        let number = row.as_ref().and_then(number);
        let (Some(row), Some(number)) = (row, number) else { return };
        clear_marks(self.host);
        if number == held {
            return self.target.set(None);
        }
        let bounds = row.get_bounding_client_rect();
        let is_after = y > bounds.top() + bounds.height() / 2.0;
        let _ = row.set_attribute("data-drop", if is_after { "after" } else { "before" });
        self.target.set(Some(if is_after { Place::After(number) } else { Place::Before(number) }));
        scroll_near_edge(&row, y);
    }

    fn drop(self) {
        clear_marks(self.host);
        let held = self.held.take();
        let target = self.target.take();
        if let (Some(held), Some(target)) = (held, target) {
            self.put.run((held, target));
        }
    }
}

/// What a row is held by.
pub fn grip(texts: Texts, sorting: Sorting, row: u32) -> El {
    let down = move |event: PointerEvent| {
        if event.button() != 0 {
            return;
        }
        event.prevent_default();
        sorting.held.set(Some(row));
        if let Some(grip) = event.current_target().and_then(|t| t.dyn_into::<Element>().ok()) {
            let _ = grip.set_pointer_capture(event.pointer_id());
        }
    };
    let cancel = move |_: PointerEvent| {
        sorting.target.set(None);
        sorting.drop();
    };
    button("grip")
        .attr_of("title", texts.say(Text::MoveHint))
        .attr_of("aria-label", texts.say(Text::MoveHint))
        .on("pointerdown", down)
        .on("pointermove", move |event: PointerEvent| sorting.over(&event))
        .on("pointerup", move |_: PointerEvent| sorting.drop())
        .on("pointercancel", cancel)
        .on("keydown", move |event: KeyboardEvent| sorting.key(row, &event))
        .child(Icon::Grip.view())
}

fn number(row: &Element) -> Option<u32> {
    row.get_attribute("data-row")?.parse().ok()
}

fn clear_marks(host: Host) {
    let marked = host.find("[data-drop]");
    if let Some(marked) = marked {
        let _ = marked.remove_attribute("data-drop");
    }
}

fn scroll_near_edge(row: &Element, y: f64) {
    let Some(list) = row.closest("[data-scroll]").ok().flatten() else { return };
    let bounds = list.get_bounding_client_rect();
    let step = if y < bounds.top() + EDGE {
        -EDGE
    } else if y > bounds.bottom() - EDGE {
        EDGE
    } else {
        return;
    };
    list.set_scroll_top(list.scroll_top() + (step / 4.0) as i32);
}

/// The order of a list with these rows, in the element that `within` selects. `put` asks the room to
/// move a row behind another, or to the top.
pub fn sorting(
    desk: Desk,
    rows: Memo<Vec<u32>>,
    within: &'static str,
    put: impl Fn(u32, Option<u32>) + Send + Sync + 'static,
) -> Sorting {
    let texts = texts();
    let sorting = Sorting::new(move |(row, place)| {
        let rows = rows.get_untracked();
        let Some(behind) = after(&rows, row, place) else { return };
        put(row, behind);
        let place = behind.and_then(|behind| rows.iter().position(|row| *row == behind));
        let place = place.map_or(1, |before| before + 2).min(rows.len());
        desk.say(texts.count(Text::SaidMoved, place));
    });
    effect(move || {
        rows.track();
        if let Some(row) = sorting.take_moved() {
            desk.focus_soon([within, " [data-row='", &row.to_string(), "'] .grip"].concat());
        }
    });
    sorting
}

/// Behind which row one goes, in a list of `rows` in order; `None` where it stays.
fn after(rows: &[u32], row: u32, place: Place) -> Option<Option<u32>> {
    let from = rows.iter().position(|other| *other == row)?;
    let others: Vec<u32> = rows.iter().copied().filter(|other| *other != row).collect();
    let index_of = |row| others.iter().position(|other| *other == row);
    let to = match place {
        Place::Before(row) => index_of(row)?,
        Place::After(row) => index_of(row)? + 1,
        Place::Up => from.checked_sub(1)?,
        Place::Down if from < others.len() => from + 1,
        Place::Down => return None,
    };
    (to != from).then(|| to.checked_sub(1).map(|before| others[before]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_goes_where_it_was_dropped_and_stays_where_it_would_not_move() {
        let goes = |row, place| after(&[1, 2, 3], row, place);
        assert_eq!(goes(1, Place::After(3)), Some(Some(3)));
        assert_eq!(goes(3, Place::Before(1)), Some(None));
        assert_eq!(goes(1, Place::Before(3)), Some(Some(2)));
        assert_eq!(goes(2, Place::Up), Some(None));
        assert_eq!(goes(2, Place::Down), Some(Some(3)));
        assert_eq!(goes(1, Place::Up), None);
        assert_eq!(goes(3, Place::Down), None);
        assert_eq!(goes(2, Place::After(1)), None);
    }
}
