//! Joining, coming back and leaving.

use super::Room;
use super::decide::Decision;
use super::event::{Event, Outcome};
use super::newcomer::{Guest, Line};
use super::vouched::Vouched;
use std::collections::BTreeSet;

use crate::change::Change;
use crate::ids::{ParticipantId, SecretHash};
use crate::limits;
use crate::passcode::PasscodeHash;
use crate::people::{Person, Presence, Role, marked};
use crate::refusal::Refusal;
use crate::text;
use crate::time::Timestamp;

/// For how long somebody whose page is open may say nothing before it counts as closed, in milliseconds.
const SILENT_FOR: u64 = 60 * 1_000;

/// After how long somebody who has done something counts as gone for good, in milliseconds.
const LONG_AGO: u64 = 24 * 60 * 60 * 1_000;

/// Somebody who was not in the room before, and may come in.
struct Newcomer {
    secret: SecretHash,
    name: String,
    role: Role,
    facilitator: bool,
    line: Line,
}

impl Room {
    /// The person whom a secret identifies, if any.
    pub fn participant(&self, secret: &SecretHash) -> Option<ParticipantId> {
        self.secrets.get(secret).copied()
    }

    /// Whether a secret is that of the first facilitator.
    pub fn is_founder(&self, secret: &SecretHash) -> bool {
        *secret == self.founder
    }

    /// Whether a facilitator has removed the person with that secret.
    pub fn is_banned(&self, secret: &SecretHash) -> bool {
        self.banned.contains(secret)
    }

    /// Makes a person a participant. Somebody whose secret is known stays who they are, whatever name
    /// they give.
    pub fn join(
        &mut self,
        guest: Guest,
        line: Line,
        now: Timestamp,
    ) -> Result<(ParticipantId, Outcome), Refusal> {
        let Guest { secret, name, role, passcode } = guest;
        if self.is_banned(&secret) {
            return Err(Refusal::Removed);
        }
        if let Some(participant) = self.participant(&secret) {
            let events = self.come_back(participant, line)?;
            return Ok((participant, self.run(events, None, now)));
        }
        let facilitator = self.is_founder(&secret);
        self.check_unlocked(facilitator)?;
        if !self.board.settings.guests && !facilitator {
            return Err(Refusal::GuestsNotAllowed);
        }
        if self.passcode_for(&secret).is_some_and(|needed| passcode.as_ref() != Some(needed)) {
            return Err(Refusal::PasscodeWrong);
        }
        let name = text::name(&name)?;
        let (id, events) =
            self.newcomer(Newcomer { secret, name, role, facilitator, line }, now)?;
        Ok((id, self.run(events, None, now)))
    }

    /// The hash of the passcode that a guest with this secret has to give, if any: whoever is known, and
    /// the founder, comes in without.
    pub fn passcode_for(&self, secret: &SecretHash) -> Option<&PasscodeHash> {
        let is_new = self.participant(secret).is_none() && !self.is_founder(secret);
        self.passcode.as_ref().filter(|_| is_new)
    }

    /// Refuses newcomers while the room is locked, except for those who could unlock it.
    fn check_unlocked(&self, facilitator: bool) -> Result<(), Refusal> {
        if self.board.settings.locked && !facilitator { Err(Refusal::Locked) } else { Ok(()) }
    }

    /// Makes a person whom the server vouches for a participant. Each time they come, a changed name is
    /// taken over, and they become facilitator if the server says so. So does somebody new with the
    /// founder's secret in their browser.
    pub fn join_vouched(
        &mut self,
        vouched: &Vouched,
        secret: &SecretHash,
        line: Line,
        now: Timestamp,
    ) -> Result<(ParticipantId, Outcome), Refusal> {
        if self.is_banned(&vouched.hash) {
            return Err(Refusal::Removed);
        }
        let name = text::name_from_elsewhere(&vouched.name)?;
        let (id, events) = match self.participant(&vouched.hash) {
            Some(participant) => {
                let mut events = self.come_back(participant, line)?;
                events.extend(self.vouched_again(participant, vouched, name)?);
                (participant, events)
            }
            None => {
                let facilitator = vouched.facilitator || self.is_founder(secret);
                self.check_unlocked(facilitator)?;
                let Vouched { hash, role, .. } = vouched.clone();
                let newcomer =
                    Newcomer { secret: hash, name: name.clone(), role, facilitator, line };
                let (id, mut events) = self.newcomer(newcomer, now)?;
                events.push(Event::Vouched { participant: id, name });
                (id, events)
            }
        };
        Ok((id, self.run(events, None, now)))
    }

    fn newcomer(
        &self,
        newcomer: Newcomer,
        now: Timestamp,
    ) -> Result<(ParticipantId, Vec<Event>), Refusal> {
        let Newcomer { secret, name, role, facilitator, line } = newcomer;
        self.check_space()?;
        let id = ParticipantId(self.next_person);
        let mark = self.free_mark(&name, None);
        let presence = match line {
            Line::Open => Presence::Connected,
            Line::None => Presence::NEVER_HERE,
        };
        let person = Person { id, mark, name, role, facilitator, presence, editing: None };
        let mut events = self.forget_one_if_full(now)?;
        events.push(Change::PersonJoined(person).into());
        events.push(Event::Admitted { participant: id, secret });
        Ok((id, events))
    }

    fn vouched_again(
        &self,
        participant: ParticipantId,
        vouched: &Vouched,
        name: String,
    ) -> Decision {
        let person = self.board.people.get(participant).ok_or(Refusal::UnknownPerson)?;
        let mut events = Vec::new();
        if self.vouched.get(&participant) != Some(&name) {
            events.extend(self.rename(person, &name)?);
            events.push(Event::Vouched { participant, name });
        }
        if vouched.facilitator && !person.facilitator {
            events.push(Change::FacilitatorChanged { participant, facilitator: true }.into());
        }
        Ok(events)
    }

    /// Notes that a participant has opened their first page.
    pub fn connect(
        &mut self,
        participant: ParticipantId,
        now: Timestamp,
    ) -> Result<Outcome, Refusal> {
        let events = self.come_back(participant, Line::Open)?;
        Ok(self.run(events, None, now))
    }

    /// Who comes without a line stays as they are.
    fn come_back(&self, participant: ParticipantId, line: Line) -> Decision {
        let person = self.board.people.get(participant).ok_or(Refusal::UnknownPerson)?;
        if line == Line::None || person.is_connected() {
            return Ok(Vec::new());
        }
        let presence = Presence::Connected;
        Ok(vec![Change::PresenceChanged { participant, presence }.into()])
    }

    /// Notes that a participant has closed their last page, or that nothing was heard of any since then.
    pub fn disconnect(
        &mut self,
        participant: ParticipantId,
        since: Timestamp,
        now: Timestamp,
    ) -> Outcome {
        if !self.board.people.get(participant).is_some_and(Person::is_connected) {
            return Outcome::default();
        }
        let presence = Presence::AwaySince(since);
        self.run(vec![Change::PresenceChanged { participant, presence }.into()], None, now)
    }

    /// Notes that a participant has closed one of several pages, which may have been the one that they
    /// edited a text on.
    pub fn stop_editing(&mut self, participant: ParticipantId, now: Timestamp) -> Outcome {
        if self.board.people.get(participant).is_none_or(|person| person.editing.is_none()) {
            return Outcome::default();
        }
        self.run(vec![Change::EditingChanged { participant, editing: None }.into()], None, now)
    }

    /// Whether a newcomer finds a place. Whoever is known comes in all the same.
    fn check_space(&self) -> Result<(), Refusal> {
        let limit = limits::CONNECTED;
        if self.board.connected().count() >= limit {
            return Err(Refusal::RoomFull { limit: limit as u32 });
        }
        Ok(())
    }

    /// The lowest mark that makes the displayed name differ from everybody else's (rule 3).
    pub(super) fn free_mark(&self, name: &str, own: Option<ParticipantId>) -> u32 {
        let others = self.board.people.iter().filter(|person| Some(person.id) != own);
        let taken: Vec<_> = others.map(|person| text::folded(&person.shown_name())).collect();
        let mut mark = 1;
        while taken.contains(&text::folded(&marked(name, mark))) {
            mark += 1;
        }
        mark
    }

    /// Makes room for a newcomer: forgets somebody who is away. Never a facilitator, nor somebody with a card in a
    /// round that is not revealed.
    pub(super) fn forget_one_if_full(&self, now: Timestamp) -> Result<Vec<Event>, Refusal> {
        let limit = limits::PEOPLE_REMEMBERED;
        if self.board.people.len() < limit {
            return Ok(Vec::new());
        }
        let waited_for: BTreeSet<_> = self.hidden.keys().map(|(_, voter)| *voter).collect();
        let guests = self.board.people.iter().filter(|person| !person.facilitator);
        let guests = guests.filter(|person| !waited_for.contains(&person.id));
        let gone = guests.filter_map(|person| {
            let (since, has_acted) = (person.away_since()?, self.handled.contains_key(&person.id));
            Some((Missed::of(has_acted, now.since(since)), since, person.id))
        });
        let (.., gone) = gone.min().ok_or(Refusal::RoomFull { limit: limit as u32 })?;
        Ok(vec![Change::PersonRemoved(gone).into()])
    }
}

/// How much somebody who is away would be missed, if the room forgot them; of those who would be missed the same, it
/// forgets who has been away longest. Many who come and go make it forget nobody of today who did anything here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Missed {
    /// They never did anything, and are not only silent for a moment.
    Never,
    /// They were last here before today.
    Hardly,
    /// They never did anything yet; perhaps their page is still open.
    Perhaps,
    /// They did something today.
    Certainly,
}

impl Missed {
    fn of(has_acted: bool, away: u64) -> Self {
        match (has_acted, away) {
            (false, SILENT_FOR..) => Self::Never,
            (true, LONG_AGO..) => Self::Hardly,
            (false, _) => Self::Perhaps,
            (true, _) => Self::Certainly,
        }
    }
}
