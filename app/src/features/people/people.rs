//! The people of the room, oneself first.

use leptos::prelude::*;

use super::me::Me;
use super::people_list::PeopleList;
use super::take_over::TakeOver;
use crate::components::icon::Icon;
use crate::i18n::{Text, use_i18n};
use crate::state::{Topic, use_room};

/// From how many others on a room is large.
const MANY: usize = 12;

/// The people: those who are connected, and folded below them those who are away.
#[component]
pub fn People() -> impl IntoView {
    let (i18n, room) = (use_i18n(), use_room());
    let others = move |connected: bool| {
        Memo::new(move |_| {
            room.read(Topic::People, |view| {
                let others = view.board.people.iter().filter(|person| person.id != view.you);
                let wanted = others.filter(|person| person.is_connected() == connected);
                wanted.map(|person| person.id).collect::<Vec<_>>()
            })
        })
    };
    let (connected, away) = (others(true), others(false));
    // In a large room those whom the round waits for come first.
    let connected = Memo::new(move |_| {
        let ids = connected.get();
        if ids.len() < MANY {
            return ids;
        }
        let (mut first, rest): (Vec<_>, Vec<_>) =
            room.read(Topic::Table, |view| ids.into_iter().partition(|id| view.shows_as_late(*id)));
        first.extend(rest);
        first
    });
    let unfolded = RwSignal::new(false);
    let count = move || i18n.number((connected.with(Vec::len) + 1) as f64);
    view! {
        <section class="people" translate="no" aria-label=i18n.text(Text::People)>
            <h2 class="panel-title">
                {i18n.text(Text::People)} " " <span class="count">{count}</span>
            </h2>
            <Me />
            <TakeOver />
            <PeopleList ids=connected />
            <Show when=move || !away.with(Vec::is_empty)>
                <button
                    type="button"
                    class="history-toggle"
                    aria-expanded=move || unfolded.get().to_string()
                    on:click=move |_| unfolded.update(|unfolded| *unfolded = !*unfolded)
                >
                    {move || i18n.plural(Text::PeopleAway, away.with(Vec::len))}
                    {Icon::Down.view()}
                </button>
                <Show when=move || unfolded.get()>
                    <PeopleList ids=away class="people-list people-list--away" />
                </Show>
            </Show>
        </section>
    }
}
