//! Dragging a card of the wall with mouse, pen or finger. Near an edge the wall scrolls.

use domain::ids::StoryId;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

use super::drag::{Drag, Point};
use super::wall_hand::WallHand;
use crate::components::sortable::scroll_step;

/// A pointer that moves no farther than this, in pixels, presses the card.
const SLOP: f64 = 5.0;

/// What scrolls.
const SCROLL: &str = ".wall-scroll";

impl WallHand {
    /// A pointer goes down on a card. A finger drags by the grip only: elsewhere it scrolls.
    pub fn on_pointer_down(self, story: StoryId, event: &PointerEvent) {
        let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let is_grip = target.is_some_and(|it| it.closest(".wall-grip").ok().flatten().is_some());
        let is_finger = event.pointer_type() == "touch";
        if event.button() != 0 || (is_finger && !is_grip) || !untrack(|| self.may_move()) {
            return;
        }
        let (at, scrolled) = (place(event), self.scrolled());
        let from = (at.0 + scrolled.0, at.1 + scrolled.1);
        let (pointer, is_moving, target) = (event.pointer_id(), false, None);
        self.drag.set(Some(Drag { story, pointer, from, at, is_moving, target }));
    }

    /// The pointer moves.
    pub fn on_pointer_move(self, event: &PointerEvent) {
        let Some(drag) = self.drag.get_untracked() else { return };
        if drag.pointer != event.pointer_id() {
            return;
        }
        // It went up where nobody heard of it.
        if event.buttons() == 0 {
            return self.on_pointer_cancel();
        }
        let at = place(event);
        let (x, y) = self.offset_of(&Drag { at, ..drag });
        if !drag.is_moving {
            if x.hypot(y) < SLOP {
                return;
            }
            let card = event.current_target().and_then(|it| it.dyn_into::<Element>().ok());
            if let Some(card) = card {
                let _ = card.set_pointer_capture(drag.pointer);
            }
            self.leave();
            self.scroll_in_next_frame();
        }
        let target = self.column_at(at);
        self.drag.set(Some(Drag { at, is_moving: true, target, ..drag }));
    }

    /// The pointer goes up: the card is dropped where it is. The press that a browser makes of it as well is none.
    pub fn on_pointer_up(self) {
        let drag = self.drag.try_update(Option::take).flatten().filter(|drag| drag.is_moving);
        if let Some(drag) = drag
            && let Some(column) = drag.target
        {
            self.move_to(drag.story, column);
        }
    }

    /// The card stays where it was.
    pub fn on_pointer_cancel(self) {
        self.drag.try_set(None);
    }

    /// How far a card is from its place, in pixels; `None` where it is not dragged.
    pub fn offset(self, story: StoryId) -> Option<Point> {
        let drag = self.drag.get().filter(|drag| drag.is_moving && drag.story == story)?;
        Some(self.offset_of(&drag))
    }

    fn offset_of(self, drag: &Drag) -> Point {
        let scrolled = self.scrolled();
        (drag.at.0 + scrolled.0 - drag.from.0, drag.at.1 + scrolled.1 - drag.from.1)
    }

    fn scrolled(self) -> Point {
        let wall = self.host.find(SCROLL);
        wall.map_or((0.0, 0.0), |it| (it.scroll_left().into(), it.scroll_top().into()))
    }

    /// The column at a point of the window.
    fn column_at(self, (x, y): Point) -> Option<usize> {
        let below = self.host.element_at(x, y)?;
        let column = below.closest("[data-column]").ok().flatten()?;
        column.get_attribute("data-column")?.parse().ok()
    }

    /// Scrolls in every frame while a card is dragged near an edge of the wall.
    fn scroll_in_next_frame(self) {
        request_animation_frame(move || {
            let Some(drag) = self.drag.try_get_untracked().flatten() else { return };
            if let Some(wall) = self.host.find(SCROLL) {
                let (bounds, (x, y)) = (wall.get_bounding_client_rect(), drag.at);
                let step_x = scroll_step(x - bounds.left(), bounds.width()) as i32;
                let step_y = scroll_step(y - bounds.top(), bounds.height()) as i32;
                if (step_x, step_y) != (0, 0) {
                    wall.scroll_by_with_x_and_y(step_x.into(), step_y.into());
                    let target = self.column_at(drag.at);
                    self.drag.set(Some(Drag { target, ..drag }));
                }
            }
            self.scroll_in_next_frame();
        });
    }
}

fn place(event: &PointerEvent) -> Point {
    (event.client_x().into(), event.client_y().into())
}
