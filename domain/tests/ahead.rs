//! Voting ahead of the meeting: across days, restarts and an empty room, hidden until a meeting (rule 46).

mod support;

use domain::ahead::{Review, next_waiting, waiting_for_me};
use domain::command::Command;
use domain::ids::{ParticipantId, StoryId};
use domain::people::Role;
use domain::protocol::{decode, encode};
use domain::refusal::{Countable, Refusal};
use domain::room::Room;
use domain::settings::{Permission, Settings};
use domain::story::Story;
use domain::timer::TimerAction;
use support::{ANA, BEN, CLEO, Meeting};

const DAY: u64 = 24 * 60 * 60 * 1_000;

/// A meeting of three, with these stories open for voting for two days; the room is at none of them.
fn ahead(titles: &[&str]) -> (Meeting, Vec<StoryId>) {
    let mut meeting = Meeting::of(3);
    let stories = meeting.add(titles);
    meeting.done(ANA, Command::Select(None));
    open(&mut meeting, &stories);
    (meeting, stories)
}

fn open(meeting: &mut Meeting, stories: &[StoryId]) {
    let until = meeting.now.plus(2 * DAY);
    meeting.done(ANA, Command::OpenVoting { stories: stories.to_vec(), until });
}

fn story(meeting: &Meeting, id: StoryId) -> &Story {
    meeting.board().stories.get(id).unwrap()
}

fn vote(meeting: &mut Meeting, by: ParticipantId, id: StoryId, card: &str) -> Result<(), Refusal> {
    let round = story(meeting, id).rounds.current.as_ref().map_or(1, |round| round.number);
    let card = Some(card.to_owned()).filter(|card| !card.is_empty());
    meeting.command(
        by,
        Command::Vote { story: Some(id), round, card, revealed: false, remark: None, scores: None },
    )
}

fn waiting(meeting: &Meeting, who: ParticipantId) -> Vec<u32> {
    let waiting = waiting_for_me(&meeting.room.view(who), meeting.now);
    waiting.into_iter().map(|story| story.0).collect()
}

#[test]
fn people_vote_on_open_stories_wherever_the_room_is_and_see_what_waits_for_them() {
    let (mut meeting, stories) = ahead(&["One", "Two", "Three"]);
    assert_eq!(waiting(&meeting, BEN), [1, 2, 3]);
    assert_eq!(vote(&mut meeting, BEN, stories[1], "5"), Ok(()));
    assert_eq!(waiting(&meeting, BEN), [1, 3]);
    let next = |after: Option<u32>| {
        let view = meeting.room.view(BEN);
        next_waiting(&view, meeting.now, after.map(StoryId)).map(|story| story.0)
    };
    assert_eq!([None, Some(1), Some(2), Some(3)].map(next), [Some(1), Some(3), Some(3), Some(1)]);
    assert_eq!(waiting(&meeting, CLEO), [1, 2, 3]);
    let of_ben = meeting.room.hand(BEN);
    assert_eq!((of_ben[0].0, of_ben[0].1.card.label.as_str()), (Some(stories[1]), "5"));
    assert_eq!(vote(&mut meeting, BEN, stories[1], ""), Ok(()), "it can be taken back");
    assert_eq!(waiting(&meeting, BEN), [1, 2, 3]);
    meeting.done(CLEO, Command::SetRole(Role::Observer));
    assert_eq!(waiting(&meeting, CLEO), [0_u32; 0], "nobody waits for an observer");
    assert_eq!(vote(&mut meeting, CLEO, stories[0], "5"), Err(Refusal::Observer));
    let closed = meeting.add(&["Four"])[0];
    assert_eq!(vote(&mut meeting, BEN, closed, "5"), Err(Refusal::RoundOver));
}

#[test]
fn voting_goes_on_for_days_through_a_restart_and_in_an_empty_room_and_simply_ends() {
    let (mut meeting, stories) = ahead(&["One"]);
    vote(&mut meeting, ANA, stories[0], "3").unwrap();
    [ANA, BEN, CLEO].into_iter().for_each(|person| meeting.leave(person));
    meeting.wait(DAY);
    meeting.room = decode::<Room>(&encode(&meeting.room)).unwrap();
    meeting.room.restart(meeting.now);
    meeting.come_back(BEN);
    assert_eq!(vote(&mut meeting, BEN, stories[0], "5"), Ok(()), "nobody else is here");
    meeting.leave(BEN);
    meeting.wait(2 * DAY);
    meeting.come_back(CLEO);
    assert_eq!(vote(&mut meeting, CLEO, stories[0], "8"), Err(Refusal::RoundOver));
    assert_eq!(waiting(&meeting, CLEO), [0_u32; 0]);
    let one = story(&meeting, stories[0]);
    assert!(one.collects_votes() && one.hidden_votes() == 2, "nothing is revealed by itself");
    meeting.come_back(ANA);
    meeting.done(ANA, Command::RevealStories(stories.clone()));
    let ballots = story(&meeting, stories[0]).rounds.current.as_ref().unwrap().ballots().unwrap();
    let cards: Vec<_> = ballots.iter().map(|b| b.card.as_ref().map(|c| c.label.as_str())).collect();
    assert_eq!(cards, [Some("3"), Some("5"), None], "who is away has voted nevertheless");
    assert_eq!(vote(&mut meeting, CLEO, stories[0], "8"), Err(Refusal::AlreadyRevealed));
}

#[test]
fn neither_auto_reveal_nor_the_timer_turns_cards_of_a_vote_ahead() {
    let (mut meeting, stories) = ahead(&["One"]);
    let settings = Settings { reveal_at_zero: true, ..Settings::default() };
    meeting.done(ANA, Command::Configure(settings.into()));
    for person in [ANA, BEN, CLEO] {
        vote(&mut meeting, person, stories[0], "5").unwrap();
    }
    meeting.done(ANA, Command::Select(Some(stories[0])));
    meeting.done(ANA, Command::Timer(TimerAction::Start(5)));
    meeting.wait(3 * DAY);
    assert!(!meeting.round().is_revealed());
    meeting.reveal(ANA).unwrap();
    // A round that follows at the meeting is an ordinary one.
    meeting.vote_again(ANA).unwrap();
    meeting.votes(&["5", "5", "5"]);
    meeting.wait(5_000);
    assert!(meeting.round().is_revealed());
}

#[test]
fn revealing_others_leaves_the_timer_of_the_room_alone() {
    let (mut meeting, stories) = ahead(&["One"]);
    vote(&mut meeting, BEN, stories[0], "5").unwrap();
    meeting.done(ANA, Command::Timer(TimerAction::Start(60)));
    meeting.done(ANA, Command::RevealStories(stories));
    assert!(meeting.board().timer.is_some());
}

#[test]
fn a_meeting_accepts_agreements_in_one_step_and_takes_the_largest_disagreement_first() {
    let titles = ["Agreed", "Near", "Far", "Unsure", "Alone", "Nobody", "Agreed too"];
    let (mut meeting, stories) = ahead(&titles);
    let votes = [
        (0, ["5", "5", "5"]),
        (1, ["3", "5", "5"]),
        (2, ["1", "13", ""]),
        (3, ["5", "5", "?"]),
        (4, ["8", "", ""]),
        (6, ["½", "½", ""]),
    ];
    for (index, cards) in votes {
        for (person, card) in (1..).zip(cards).filter(|(_, card)| !card.is_empty()) {
            vote(&mut meeting, ParticipantId(person), stories[index], card).unwrap();
        }
    }
    let review = Review::of(meeting.board());
    assert_eq!(review.hidden.len(), 6);
    assert_eq!(review.without_votes, [stories[5]]);
    assert!(review.agreed.is_empty() && review.disputed.is_empty(), "hidden until the reveal");
    meeting.done(ANA, Command::RevealStories(review.hidden));
    let review = Review::of(meeting.board());
    assert_eq!(review.disputed, [2, 1, 3, 4].map(|index| stories[index]));
    let agreed: Vec<_> = review.agreed.iter().map(|it| (it.story, it.estimate.as_str())).collect();
    assert_eq!(agreed, [(stories[0], "5"), (stories[6], "½")]);
    meeting.done(ANA, Command::SaveEstimates(review.agreed.clone()));
    assert_eq!(meeting.estimate(stories[0]), Some("5"));
    assert_eq!(Review::of(meeting.board()).agreed, []);
    assert_eq!(meeting.undo(ANA), Ok(0));
    assert_eq!(meeting.estimate(stories[0]), None);
    assert_eq!(Review::of(meeting.board()), review);
    // The room comes to what has to be discussed; an estimate settles it.
    meeting.done(ANA, Command::Select(Some(stories[2])));
    let estimate = Some("5".into());
    meeting.done(ANA, Command::SetEstimate { story: stories[2], estimate });
    assert_eq!(Review::of(meeting.board()).disputed.len(), 3);
}

#[test]
fn closing_keeps_the_votes_and_closing_again_takes_a_story_off_the_list() {
    let (mut meeting, stories) = ahead(&["Voted", "Not"]);
    vote(&mut meeting, BEN, stories[0], "5").unwrap();
    let close = || Command::CloseVoting(vec![stories[0], stories[1]]);
    meeting.done(ANA, close());
    let closing = meeting.last_command();
    assert_eq!(vote(&mut meeting, CLEO, stories[0], "5"), Err(Refusal::RoundOver));
    let review = Review::of(meeting.board());
    assert_eq!((review.hidden.as_slice(), review.without_votes.len()), (&stories[..1], 0));
    assert_eq!(meeting.undo_command(ANA, closing), Ok(0));
    assert_eq!(vote(&mut meeting, CLEO, stories[1], "5"), Ok(()));
    meeting.done(ANA, close());
    meeting.done(ANA, close());
    assert!(Review::of(meeting.board()).is_empty());
    assert_eq!(meeting.room.hand(BEN).len(), 1);
    meeting.done(ANA, Command::Select(Some(stories[0])));
    assert!(meeting.round().has_vote(BEN));
}

#[test]
fn a_revealed_story_that_is_opened_begins_its_next_round_and_undo_takes_that_back() {
    let mut meeting = Meeting::of(2);
    let stories = meeting.add(&["One", "Two"]);
    meeting.votes(&["3", "5"]);
    meeting.reveal(ANA).unwrap();
    let before = story(&meeting, stories[0]).clone();
    open(&mut meeting, &stories);
    let opening = meeting.last_command();
    assert_eq!(meeting.round().number, 2);
    assert_eq!(meeting.undo(ANA), Ok(0));
    assert_eq!(story(&meeting, stories[0]), &before);
    assert_eq!(meeting.undo(ANA), Ok(0), "the undo is undone");
    assert!(story(&meeting, stories[0]).collects_votes() && meeting.round().number == 2);
    assert_eq!(meeting.undo_command(ANA, opening), Err(Refusal::NothingToUndo));
    vote(&mut meeting, BEN, stories[1], "5").unwrap();
    assert_eq!(meeting.undo(ANA), Err(Refusal::NothingToUndo), "that was Ben's");
}

#[test]
fn an_undo_leaves_open_what_has_been_voted_on_since() {
    let (mut meeting, stories) = ahead(&["One", "Two"]);
    let opening = meeting.last_command();
    vote(&mut meeting, BEN, stories[1], "5").unwrap();
    assert_eq!(meeting.undo_command(ANA, opening), Ok(1));
    assert!(!story(&meeting, stories[0]).collects_votes());
    assert!(story(&meeting, stories[1]).is_open_for_voting(meeting.now));
}

#[test]
fn it_ends_within_90_days_and_is_bounded_and_permitted_like_choosing_the_story() {
    let mut meeting = Meeting::of(2);
    let titles: Vec<String> = (0..201).map(|n| format!("Story {n}")).collect();
    let stories = meeting.add(&titles.iter().map(String::as_str).collect::<Vec<_>>());
    let now = meeting.now;
    let open = |stories: &[StoryId], end| {
        let stories = stories.to_vec();
        Command::OpenVoting { stories, until: now.plus(end) }
    };
    for end in [0, 90 * DAY + 1] {
        let refused = meeting.command(ANA, open(&stories[..1], end));
        assert_eq!(refused, Err(Refusal::BadVotingEnd(90)));
    }
    let too_many = Refusal::TooMany { of: Countable::VotingStories, limit: 200 };
    assert_eq!(meeting.command(ANA, open(&stories, DAY)), Err(too_many.clone()));
    meeting.done(ANA, open(&stories[..200], 90 * DAY));
    assert_eq!(meeting.command(ANA, open(&stories[200..], DAY)), Err(too_many));
    meeting.done(ANA, open(&stories[..1], DAY));
    let not = |permission| Err(Refusal::NotAllowed(permission));
    assert_eq!(meeting.command(BEN, open(&stories[..1], DAY)), not(Permission::Steer));
    let close = Command::CloseVoting(stories.clone());
    assert_eq!(meeting.command(BEN, close), not(Permission::Steer));
    let reveal = Command::RevealStories(stories.clone());
    assert_eq!(meeting.command(BEN, reveal), not(Permission::Reveal));
    let gone = meeting.command(ANA, Command::RevealStories(vec![StoryId(999)]));
    assert_eq!(gone, Err(Refusal::UnknownStory));
}
