//! The toggle of the rounds on a story that had several; their list is loaded when it is first shown.

use domain::ids::Subject;
use leptos::prelude::*;

use super::history_rounds::load_history_rounds;
use super::past_rounds::earlier_rounds;
use crate::components::icon::Icon;
use crate::components::lazy_part::LazyPart;
use crate::i18n::{Text, use_i18n};
use crate::state::use_room;

/// The earlier rounds on a story, or the earlier quick ones. Nothing while there are none.
#[component]
pub fn History(
    /// The story; `None` stands for the quick rounds.
    subject: Subject,
) -> impl IntoView {
    let (room, i18n) = (use_room(), use_i18n());
    let count = Memo::new(move |_| earlier_rounds(room, subject));
    let open = RwSignal::new(false);
    view! {
        <Show when=move || { count.get() > 0 }>
            <section class="history">
                <button
                    type="button"
                    class="history-toggle"
                    aria-expanded=move || open.get().to_string()
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {move || i18n.plural(Text::EarlierRounds, count.get())}
                    {Icon::Down.view()}
                </button>
                <Show when=move || open.get()>
                    <LazyPart load=move || load_history_rounds(subject) />
                </Show>
            </section>
        </Show>
    }
}
