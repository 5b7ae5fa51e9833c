//! A story's description: as typed until the server's safe HTML of it is there.

use domain::ids::StoryId;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::reads::{press, say, story};
use crate::i18n::{Text, Texts};
use crate::net::http;
use crate::state::RoomState;

/// From how many characters or lines on a description begins folded.
const LONG: (usize, usize) = (700, 12);

/// The description of a story.
#[component]
pub fn Description(id: StoryId) -> impl IntoView {
    let room = expect_context::<RoomState>();
    let texts = expect_context::<Texts>();
    let typed = Memo::new(move |_| story(room, id, |story| story.description.clone()));
    let html = RwSignal::new(None::<(String, String)>);
    let unfolded = RwSignal::new(false);
    // The outside world: the answer comes later, and may be of a text that has changed by then.
    Effect::new(move || {
        let text = typed.get();
        if text.is_empty() {
            return;
        }
        spawn_local(async move {
            if let Some(made) = http::markdown(&text).await {
                let _ = html.try_set(Some((text, made)));
            }
        });
    });
    let content = move || {
        let text = typed.get();
        let ready = html.get().filter(|(source, _)| *source == text);
        match ready {
            Some((_, html)) => {
                view! { <div class="markdown" dir="auto" inner_html=html></div> }.into_any()
            }
            None => {
                view! { <div class="markdown markdown--plain" dir="auto">{text}</div> }.into_any()
            }
        }
    };
    let is_long = move || typed.with(|text| text.len() > LONG.0 || text.lines().count() > LONG.1);
    let folded = move || is_long() && !unfolded.get();
    view! {
        <Show when=move || !typed.with(String::is_empty)>
            <div class="description" class:is-folded=folded>{content}</div>
            <Show when=is_long>
                <button
                    type="button"
                    class="button button--quiet button--small description-more"
                    aria-expanded=move || unfolded.get().to_string()
                    on:click=press(move |_| unfolded.update(|unfolded| *unfolded = !*unfolded))
                >
                    {move || texts.get(if unfolded.get() { Text::ShowLess } else { Text::ShowAll })}
                </button>
            </Show>
        </Show>
        <Show when=move || typed.with(String::is_empty)>
            <p class="story-hint">{say(texts, Text::NoDescription)}</p>
        </Show>
    }
    .into_any()
}
