//! Attacks on a running server, each by clients from addresses of their own. Used by `cargo xtask stress`
//! with many of them, and by `tests/stress.rs` with few.
// Each who uses it uses one size.
#![allow(dead_code)]

mod bodies;
mod crowds;
mod large;
mod readers;
mod scene;
mod silence;
mod texts;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;

pub use scene::{Scene, Size, attacker};

/// An attack.
pub struct Attack {
    /// What is done.
    pub name: &'static str,
    /// The most memory that the server may have used at any time, in MB.
    pub memory_mb: u64,
    /// Does it, with the outcome checked, until it is over.
    pub carry_out: for<'a> fn(&'a Scene) -> BoxFuture<'a, ()>,
}

/// All of them.
pub const ALL: [Attack; 13] = [
    Attack {
        name: "Markdown that takes long",
        memory_mb: 200,
        carry_out: |scene| texts::markdown(scene).boxed(),
    },
    Attack {
        name: "millions of empty stories",
        memory_mb: 500,
        carry_out: |scene| large::empty_stories(scene).boxed(),
    },
    Attack {
        name: "rooms filled to their limit",
        memory_mb: 1_200,
        carry_out: |scene| large::full_rooms(scene).boxed(),
    },
    Attack {
        name: "one person, 100 pages unread",
        memory_mb: 700,
        carry_out: |scene| readers::pages_of_one(scene).boxed(),
    },
    Attack {
        name: "100 people who read nothing",
        memory_mb: 700,
        carry_out: |scene| readers::people(scene).boxed(),
    },
    Attack {
        name: "silent connections",
        memory_mb: 200,
        carry_out: |scene| silence::connections(scene).boxed(),
    },
    Attack {
        name: "bodies that drip",
        memory_mb: 200,
        carry_out: |scene| bodies::dripping(scene).boxed(),
    },
    Attack {
        name: "large bodies that stop",
        memory_mb: 600,
        carry_out: |scene| bodies::stopping(scene).boxed(),
    },
    Attack {
        name: "strangers fill a room",
        memory_mb: 200,
        carry_out: |scene| crowds::full_room(scene).boxed(),
    },
    Attack {
        name: "newcomers come and go",
        memory_mb: 200,
        carry_out: |scene| crowds::coming_and_going(scene).boxed(),
    },
    Attack {
        name: "new rooms without pace",
        memory_mb: 200,
        carry_out: |scene| crowds::rooms(scene).boxed(),
    },
    Attack {
        name: "wrong secrets without pace",
        memory_mb: 200,
        carry_out: |scene| crowds::secrets(scene).boxed(),
    },
    Attack {
        name: "commands without pace",
        memory_mb: 200,
        carry_out: |scene| crowds::commands(scene).boxed(),
    },
];
