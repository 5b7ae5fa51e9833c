//! Taking people out of the room, and letting them in again (rule 12).

use super::Room;
use super::decide::Decision;
use super::event::Event;
use crate::change::Change;
use crate::ids::{ParticipantId, SecretHash};
use crate::limits;
use crate::people::RemovedPerson;
use crate::refusal::Refusal;

impl Room {
    pub(super) fn remove_person(
        &self,
        actor: ParticipantId,
        participant: ParticipantId,
    ) -> Decision {
        let person = self.board.people.get(participant).ok_or(Refusal::UnknownPerson)?;
        if actor == participant && self.is_last_facilitator(participant) {
            return Err(Refusal::LastFacilitator);
        }
        let mut removed = self.board.removed.clone();
        if removed.len() >= limits::REMOVED_REMEMBERED {
            removed.remove(0);
        }
        removed.push(RemovedPerson { id: participant, name: person.shown_name() });
        Ok(vec![
            Event::Banned(participant),
            Change::RemovedPeople(removed).into(),
            Change::PersonRemoved(participant).into(),
        ])
    }

    pub(super) fn readmit(&self) -> Vec<Event> {
        let mut events = vec![Event::Readmitted];
        if !self.board.removed.is_empty() {
            events.push(Change::RemovedPeople(Vec::new()).into());
        }
        events
    }

    pub(super) fn readmit_person(&self, participant: ParticipantId) -> Decision {
        let secrets = self.bans.get(&participant).ok_or(Refusal::UnknownPerson)?;
        Ok(self.readmitted(participant, secrets))
    }

    /// What lets a removed person in again.
    pub(super) fn readmitted(&self, who: ParticipantId, secrets: &[SecretHash]) -> Vec<Event> {
        let mut events = vec![Event::Unbanned(secrets.to_vec())];
        let (gone, removed): (Vec<_>, Vec<_>) =
            self.board.removed.iter().cloned().partition(|person| person.id == who);
        if !gone.is_empty() {
            events.push(Change::RemovedPeople(removed).into());
        }
        events
    }

    pub(super) fn ban(&mut self, participant: ParticipantId) {
        let theirs = self.secrets.iter().filter(|(_, id)| **id == participant);
        let theirs: Vec<SecretHash> = theirs.map(|(secret, _)| secret.clone()).collect();
        self.banned.extend(theirs.iter().cloned());
        self.bans.insert(participant, theirs);
    }

    pub(super) fn unban(&mut self, secrets: &[SecretHash]) {
        self.banned.retain(|secret| !secrets.contains(secret));
        self.bans.retain(|_, theirs| !theirs.iter().all(|secret| secrets.contains(secret)));
    }
}
