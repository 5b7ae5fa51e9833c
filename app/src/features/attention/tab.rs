//! The tab of the page: its title says how the round stands, and its icon that it is one's turn.

use domain::board::Board;
use domain::people::Role;
use domain::round::Round;
use domain::view::RoomView;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::host::use_host;
use crate::i18n::{I18n, Text, use_i18n};
use crate::state::{RoomStore, Topic, full_name, use_room};

/// The link to the icon. It has the address of the other icon beside its own.
const ICON: &str = "link[rel=icon][data-turn]";

/// Whether it is the viewer's turn: the room is in a round, and waits for their vote.
fn is_turn(view: &RoomView) -> bool {
    let begun = begun_round(&view.board);
    let is_estimator = view.me().is_some_and(|me| me.role == Role::Estimator);
    is_estimator && begun.is_some_and(|round| !round.has_vote(view.you))
}

/// The open round. A quick one is always open; it has begun when somebody votes.
pub fn begun_round(board: &Board) -> Option<&Round> {
    let round = board.round().filter(|round| !round.is_revealed());
    round.filter(|round| board.current.is_some() || round.votes() > 0)
}

/// What the tab says.
fn title(room: RoomStore, i18n: I18n) -> String {
    room.track(Topic::People);
    let room_title = room.read(Topic::Room, |view| view.board.title.clone());
    let (current, votes, missing, is_revealed) = room.read(Topic::Table, |view| {
        let round = view.board.round();
        let votes = round.map_or(0, |round| round.votes());
        let is_revealed = round.is_some_and(|round| round.is_revealed());
        (view.board.current, votes, view.board.missing_votes(), is_revealed)
    });
    let name = match current.map(|id| room.story(id, full_name)) {
        Some(name) if !name.is_empty() => name,
        _ if votes == 0 => return room_title,
        _ => i18n.get(Text::QuickRound),
    };
    if is_revealed {
        return i18n.format(Text::TabRevealed, &[("story", &name)]);
    }
    let (votes, all) = (i18n.number(votes as f64), i18n.number((votes + missing) as f64));
    i18n.format(Text::TabVoting, &[("votes", &votes), ("all", &all), ("story", &name)])
}

/// Keeps title and icon, on a page of one's own.
pub fn use_tab() {
    let (host, i18n, room) = (use_host(), use_i18n(), use_room());
    if !host.is_page() {
        return;
    }
    Effect::new(move || host.set_title(&title(room, i18n)));
    let is_turn = Memo::new(move |_| {
        room.track(Topic::People);
        room.read(Topic::Table, is_turn)
    });
    Effect::new(move |was: Option<bool>| {
        let is = is_turn.get();
        if is != was.unwrap_or_default() {
            exchange_icon();
        }
        is
    });
    on_cleanup(move || {
        if is_turn.try_get_untracked() == Some(true) {
            exchange_icon();
        }
    });
}

/// Shows the other icon.
fn exchange_icon() {
    let link = document().query_selector(ICON).ok().flatten();
    let Some(link) = link.and_then(|link| link.dyn_into::<Element>().ok()) else { return };
    if let (Some(shown), Some(other)) =
        (link.get_attribute("href"), link.get_attribute("data-turn"))
    {
        let _ = link.set_attribute("href", &other);
        let _ = link.set_attribute("data-turn", &shown);
    }
}

#[cfg(test)]
mod tests {
    use domain::change::Change;
    use domain::deck::{Deck, DeckChoice};
    use domain::ids::ParticipantId;
    use domain::people::{Person, Presence};
    use domain::time::Timestamp;
    use domain::view::Update;

    use super::*;

    fn view() -> RoomView {
        let board = Board::new("Desk".into(), Deck::new(&DeckChoice::default()), Timestamp(0));
        let mut view = RoomView { you: ParticipantId(1), board, hand: Vec::new() };
        for id in [1, 2] {
            view.apply(&change(Change::PersonJoined(Person {
                id: ParticipantId(id),
                name: format!("Person {id}"),
                mark: 1,
                role: Role::Estimator,
                facilitator: false,
                presence: Presence::Connected,
                editing: None,
            })));
        }
        view
    }

    fn change(change: Change) -> Update {
        Update::Change(Box::new(change))
    }

    fn voted(participant: u32, has_vote: bool) -> Update {
        Update::Voted { story: None, participant: ParticipantId(participant), has_vote }
    }

    #[test]
    fn it_is_my_turn_from_the_first_vote_of_a_quick_round_until_my_own() {
        let mut view = view();
        assert!(!is_turn(&view), "nobody has begun");
        view.apply(&voted(2, true));
        assert!(is_turn(&view));
        view.apply(&voted(1, true));
        assert!(!is_turn(&view));
        view.apply(&voted(1, false));
        assert!(is_turn(&view), "taken back");
        let (participant, role) = (ParticipantId(1), Role::Observer);
        view.apply(&change(Change::RoleChanged { participant, role }));
        assert!(!is_turn(&view), "observers are not waited for");
    }
}
