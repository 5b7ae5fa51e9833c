//! Tells a screen reader what happens at the table, politely: votes cast, the reveal with its result
//! in one sentence, the next story.

use domain::statistics::Statistics;

use super::desk::Desk;
use super::reads::{name_of, story};
use super::wording;
use crate::dom::{View, el};
use crate::i18n::{Text, Texts};
use crate::page::{room, texts};
use crate::state::{RoomState, Topic};

/// The live regions of a room.
pub fn announcer(desk: Desk) -> View {
    let room = room();
    let texts = texts();
    let sentence = move || sentence(room, texts);
    let region = || el("div.visually-hidden").attr("role", "status").attr("aria-live", "polite");
    View::of([
        region().text_of(sentence).into(),
        region().text_of(move || desk.spoken.get()).into(),
    ])
}

fn sentence(room: RoomState, texts: Texts) -> String {
    room.read(Topic::People, |_| ());
    let (current, votes, missing, result) = room.read(Topic::Table, |view| {
        let board = &view.board;
        let round = board.round();
        let ballots = round.and_then(|round| round.ballots());
        let result = ballots.map(|ballots| Statistics::new(ballots, &board.deck));
        (board.current, round.map_or(0, |round| round.votes()), board.missing_votes(), result)
    });
    if let Some(result) = result {
        let (agreement, besides) =
            (wording::agreement(texts, &result), wording::besides(texts, &result));
        let separator = if besides.is_empty() { "" } else { " " };
        return [&texts.get(Text::SaidRevealed), " ", &agreement, separator, &besides].concat();
    }
    if votes > 0 {
        let (votes, all) = (texts.number(votes as f64), texts.number((votes + missing) as f64));
        return texts.with(Text::HaveVoted, &[("votes", &votes), ("all", &all)]);
    }
    match current.map(|id| story(room, id, name_of)) {
        Some(name) => texts.with(Text::RoomIsAt, &[("story", &name)]),
        None => texts.get(Text::RoomIsAtQuickRound),
    }
}
