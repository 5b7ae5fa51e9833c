//! The way to what makes a story ready, which stands where the story is and loads when it is first opened.

use domain::ids::StoryId;
use leptos::prelude::*;

use super::panel::load_panel;
use crate::components::icon::Icon;
use crate::components::lazy_part::LazyPart;
use crate::i18n::{Text, use_i18n};
use crate::state::{use_room, use_room_ui};

/// A heading that unfolds it, with how many questions are open and whether the story is ready. Unfolded from the beginning
/// where a question is open, so that it comes up again.
#[component]
pub fn Preparation(
    /// Which story.
    story: StoryId,
) -> impl IntoView {
    let (i18n, room, ui) = (use_i18n(), use_room(), use_room_ui());
    let progress =
        Memo::new(move |_| room.story(story, |story| (story.open_questions, story.is_ready)));
    // What answers the last question stays where it is.
    let is_open = Memo::new(move |before: Option<&bool>| {
        let is_wanted = before == Some(&true) || progress.get().0 > 0;
        ui.is_preparing.get().unwrap_or(is_wanted)
    });
    let questions = move || match progress.get().0 {
        0 => String::new(),
        open => i18n.plural(Text::OpenQuestions, open as usize),
    };
    view! {
        <section class="preparation">
            <h3 class="preparation-heading">
                <button
                    type="button"
                    class="history-toggle"
                    aria-expanded=move || is_open.get().to_string()
                    on:click=move |_| ui.is_preparing.set(Some(!is_open.get_untracked()))
                >
                    {Icon::Down.view()}
                    {i18n.text(Text::QuestionsAndNotes)}
                    <span class="open-questions">{questions}</span>
                    <Show when=move || progress.get().1>
                        <span class="ready-mark">
                            {Icon::Check.view()}{i18n.text(Text::StoryReady)}
                        </span>
                    </Show>
                </button>
            </h3>
            <Show when=move || is_open.get()>
                <LazyPart load=move || load_panel(story) />
            </Show>
        </section>
    }
}
