//! The cards for a story that is voted on ahead: a press chooses one, another press takes it back.

use domain::deck::Special;
use domain::ids::StoryId;
use leptos::prelude::*;

use crate::components::lazy_part::LazyPart;
use crate::features::hand::{
    RoundInPlay, has_dimensions, load_remark_line, load_score_hand, move_focus, play_shown,
    spoken_name,
};
use crate::i18n::{Text, characters, use_i18n};
use crate::session::use_commands;
use crate::state::{RoomStore, Topic, use_room};

/// The deck as one group of choices.
#[component]
pub fn AheadCards(
    /// The story.
    story: StoryId,
) -> impl IntoView {
    let (room, i18n, commands) = (use_room(), use_i18n(), use_commands());
    let labels = Memo::new(move |_| {
        room.read(Topic::Room, |view| {
            view.board.deck.cards.iter().map(|card| card.label.clone()).collect::<Vec<_>>()
        })
    });
    let pending = Memo::new(move |_| commands.pending_vote(Some(story), number(room, story)?));
    let saved = Memo::new(move |_| room.read(Topic::Table, |_| saved_label(room, story)));
    let chosen = Memo::new(move |_| pending.get().unwrap_or_else(|| saved.get()));
    let round = Memo::new(move |_| {
        let number = room.read(Topic::Table, |_| number(room, story));
        number.filter(|_| chosen.with(Option::is_some))
    });
    let note = move || {
        let text = match (pending.with(Option::is_some), saved.with(Option::is_some)) {
            (true, _) => Text::HandSending,
            (_, true) => Text::VoteAheadSaved,
            _ => return String::new(),
        };
        i18n.get(text)
    };
    let card = move |(index, label): (usize, String)| {
        let (own, spoken, shown) = (label.clone(), label.clone(), label.clone());
        let is_chosen = Memo::new(move |_| chosen.with(|chosen| chosen.as_ref() == Some(&own)));
        let is_stop = move || is_chosen.get() || (index == 0 && chosen.with(Option::is_none));
        view! {
            <button
                type="button"
                class="playing-card"
                class:playing-card--special=Special::of(&label).is_some()
                class:is-chosen=is_chosen
                class:is-sending=move || is_chosen.get() && pending.with(Option::is_some)
                role="radio"
                aria-label=move || spoken_name(i18n, &spoken)
                aria-checked=move || is_chosen.get().to_string()
                tabindex=move || if is_stop() { "0" } else { "-1" }
                data-length=characters::length(&label).to_string()
                on:click=move |_| play_shown(room, commands, Some(story), &label)
            >
                <span class="card-label" aria-hidden="true">
                    {shown}
                </span>
            </button>
        }
    };
    let scored = Memo::new(move |_| {
        let number = room.read(Topic::Table, |_| number(room, story));
        number.filter(|_| has_dimensions(room))
    });
    let scores = move || {
        let round = RoundInPlay::ahead(story, scored.get()?);
        Some(view! { <LazyPart load=move || load_score_hand(round) /> })
    };
    let cards = move || labels.get().into_iter().enumerate().map(card).collect_view();
    view! {
        <div
            class="ahead-cards"
            role="radiogroup"
            aria-label=i18n.text(Text::YourVoteAhead)
            on:keydown=move |event| move_focus(&event, i18n.is_right_to_left())
        >
            {cards}
        </div>
        {scores}
        <p class="ahead-note" aria-live="polite">
            {note}
        </p>
        {move || {
            let round = RoundInPlay::ahead(story, round.get()?);
            Some(view! { <LazyPart load=move || load_remark_line(round) /> })
        }}
    }
}

/// The number of the round on a story.
fn number(room: RoomStore, story: StoryId) -> Option<u32> {
    room.peek(|view| Some(view.board.rounds(Some(story))?.current.as_ref()?.number))
}

/// The viewer's hidden card on a story, as the room knows it.
fn saved_label(room: RoomStore, story: StoryId) -> Option<String> {
    room.peek(|view| view.hidden_vote(Some(story)).map(|vote| vote.card.label.clone()))
}
