//! Further numbers beside the estimate, voted in the same round (rule 49).

mod support;

use domain::ahead::{Review, StoryEstimate};
use domain::by_dimension::ByDimension;
use domain::command::Command;
use domain::deck::{DeckChoice, DeckKind};
use domain::dimension::{self, DimensionChoice, DimensionsChoice, ScoresToSave};
use domain::ids::{ParticipantId, StoryId};
use domain::people::Role;
use domain::refusal::{Countable, Field, Refusal};
use domain::round::Ballot;
use domain::settings::{Permission, SettingsPatch};
use domain::statistics::Statistics;
use support::{ANA, BEN, CLEO, Meeting};

fn by_name(entries: &[(&str, &str)]) -> ByDimension<String> {
    entries.iter().map(|(name, label)| ((*name).to_owned(), (*label).to_owned())).collect()
}

fn set(names: &[(&str, DeckKind)], drop_votes: bool) -> Command {
    let one = |(name, kind): &(&str, DeckKind)| DimensionChoice {
        name: (*name).into(),
        deck: DeckChoice { kind: *kind, ..DeckChoice::default() },
    };
    Command::SetDimensions(DimensionsChoice {
        dimensions: names.iter().map(one).collect(),
        drop_votes,
    })
}

/// A meeting that votes on risk and value as well, at its first story.
fn meeting() -> (Meeting, StoryId) {
    let mut meeting = Meeting::of(3);
    let story = meeting.add(&["Reserve a tool"])[0];
    meeting.done(ANA, set(&[("Risk", DeckKind::FiveFingers), ("Value", DeckKind::TShirt)], false));
    (meeting, story)
}

impl Meeting {
    fn play(
        &mut self,
        by: ParticipantId,
        card: &str,
        scores: &[(&str, &str)],
    ) -> Result<(), Refusal> {
        let (story, round) = (self.board().current, self.round().number);
        let (card, revealed) = (Some(card.to_owned()), self.round().is_revealed());
        let scores = Some(by_name(scores));
        self.command(by, Command::Vote { story, round, card, revealed, remark: None, scores })
    }

    fn ballot(&self, who: ParticipantId) -> &Ballot {
        self.board().shown_ballot(self.current(), who).unwrap()
    }

    fn hidden(&self, who: ParticipantId) -> Vec<(String, String)> {
        let view = self.room.view(who);
        let scores = view.scores_on(self.current()).unwrap();
        scores.iter().map(|(name, card)| (name.to_owned(), card.label.clone())).collect()
    }

    fn saved(&self, story: StoryId) -> Vec<(&str, &str)> {
        let scores = &self.board().stories.get(story).unwrap().scores;
        scores.iter().map(|(name, it)| (name, it.label())).collect()
    }

    fn save(
        &mut self,
        by: ParticipantId,
        story: StoryId,
        scores: &[(&str, &str)],
    ) -> Result<(), Refusal> {
        self.command(by, Command::SaveScores(ScoresToSave { story, scores: by_name(scores) }))
    }
}

fn owned(entries: &[(&str, &str)]) -> Vec<(String, String)> {
    entries.iter().map(|(name, label)| ((*name).to_owned(), (*label).to_owned())).collect()
}

#[test]
fn one_round_has_a_result_for_each_dimension() {
    let (mut meeting, _) = meeting();
    meeting.play(ANA, "5", &[("Risk", "4"), ("Value", "L")]).unwrap();
    meeting.play(BEN, "5", &[("Risk", "2")]).unwrap();
    meeting.vote(CLEO, "8").unwrap();
    meeting.reveal(ANA).unwrap();
    let ballots = meeting.round().ballots().unwrap();
    let dimensions = dimension::of_round(ballots, &meeting.board().dimensions);
    let results: Vec<_> =
        dimensions.iter().map(|it| Statistics::of_dimension(ballots, it)).collect();
    assert_eq!(
        (results[0].average, results[0].median, results[0].missing),
        (Some(3.0), Some(3.0), 1)
    );
    assert_eq!((results[0].suggestion(), results[0].lowest.as_slice()), (None, [BEN].as_slice()));
    assert_eq!(results[1].suggestion().map(|card| card.label.as_str()), Some("L"));
    assert_eq!((results[1].average, results[1].missing), (None, 2));
}

#[test]
fn cards_for_dimensions_stay_with_another_card_and_go_with_it() {
    let (mut meeting, _) = meeting();
    meeting.play(BEN, "5", &[("Risk", "4")]).unwrap();
    meeting.vote(BEN, "8").unwrap();
    assert_eq!(meeting.hidden(BEN), owned(&[("Risk", "4")]));
    meeting.play(BEN, "8", &[("Value", "S")]).unwrap();
    assert_eq!(meeting.hidden(BEN), owned(&[("Value", "S")]));
    meeting.vote(BEN, "").unwrap();
    meeting.vote(BEN, "8").unwrap();
    assert_eq!(meeting.hidden(BEN), []);
}

#[test]
fn a_card_is_one_of_the_dimension_that_the_room_votes_on() {
    let (mut meeting, _) = meeting();
    assert_eq!(meeting.play(BEN, "5", &[("Risk", "L")]), Err(Refusal::UnknownCard));
    assert_eq!(meeting.play(BEN, "5", &[("Beauty", "1")]), Err(Refusal::UnknownDimension));
    assert!(!meeting.round().has_vote(BEN));
}

#[test]
fn after_the_reveal_a_card_may_be_changed_and_the_first_one_stays_known() {
    let (mut meeting, _) = meeting();
    meeting.play(BEN, "5", &[("Risk", "4")]).unwrap();
    meeting.reveal(ANA).unwrap();
    meeting.play(BEN, "5", &[("Risk", "2"), ("Value", "S")]).unwrap();
    meeting.play(BEN, "5", &[("Risk", "1")]).unwrap();
    let ballot = meeting.ballot(BEN);
    let label = |scores: &domain::by_dimension::Scores| {
        scores.iter().map(|(name, card)| format!("{name} {}", card.label)).collect::<Vec<_>>()
    };
    assert_eq!((label(&ballot.scores), ballot.first.clone()), (vec!["Risk 1".to_owned()], None));
    assert_eq!(label(&ballot.first_scores), ["Risk 4", "Value S"]);
    meeting.done(
        ANA,
        Command::Configure(SettingsPatch {
            change_after_reveal: Some(false),
            ..SettingsPatch::default()
        }),
    );
    assert_eq!(meeting.play(BEN, "5", &[]), Err(Refusal::AlreadyRevealed));
}

#[test]
fn dimensions_have_names_of_their_own_and_are_three_at_the_most() {
    let mut meeting = Meeting::of(2);
    let linear = DeckKind::Linear;
    let refused = |meeting: &mut Meeting, names: &[&str]| {
        let names: Vec<_> = names.iter().map(|name| (*name, linear)).collect();
        meeting.command(ANA, set(&names, false)).unwrap_err()
    };
    assert_eq!(refused(&mut meeting, &["Risk", " risk"]), Refusal::SameDimension("risk".into()));
    assert_eq!(refused(&mut meeting, &[" "]), Refusal::Empty(Field::Name));
    let of = Countable::Dimensions;
    assert_eq!(refused(&mut meeting, &["1", "2", "3", "4"]), Refusal::TooMany { of, limit: 3 });
    assert!(matches!(
        refused(&mut meeting, &[&"x".repeat(41)]),
        Refusal::TooLong { limit: 40, .. }
    ));
    assert_eq!(
        meeting.command(BEN, set(&[("Risk", linear)], false)),
        Err(Refusal::FacilitatorsOnly)
    );
    meeting.done(ANA, set(&[("  Time   criticality ", linear)], false));
    assert_eq!(meeting.board().dimensions[0].name, "Time criticality");
}

#[test]
fn what_goes_drops_its_hidden_cards_alone_after_asking_and_an_undo_brings_them_back() {
    let (mut meeting, _) = meeting();
    let (five, shirt) = (DeckKind::FiveFingers, DeckKind::TShirt);
    meeting.play(ANA, "5", &[("Risk", "4"), ("Value", "L")]).unwrap();
    meeting.vote(BEN, "8").unwrap();
    // Another number more asks nothing.
    meeting.done(ANA, set(&[("Risk", five), ("Value", shirt), ("Effort", five)], false));
    let without_risk = |drop| set(&[("Value", shirt)], drop);
    assert_eq!(meeting.command(ANA, without_risk(false)), Err(Refusal::VotesWouldBeDropped(2)));
    assert_eq!(meeting.hidden(ANA), owned(&[("Risk", "4"), ("Value", "L")]));
    meeting.done(ANA, without_risk(true));
    let dropped = meeting.last_command();
    assert_eq!(meeting.hidden(ANA), owned(&[("Value", "L")]));
    assert_eq!(meeting.round().votes(), 2);
    meeting.play(ANA, "5", &[("Value", "S")]).unwrap();
    assert_eq!(meeting.undo_command(ANA, dropped), Ok(0));
    assert_eq!(meeting.board().dimensions.len(), 3);
    assert_eq!(meeting.hidden(ANA), owned(&[("Risk", "4"), ("Value", "S")]));
    assert_eq!(meeting.hidden(BEN), []);
}

#[test]
fn a_card_that_the_new_deck_has_as_well_stays() {
    let (mut meeting, _) = meeting();
    meeting.play(ANA, "5", &[("Risk", "4"), ("Value", "L")]).unwrap();
    meeting.done(ANA, set(&[("Risk", DeckKind::Linear), ("Value", DeckKind::TShirt)], false));
    assert_eq!(meeting.hidden(ANA), owned(&[("Risk", "4"), ("Value", "L")]));
}

#[test]
fn what_is_saved_can_be_changed_cleared_and_undone_one_by_one() {
    let (mut meeting, story) = meeting();
    meeting.save(ANA, story, &[("Risk", "4"), ("Value", "XL")]).unwrap();
    let first = meeting.last_command();
    meeting.save(ANA, story, &[("Risk", "2,5")]).unwrap();
    assert_eq!(meeting.saved(story), [("Risk", "2.5"), ("Value", "XL")]);
    // Only what nobody has saved since goes.
    meeting.undo_command(ANA, first).unwrap();
    assert_eq!(meeting.saved(story), [("Risk", "2.5")]);
    meeting.save(ANA, story, &[("Risk", "")]).unwrap();
    meeting.undo(ANA).unwrap();
    assert_eq!(meeting.saved(story), [("Risk", "2.5")]);
    assert_eq!(meeting.save(ANA, story, &[("Risk", "?")]), Err(Refusal::SpecialEstimate));
    assert_eq!(meeting.save(ANA, story, &[("Beauty", "3")]), Err(Refusal::UnknownDimension));
    let not_allowed = Err(Refusal::NotAllowed(Permission::Steer));
    assert_eq!(meeting.save(BEN, story, &[("Risk", "3")]), not_allowed);
}

#[test]
fn results_keep_dimensions_that_the_room_has_no_more() {
    let (mut meeting, story) = meeting();
    meeting.play(ANA, "5", &[("Risk", "4")]).unwrap();
    meeting.reveal(ANA).unwrap();
    meeting.save(ANA, story, &[("Risk", "4")]).unwrap();
    meeting.done(ANA, set(&[], false));
    let ballots = meeting.round().ballots().unwrap();
    let dimensions = dimension::of_round(ballots, &meeting.board().dimensions);
    let result = Statistics::of_dimension(ballots, &dimensions[0]);
    assert_eq!((dimensions[0].name.as_str(), result.average), ("Risk", Some(4.0)));
    assert_eq!(meeting.saved(story), [("Risk", "4")]);
    // It can still be cleared.
    meeting.save(ANA, story, &[("Risk", "")]).unwrap();
    assert_eq!(meeting.saved(story), []);
}

#[test]
fn whoever_observes_and_comes_back_has_the_cards_of_what_is_still_voted_on() {
    let (mut meeting, _) = meeting();
    meeting.play(BEN, "5", &[("Risk", "4"), ("Value", "L")]).unwrap();
    meeting.done(BEN, Command::SetRole(Role::Observer));
    let observer = meeting.last_command();
    meeting.done(ANA, set(&[("Value", DeckKind::TShirt)], true));
    meeting.undo_command(BEN, observer).unwrap();
    assert_eq!(meeting.hidden(BEN), owned(&[("Value", "L")]));
}

#[test]
fn what_all_agree_on_ahead_is_saved_with_its_dimensions_in_one_step_and_undone_in_one() {
    let (mut meeting, story) = meeting();
    meeting.done(ANA, Command::Select(None));
    let until = meeting.now.plus(60_000);
    meeting.done(ANA, Command::OpenVoting { stories: vec![story], until });
    for (by, value) in [(ANA, "L"), (BEN, "XL")] {
        let scores = Some(by_name(&[("Risk", "4"), ("Value", value)]));
        let (card, story) = (Some("5".to_owned()), Some(story));
        let vote = Command::Vote { story, round: 1, card, revealed: false, remark: None, scores };
        meeting.done(by, vote);
    }
    meeting.done(ANA, Command::RevealStories(vec![story]));
    let agreed = Review::of(meeting.board()).agreed;
    assert_eq!(agreed[0].scores, by_name(&[("Risk", "4")]), "they do not agree on the value");
    meeting.done(ANA, Command::SaveEstimates(agreed.clone()));
    assert_eq!(meeting.estimate(story), Some("5"));
    assert_eq!(meeting.saved(story), [("Risk", "4")]);
    assert_eq!(meeting.undo(ANA), Ok(0));
    assert_eq!((meeting.estimate(story), meeting.saved(story)), (None, Vec::new()));
    assert_eq!(Review::of(meeting.board()).agreed, agreed);
    let unknown = StoryEstimate { scores: by_name(&[("Fun", "4")]), ..agreed[0].clone() };
    let refused = meeting.command(ANA, Command::SaveEstimates(vec![unknown]));
    assert_eq!(refused, Err(Refusal::UnknownDimension));
    assert_eq!(meeting.estimate(story), None, "what cannot be saved refuses all");
}
