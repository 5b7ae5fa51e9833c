//! Joining, coming back and going away.

use super::{Event, Outcome, Room};
use crate::change::Change;
use crate::ids::{ParticipantId, SecretHash};
use crate::limits;
use crate::people::{Person, Presence, Role, marked};
use crate::refusal::Refusal;
use crate::text;
use crate::time::Timestamp;

impl Room {
    /// Who a secret belongs to, if it is known here.
    pub fn participant(&self, secret: &SecretHash) -> Option<ParticipantId> {
        self.secrets.get(secret).copied()
    }

    /// Whether a facilitator has removed the person with that secret.
    pub fn is_banned(&self, secret: &SecretHash) -> bool {
        self.banned.contains(secret)
    }

    /// Makes a newcomer a participant, already connected. Somebody whose secret is known stays who
    /// they are, whatever name they give.
    pub fn join(
        &mut self,
        secret: SecretHash,
        name: &str,
        role: Role,
        now: Timestamp,
    ) -> Result<(ParticipantId, Outcome), Refusal> {
        if self.is_banned(&secret) {
            return Err(Refusal::Removed);
        }
        if let Some(participant) = self.participant(&secret) {
            let outcome = self.connect(participant, now)?;
            return Ok((participant, outcome));
        }
        self.check_space()?;
        let name = text::name(name)?;
        let id = ParticipantId(self.next_person);
        let person = Person {
            id,
            mark: self.free_mark(&name, None),
            name,
            role,
            facilitator: secret == self.founder,
            presence: Presence::Connected,
        };
        let mut events = self.forget_one_if_full();
        events.push(Change::PersonJoined(person).into());
        events.push(Event::Admitted { participant: id, secret });
        Ok((id, self.run(events, None, now)))
    }

    /// A participant's first page is open.
    pub fn connect(
        &mut self,
        participant: ParticipantId,
        now: Timestamp,
    ) -> Result<Outcome, Refusal> {
        let person = self.board.people.get(participant).ok_or(Refusal::UnknownPerson)?;
        if person.is_connected() {
            return Ok(Outcome::default());
        }
        self.check_space()?;
        let presence = Presence::Connected;
        let change = Change::PresenceChanged { participant, presence };
        Ok(self.run(vec![change.into()], None, now))
    }

    /// A participant's last page is closed.
    pub fn disconnect(&mut self, participant: ParticipantId, now: Timestamp) -> Outcome {
        if !self.board.people.get(participant).is_some_and(Person::is_connected) {
            return Outcome::default();
        }
        let presence = Presence::AwaySince(now);
        self.run(vec![Change::PresenceChanged { participant, presence }.into()], None, now)
    }

    fn check_space(&self) -> Result<(), Refusal> {
        let limit = limits::CONNECTED;
        if self.board.connected().count() >= limit {
            return Err(Refusal::RoomFull { limit: limit as u32 });
        }
        Ok(())
    }

    /// The lowest mark that tells this name from everybody else's as shown (rule 3).
    pub(super) fn free_mark(&self, name: &str, own: Option<ParticipantId>) -> u32 {
        let others = self.board.people.iter().filter(|person| Some(person.id) != own);
        let taken: Vec<_> = others.map(|person| text::folded(&person.shown_name())).collect();
        let mut mark = 1;
        while taken.contains(&text::folded(&marked(name, mark))) {
            mark += 1;
        }
        mark
    }

    /// Makes space for a newcomer: whoever has been away longest and is no facilitator is forgotten.
    fn forget_one_if_full(&self) -> Vec<Event> {
        if self.board.people.len() < limits::PEOPLE_REMEMBERED {
            return Vec::new();
        }
        let guests = self.board.people.iter().filter(|person| !person.facilitator);
        let gone = guests.filter_map(|person| Some((person.away_since()?, person.id))).min();
        gone.map(|(_, id)| Change::PersonRemoved(id).into()).into_iter().collect()
    }
}
