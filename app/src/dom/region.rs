//! Parts of the page that are made anew: two marks that nobody sees, and what is between them.

use leptos::prelude::*;
use web_sys::Node;

use super::{Read, View, effect};

/// A place between two marks.
pub(super) struct Region {
    start: Node,
    end: Node,
}

impl Region {
    /// An empty place, and the view that puts it into the page.
    pub(super) fn new() -> (Self, View) {
        let mark = || Node::from(document().create_comment(""));
        let region = Self { start: mark(), end: mark() };
        let view = View::of([View(region.start.clone()), View(region.end.clone())]);
        (region, view)
    }

    /// What stands first in it; its end where it is empty.
    pub(super) fn first(&self) -> Option<Node> {
        self.start.next_sibling()
    }

    /// Puts a node in front of another in it.
    pub(super) fn insert(&self, node: &Node, before: Option<&Node>) {
        if let Some(parent) = self.end.parent_node() {
            let _ = parent.insert_before(node, before.or(Some(&self.end)));
        }
    }

    /// Takes out what is in it, as long as its signals still live: a field that loses the focus in
    /// this way may have something to save.
    fn empty(&self, owner: Option<Owner>) {
        untrack(|| {
            while let Some(node) = self.first().filter(|node| *node != self.end) {
                remove(&node);
            }
        });
        owner.inspect(Owner::cleanup);
    }

    fn fill(&self, parent: &Owner, make: impl FnOnce() -> View) -> Owner {
        let owner = parent.with(Owner::new);
        self.insert(&owner.with(make).0, None);
        owner
    }
}

/// Takes a node out of the page.
pub(super) fn remove(node: &Node) {
    if let Some(parent) = node.parent_node() {
        let _ = parent.remove_child(node);
    }
}

/// A part that is made anew whenever a signal that was read in making it has changed.
pub fn dynamic<V: Into<View>>(make: impl Fn() -> V + 'static) -> View {
    fn boxed(make: Box<dyn Read<View>>) -> View {
        let (region, view) = Region::new();
        let parent = Owner::current().unwrap_or_default();
        let mut shown = None;
        effect(move || {
            region.empty(shown.take());
            shown = Some(region.fill(&parent, || make.read()));
        });
        view
    }
    boxed(Box::new(move || make().into()))
}

/// A part that is there while `on` says so, and made anew only when it comes back.
pub fn when<V: Into<View>>(
    on: impl Fn() -> bool + 'static,
    make: impl Fn() -> V + 'static,
) -> View {
    fn boxed(on: Box<dyn Read<bool>>, make: Box<dyn Read<View>>) -> View {
        let (region, view) = Region::new();
        let parent = Owner::current().unwrap_or_default();
        let mut shown = None;
        effect(move || match (on.read(), shown.take()) {
            (true, None) => shown = Some(region.fill(&parent, || untrack(|| make.read()))),
            (false, Some(owner)) => region.empty(Some(owner)),
            (_, same) => shown = same,
        });
        view
    }
    boxed(Box::new(on), Box::new(move || make().into()))
}
