//! Rows that come, go and change places, each made once.

use leptos::prelude::*;
use web_sys::Node;

use super::region::{Region, remove};
use super::{El, Read, View, effect};

/// A row on the page.
struct Row {
    key: u32,
    node: Node,
    owner: Owner,
    /// Whether its key is among the latest ones.
    stays: bool,
}

/// One row for each key, in their order. A row is made once for as long as its key stays; keys must
/// differ from each other.
pub fn each(keys: impl Fn() -> Vec<u32> + 'static, make: impl Fn(u32) -> El + 'static) -> View {
    fn boxed(keys: Box<dyn Read<Vec<u32>>>, make: Box<dyn Fn(u32) -> El>) -> View {
        let (region, view) = Region::new();
        let parent = Owner::current().unwrap_or_default();
        // In the order of their keys.
        let mut rows: Vec<Row> = Vec::new();
        effect(move || {
            let keys = keys.read();
            drop_others(&mut rows, &keys);
            let mut next = region.first();
            for key in keys {
                let place = rows.binary_search_by_key(&key, |row| row.key);
                let place = place.unwrap_or_else(|place| {
                    let owner = parent.with(Owner::new);
                    let node = owner.with(|| untrack(|| make(key))).0.into();
                    rows.insert(place, Row { key, node, owner, stays: true });
                    place
                });
                next = put(&region, &rows[place].node, next);
            }
        });
        view
    }
    boxed(Box::new(keys), Box::new(make))
}

fn drop_others(rows: &mut Vec<Row>, keys: &[u32]) {
    rows.iter_mut().for_each(|row| row.stays = false);
    for key in keys {
        if let Ok(place) = rows.binary_search_by_key(key, |row| row.key) {
            rows[place].stays = true;
        }
    }
    rows.retain(|row| {
        if !row.stays {
            remove(&row.node);
            row.owner.cleanup();
        }
        row.stays
    });
}

/// Has the node stand where `next` stands; returns what stands behind it then.
fn put(region: &Region, node: &Node, next: Option<Node>) -> Option<Node> {
    let behind = next.as_ref().and_then(Node::next_sibling);
    if next.as_ref() == Some(node) {
        return behind;
    }
    if behind.as_ref() == Some(node) {
        // The one in front has gone further down: it is put in again when its turn comes, and all
        // that it has passed stay where they are.
        next.as_ref().inspect(|next| remove(next));
        return node.next_sibling();
    }
    region.insert(node, next.as_ref());
    next
}
