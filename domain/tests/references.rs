//! Reference stories: what of the room's earlier work stands beside a result (rule 45).

mod support;

use std::cmp::Ordering::{self, Equal, Greater, Less};

use domain::ahead::StoryEstimate;
use domain::command::Command;
use domain::deck::{Card, DeckChoice, DeckKind};
use domain::draft::StoryDraft;
use domain::ids::StoryId;
use domain::known::Known;
use domain::references::{compared, references};
use domain::refusal::Refusal;
use domain::room::Room;
use domain::round::Round;
use domain::settings::Permission;
use domain::statistics::Statistics;
use support::{ANA, BEN, Meeting, secret, story};

/// A meeting with stories of these estimates, saved in this order without a round.
fn estimated(estimates: &[&str]) -> (Meeting, Vec<StoryId>) {
    let mut meeting = Meeting::of(2);
    let titles: Vec<String> = (1..=estimates.len()).map(|n| format!("Story {n}")).collect();
    let stories = meeting.add(&titles.iter().map(String::as_str).collect::<Vec<_>>());
    for (story, estimate) in stories.iter().zip(estimates) {
        save(&mut meeting, *story, estimate);
    }
    meeting.done(ANA, Command::Select(None));
    (meeting, stories)
}

fn save(meeting: &mut Meeting, story: StoryId, estimate: &str) {
    let estimate = Some(estimate.to_owned()).filter(|estimate| !estimate.is_empty());
    meeting.done(ANA, Command::SetEstimate { story, estimate });
}

fn pin(meeting: &mut Meeting, story: StoryId) {
    meeting.done(ANA, Command::PinReference { story, is_reference: true });
}

/// The numbers of the stories beside a card, with how they compare.
fn beside(meeting: &Meeting, card: &str) -> Vec<(u32, Ordering)> {
    let found = references(meeting.board(), &Card::new(card));
    found.into_iter().map(|one| (one.story.0, one.size)).collect()
}

#[test]
fn up_to_three_of_the_same_size_stand_between_the_next_lower_and_the_next_higher() {
    let (meeting, _) = estimated(&["5", "1", "3", "5", "13", "8", "5", "5", "2"]);
    let expected = [(3, Less), (1, Equal), (4, Equal), (7, Equal), (6, Greater)];
    assert_eq!(beside(&meeting, "5"), expected);
    assert_eq!(beside(&meeting, "0"), [(2, Greater)]);
    assert_eq!(beside(&meeting, "100"), [(5, Less)]);
    assert_eq!(beside(&meeting, "?"), []);
}

#[test]
fn pinned_stories_come_first_then_those_that_were_revealed_last() {
    let (mut meeting, stories) = estimated(&["5", "5", "5", "5", "3", "3"]);
    pin(&mut meeting, stories[3]);
    pin(&mut meeting, stories[5]);
    meeting.done(ANA, Command::Select(Some(stories[2])));
    meeting.reveal(ANA).unwrap();
    meeting.done(ANA, Command::Select(None));
    assert_eq!(beside(&meeting, "5"), [(6, Less), (4, Equal), (3, Equal), (1, Equal)]);
}

#[test]
fn halves_in_any_spelling_and_values_typed_by_hand_are_compared_as_numbers() {
    let (meeting, _) = estimated(&["½", "0.5", "4", "about a week"]);
    assert_eq!(beside(&meeting, "½"), [(1, Equal), (2, Equal), (3, Greater)]);
    assert_eq!(beside(&meeting, "5"), [(3, Less)]);
}

#[test]
fn cards_without_numbers_are_compared_by_their_order_in_the_deck() {
    let (mut meeting, _) = estimated(&["S", "XL", "M", "5"]);
    let deck = DeckChoice { kind: DeckKind::TShirt, ..DeckChoice::default() };
    meeting.done(ANA, Command::SetDeck { deck, drop_votes: true });
    assert_eq!(beside(&meeting, "M"), [(1, Less), (3, Equal), (2, Greater)]);
    assert_eq!(beside(&meeting, "L"), [(3, Less), (2, Greater)]);
}

#[test]
fn only_estimates_of_the_team_and_pinned_stories_count_and_never_the_current_one() {
    let (mut meeting, stories) = estimated(&["5", ""]);
    let imported = |title: &str| StoryDraft { estimate: Some("5".into()), ..story(title) };
    let drafts = vec![imported("Three"), imported("Four")];
    meeting.done(ANA, Command::AddStories { stories: drafts, known: Known::Add });
    assert_eq!(beside(&meeting, "5"), [(1, Equal)]);
    pin(&mut meeting, StoryId(4));
    assert_eq!(beside(&meeting, "5"), [(4, Equal), (1, Equal)]);
    meeting.done(ANA, Command::Select(Some(stories[0])));
    assert_eq!(beside(&meeting, "5"), [(4, Equal)]);
}

#[test]
fn an_estimate_is_not_shown_beside_others_while_votes_on_its_story_are_hidden() {
    let (mut meeting, stories) = estimated(&["5"]);
    let until = meeting.now.plus(1_000);
    meeting.done(ANA, Command::OpenVoting { stories, until });
    assert_eq!(beside(&meeting, "5"), []);
}

#[test]
fn without_a_suggestion_the_median_card_is_compared() {
    for (cards, expected) in [
        (&["3", "5", "5"][..], Some("5")),
        (&["1", "3", "8"], Some("3")),
        (&["3", "5"], Some("3")),
        (&["1", "3", "5", "5", "8", "8"], Some("5")),
        (&["?"], None),
        (&[], None),
    ] {
        let mut meeting = Meeting::of(cards.len().max(1) as u32);
        for (person, card) in (1..).zip(cards) {
            // Six people, of whom five have names in these tests.
            let _ = meeting.join(person, "Fay", domain::people::Role::Estimator);
            meeting.vote(domain::ids::ParticipantId(person), card).unwrap();
        }
        meeting.reveal(ANA).unwrap();
        let ballots = meeting.round().ballots().unwrap_or_default();
        let result = Statistics::new(ballots, &meeting.board().deck);
        assert_eq!(compared(&result).map(|card| card.label.as_str()), expected, "{cards:?}");
    }
}

#[test]
fn an_actual_value_is_entered_by_the_rules_of_estimates_and_outlives_a_file() {
    let (mut meeting, stories) = estimated(&["5"]);
    let story = stories[0];
    let actual = |typed: Option<&str>| Command::SetActual { story, actual: typed.map(Into::into) };
    assert_eq!(meeting.command(ANA, actual(Some("?"))), Err(Refusal::SpecialEstimate));
    assert_eq!(meeting.command(BEN, actual(Some("8"))), refused());
    let pin = Command::PinReference { story, is_reference: true };
    assert_eq!(meeting.command(BEN, pin.clone()), refused());
    meeting.done(ANA, actual(Some("0,5")));
    meeting.done(ANA, pin);
    let kept = |room: &Room| {
        let story = room.board().stories.iter().next().unwrap();
        (story.actual.as_ref().map(|it| it.label().to_owned()), story.is_reference)
    };
    assert_eq!(kept(&meeting.room), (Some("0.5".into()), true));
    let archive = meeting.archive();
    let opened = Room::from_archive(archive, secret(9), meeting.now).unwrap();
    assert_eq!(kept(&opened), (Some("0.5".into()), true));
    assert_eq!(meeting.undo(ANA), Ok(0));
    assert_eq!(kept(&meeting.room), (Some("0.5".into()), false), "only the pin is taken back");
    meeting.done(ANA, actual(None));
    assert_eq!(meeting.undo(ANA), Ok(0));
    assert_eq!(kept(&meeting.room).0.as_deref(), Some("0.5"));
    assert_eq!(meeting.round().votes(), Round::new(1, meeting.now).votes());
}

#[test]
fn many_estimates_are_saved_in_one_step_and_taken_back_by_one_undo() {
    let (mut meeting, stories) = estimated(&["", "", "3"]);
    let all = stories.iter().map(|story| StoryEstimate::new(*story, "5"));
    let save_all = Command::SaveEstimates(all.collect());
    assert_eq!(meeting.command(BEN, save_all.clone()), refused());
    meeting.done(ANA, save_all);
    let saved = meeting.last_command();
    assert!(stories.iter().all(|story| meeting.estimate(*story) == Some("5")));
    save(&mut meeting, stories[0], "8");
    assert_eq!(meeting.undo_command(ANA, saved), Ok(1), "what was saved since stays");
    let now: Vec<_> = stories.iter().map(|story| meeting.estimate(*story)).collect();
    assert_eq!(now, [Some("8"), None, Some("3")]);
    let special = StoryEstimate::new(stories[1], "☕");
    let good = StoryEstimate::new(stories[0], "1");
    let both = Command::SaveEstimates(vec![good, special]);
    assert_eq!(meeting.command(ANA, both), Err(Refusal::SpecialEstimate));
    assert_eq!(meeting.estimate(stories[0]), Some("8"));
}

fn refused() -> Result<(), Refusal> {
    Err(Refusal::NotAllowed(Permission::Steer))
}
