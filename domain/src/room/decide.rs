//! From a command to events: checks permissions, and decides commands about the room and its
//! people.

use super::Room;
use super::event::Event;
use super::played::Played;
use crate::change::Change;
use crate::command::Command;
use crate::ids::ParticipantId;
use crate::passcode::{self, NewPasscode};
use crate::people::{EditedText, Person, Role};
use crate::refusal::{Field, Refusal};
use crate::settings::{Permission, Settings};
use crate::text;
use crate::time::Timestamp;
use crate::wall::WallAction;

/// The events that an action leads to, or why it is refused.
pub(super) type Decision = Result<Vec<Event>, Refusal>;

impl Room {
    /// Decides a command, without changing anything.
    pub(super) fn decide(
        &self,
        actor: ParticipantId,
        command: Command,
        now: Timestamp,
    ) -> Decision {
        let person = self.board.people.get(actor).ok_or(Refusal::UnknownPerson)?;
        self.check_permission(person, &command)?;
        match command {
            Command::Retitle(title) => {
                Ok(vec![Change::Retitled(text::required(Field::RoomTitle, &title)?).into()])
            }
            Command::EditTitle { before, title } => self.edit_title(&before, &title),
            Command::Configure(patch) => {
                let settings = patch.applied(&self.board.settings);
                Ok(vec![Change::SettingsChanged(settings).into()])
            }
            Command::SetDeck { deck, drop_votes } => self.set_deck(&deck, drop_votes, now),
            Command::SetDimensions(choice) => self.set_dimensions(&choice),
            Command::SaveScores(save) => self.save_scores(&save),
            Command::Timer(action) => self.set_timer(action, now),
            Command::Rename(name) => self.rename(person, &name),
            Command::SetRole(role) => Ok(self.set_role(person, role)),
            Command::SetFacilitator { participant, facilitator, even_if_last } => {
                self.set_facilitator(participant, facilitator, even_if_last)
            }
            Command::TakeOver => self.take_over(person, now),
            Command::RemovePerson(participant) => self.remove_person(actor, participant),
            Command::Readmit => Ok(self.readmit()),
            Command::ReadmitPerson(participant) => self.readmit_person(participant),
            Command::SetRoleOf { participant, role } => {
                let person = self.board.people.get(participant).ok_or(Refusal::UnknownPerson)?;
                Ok(self.set_role(person, role))
            }
            Command::Nudge(participant) => self.nudge(actor, participant, now),
            Command::SetPasscode(passcode) => self.set_passcode(passcode),

            Command::AddStories { stories, known } => self.add_stories(actor, stories, known, now),
            Command::AddLines(text) => self.add_lines(actor, &text, now),
            Command::RemoveStories(stories) => self.remove_stories(actor, &stories, now),
            Command::RestoreStories(stories) => self.restore_stories(&stories),
            Command::MoveStory { story, after } => self.move_story(story, after),
            Command::EditStory { story, revision, title, description, link } => {
                self.edit_story(story, revision, title, description, link)
            }
            Command::AddCriterion { story, text, state, after } => {
                self.add_criterion(story, &text, state, after)
            }
            Command::AddCriteria { story, lines } => self.add_criteria(story, &lines),
            Command::EditCriterion { story, criterion, revision, text } => {
                self.edit_criterion(story, criterion, revision, &text)
            }
            Command::MarkCriterion { story, criterion, state } => {
                self.criterion(story, criterion)?;
                Ok(vec![Change::CriterionMarked { story, criterion, state }.into()])
            }
            Command::MoveCriterion { story, criterion, after } => {
                self.criterion(story, criterion)?;
                if let Some(after) = after {
                    self.criterion(story, after)?;
                }
                Ok(vec![Change::CriterionMoved { story, criterion, after }.into()])
            }
            Command::RemoveCriterion { story, criterion } => {
                self.criterion(story, criterion)?;
                Ok(vec![Change::CriterionRemoved { story, criterion }.into()])
            }
            Command::Editing(editing) => Ok(self.set_editing(person, editing)),

            Command::Undo(command) => self.undo(actor, command, now),

            Command::Select(story) => self.select(story, now),
            Command::Vote { story, round, card, revealed, remark, scores } => {
                let round = self.votable_round(story, round, now)?;
                let played = Played { card, remark, scores };
                self.vote(person, (story, round), played, revealed)
            }
            Command::Reveal { story, round } => self.reveal(story, round, now),
            Command::VoteAgain { story, round } => self.vote_again(story, round, now),
            Command::SetEstimate { story, estimate } => self.set_estimate(story, estimate),
            Command::SaveEstimates(estimates) => self.save_estimates(estimates),
            Command::SetActual { story, actual } => self.set_actual(story, actual),
            Command::PinReference { story, is_reference } => self.pin(story, is_reference),
            Command::OpenVoting { stories, until } => self.open_voting(&stories, until, now),
            Command::CloseVoting(stories) => self.close_voting(&stories, now),
            Command::RevealStories(stories) => self.reveal_stories(&stories, now),
            Command::Wall(action) => self.act_on_wall(person, action),
            Command::Product(action) => self.act_on_product(person, action, now),
        }
    }

    fn check_permission(&self, person: &Person, command: &Command) -> Result<(), Refusal> {
        match requirement(command) {
            Requirement::Nothing => Ok(()),
            Requirement::Facilitator => self.check_facilitator(person.id),
            Requirement::Permission(permission) => self.check_may(person.id, permission),
        }
    }

    pub(super) fn check_may(
        &self,
        participant: ParticipantId,
        permission: Permission,
    ) -> Result<(), Refusal> {
        let may = self.board.may(participant, permission);
        if may { Ok(()) } else { Err(Refusal::NotAllowed(permission)) }
    }

    pub(super) fn check_facilitator(&self, participant: ParticipantId) -> Result<(), Refusal> {
        let person = self.board.people.get(participant);
        let is_one = person.is_some_and(|person| person.facilitator);
        if is_one { Ok(()) } else { Err(Refusal::FacilitatorsOnly) }
    }

    pub(super) fn rename(&self, person: &Person, name: &str) -> Decision {
        let name = text::name(name)?;
        if name == person.name {
            return Ok(Vec::new());
        }
        let mark = self.free_mark(&name, Some(person.id));
        Ok(vec![Change::PersonRenamed { participant: person.id, name, mark }.into()])
    }

    fn edit_title(&self, before: &str, title: &str) -> Decision {
        let title = text::required(Field::RoomTitle, title)?;
        if title == self.board.title {
            return Ok(Vec::new());
        }
        if before != self.board.title {
            return Err(Refusal::ChangedMeanwhile { revision: 0 });
        }
        Ok(vec![Change::Retitled(title).into()])
    }

    fn set_editing(&self, person: &Person, editing: Option<EditedText>) -> Vec<Event> {
        // Who holds no connection would edit for ever.
        if person.editing == editing || !person.is_connected() {
            return Vec::new();
        }
        vec![Change::EditingChanged { participant: person.id, editing }.into()]
    }

    pub(super) fn set_role(&self, person: &Person, role: Role) -> Vec<Event> {
        if person.role == role {
            return Vec::new();
        }
        vec![Change::RoleChanged { participant: person.id, role }.into()]
    }

    fn set_facilitator(
        &self,
        participant: ParticipantId,
        facilitator: bool,
        even_if_last: bool,
    ) -> Decision {
        let person = self.board.people.get(participant).ok_or(Refusal::UnknownPerson)?;
        if person.facilitator == facilitator {
            return Ok(Vec::new());
        }
        if !facilitator && !even_if_last && self.is_last_facilitator(participant) {
            return Err(Refusal::LastFacilitator);
        }
        Ok(vec![Change::FacilitatorChanged { participant, facilitator }.into()])
    }

    fn set_passcode(&self, new: Option<NewPasscode>) -> Decision {
        let hash = match new {
            None => None,
            Some(NewPasscode::Hashed(hash)) => Some(hash),
            // Either it is none, or its hash could not be computed.
            Some(NewPasscode::Typed(typed)) => {
                passcode::checked(&typed)?;
                return Err(Refusal::CannotSave);
            }
        };
        let settings = Settings { passcode: hash.is_some(), ..self.board.settings.clone() };
        let mut events = vec![Event::PasscodeSet(hash)];
        if settings != self.board.settings {
            events.push(Change::SettingsChanged(settings).into());
        }
        Ok(events)
    }

    fn take_over(&self, person: &Person, now: Timestamp) -> Decision {
        if person.facilitator {
            return Ok(Vec::new());
        }
        match self.board.takeover_from() {
            Some(free_at) if free_at <= now => Ok(vec![
                Change::FacilitatorChanged { participant: person.id, facilitator: true }.into(),
            ]),
            free_at => Err(Refusal::FacilitatorPresent { free_at }),
        }
    }

    /// Whether nobody who is connected would be facilitator without this person.
    pub(super) fn is_last_facilitator(&self, participant: ParticipantId) -> bool {
        let mut others = self.board.connected().filter(|person| person.id != participant);
        let is_one = self.board.people.get(participant).is_some_and(|person| person.facilitator);
        is_one && !others.any(|person| person.facilitator)
    }
}

/// What a command requires of the person who gives it.
enum Requirement {
    Nothing,
    Facilitator,
    Permission(Permission),
}

fn requirement(command: &Command) -> Requirement {
    match command {
        // What an undo requires depends on what it takes back.
        Command::Rename(_)
        | Command::SetRole(_)
        | Command::TakeOver
        | Command::Vote { .. }
        // Depends on the action.
        | Command::Product(_)
        // Estimators and facilitators.
        | Command::Wall(WallAction::Move { .. })
        | Command::Undo(_)
        | Command::Editing(None) => Requirement::Nothing,
        Command::Retitle(_)
        | Command::EditTitle { .. }
        | Command::Editing(Some(EditedText::RoomTitle))
        | Command::Configure(_)
        | Command::SetDeck { .. }
        | Command::SetDimensions(_)
        | Command::SetFacilitator { .. }
        | Command::RemovePerson(_)
        | Command::Readmit
        | Command::ReadmitPerson(_)
        | Command::SetRoleOf { .. }
        | Command::SetPasscode(_) => Requirement::Facilitator,
        Command::AddStories { .. }
        | Command::AddLines(_)
        | Command::RemoveStories(_)
        | Command::RestoreStories(_)
        | Command::MoveStory { .. } => Requirement::Permission(Permission::Backlog),
        Command::EditStory { .. }
        | Command::AddCriterion { .. }
        | Command::AddCriteria { .. }
        | Command::Editing(Some(_))
        | Command::EditCriterion { .. }
        | Command::MarkCriterion { .. }
        | Command::MoveCriterion { .. }
        | Command::RemoveCriterion { .. } => Requirement::Permission(Permission::Texts),
        Command::Select(_)
        | Command::SaveScores(_)
        | Command::SetEstimate { .. }
        | Command::SaveEstimates(_)
        | Command::SetActual { .. }
        | Command::PinReference { .. }
        | Command::OpenVoting { .. }
        | Command::CloseVoting(_)
        | Command::Wall(_) => Requirement::Permission(Permission::Steer),
        Command::Reveal { .. }
        | Command::RevealStories(_)
        | Command::VoteAgain { .. }
        | Command::Timer(_)
        | Command::Nudge(_) => Requirement::Permission(Permission::Reveal),
    }
}
