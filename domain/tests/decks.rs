//! Another deck in a running room (rule 29).

mod support;

use domain::command::Command;
use domain::deck::{DeckChoice, DeckKind};
use domain::refusal::Refusal;
use domain::statistics::Statistics;
use support::{ANA, BEN, Meeting};

fn deck(cards: &[&str], drop_votes: bool) -> Command {
    let cards = cards.join(", ");
    let deck = DeckChoice { kind: DeckKind::Custom, specials: Vec::new(), cards };
    Command::SetDeck { deck, drop_votes }
}

#[test]
fn changing_the_deck_with_votes_asks_first_and_starts_a_new_round() {
    let mut meeting = Meeting::of(2);
    let stories = meeting.add(&["One", "Two"]);
    meeting.vote(BEN, "5").unwrap();
    meeting.done(ANA, Command::Select(Some(stories[1])));
    meeting.vote(ANA, "8").unwrap();
    let asked = Err(Refusal::VotesWouldBeDropped(2));
    assert_eq!(meeting.command(ANA, deck(&["S", "M"], false)), asked);
    meeting.done(ANA, deck(&["S", "M"], true));
    assert_eq!((meeting.round().number, meeting.round().votes()), (2, 0));
    let first = meeting.board().rounds(Some(stories[0])).unwrap().current.as_ref().unwrap();
    assert_eq!((first.number, first.votes()), (2, 0));
    assert!(meeting.room.hand(BEN).is_empty());
    assert_eq!(meeting.vote(BEN, "5"), Err(Refusal::UnknownCard));
    meeting.vote(BEN, "M").unwrap();
}

#[test]
fn the_deck_before_and_its_votes_come_back_with_an_undo_unless_somebody_has_voted_since() {
    let mut meeting = Meeting::of(2);
    let before = meeting.board().deck.clone();
    meeting.vote(BEN, "5").unwrap();
    meeting.done(ANA, deck(&["S", "M"], true));
    assert_eq!(meeting.undo(ANA), Ok(0));
    assert_eq!(meeting.board().deck, before);
    assert_eq!(meeting.room.hand(BEN).len(), 1);
    assert!(meeting.round().has_vote(BEN));
    meeting.done(ANA, deck(&["S", "M"], true));
    let change = meeting.last_command();
    meeting.vote(BEN, "S").unwrap();
    assert_eq!(meeting.undo_command(ANA, change), Err(Refusal::ChangedSince));
}

#[test]
fn old_estimates_and_rounds_stay_as_they_are() {
    let mut meeting = Meeting::of(2);
    let story = meeting.add(&["One"])[0];
    meeting.votes(&["5", "8"]);
    meeting.reveal(ANA).unwrap();
    meeting.done(ANA, Command::SetEstimate { story, estimate: Some("8".into()) });
    meeting.done(ANA, deck(&["S", "M"], false));
    assert_eq!(meeting.estimate(story), Some("8"));
    let ballots = meeting.round().ballots().unwrap();
    assert_eq!(Statistics::new(ballots, &meeting.board().deck).average, Some(6.5));
    meeting.vote_again(ANA).unwrap();
    meeting.votes(&["S", "M"]);
    meeting.reveal(ANA).unwrap();
    assert_eq!(meeting.shown()[0], ("Ana", Some("S"), None));
}

#[test]
fn votes_on_a_removed_story_do_not_come_back_with_cards_that_there_are_no_more() {
    let mut meeting = Meeting::of(2);
    let stories = meeting.add(&["One", "Two"]);
    meeting.vote(BEN, "5").unwrap();
    meeting.done(ANA, Command::RemoveStories(vec![stories[0]]));
    meeting.done(ANA, deck(&["S", "M"], false));
    meeting.done(ANA, Command::RestoreStories(vec![stories[0]]));
    meeting.done(ANA, Command::Select(Some(stories[0])));
    assert!(!meeting.round().has_vote(BEN));
    assert!(meeting.room.hand(BEN).is_empty());
}

#[test]
fn only_a_facilitator_changes_the_deck() {
    let mut meeting = Meeting::of(2);
    assert_eq!(meeting.command(BEN, deck(&["S", "M"], false)), Err(Refusal::FacilitatorsOnly));
}

#[test]
fn b07_an_average_of_a_custom_deck_leaves_out_cards_without_numbers() {
    let mut meeting = Meeting::of(4);
    meeting.done(ANA, deck(&["1", "3", "9", "27", "S"], false));
    meeting.votes(&["3", "3", "1", "S"]);
    meeting.reveal(ANA).unwrap();
    let result = Statistics::new(meeting.round().ballots().unwrap(), &meeting.board().deck);
    assert_eq!(result.average.map(|average| (average * 100.0).round() / 100.0), Some(2.33));
}
