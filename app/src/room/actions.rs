//! What moves the round on: one primary action at a time, always in the same place. Voting again
//! stands apart from it.

use domain::board::Board;
use domain::command::Command;
use domain::ids::{StoryId, Subject};
use domain::people::Person;
use domain::settings::Permission;
use domain::statistics::Statistics;
use domain::view::RoomView;
use leptos::prelude::*;

use super::choices;
use super::people::take_over;
use super::reads::{may, press, say};
use super::wording;
use crate::commands::Commands;
use crate::i18n::{Text, Texts};
use crate::parts::icon::Icon;
use crate::state::{RoomState, Topic};

/// Presses so soon after the action has changed were meant for the one before.
const SETTLES_MS: f64 = 600.0;

/// The one primary action.
#[derive(Clone, Debug, PartialEq)]
enum Primary {
    /// Turn the cards.
    Reveal,
    /// Save the suggested estimate, and go on to the next story where there is one.
    Save { story: StoryId, estimate: String, next: Option<StoryId> },
    /// Go on to the next story.
    Next(StoryId),
    /// There is nothing to press: no card was played most often.
    Choose,
    /// There is nothing to do.
    Nothing,
}

/// The estimate that a story had when the cards were turned before one's eyes.
#[derive(Clone, Debug, PartialEq)]
struct Before {
    story: Subject,
    round: u32,
    estimate: Option<String>,
    /// Whether the round was seen before its reveal, so that the estimate is known to be older.
    seen: bool,
}

/// The bar of actions.
#[component]
pub fn Actions() -> impl IntoView {
    let room = expect_context::<RoomState>();
    let texts = expect_context::<Texts>();
    let commands = expect_context::<Commands>();
    let before = Memo::new(move |last: Option<&Before>| {
        room.read(Topic::Backlog, |_| ());
        room.read(Topic::Table, |view| before(view, last))
    });
    let primary = Memo::new(move |_| {
        let before = before.get();
        room.read(Topic::Backlog, |_| ());
        room.read(Topic::Table, |view| primary(&view.board, &before))
    });
    let is_revealed = Memo::new(move |_| {
        room.read(Topic::Table, |view| view.board.round().is_some_and(|round| round.is_revealed()))
    });
    let may_reveal = Memo::new(move |_| may(room, Permission::Reveal));
    let may_steer = Memo::new(move |_| may(room, Permission::Steer));
    let changed = StoredValue::new(0.0);
    let settled = move || js_sys::Date::now() - changed.get_value() > SETTLES_MS;
    let kind = Memo::new(move |_| std::mem::discriminant(&primary.get()));
    let alone = move || may_reveal.get() && matches!(primary.get(), Primary::Nothing);
    let again = move || {
        (is_revealed.get() && may_reveal.get()).then(|| {
            let class = if alone() { "button button--primary" } else { "button" };
            view! {
                <button type="button" class=class on:click=press(move |_| vote_again(room, commands))>
                    {Icon::Again.view()}
                    {say(texts, Text::VoteAgain)}
                </button>
            }
        })
    };
    let main = move || {
        kind.track();
        changed.set_value(js_sys::Date::now());
        match primary.get() {
            Primary::Reveal if may_reveal.get() => {
                let act = move |_| {
                    if settled() {
                        reveal(room, commands);
                    }
                };
                button(move || reveal_label(room, texts), act)
            }
            Primary::Save { story, estimate, next } if may_steer.get() => {
                let shown = estimate.clone();
                let act = move |_| {
                    if settled() {
                        choices::save(room, texts, commands, story, Some(estimate.clone()));
                        next.into_iter()
                            .for_each(|next| commands.send(Command::Select(Some(next))));
                    }
                };
                let text = if next.is_some() { Text::SaveAndNext } else { Text::SaveEstimate };
                button(move || texts.with(text, &[("estimate", &shown)]), act)
            }
            Primary::Next(next) if may_steer.get() => {
                let act = move |_| {
                    if settled() {
                        commands.send(Command::Select(Some(next)));
                    }
                };
                button(move || texts.get(Text::NextStory), act)
            }
            Primary::Choose if may_steer.get() => {
                view! { <p class="actions-hint">{say(texts, Text::ChooseEstimate)}</p> }.into_any()
            }
            Primary::Nothing => ().into_any(),
            Primary::Reveal => view! {
                <p class="actions-hint">{move || who_may(room, texts, Text::WhoReveals)}</p>
                {take_over(room, texts, commands)}
            }
            .into_any(),
            _ => view! {
                <p class="actions-hint">{move || who_may(room, texts, Text::WhoSteers)}</p>
                {take_over(room, texts, commands)}
            }
            .into_any(),
        }
    };
    view! {
        <div class="actions" role="group" aria-label=say(texts, Text::Actions)>
            <div class="actions-aside">{again}</div>
            <p class="actions-status">{move || status(room, texts)}</p>
            <div class="actions-main">{main}</div>
        </div>
    }
    .into_any()
}

fn button(
    label: impl Fn() -> String + Send + 'static,
    act: impl Fn(web_sys::MouseEvent) + 'static,
) -> AnyView {
    view! {
        <button type="button" class="button button--primary button--large" on:click=press(act)>
            {label}
        </button>
    }
    .into_any()
}

fn reveal_label(room: RoomState, texts: Texts) -> String {
    room.read(Topic::People, |_| ());
    let (missing, votes, counts_down) = room.read(Topic::Table, |view| {
        let round = view.board.round();
        let votes = round.map_or(0, |round| round.votes());
        (view.board.missing_votes(), votes, round.is_some_and(|round| round.reveal_at().is_some()))
    });
    match (counts_down, votes, missing) {
        (true, ..) => texts.get(Text::RevealNow),
        (_, 0, _) => texts.get(Text::RevealNoVotes),
        (_, _, 0) => texts.get(Text::Reveal),
        (_, _, missing) => texts.count(Text::RevealMissing, missing),
    }
}

/// How the round stands, in a few words.
fn status(room: RoomState, texts: Texts) -> String {
    room.read(Topic::People, |_| ());
    let (votes, missing, revealed, reveal_at) = room.read(Topic::Table, |view| {
        let round = view.board.round();
        let votes = round.map_or(0, |round| round.votes());
        let revealed = round.is_none_or(|round| round.is_revealed());
        (votes, view.board.missing_votes(), revealed, round.and_then(|round| round.reveal_at()))
    });
    if let Some(at) = reveal_at {
        let rest = at.since(room.clock().now()).div_ceil(1_000);
        return texts.count(Text::RevealsIn, rest as usize);
    }
    if revealed || votes + missing == 0 {
        return String::new();
    }
    let (votes, all) = (texts.number(votes as f64), texts.number((votes + missing) as f64));
    texts.with(Text::HaveVoted, &[("votes", &votes), ("all", &all)])
}

/// Who has to do what one may not do oneself.
fn who_may(room: RoomState, texts: Texts, text: Text) -> String {
    let names: Vec<String> = room.read(Topic::People, |view| {
        let facilitators = view.board.connected().filter(|person| person.facilitator);
        facilitators.map(Person::shown_name).collect()
    });
    match names.is_empty() {
        true => texts.get(Text::NoFacilitator),
        false => texts.with(text, &[("names", &wording::list(texts, &names))]),
    }
}

fn before(view: &RoomView, last: Option<&Before>) -> Before {
    let board = &view.board;
    let round = board.round();
    let number = round.map_or(0, |round| round.number);
    let story = board.current.and_then(|story| board.stories.get(story));
    let estimate = story.and_then(|story| Some(story.estimate.as_ref()?.label().to_owned()));
    let is_voting = round.is_some_and(|round| !round.is_revealed());
    match last.filter(|last| (last.story, last.round) == (board.current, number)) {
        Some(last) if !is_voting => last.clone(),
        _ => Before { story: board.current, round: number, estimate, seen: is_voting },
    }
}

fn primary(board: &Board, before: &Before) -> Primary {
    let Some(ballots) = board.round().map(|round| round.ballots()) else { return Primary::Nothing };
    let Some(ballots) = ballots else { return Primary::Reveal };
    let next = board.next_story();
    let go_on = next.map_or(Primary::Nothing, Primary::Next);
    let Some(story) = board.current.and_then(|story| board.stories.get(story)) else {
        return go_on;
    };
    let statistics = Statistics::new(ballots, &board.deck);
    let saved = story.estimate.as_ref().map(|estimate| estimate.label().to_owned());
    let suggestion = statistics.suggestion().map(|card| card.label.clone());
    let is_old = saved.is_none() || (before.seen && before.estimate == saved);
    match suggestion {
        Some(estimate) if is_old && saved.as_ref() != Some(&estimate) => {
            Primary::Save { story: story.id, estimate, next }
        }
        None if saved.is_none() && statistics.sized_votes > 0 => Primary::Choose,
        _ => go_on,
    }
}

/// Turns the cards of the current round.
pub fn reveal(room: RoomState, commands: Commands) {
    let round = room.peek(|view| {
        let round = view.board.round().filter(|round| !round.is_revealed())?;
        Some((view.board.current, round.number))
    });
    if let Some((story, round)) = round {
        commands.send(Command::Reveal { story, round });
    }
}

/// Starts the next round on what the room is at.
pub fn vote_again(room: RoomState, commands: Commands) {
    let round = room.peek(|view| {
        let round = view.board.round().filter(|round| round.is_revealed())?;
        Some((view.board.current, round.number))
    });
    if let Some((story, round)) = round {
        commands.send(Command::VoteAgain { story, round });
    }
}

/// Goes on to the next story.
pub fn next(room: RoomState, commands: Commands) {
    if let Some(next) = room.peek(|view| view.board.next_story()) {
        commands.send(Command::Select(Some(next)));
    }
}
