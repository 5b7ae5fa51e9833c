//! A list of other people.

use domain::ids::ParticipantId;
use leptos::prelude::*;

use super::person_row::PersonRow;

/// The list.
#[component]
pub fn PeopleList(
    /// Who is in it.
    ids: Memo<Vec<ParticipantId>>,
    /// Its classes.
    #[prop(default = "people-list")]
    class: &'static str,
) -> impl IntoView {
    view! {
        <ul class=class>
            <For each=move || ids.get() key=|id| id.0 let(id)>
                <PersonRow id />
            </For>
        </ul>
    }
}
