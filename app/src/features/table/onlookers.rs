//! The observers, who stand beside the table.

use domain::ids::ParticipantId;
use domain::people::Person;
use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::i18n::{Text, use_i18n};
use crate::state::{Topic, use_room};

/// The names of those who watch the round.
#[component]
pub fn Onlookers(
    /// Who they are.
    observers: Memo<Vec<ParticipantId>>,
) -> impl IntoView {
    let (room, i18n) = (use_room(), use_i18n());
    let name = move |id| {
        room.read(Topic::People, |view| view.board.people.get(id).map(Person::shown_name))
    };
    view! {
        <div class="onlookers">
            <span class="onlookers-label">{Icon::Eye.view()} {i18n.text(Text::Watching)}</span>
            <ul class="onlookers-names">
                <For each=move || observers.get() key=|id| *id let(id)>
                    <li>
                        <bdi>{move || name(id)}</bdi>
                    </li>
                </For>
            </ul>
        </div>
    }
}
