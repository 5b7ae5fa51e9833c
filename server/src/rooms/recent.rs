//! The last updates of a room, for clients that were disconnected for a moment. Knows no
//! connection.

use std::collections::VecDeque;

use bytes::Bytes;
use domain::ids::ParticipantId;

/// How many updates are kept. Fewer than [`super::connection::OUTGOING_FRAMES`], so that a resume
/// fits.
pub const RECENT_UPDATES: usize = 256;

/// The most bytes of updates that are kept: one import can be larger than all other updates
/// together.
const RECENT_BYTES: usize = 1024 * 1024;

/// An update as it was sent: one frame for everybody, except for a few people with frames of their
/// own.
#[derive(Debug)]
pub struct Numbered {
    /// The frame for everybody else.
    pub all: Bytes,
    /// The frames of single people.
    pub personal: Vec<(ParticipantId, Bytes)>,
    /// What comes right behind it for those who watch the second board, if that has changed.
    pub product: Option<Bytes>,
}

impl Numbered {
    /// The frame for one person.
    pub fn frame_for(&self, participant: ParticipantId) -> &Bytes {
        let own = self.personal.iter().find(|(id, _)| *id == participant);
        own.map_or(&self.all, |(_, frame)| frame)
    }

    fn bytes(&self) -> usize {
        let personal = self.personal.iter().map(|(_, frame)| frame.len());
        self.all.len() + personal.sum::<usize>() + self.product.as_ref().map_or(0, Bytes::len)
    }
}

/// The last updates.
#[derive(Debug, Default)]
pub struct Recent {
    updates: VecDeque<Numbered>,
    bytes: usize,
}

impl Recent {
    /// Adds an update, and drops the oldest ones when there are too many.
    pub fn push(&mut self, update: Numbered) {
        self.bytes += update.bytes();
        self.updates.push_back(update);
        while self.updates.len() > RECENT_UPDATES || self.bytes > RECENT_BYTES {
            let Some(oldest) = self.updates.pop_front() else { break };
            self.bytes -= oldest.bytes();
        }
    }

    /// The frames for one person after `seq`, up to `last`, who watches the second board or does not; `None` if not
    /// all of them are kept.
    pub fn since(
        &self,
        seq: u64,
        last: u64,
        participant: ParticipantId,
        watches: bool,
    ) -> Option<Vec<Bytes>> {
        let updates = self.updates.iter().skip(self.known(seq, last)?);
        let frames = updates.flat_map(|update| {
            let product = update.product.iter().filter(|_| watches);
            std::iter::once(update.frame_for(participant)).chain(product).cloned()
        });
        Some(frames.collect())
    }

    /// What those frames say of the second board.
    pub fn product_since(&self, seq: u64, last: u64) -> Option<Vec<Bytes>> {
        let updates = self.updates.iter().skip(self.known(seq, last)?);
        Some(updates.filter_map(|update| update.product.clone()).collect())
    }

    /// Whether all after `seq`, up to `last`, are kept.
    pub fn reaches(&self, seq: u64, last: u64) -> bool {
        self.known(seq, last).is_some()
    }

    /// How many of them are older.
    fn known(&self, seq: u64, last: u64) -> Option<usize> {
        let missed = usize::try_from(last.checked_sub(seq)?).ok()?;
        self.updates.len().checked_sub(missed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANA: ParticipantId = ParticipantId(1);
    const BEN: ParticipantId = ParticipantId(2);

    fn numbered(all: &str) -> Numbered {
        let personal = vec![(ANA, Bytes::from(format!("{all} for Ana")))];
        let product = (all == "2").then(|| Bytes::from_static(b"product"));
        Numbered { all: Bytes::from(all.to_owned()), personal, product }
    }

    #[test]
    fn each_person_gets_their_own_frames_of_what_they_missed() {
        let mut recent = Recent::default();
        (1..=3).for_each(|seq| recent.push(numbered(&seq.to_string())));
        assert_eq!(recent.since(1, 3, ANA, false).unwrap(), ["2 for Ana", "3 for Ana"]);
        assert_eq!(recent.since(1, 3, BEN, false).unwrap(), ["2", "3"]);
        assert_eq!(recent.since(1, 3, BEN, true).unwrap(), ["2", "product", "3"]);
        assert_eq!(recent.product_since(0, 3).unwrap(), ["product"]);
        assert!(recent.since(3, 3, BEN, true).unwrap().is_empty());
    }

    #[test]
    fn clients_too_far_behind_or_ahead_get_nothing() {
        let mut recent = Recent::default();
        let last = RECENT_UPDATES as u64 + 10;
        (1..=last).for_each(|_| recent.push(numbered("x")));
        assert!(recent.since(10, last, BEN, true).is_some());
        assert!(recent.since(9, last, BEN, true).is_none());
        assert!(recent.since(last + 1, last, BEN, true).is_none());
        assert!(recent.product_since(9, last).is_none());
    }

    #[test]
    fn a_huge_update_is_not_kept() {
        let mut recent = Recent::default();
        recent.push(numbered("x"));
        recent.push(numbered(&"x".repeat(RECENT_BYTES)));
        assert!(recent.since(1, 2, BEN, true).is_none());
        assert_eq!(recent.bytes, 0);
    }
}
