//! Lists whose rows people can reorder: by a drag handle with mouse, pen or finger, or by arrow keys.
//! Knows nothing of what the rows are.

use leptos::prelude::*;
use web_sys::{Element, KeyboardEvent, PointerEvent};

use crate::host::{Host, use_host};
use crate::i18n::{Text, use_i18n};
use crate::state::use_room_ui;

/// Within this many pixels of the edge of a list, dragging scrolls it.
const SCROLL_EDGE: f64 = 40.0;

/// The least and the most that it scrolls in a frame, in pixels: the more, the farther the pointer is.
const SCROLL_STEPS: (f64, f64) = (2.0, 80.0);

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

/// A row that is being dragged.
#[derive(Clone, Copy)]
struct Drag {
    row: u32,
    /// The number of the pointer that drags.
    pointer: i32,
    /// Where the pointer is, in pixels of the window.
    at: Option<(f64, f64)>,
    target: Option<Target>,
}

/// One list that can be reordered. Each row has its number as attribute `data-row`.
#[derive(Clone, Copy)]
pub struct Sortable {
    host: Host,
    list: &'static str,
    drag: StoredValue<Option<Drag>>,
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
        list,
        drag: StoredValue::new(None),
        moved_by_key: StoredValue::new(None),
        on_move,
    };
    Effect::new(move || {
        rows.track();
        if let Some(row) = sortable.moved_by_key.try_update_value(Option::take).flatten() {
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

    /// The row that is being dragged.
    pub fn dragged(self) -> Option<u32> {
        self.drag().map(|drag| drag.row)
    }

    /// Begins to drag a row with a pointer, which its handle has captured.
    pub fn start(self, row: u32, pointer: i32) {
        self.drag.set_value(Some(Drag { row, pointer, at: None, target: None }));
        self.scroll_in_next_frame();
    }

    /// The pointer moves with the dragged row.
    pub fn drag_over(self, event: &PointerEvent) {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        if let Some(drag) = self.drag() {
            self.drag.set_value(Some(Drag { at: Some((x, y)), ..drag }));
            self.mark_target(x, y);
        }
    }

    /// Marks where the dragged row goes when it is dropped at this point.
    fn mark_target(self, x: f64, y: f64) {
        let Some(drag) = self.drag() else { return };
        let found = self.host.element_at(x, y);
        let row = found.and_then(|found| found.closest("[data-row]").ok().flatten());
        let number = row.as_ref().and_then(row_number);
        let (Some(row), Some(number)) = (row, number) else { return };
        self.clear_drop_mark();
        let bounds = row.get_bounding_client_rect();
        let is_after = y > bounds.top() + bounds.height() / 2.0;
        let target = (number != drag.row).then(|| {
            let _ = row.set_attribute("data-drop", if is_after { "after" } else { "before" });
            if is_after { Target::After(number) } else { Target::Before(number) }
        });
        self.drag.set_value(Some(Drag { target, ..drag }));
    }

    /// Scrolls in every frame while the pointer is near an edge of the list, until the row is dropped. Somebody
    /// else may delete or move the row meanwhile: then its handle has lost the pointer.
    fn scroll_in_next_frame(self) {
        request_animation_frame(move || {
            let Some(drag) = self.drag() else { return };
            let handle = format!("{} [data-row='{}'] .drag-handle", self.list, drag.row);
            let handle = self.host.find(&handle);
            if !handle.is_some_and(|handle| handle.has_pointer_capture(drag.pointer)) {
                return self.cancel();
            }
            if let Some((x, y)) = drag.at
                && let Some(y) = self.scroll_near_edge(x, y)
            {
                self.mark_target(x, y);
            }
            self.scroll_in_next_frame();
        });
    }

    /// Scrolls what holds the list if the point is near an edge of it, or beyond. Returns then how high the
    /// point is within that.
    fn scroll_near_edge(self, x: f64, y: f64) -> Option<f64> {
        let mut around = self.host.find(self.list).map(Element::from);
        // The nearest that can scroll in this direction: on a phone that is the room's own column.
        while let Some(box_around) = around {
            let bounds = box_around.get_bounding_client_rect();
            let (top, bottom) = (bounds.top(), bounds.bottom());
            let step = scroll_step(y - top, bottom - top);
            let before = box_around.scroll_top();
            if step != 0.0 && x >= bounds.left() && x <= bounds.right() {
                box_around.set_scroll_top(before + step as i32);
                if box_around.scroll_top() != before {
                    return Some(y.min(bottom - 1.0).max(top));
                }
            }
            around = box_around.parent_element();
        }
        None
    }

    /// Drops the dragged row where it is.
    pub fn drop(self) {
        let drag = self.drag();
        self.cancel();
        if let Some(Drag { row, target: Some(target), .. }) = drag {
            self.on_move.run((row, target));
        }
    }

    /// Leaves the dragged row where it was.
    pub fn cancel(self) {
        self.clear_drop_mark();
        self.drag.try_set_value(None);
    }

    fn drag(self) -> Option<Drag> {
        self.drag.try_get_value().flatten()
    }

    fn clear_drop_mark(self) {
        if let Some(marked) = self.host.find("[data-drop]") {
            let _ = marked.remove_attribute("data-drop");
        }
    }
}

/// The number of a row.
pub fn row_number(row: &Element) -> Option<u32> {
    row.get_attribute("data-row")?.parse().ok()
}

/// How far a list of this height scrolls in a frame, for a point so far below its top.
pub fn scroll_step(y: f64, height: f64) -> f64 {
    let (least, most) = SCROLL_STEPS;
    let step = |beyond: f64| (beyond / 2.0).round().max(least).min(most);
    if y < SCROLL_EDGE {
        -step(SCROLL_EDGE - y)
    } else if y > height - SCROLL_EDGE {
        step(y - (height - SCROLL_EDGE))
    } else {
        0.0
    }
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
    fn a_list_scrolls_the_faster_the_farther_the_pointer_is_beyond_its_edge() {
        let steps =
            [-500.0, 0.0, 39.0, 40.0, 300.0, 561.0, 600.0, 900.0].map(|y| scroll_step(y, 600.0));
        assert_eq!(steps, [-80.0, -20.0, -2.0, 0.0, 0.0, 2.0, 20.0, 80.0]);
    }

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
