//! What a room looks like before it is here: the same grey shapes as in `index.html`.

use leptos::prelude::*;

/// Shapes where things will be.
#[component]
pub fn Skeleton() -> impl IntoView {
    let shapes = |count: usize| (0..count).map(|_| view! { <i></i> }).collect_view();
    view! {
        <div class="skeleton" aria-busy="true">
            <p class="skeleton-bar">"Ready Room"</p>
            <div class="skeleton-columns" aria-hidden="true">
                <div class="skeleton-backlog">{shapes(5)}</div>
                <div class="skeleton-story">{shapes(3)}</div>
                <div class="skeleton-people">{shapes(3)}</div>
            </div>
            <div class="skeleton-hand" aria-hidden="true">
                {shapes(7)}
            </div>
        </div>
    }
    .into_any()
}
