//! A story's description: as typed until the server's safe HTML of it is there.

use domain::ids::StoryId;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

use crate::api::markdown;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::state::use_room;

/// Longer descriptions, in bytes, begin folded.
const LONG_BYTES: usize = 700;

/// Descriptions of more lines begin folded.
const LONG_LINES: usize = 12;

/// The description of a story.
#[component]
pub fn Description(
    /// Which story.
    story: StoryId,
) -> impl IntoView {
    let (host, i18n, room) = (use_host(), use_i18n(), use_room());
    let text = Memo::new(move |_| room.story(story, |story| story.description.clone()));
    // The latest HTML, with the text that it is of.
    let rendered = RwSignal::new(None::<(String, String)>);
    let unfolded = RwSignal::new(false);
    Effect::new(move || {
        let text = text.get();
        if text.is_empty() {
            return;
        }
        // Cancelled when the text changes again before the answer is there.
        spawn_local_scoped_with_cancellation(async move {
            if let Some(html) = markdown::render(host, &text).await {
                rendered.set(Some((text, html)));
            }
        });
    });
    let content = move || {
        let text = text.get();
        match rendered.get().filter(|(source, _)| *source == text) {
            Some((_, html)) => {
                view! { <div class="markdown" dir="auto" inner_html=html /> }.into_any()
            }
            None => view! {
                <div class="markdown markdown--plain" dir="auto">
                    {text}
                </div>
            }
            .into_any(),
        }
    };
    let is_long =
        move || text.with(|text| text.len() > LONG_BYTES || text.lines().count() > LONG_LINES);
    let hint = move || view! { <p class="story-hint">{i18n.text(Text::NoDescription)}</p> };
    view! {
        <Show when=move || !text.with(String::is_empty) fallback=hint>
            <div class="description" class:is-folded=move || is_long() && !unfolded.get()>
                {content}
            </div>
            <Show when=is_long>
                <button
                    type="button"
                    class="button button--quiet button--small description-more"
                    aria-expanded=move || unfolded.get().to_string()
                    on:click=move |_| unfolded.update(|unfolded| *unfolded = !*unfolded)
                >
                    {move || i18n.get(if unfolded.get() { Text::ShowLess } else { Text::ShowAll })}
                </button>
            </Show>
        </Show>
    }
}
