//! A part of the page that nobody waits for: nothing is shown until it has arrived, nor where it does not.

use leptos::prelude::*;

use super::lazy_part::PartMissing;

/// Shows what `load` loads.
#[component]
pub fn QuietPart<Load, Part>(
    /// Loads the part: calls its split function.
    load: Load,
) -> impl IntoView
where
    Load: Fn() -> Part + Send + 'static,
    Part: Future<Output = Result<AnyView, PartMissing>> + Send + 'static,
{
    view! {
        <Suspense>
            {move || {
                let part = load();
                Suspend::new(async move { part.await.ok() })
            }}
        </Suspense>
    }
}
