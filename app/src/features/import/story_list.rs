//! The stories of a preview.

use leptos::prelude::*;

use super::more_rows::{MoreRows, SHOWN_ROWS};
use super::plan::difference;
use super::preview_row::PreviewRow;
use super::preview_state::PreviewState;

/// The list; nothing where there are no stories.
#[component]
pub fn StoryList(
    /// The import that is looked at.
    state: PreviewState,
) -> impl IntoView {
    let preview = state.preview();
    let count = preview.stories.len();
    let shown = move || state.order().into_iter().take(SHOWN_ROWS);
    (count > 0).then(|| {
        view! {
            <ul class="import-stories" tabindex="0">
                <For each=shown key=|number| *number let(number)>
                    <PreviewRow
                        story=preview.stories[number].clone()
                        difference=difference(&preview, number).cloned()
                        is_known=Signal::derive(move || state.is_known(number))
                        choice=state.choice
                    />
                </For>
                <MoreRows count />
            </ul>
        }
    })
}
