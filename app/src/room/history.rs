//! Earlier rounds on a story: who voted what, and how long it took.

use domain::ids::Subject;
use domain::round::{Ballot, PastRound};
use domain::view::RoomView;

use super::wording;
use crate::dom::{El, View, button, dynamic, el, when};
use crate::i18n::{Text, Texts};
use crate::page::{room, texts};
use crate::parts::icon::Icon;
use crate::signals::{Memo, Var};
use crate::state::Topic;

/// The earlier rounds on a story, or the earlier quick ones; the latest first.
pub fn history(subject: Subject) -> View {
    let room = room();
    let texts = texts();
    let topic = subject.map_or(Topic::Table, Topic::Story);
    let count = move || room.read(topic, |view| past(view, subject).len());
    // The others are as they were for as long as this one is the latest.
    let latest = Memo::new(move || {
        room.read(topic, |view| past(view, subject).last().map_or(0, |past| past.number as usize))
    });
    let open = Var::new(false);
    let rounds = move || {
        if !open.get() {
            return View::nothing();
        }
        latest.track();
        room.peek(|view| {
            let past = past(view, subject).iter().rev();
            View::of(past.map(|past| round(texts, past).into()))
        })
    };
    let section = move || {
        let toggle = button("history-toggle")
            .aria("aria-expanded", move || open.get())
            .on_click(move |_| open.update(|open| *open = !*open))
            .text_of(move || texts.count(Text::EarlierRounds, count()))
            .child(Icon::Down.view());
        let list = el("ol.history-rounds").attr("reversed", "").child(dynamic(rounds));
        el("section.history").child(toggle).child(list)
    };
    when(move || latest.get() > 0, section)
}

fn past(view: &RoomView, subject: Subject) -> &[PastRound] {
    view.board.rounds(subject).map_or(&[], |rounds| &rounds.past)
}

fn round(texts: Texts, past: &PastRound) -> El {
    let length = wording::duration(texts, past.revealed.since(past.started));
    let number = texts.number(f64::from(past.number));
    let facts = [&texts.time(past.revealed), " · ", &length].concat();
    let title = el("p.history-title")
        .text(&texts.with(Text::RoundNumber, &[("number", &number)]))
        .child(el("span.history-facts").text(&facts));
    let ballots = View::of(past.ballots.iter().map(|one| ballot(texts, one).into()));
    el("li.history-round").child(title).child(el("ul.history-ballots").child(ballots))
}

fn ballot(texts: Texts, ballot: &Ballot) -> El {
    let card = match &ballot.card {
        Some(card) => card.label.clone(),
        None => texts.get(Text::NoVote),
    };
    let changed = ballot.first.as_ref().map(|first| {
        let words = texts.with(Text::ChangedFrom, &[("card", &first.label)]);
        el("span.history-changed").text(&words)
    });
    el("li")
        .child(el("bdi").text(&ballot.name))
        .text(" ")
        .child(el("strong").text(&card))
        .text(" ")
        .child(changed)
}
