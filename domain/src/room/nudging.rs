//! Asking a late voter for their vote.

use super::Room;
use super::decide::Decision;
use super::event::Event;
use crate::ids::ParticipantId;
use crate::refusal::Refusal;
use crate::time::Timestamp;

/// How long nobody asks the same person again.
const NUDGED_AGAIN_AFTER_MS: u64 = 20_000;

impl Room {
    pub(super) fn nudge(
        &self,
        by: ParticipantId,
        participant: ParticipantId,
        now: Timestamp,
    ) -> Decision {
        if !self.board.people.contains(participant) {
            return Err(Refusal::UnknownPerson);
        }
        if !self.board.awaits(participant) {
            return Err(Refusal::NotAwaited);
        }
        let waited = self.nudged.get(&participant).map(|at| now.since(*at));
        if let Some(waited) = waited.filter(|waited| *waited < NUDGED_AGAIN_AFTER_MS) {
            let rest = (NUDGED_AGAIN_AFTER_MS - waited).div_ceil(1_000);
            return Err(Refusal::NudgedBefore(rest as u32));
        }
        Ok(vec![Event::Nudged { by, participant, at: now }])
    }

    pub(super) fn note_nudge(&mut self, participant: ParticipantId, at: Timestamp) {
        self.nudged.retain(|_, before| at.since(*before) < NUDGED_AGAIN_AFTER_MS);
        self.nudged.insert(participant, at);
    }
}
