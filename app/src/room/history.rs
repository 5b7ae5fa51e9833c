//! Earlier rounds on a story: who voted what, and how long it took.

use domain::ids::Subject;
use domain::round::{Ballot, PastRound};
use leptos::prelude::*;

use super::reads::press;
use super::wording;
use crate::i18n::{Text, Texts};
use crate::parts::icon::Icon;
use crate::state::{RoomState, Topic};

/// The earlier rounds on a story, or the earlier quick ones; the latest first.
#[component]
pub fn History(subject: Subject) -> impl IntoView {
    let room = expect_context::<RoomState>();
    let texts = expect_context::<Texts>();
    let topic = subject.map_or(Topic::Table, Topic::Story);
    let past = Memo::new(move |_| {
        room.read(topic, |view| {
            view.board.rounds(subject).map(|rounds| rounds.past.clone()).unwrap_or_default()
        })
    });
    let open = RwSignal::new(false);
    let rounds = move || {
        open.get().then(|| {
            past.with(|past| past.iter().rev().map(|past| round(texts, past)).collect::<Vec<_>>())
        })
    };
    view! {
        <Show when=move || !past.with(Vec::is_empty)>
            <section class="history">
                <button
                    type="button"
                    class="history-toggle"
                    aria-expanded=move || open.get().to_string()
                    on:click=press(move |_| open.update(|open| *open = !*open))
                >
                    {move || texts.count(Text::EarlierRounds, past.with(Vec::len))}
                    {Icon::Down.view()}
                </button>
                <ol class="history-rounds" reversed>{rounds}</ol>
            </section>
        </Show>
    }
    .into_any()
}

fn round(texts: Texts, past: &PastRound) -> AnyView {
    let length = wording::duration(texts, past.revealed.since(past.started));
    let number = texts.number(f64::from(past.number));
    let ballots: Vec<_> = past.ballots.iter().map(|one| ballot(texts, one)).collect();
    view! {
        <li class="history-round">
            <p class="history-title">
                {texts.with(Text::RoundNumber, &[("number", &number)])}
                <span class="history-facts">{texts.time(past.revealed)} " · " {length}</span>
            </p>
            <ul class="history-ballots">{ballots}</ul>
        </li>
    }
    .into_any()
}

fn ballot(texts: Texts, ballot: &Ballot) -> AnyView {
    let card = match &ballot.card {
        Some(card) => card.label.clone(),
        None => texts.get(Text::NoVote),
    };
    let changed = ballot.first.as_ref().map(|first| {
        let words = texts.with(Text::ChangedFrom, &[("card", &first.label)]);
        view! { <span class="history-changed">{words}</span> }
    });
    view! {
        <li>
            <bdi>{ballot.name.clone()}</bdi>
            " "
            <strong>{card}</strong>
            " "
            {changed}
        </li>
    }
    .into_any()
}
