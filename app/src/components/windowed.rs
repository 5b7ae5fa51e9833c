//! Long lists of which only the rows near what is seen are on the page. Knows nothing of what the rows
//! are. Each has its number as attribute `data-row`.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, ResizeObserver};

use super::sortable::row_number;
use super::windowing::{Drawn, DrawnRow, Heights, Viewport};
use crate::host::{Host, use_host};

/// What is seen of a list before it is on the page.
const FIRST_VIEWPORT: Viewport = Viewport { top: 0.0, width: 0.0, height: 900.0 };

/// The rows of one list.
#[derive(Clone, Copy)]
pub struct Windowed(StoredValue<Rc<Inner>, LocalStorage>);

struct Inner {
    host: Host,
    list: &'static str,
    rows: Memo<Vec<u32>>,
    kept: Box<dyn Fn() -> Option<u32>>,
    state: RefCell<State>,
    /// Runs what depends on where the drawn rows are.
    moved: ArcTrigger,
    observer: RefCell<Option<Observer>>,
}

struct State {
    rows: Vec<u32>,
    heights: Heights,
    /// Where each row begins.
    offsets: Vec<f64>,
    viewport: Viewport,
    /// The row that has the focus, or had it last: it may come back to the window, or to a row that was moved.
    focused: Option<u32>,
    drawn: Drawn,
    /// In the order of their rows.
    subscribers: Vec<Subscriber>,
}

/// Whoever draws one row. There may be thousands, and only those run again whose row comes or goes.
struct Subscriber {
    row: u32,
    was_drawn: bool,
    trigger: ArcTrigger,
}

/// Notices that the list has another size, until it is dropped.
struct Observer {
    observer: ResizeObserver,
    _on_resize: Closure<dyn FnMut(JsValue)>,
}

impl Drop for Observer {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// A list with these rows, which scrolls in the element that `list` selects. The row that is `kept` stays on
/// the page wherever the list is scrolled.
pub fn use_windowed(
    rows: Memo<Vec<u32>>,
    list: &'static str,
    kept: impl Fn() -> Option<u32> + 'static,
) -> Windowed {
    let inner = Rc::new(Inner {
        host: use_host(),
        list,
        rows,
        kept: Box::new(kept),
        state: RefCell::new(State {
            rows: Vec::new(),
            heights: Heights::default(),
            offsets: Vec::new(),
            viewport: FIRST_VIEWPORT,
            focused: None,
            drawn: Drawn::Whole,
            subscribers: Vec::new(),
        }),
        moved: ArcTrigger::new(),
        observer: RefCell::new(None),
    });
    let weak = Rc::downgrade(&inner);
    request_animation_frame(move || with(&weak, Inner::observe));
    Windowed(StoredValue::new_local(inner))
}

impl Windowed {
    /// All rows, for the list that draws them.
    pub fn rows(self) -> Vec<u32> {
        let Some(inner) = self.inner() else { return Vec::new() };
        let rows = inner.rows.get();
        inner.change(|state| {
            state.rows.clone_from(&rows);
            state.offsets = state.heights.offsets(&state.rows);
        });
        rows
    }

    /// A row, which `view` draws while it is near what is seen.
    pub fn row(self, row: u32, view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
        on_cleanup(move || self.forget(row));
        (move || self.is_drawn(row).then(&view)).into_any()
    }

    /// The space in front of a row, for its style `margin-top`; `None` where there is none.
    pub fn lead(self, row: u32) -> Option<String> {
        let lead = self.place(row)?.lead.round() as u32;
        (lead > 0).then(|| format!("{lead}px"))
    }

    /// How many rows the list has, for `aria-setsize`; `None` where all are on the page.
    pub fn size(self, row: u32) -> Option<String> {
        self.place(row).map(|drawn| drawn.count.to_string())
    }

    /// The position of a row, for `aria-posinset`; `None` where all are on the page.
    pub fn position(self, row: u32) -> Option<String> {
        self.place(row).map(|drawn| (drawn.position + 1).to_string())
    }

    /// The list was scrolled.
    pub fn on_scroll(self) {
        if let Some(inner) = self.inner() {
            inner.look();
        }
    }

    /// The focus came to a row: it stays on the page until it comes to another one.
    pub fn on_focus(self, row: u32) {
        if let Some(inner) = self.inner() {
            inner.change(|state| state.focused = Some(row));
        }
    }

    fn place(self, row: u32) -> Option<DrawnRow> {
        let inner = self.inner()?;
        inner.moved.track();
        let state = inner.state.borrow();
        state.drawn.get(row)
    }

    fn is_drawn(self, row: u32) -> bool {
        self.inner().is_some_and(|inner| {
            let (is_drawn, trigger) = inner.state.borrow_mut().subscribe(row);
            trigger.track();
            is_drawn
        })
    }

    fn forget(self, row: u32) {
        if let Some(inner) = self.inner() {
            inner.state.borrow_mut().unsubscribe(row);
        }
    }

    fn inner(self) -> Option<Rc<Inner>> {
        self.0.try_get_value()
    }
}

impl State {
    fn subscribe(&mut self, row: u32) -> (bool, ArcTrigger) {
        let at = self.subscriber(row).unwrap_or_else(|at| {
            let subscriber = Subscriber { row, was_drawn: false, trigger: ArcTrigger::new() };
            self.subscribers.insert(at, subscriber);
            at
        });
        let subscriber = &mut self.subscribers[at];
        subscriber.was_drawn = self.drawn.contains(row);
        (subscriber.was_drawn, subscriber.trigger.clone())
    }

    fn unsubscribe(&mut self, row: u32) {
        if let Ok(at) = self.subscriber(row) {
            self.subscribers.remove(at);
        }
    }

    /// Where the subscriber of a row is, or would be.
    fn subscriber(&self, row: u32) -> Result<usize, usize> {
        self.subscribers.binary_search_by_key(&row, |other| other.row)
    }
}

impl Inner {
    /// Changes something on which it depends what is drawn, and runs whoever draws what comes or goes.
    fn change(self: &Rc<Self>, change: impl FnOnce(&mut State)) {
        let mut changed = Vec::new();
        {
            let mut state = self.state.borrow_mut();
            change(&mut state);
            let kept = [state.focused, (self.kept)()];
            let drawn = Drawn::new(&state.rows, &state.offsets, state.viewport, &kept);
            if drawn == state.drawn {
                return;
            }
            let came_or_went = |it: &&Subscriber| it.was_drawn != drawn.contains(it.row);
            let subscribers = state.subscribers.iter().filter(came_or_went);
            changed.extend(subscribers.map(|it| it.trigger.clone()));
            state.drawn = drawn;
        }
        changed.iter().for_each(ArcTrigger::notify);
        self.moved.notify();
        let weak = Rc::downgrade(self);
        request_animation_frame(move || with(&weak, Inner::measure));
    }

    /// Follows what is seen of the list.
    fn look(self: &Rc<Self>) {
        let Some(list) = self.host.find(self.list) else { return };
        let viewport = Viewport {
            top: f64::from(list.scroll_top()),
            width: f64::from(list.client_width()),
            height: f64::from(list.client_height()),
        };
        // A list without rows is not shown.
        if viewport.height <= 0.0 {
            return;
        }
        let has_other_width = viewport.width != self.state.borrow().viewport.width;
        self.change(|state| {
            if has_other_width {
                state.heights = Heights::default();
                state.offsets = state.heights.offsets(&state.rows);
            }
            state.viewport = viewport;
        });
        if has_other_width {
            let weak = Rc::downgrade(self);
            request_animation_frame(move || with(&weak, Inner::measure));
        }
    }

    /// Measures the rows that are on the page, before they are painted.
    fn measure(self: &Rc<Self>) {
        let Some(list) = self.host.find(self.list) else { return };
        let rows = list.children();
        let rows = (0..rows.length()).filter_map(|at| rows.item(at));
        let height =
            |row: Element| Some((row_number(&row)?, row.get_bounding_client_rect().height()));
        let heights: Vec<(u32, f64)> = rows.filter_map(height).collect();
        self.change(|state| {
            if state.heights.note(&heights) {
                state.offsets = state.heights.offsets(&state.rows);
            }
        });
    }

    fn observe(self: &Rc<Self>) {
        let Some(list) = self.host.find(self.list) else { return };
        let weak = Rc::downgrade(self);
        let on_resize = Closure::<dyn FnMut(JsValue)>::new(move |_| with(&weak, Inner::look));
        if let Ok(observer) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) {
            observer.observe(&list);
            self.observer.replace(Some(Observer { observer, _on_resize: on_resize }));
        }
    }
}

/// Does something with a list that is still there.
fn with(inner: &Weak<Inner>, act: fn(&Rc<Inner>)) {
    if let Some(inner) = inner.upgrade() {
        act(&inner);
    }
}
