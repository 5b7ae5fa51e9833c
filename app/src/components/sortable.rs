//! Lists whose rows people can reorder: by a drag handle with mouse, pen or finger, or by arrow keys.
//! Knows nothing of what the rows are.

use leptos::prelude::*;
use web_sys::{Element, KeyboardEvent, PointerEvent};

use crate::host::{Host, use_host};
use crate::i18n::{Text, use_i18n};
use crate::state::use_room_ui;

/// Within this many pixels of the edge of a list, dragging scrolls it.
const SCROLL_EDGE: f64 = 40.0;

/// How far it scrolls with each move of the pointer, in pixels.
const SCROLL_STEP: i32 = 10;

/// Where a row shall go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    /// In front of that row.
    Before(u32),
    /// Behind that row.
    After(u32),
    /// One up.
    Up,
    /// One down.
    Down,
}

/// One list that can be reordered. Each row has its number as attribute `data-row`.
#[derive(Clone, Copy)]
pub struct Sortable {
    host: Host,
    /// The row that is being dragged.
    dragged: StoredValue<Option<u32>>,
    target: StoredValue<Option<Target>>,
    /// The row that was moved by key: it gets the focus back at its new position.
    moved_by_key: StoredValue<Option<u32>>,
    on_move: Callback<(u32, Target)>,
}

/// A list with these rows, in the element that `list` selects. `on_move` moves a row behind another, or
/// to the top.
pub fn use_sortable(
    rows: Memo<Vec<u32>>,
    list: &'static str,
    on_move: impl Fn(u32, Option<u32>) + Send + Sync + 'static,
) -> Sortable {
    let (host, i18n, ui) = (use_host(), use_i18n(), use_room_ui());
    let on_move = Callback::new(move |(row, target)| {
        let rows = rows.get_untracked();
        let Some(predecessor) = predecessor(&rows, row, target) else { return };
        on_move(row, predecessor);
        let before = predecessor.and_then(|row| rows.iter().position(|other| *other == row));
        let position = before.map_or(1, |before| before + 2).min(rows.len());
        ui.announce(untrack(|| i18n.plural(Text::SaidMoved, position)));
    });
    let sortable = Sortable {
        host,
        dragged: StoredValue::new(None),
        target: StoredValue::new(None),
        moved_by_key: StoredValue::new(None),
        on_move,
    };
    Effect::new(move || {
        rows.track();
        if let Some(row) = take(sortable.moved_by_key) {
            host.focus(format!("{list} [data-row='{row}'] .drag-handle"));
        }
    });
    sortable
}

impl Sortable {
    /// Moves a row by an arrow key that was pressed in it.
    pub fn on_key(self, row: u32, event: &KeyboardEvent) {
        let target = match event.key().as_str() {
            "ArrowUp" => Target::Up,
            "ArrowDown" => Target::Down,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        self.moved_by_key.set_value(Some(row));
        self.on_move.run((row, target));
    }

    /// Begins to drag a row.
    pub fn start(self, row: u32) {
        self.dragged.set_value(Some(row));
    }

    /// The pointer moves with the dragged row.
    pub fn drag_over(self, event: &PointerEvent) {
        let Some(dragged) = self.dragged.get_value() else { return };
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let found = self.host.element_at(x, y);
        let row = found.and_then(|found| found.closest("[data-row]").ok().flatten());
        let number = row.as_ref().and_then(row_number);
        let (Some(row), Some(number)) = (row, number) else { return };
        self.clear_drop_mark();
        if number == dragged {
            return self.target.set_value(None);
        }
        let bounds = row.get_bounding_client_rect();
        let is_after = y > bounds.top() + bounds.height() / 2.0;
        let _ = row.set_attribute("data-drop", if is_after { "after" } else { "before" });
        let target = if is_after { Target::After(number) } else { Target::Before(number) };
        self.target.set_value(Some(target));
        scroll_near_edge(&row, y);
    }

    /// Drops the dragged row where it is.
    pub fn drop(self) {
        self.clear_drop_mark();
        if let (Some(row), Some(target)) = (take(self.dragged), take(self.target)) {
            self.on_move.run((row, target));
        }
    }

    /// Leaves the dragged row where it was.
    pub fn cancel(self) {
        self.target.set_value(None);
        self.drop();
    }

    fn clear_drop_mark(self) {
        if let Some(marked) = self.host.find("[data-drop]") {
            let _ = marked.remove_attribute("data-drop");
        }
    }
}

fn take<T: Send + Sync + 'static>(value: StoredValue<Option<T>>) -> Option<T> {
    value.try_update_value(Option::take).flatten()
}

fn row_number(row: &Element) -> Option<u32> {
    row.get_attribute("data-row")?.parse().ok()
}

fn scroll_near_edge(row: &Element, y: f64) {
    let Some(list) = row.closest("[data-scroll]").ok().flatten() else { return };
    let bounds = list.get_bounding_client_rect();
    let step = if y < bounds.top() + SCROLL_EDGE {
        -SCROLL_STEP
    } else if y > bounds.bottom() - SCROLL_EDGE {
        SCROLL_STEP
    } else {
        return;
    };
    list.set_scroll_top(list.scroll_top() + step);
}

/// The row behind which `row` goes, among `rows` in order, or `None` for the top; `None` where it stays.
fn predecessor(rows: &[u32], row: u32, target: Target) -> Option<Option<u32>> {
    let from = rows.iter().position(|other| *other == row)?;
    let others: Vec<u32> = rows.iter().copied().filter(|other| *other != row).collect();
    let index_of = |row| others.iter().position(|other| *other == row);
    let to = match target {
        Target::Before(row) => index_of(row)?,
        Target::After(row) => index_of(row)? + 1,
        Target::Up => from.checked_sub(1)?,
        Target::Down if from < others.len() => from + 1,
        Target::Down => return None,
    };
    (to != from).then(|| to.checked_sub(1).map(|before| others[before]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_goes_where_it_was_dropped_and_stays_where_it_would_not_move() {
        let goes = |row, target| predecessor(&[1, 2, 3], row, target);
        assert_eq!(goes(1, Target::After(3)), Some(Some(3)));
        assert_eq!(goes(3, Target::Before(1)), Some(None));
        assert_eq!(goes(1, Target::Before(3)), Some(Some(2)));
        assert_eq!(goes(2, Target::Up), Some(None));
        assert_eq!(goes(2, Target::Down), Some(Some(3)));
        assert_eq!(goes(1, Target::Up), None);
        assert_eq!(goes(3, Target::Down), None);
        assert_eq!(goes(2, Target::After(1)), None);
    }
}
