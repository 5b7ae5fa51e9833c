//! What a room looks like before it is here: the same grey shapes as in `index.html`.

use crate::dom::{El, View, el};

/// Shapes where things will be.
pub fn skeleton() -> El {
    let part = |class: &str, shapes: usize| {
        let shapes = (0..shapes).map(|_| el("i").into());
        el("div").class(class).child(View::of(shapes))
    };
    let columns = el("div.skeleton-columns")
        .attr("aria-hidden", "true")
        .child(part("skeleton-backlog", 5))
        .child(part("skeleton-story", 3))
        .child(part("skeleton-people", 3));
    el("div.skeleton")
        .attr("aria-busy", "true")
        .child(el("p.skeleton-bar").text("Ready Room"))
        .child(columns)
        .child(part("skeleton-hand", 7).attr("aria-hidden", "true"))
}
