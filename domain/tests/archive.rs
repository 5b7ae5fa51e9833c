//! A room that was archived and opened again: what is the same, and what is refused.

mod support;

use domain::archive::{
    Archive, ArchivedPeople, ArchivedPerson, ArchivedRounds, ArchivedStory, LAST_MS, LAST_ROUND,
};
use domain::command::Command;
use domain::deck::{Card, Deck, DeckChoice, DeckKind};
use domain::draft::StoryDraft;
use domain::ids::{ParticipantId, StoryId};
use domain::known::Known;
use domain::people::Role;
use domain::refusal::{Countable, Field, Refusal};
use domain::remark::Remark;
use domain::room::{Line, Room};
use domain::round::{Ballot, PastRound};
use domain::story::{CriterionState, EstimateOrigin};
use domain::time::Timestamp;
use support::{ANA, BEN, CLEO, Meeting, guest, secret, story};

const LATER: Timestamp = Timestamp(9_000_000);

/// The number of the person who opens the archive.
const OPENER: u32 = 77;

fn open(archive: &Archive) -> Result<Room, Refusal> {
    Room::from_archive(archive.clone(), secret(OPENER), LATER)
}

/// A room in the middle of its work: one story estimated, one in its second round, one untouched.
fn busy() -> Meeting {
    let mut meeting = Meeting::of(3);
    let criteria = vec!["Holds".to_owned(), "Holds too".to_owned()];
    let states = vec![CriterionState::Agreed, CriterionState::Unclear];
    let one = StoryDraft { key: Some("TL-1".into()), criteria, states, ..story("One") };
    let stories = vec![one, story("Two"), story("Three")];
    meeting.done(ANA, Command::AddStories { stories, known: Known::LeaveOut });
    meeting.votes(&["3", "5", "?"]);
    meeting.reveal(ANA).unwrap();
    meeting.vote(BEN, "8").unwrap();
    meeting.done(ANA, Command::SetEstimate { story: StoryId(1), estimate: Some("½".into()) });
    meeting.done(ANA, Command::Select(Some(StoryId(2))));
    meeting.votes(&["1", "1", "100"]);
    meeting.reveal(ANA).unwrap();
    meeting.vote_again(ANA).unwrap();
    meeting.votes(&["40", "20"]);
    meeting.done(ANA, Command::RemovePerson(CLEO));
    meeting
}

/// The archive as it is after opening, which leaves nobody facilitator.
fn plain(mut archive: Archive) -> Archive {
    let people = archive.people.into_iter().map(|p| ArchivedPerson { facilitator: false, ..p });
    archive.people = ArchivedPeople::new(people.collect()).unwrap();
    archive
}

#[test]
fn a_room_goes_on_where_its_archive_ends() {
    let meeting = busy();
    let archive = meeting.archive();
    let room = open(&archive).unwrap();
    assert_eq!(Archive::of(room.board(), room.product()), plain(archive));
    let (before, after) = (meeting.board(), room.board());
    assert_eq!(after.current, Some(StoryId(2)));
    let round = after.round().unwrap();
    assert_eq!((round.number, round.votes(), round.started), (2, 0, LATER));
    let one = |board: &domain::board::Board| board.stories.get(StoryId(1)).unwrap().clone();
    assert_eq!(one(after), one(before));
}

#[test]
fn hidden_votes_are_not_in_an_archive() {
    let mut meeting = busy();
    let before = meeting.archive();
    meeting.vote(ANA, "13").unwrap();
    meeting.vote(BEN, "").unwrap();
    assert_eq!(meeting.archive(), before);
}

#[test]
fn an_open_round_starts_again_and_does_not_wait_for_people_who_never_joined() {
    let mut room = open(&busy().archive()).unwrap();
    let (opener, _) =
        room.join(guest(secret(OPENER), "Opener", Role::Estimator), Line::Open, LATER).unwrap();
    let story = room.board().current;
    let vote = Command::Vote {
        story,
        round: 2,
        card: Some("5".into()),
        revealed: false,
        remark: None,
        scores: None,
    };
    room.execute(opener, domain::ids::CommandId("1".into()), vote, LATER).unwrap();
    let at = room.deadline(LATER).unwrap();
    room.tick(at);
    let ballots = room.board().round().unwrap().ballots().unwrap();
    assert_eq!(ballots.iter().map(|b| b.participant).collect::<Vec<_>>(), [opener]);
}

#[test]
fn people_of_an_archive_are_away_and_nobody_joins_as_one_of_them() {
    let mut room = open(&busy().archive()).unwrap();
    assert!(room.board().people.iter().all(|p| !p.facilitator && !p.is_connected()));
    for known in 1..=3 {
        assert_eq!(room.participant(&secret(known)), None);
    }
    let (ana, _) = room.join(guest(secret(1), "Ana", Role::Estimator), Line::Open, LATER).unwrap();
    let (opener, _) =
        room.join(guest(secret(OPENER), "Ben", Role::Observer), Line::Open, LATER).unwrap();
    let person = |id| room.board().people.get(id).unwrap();
    assert_eq!((person(ana).shown_name().as_str(), person(ana).facilitator), ("Ana (2)", false));
    assert_eq!(
        (person(opener).shown_name().as_str(), person(opener).facilitator),
        ("Ben (2)", true)
    );
    // Cleo was removed; her number stands on her ballots and is not given out again.
    assert_eq!((ana, opener), (ParticipantId(4), ParticipantId(5)));
}

fn archived(draft: StoryDraft) -> ArchivedStory {
    let (estimate_origin, rounds) = (EstimateOrigin::Team, ArchivedRounds::default());
    ArchivedStory {
        draft,
        estimate_origin,
        is_reference: false,
        wall: None,
        is_ready: false,
        checked: Vec::new(),
        items: Vec::new(),
        rounds,
    }
}

fn empty() -> Archive {
    Meeting::of(0).archive()
}

fn round(number: u32, ballots: &[(u32, &str)]) -> PastRound {
    let ballot = |(person, name): &(u32, &str)| Ballot {
        participant: ParticipantId(*person),
        name: (*name).to_owned(),
        card: Some(Card::new("7 days")),
        first: None,
        remark: Remark::default(),
        scores: Default::default(),
        first_scores: Default::default(),
    };
    let ballots = ballots.iter().map(ballot).collect();
    let (started, revealed) = (Timestamp(5), Timestamp(6));
    PastRound { number, started, revealed, elsewhere: 0, ballots, before: None }
}

fn person(number: u32, name: &str, mark: u32) -> ArchivedPerson {
    let (number, name) = (ParticipantId(number), name.to_owned());
    ArchivedPerson { number, name, mark, role: Role::Estimator, facilitator: true }
}

#[test]
fn huge_numbers_are_replaced() {
    let people = vec![person(u32::MAX, "Ana", 1), person(0, "Ben", 1)];
    let quick = ArchivedRounds::new(vec![round(3, &[(u32::MAX, "Ana"), (9, "Gone")])], None);
    let archive =
        Archive { people: ArchivedPeople::new(people).unwrap(), quick: quick.unwrap(), ..empty() };
    let mut room = open(&archive).unwrap();
    let numbers: Vec<_> = room.board().people.iter().map(|p| (p.id.0, p.name.as_str())).collect();
    assert_eq!(numbers, [(3, "Ana"), (1, "Ben")]);
    let ballots = room.board().quick.current.as_ref().unwrap().ballots().unwrap();
    assert_eq!(ballots.iter().map(|b| b.participant.0).collect::<Vec<_>>(), [3, 2]);
    let (next, _) =
        room.join(guest(secret(OPENER), "Opener", Role::Estimator), Line::Open, LATER).unwrap();
    assert_eq!(next, ParticipantId(4));
}

#[test]
fn marks_stay_if_they_tell_people_apart_and_are_replaced_if_not() {
    let people = vec![
        person(1, "Alex", 2),
        person(2, "alex", 2),
        person(3, "Alex", u32::MAX),
        person(4, "Alex (2)", 0),
    ];
    let archive = Archive { people: ArchivedPeople::new(people).unwrap(), ..empty() };
    let room = open(&archive).unwrap();
    let shown: Vec<_> = room.board().people.iter().map(|person| person.shown_name()).collect();
    assert_eq!(shown, ["Alex (2)", "alex", "Alex (500)", "Alex (2) (2)"]);
}

#[test]
fn rounds_rise_and_hold_each_voter_once() {
    let rounds = |finished, voting| ArchivedRounds::new(finished, voting).is_some();
    assert!(rounds(vec![round(1, &[]), round(LAST_ROUND - 1, &[])], Some(LAST_ROUND)));
    assert!(!rounds(vec![round(2, &[]), round(2, &[])], None));
    assert!(!rounds(vec![round(2, &[])], Some(1)));
    assert!(!rounds(vec![round(0, &[])], None));
    assert!(!rounds(Vec::new(), Some(u32::MAX)));
    assert!(!rounds(vec![round(1, &[(1, "Ana"), (1, "Ana")])], None));
    let late = PastRound { revealed: Timestamp(LAST_MS + 1), ..round(1, &[]) };
    assert!(!rounds(vec![late], None));
    let many = |count| (1..=count).map(|number| round(number, &[])).collect();
    assert!(rounds(many(101), None) && !rounds(many(102), None));
}

#[test]
fn people_have_a_number_each_and_are_as_many_as_a_room_remembers() {
    let people = |count| (1..=count).map(|n| person(n, "Ana", 1)).collect::<Vec<_>>();
    assert!(ArchivedPeople::new(people(500)).is_some());
    assert!(ArchivedPeople::new(people(501)).is_none());
    assert!(ArchivedPeople::new(vec![person(1, "Ana", 1), person(1, "Ben", 1)]).is_none());
    // Five hundred of the same name are told apart.
    let archive = Archive { people: ArchivedPeople::new(people(500)).unwrap(), ..empty() };
    assert_eq!(open(&archive).unwrap().board().people.len(), 500);
}

#[test]
fn nothing_is_accepted_that_could_not_have_been_typed() {
    let told = |draft: StoryDraft| {
        let stories = vec![archived(draft)];
        open(&Archive { stories, ..empty() }).err()
    };
    let long = |field, limit, length| Some(Refusal::TooLong { field, limit, length });
    assert_eq!(told(story(" ")), Some(Refusal::Empty(Field::StoryTitle)));
    assert_eq!(told(story(&"x".repeat(2_001))), long(Field::StoryTitle, 2_000, 2_001));
    let link = Some("javascript:alert(1)".to_owned());
    assert_eq!(told(StoryDraft { link, ..story("One") }), Some(Refusal::BadLink));
    let estimate = Some("☕".to_owned());
    assert_eq!(told(StoryDraft { estimate, ..story("One") }), Some(Refusal::SpecialEstimate));
    let criteria = vec!["Holds".to_owned(); 201];
    let too_many = |of, limit| Some(Refusal::TooMany { of, limit });
    assert_eq!(told(StoryDraft { criteria, ..story("One") }), too_many(Countable::Criteria, 200));
    assert_eq!(told(story("One")), None);

    let title = "x".repeat(121);
    assert_eq!(open(&Archive { title, ..empty() }).err(), long(Field::RoomTitle, 120, 121));
    let people = ArchivedPeople::new(vec![person(1, "\u{200b}", 1)]).unwrap();
    assert_eq!(open(&Archive { people, ..empty() }).err(), Some(Refusal::InvisibleName));
    let quick = ArchivedRounds::new(vec![round(1, &[(1, &"x".repeat(50))])], None).unwrap();
    assert_eq!(open(&Archive { quick, ..empty() }).err(), long(Field::Name, 40, 50));
    let current = Some(0);
    assert_eq!(open(&Archive { current, ..empty() }).err(), Some(Refusal::UnknownStory));
    let one = archived(story("One"));
    let stories = vec![one; 2_001];
    assert_eq!(open(&Archive { stories, ..empty() }).err(), too_many(Countable::Stories, 2_000));
}

#[test]
fn the_current_story_has_a_round_whatever_the_archive_says() {
    let one = archived(story("One"));
    let quick = ArchivedRounds::default();
    let room = open(&Archive { stories: vec![one], current: Some(0), quick, ..empty() }).unwrap();
    assert_eq!(room.board().round().unwrap().number, 1);
    assert_eq!(room.board().quick.current.as_ref().unwrap().number, 1);
}

#[test]
fn saved_estimates_stay_as_they_are_also_where_the_deck_has_no_such_card() {
    let size = || Some("½".to_owned());
    let half = archived(StoryDraft { estimate: size(), actual: size(), ..story("One") });
    let deck = Deck::new(&DeckChoice { kind: DeckKind::TShirt, ..DeckChoice::default() });
    let archive = Archive { deck, stories: vec![half], ..empty() };
    let room = open(&archive).unwrap();
    assert_eq!(Archive::of(room.board(), room.product()).stories, archive.stories);
}
