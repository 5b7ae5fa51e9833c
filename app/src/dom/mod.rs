//! Elements of the page and the parts of them that follow signals. Everything that differs from one
//! view to the next is a boxed closure, so that all views share one piece of code: a typed tree of
//! views, which costs a piece of code for each of its shapes, made the page more than twice as large.
//! Knows nothing of rooms and texts.

mod element;
mod events;
mod list;
mod region;

use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use web_sys::Node;

pub use element::{El, button, el, svg};
pub use events::{on, on_window};
pub use list::each;
pub use region::{dynamic, when};

/// What a part of the page follows: reads signals and says what they come to. Not `Fn`, whose table
/// holds two more functions for each of a thousand closures.
pub trait Read<T> {
    /// Reads them.
    fn read(&self) -> T;
}

impl<T, F: Fn() -> T> Read<T> for F {
    fn read(&self) -> T {
        self()
    }
}

/// Something to be put into the page: an element, a text, or several of them in a row.
pub struct View(Node);

impl View {
    /// Several views as one.
    pub fn of(views: impl IntoIterator<Item = View>) -> Self {
        let fragment = document().create_document_fragment();
        views.into_iter().for_each(|view| view.add_to(&fragment));
        Self(fragment.into())
    }

    /// Nothing to see.
    pub fn nothing() -> Self {
        Self::of([])
    }

    /// Puts the view at the end of `parent`.
    pub fn add_to(self, parent: &Node) {
        // Fails only for a parent that takes no children.
        let _ = parent.append_child(&self.0);
    }
}

impl<V: Into<View>> From<Option<V>> for View {
    fn from(view: Option<V>) -> Self {
        view.map_or_else(Self::nothing, Into::into)
    }
}

/// A text that stays.
pub fn text(words: &str) -> View {
    View(document().create_text_node(words).into())
}

/// A text that follows what is read in `words`.
pub fn text_of(words: impl Fn() -> String + 'static) -> View {
    following(Box::new(words))
}

fn following(words: Box<dyn Read<String>>) -> View {
    let node = document().create_text_node("");
    let shown = node.clone();
    let mut last = String::new();
    effect(move || {
        // A screen reader would speak the same words again.
        let now = words.read();
        if now != last {
            shown.set_data(&now);
            last = now;
        }
    });
    View(node.into())
}

/// Does something now, and again whenever a signal that was read in it has changed, for as long as
/// the part of the page lives in which it was begun.
pub fn effect(act: impl FnMut() + 'static) {
    fn kept(mut act: Box<dyn Run>) {
        let effect = RenderEffect::new(move |_: Option<()>| act.run());
        on_cleanup(move || drop(effect));
    }
    kept(Box::new(act));
}

/// Like [`Read`], for what may change what it holds.
trait Run {
    fn run(&mut self);
}

impl<F: FnMut()> Run for F {
    fn run(&mut self) {
        self();
    }
}
