//! Whom the current round waits for.

use crate::board::Board;
use crate::ids::ParticipantId;
use crate::people::Role;

impl Board {
    /// How many connected estimators have not voted in the current round.
    pub fn missing_votes(&self) -> usize {
        let Some(round) = self.round() else { return 0 };
        self.connected().filter(|p| p.role == Role::Estimator && !round.has_vote(p.id)).count()
    }

    /// Whether the current round is open and lacks the vote of a person: a connected estimator.
    pub fn awaits(&self, participant: ParticipantId) -> bool {
        let person = self.people.get(participant);
        let may_vote = person.is_some_and(|it| it.role == Role::Estimator && it.is_connected());
        let open = self.round().filter(|round| !round.is_revealed());
        may_vote && open.is_some_and(|round| !round.has_vote(participant))
    }
}
