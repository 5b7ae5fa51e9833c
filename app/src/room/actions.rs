//! What moves the round on: one primary action at a time, always in the same place. Voting again
//! stands apart from it.

use std::cell::RefCell;

use domain::board::Board;
use domain::command::Command;
use domain::ids::{StoryId, Subject};
use domain::people::Person;
use domain::settings::Permission;
use domain::statistics::Statistics;
use domain::view::RoomView;

use super::choices;
use super::people::take_over;
use super::reads::may;
use super::wording;
use crate::commands::Commands;
use crate::dom::{El, View, button, dynamic, effect, el, when};
use crate::i18n::{Text, Texts};
use crate::page::{commands, room, texts};
use crate::parts::icon::Icon;
use crate::signals::{Memo, Shared, Var};
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
pub fn actions() -> El {
    let room = room();
    let texts = texts();
    let commands = commands();
    let last = Shared::new(RefCell::new(None));
    let primary = Memo::new(move || {
        room.read(Topic::Backlog, |_| ());
        room.read(Topic::Table, |view| {
            let last = last.get();
            let before = before(view, last.borrow().as_ref());
            let primary = primary(&view.board, &before);
            *last.borrow_mut() = Some(before);
            primary
        })
    });
    let is_revealed = move || {
        room.read(Topic::Table, |view| view.board.round().is_some_and(|round| round.is_revealed()))
    };
    let again = move || {
        button("button")
            .class_if("button--primary", move || primary.get() == Primary::Nothing)
            .on_click(move |_| vote_again(room, commands))
            .child(Icon::Again.view())
            .text_of(texts.say(Text::VoteAgain))
    };
    let again = when(move || is_revealed() && may(room, Permission::Reveal), again);
    el("div.actions")
        .attr("role", "group")
        .attr_of("aria-label", texts.say(Text::Actions))
        .child(el("div.actions-aside").child(again))
        .child(el("p.actions-status").text_of(move || status(room, texts)))
        .child(el("div.actions-main").child(main_action(room, texts, commands, primary)))
}

/// The primary action as a button, or a hint where it is not for the one who looks. The button stays
/// the same one while only what it says changes.
fn main_action(room: RoomState, texts: Texts, commands: Commands, primary: Memo<Primary>) -> View {
    let shown = Memo::new(move || shown(room, &primary.get()));
    let changed = Var::new(0.0);
    effect(move || {
        primary.track();
        shown.track();
        changed.set(js_sys::Date::now());
    });
    let act = move |_| {
        if js_sys::Date::now() - changed.get_untracked() > SETTLES_MS {
            act(room, texts, commands, primary.get_untracked());
        }
    };
    let hint = || el("p.actions-hint");
    dynamic(move || match shown.get() {
        None => View::nothing(),
        Some(who @ (Text::WhoReveals | Text::WhoSteers)) => View::of([
            hint().text_of(move || who_may(room, texts, who)).into(),
            take_over(room, texts, commands),
        ]),
        Some(Text::ChooseEstimate) => hint().text_of(texts.say(Text::ChooseEstimate)).into(),
        Some(_) => button("button button--primary button--large")
            .on_click(act)
            .text_of(move || label(room, texts, &primary.get()))
            .into(),
    })
}

/// By which text the primary action is shown to the one who looks; a button may say more than that.
fn shown(room: RoomState, primary: &Primary) -> Option<Text> {
    let permission = match primary {
        Primary::Nothing => return None,
        Primary::Reveal => Permission::Reveal,
        _ => Permission::Steer,
    };
    let is_allowed = may(room, permission);
    Some(match primary {
        Primary::Reveal if is_allowed => Text::Reveal,
        Primary::Reveal => Text::WhoReveals,
        _ if !is_allowed => Text::WhoSteers,
        Primary::Save { .. } => Text::SaveEstimate,
        Primary::Choose => Text::ChooseEstimate,
        _ => Text::NextStory,
    })
}

fn label(room: RoomState, texts: Texts, primary: &Primary) -> String {
    match primary {
        Primary::Reveal => reveal_label(room, texts),
        Primary::Save { estimate, next, .. } => {
            let text = if next.is_some() { Text::SaveAndNext } else { Text::SaveEstimate };
            texts.with(text, &[("estimate", estimate)])
        }
        _ => texts.get(Text::NextStory),
    }
}

fn act(room: RoomState, texts: Texts, commands: Commands, primary: Primary) {
    match primary {
        Primary::Reveal => reveal(room, commands),
        Primary::Save { story, estimate, next } => {
            choices::save(room, texts, commands, story, Some(estimate));
            if next.is_some() {
                commands.send(Command::Select(next));
            }
        }
        Primary::Next(next) => commands.send(Command::Select(Some(next))),
        Primary::Choose | Primary::Nothing => {}
    }
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
