//! The connections of a room, and the updates that they are sent: numbers, encodes and keeps these.
//! Knows no rules, no disk and no socket.

use std::collections::{HashMap, HashSet};

use bytes::Bytes;
use domain::change::Change;
use domain::ids::{Epoch, ParticipantId};
use domain::protocol::{Close, ProductMessage, Resume, ServerMessage, encode};
use domain::room::Audience;
use domain::view::Update;

use super::connection::Outgoing;
use super::frame::Frame;
use super::recent::{Numbered, RECENT_UPDATES, Recent};
use super::throttle::Throttle;

/// How many pages a person may have open in one room.
const CONNECTIONS_PER_PERSON: usize = 16;

/// For how many messages a connection counts: everybody is told when somebody comes or goes.
const CONNECTING: u32 = 10;

/// Identifies a connection of a room; later ones have higher numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId(pub u64);

/// The connections of a room.
#[derive(Debug)]
pub struct Seats {
    epoch: Epoch,
    seq: u64,
    recent: Recent,
    taken: HashMap<ConnectionId, Seat>,
    /// Of everybody who was here a moment ago.
    throttles: HashMap<ParticipantId, Throttle>,
    next: u64,
}

/// The place of one connection.
#[derive(Debug)]
struct Seat {
    participant: ParticipantId,
    outgoing: Outgoing,
    /// Whether the client is told of the second board.
    watches: bool,
    /// Whether nothing was heard of the client for a while.
    is_quiet: bool,
}

impl Seats {
    /// No connections, at the start of an epoch.
    pub fn new(epoch: Epoch) -> Self {
        let (taken, throttles) = (HashMap::new(), HashMap::new());
        Self { epoch, seq: 0, recent: Recent::default(), taken, throttles, next: 0 }
    }

    /// The current run of the room.
    pub fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// The number of the last update.
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// How many connections there are.
    pub fn count(&self) -> usize {
        self.taken.len()
    }

    /// Adds a connection, which gets every update from now on, and what becomes of the second board if it watches that. Of somebody who has as many as they may
    /// have, the oldest is closed.
    pub fn take(
        &mut self,
        participant: ParticipantId,
        outgoing: Outgoing,
        watches: bool,
    ) -> ConnectionId {
        let own = self.taken.iter().filter(|(_, seat)| seat.participant == participant);
        let own: Vec<_> = own.map(|(id, _)| *id).collect();
        if own.len() >= CONNECTIONS_PER_PERSON
            && let Some(oldest) = own.into_iter().min()
            && let Some(seat) = self.taken.remove(&oldest)
        {
            seat.outgoing.close(Close::TooManyPages);
        }
        self.next += 1;
        let id = ConnectionId(self.next);
        self.taken.insert(id, Seat { participant, outgoing, watches, is_quiet: false });
        id
    }

    /// Whose a connection is.
    pub fn participant(&self, id: ConnectionId) -> Option<ParticipantId> {
        self.taken.get(&id).map(|seat| seat.participant)
    }

    /// Removes a connection. Returns its participant if nothing is heard of them on any other.
    pub fn leave(&mut self, id: ConnectionId) -> Option<ParticipantId> {
        let seat = self.taken.remove(&id)?;
        (!self.is_heard(seat.participant)).then_some(seat.participant)
    }

    /// Notes that nothing was heard of a client for a while. Returns its participant if nothing is heard of them
    /// on any other connection.
    pub fn quiet(&mut self, id: ConnectionId) -> Option<ParticipantId> {
        let seat = self.taken.get_mut(&id)?;
        seat.is_quiet = true;
        let participant = seat.participant;
        (!self.is_heard(participant)).then_some(participant)
    }

    /// Notes that a client that was quiet is heard again. Returns its participant.
    pub fn heard(&mut self, id: ConnectionId) -> Option<ParticipantId> {
        let seat = self.taken.get_mut(&id)?;
        seat.is_quiet = false;
        Some(seat.participant)
    }

    fn is_heard(&self, participant: ParticipantId) -> bool {
        self.taken.values().any(|seat| seat.participant == participant && !seat.is_quiet)
    }

    /// Where messages to a connection go.
    pub fn get(&self, id: ConnectionId) -> Option<&Outgoing> {
        self.taken.get(&id).map(|seat| &seat.outgoing)
    }

    /// Notes that a client is told of the second board from now on. Returns where its messages go, unless it was told
    /// already.
    pub fn watch(&mut self, id: ConnectionId) -> Option<&Outgoing> {
        let seat = self.taken.get_mut(&id).filter(|seat| !seat.watches)?;
        seat.watches = true;
        Some(&seat.outgoing)
    }

    /// What slows a person down, on all their connections together.
    pub fn throttle(&mut self, participant: ParticipantId) -> &Throttle {
        self.throttles.entry(participant).or_default()
    }

    /// Whether a person may connect now. Otherwise they do so too often.
    pub fn may_connect(&mut self, participant: ParticipantId) -> bool {
        let here: HashSet<_> = self.taken.values().map(|seat| seat.participant).collect();
        self.throttles.retain(|person, throttle| here.contains(person) || !throttle.is_full());
        self.throttle(participant).try_spend(CONNECTING)
    }

    /// Whether the updates that a returning client has missed are kept.
    pub fn can_resume(&self, resume: Option<Resume>) -> bool {
        let resume = resume.filter(|resume| resume.epoch == self.epoch);
        resume.is_some_and(|resume| self.recent.reaches(resume.seq, self.seq))
    }

    /// The updates that a returning client has missed; `None` if it needs a fresh view.
    pub fn missed(&self, resume: Option<Resume>, participant: ParticipantId) -> Option<Vec<Bytes>> {
        let Resume { seq, watches, .. } = resume.filter(|resume| resume.epoch == self.epoch)?;
        let missed = self.recent.since(seq, self.seq, participant, watches);
        // More do not fit in its queue.
        missed.filter(|frames| frames.len() <= RECENT_UPDATES)
    }

    /// A participant's updates after one of this epoch; `None` if not all of them are kept.
    pub fn since(&self, seq: u64, participant: ParticipantId) -> Option<Vec<Bytes>> {
        self.recent.since(seq, self.seq, participant, false)
    }

    /// What became of the second board after one of them; `None` if not all of them are kept.
    pub fn product_since(&self, seq: u64) -> Option<Vec<Bytes>> {
        self.recent.product_since(seq, self.seq)
    }

    /// Sends the updates of one action to everybody, as one message, encoded once for all who get
    /// the same. The connections of people who were removed are closed.
    pub fn publish(&mut self, audiences: &[Audience]) {
        if audiences.is_empty() {
            return;
        }
        self.seq += 1;
        let update = numbered(self.seq, audiences);
        for Seat { participant, outgoing, watches, .. } in self.taken.values() {
            outgoing.send(Frame::Text(update.frame_for(*participant).clone()));
            if let Some(product) = update.product.as_ref().filter(|_| *watches) {
                outgoing.send(Frame::Text(product.clone()));
            }
        }
        self.recent.push(update);
        audiences.iter().filter_map(removed).for_each(|gone| self.close(gone));
    }

    fn close(&mut self, participant: ParticipantId) {
        for (_, seat) in self.taken.extract_if(|_, seat| seat.participant == participant) {
            seat.outgoing.close(Close::Removed);
        }
    }

    /// Ends all connections.
    pub fn close_all(&mut self, close: Close) {
        self.taken.drain().for_each(|(_, seat)| seat.outgoing.close(close));
    }
}

fn removed(audience: &Audience) -> Option<ParticipantId> {
    match &audience.all {
        Some(Update::Change(change)) => match change.as_ref() {
            Change::PersonRemoved(participant) => Some(*participant),
            _ => None,
        },
        _ => None,
    }
}

fn numbered(seq: u64, audiences: &[Audience]) -> Numbered {
    let mut people: Vec<_> =
        audiences.iter().flat_map(|a| a.personal.iter().map(|(person, _)| *person)).collect();
    people.sort_unstable();
    people.dedup();
    let frame = |viewer: Option<ParticipantId>| {
        let updates = audiences.iter().flat_map(|audience| {
            let own = audience.personal.iter().filter(move |(person, _)| Some(*person) == viewer);
            audience.all.iter().chain(own.map(|(_, update)| update)).cloned()
        });
        let update: ServerMessage = ServerMessage::Update { seq, updates: updates.collect() };
        Bytes::from(encode(&update))
    };
    let personal = people.into_iter().map(|person| (person, frame(Some(person)))).collect();
    let changes = audiences.iter().filter_map(|audience| audience.product.clone());
    let changes: Vec<_> = changes.collect();
    let product = (!changes.is_empty()).then(|| {
        let changes = ProductMessage::Changes { seq, changes };
        Bytes::from(encode(&ServerMessage::Product(changes)))
    });
    Numbered { all: frame(None), personal, product }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rooms::connection::connection;
    use domain::deck::Card;

    fn voted(participant: ParticipantId) -> Audience {
        Audience {
            all: Some(Update::Voted { story: None, participant, has_vote: true }),
            product: None,
            personal: vec![(
                participant,
                Update::YourCard { story: None, card: Some(Card::new("13").into()) },
            )],
        }
    }

    async fn text(outbox: &mut crate::rooms::Outbox) -> String {
        match outbox.next().await {
            Frame::Text(bytes) => String::from_utf8(bytes.to_vec()).unwrap(),
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn b11_only_the_voter_is_sent_the_card() {
        let (ana, ben) = (ParticipantId(1), ParticipantId(2));
        let mut seats = Seats::new(Epoch(7));
        let ((to_ana, mut from_ana), (to_ben, mut from_ben)) = (connection(), connection());
        seats.take(ana, to_ana, false);
        seats.take(ben, to_ben, false);
        seats.publish(&[voted(ana)]);
        assert!(text(&mut from_ana).await.contains("13"));
        assert!(!text(&mut from_ben).await.contains("13"));
        let resume = Some(Resume { epoch: Epoch(7), seq: 0, watches: false });
        assert!(
            !seats.missed(resume, ben).unwrap().iter().any(|f| f.windows(2).any(|w| w == b"13"))
        );
    }

    #[tokio::test]
    async fn the_oldest_connection_of_a_person_makes_place_for_the_newest() {
        let mut seats = Seats::new(Epoch(7));
        let (ana, ben) = (ParticipantId(1), ParticipantId(2));
        let (outgoing, _of_ben) = connection();
        seats.take(ben, outgoing, false);
        let mut pages = Vec::new();
        for _ in 0..=CONNECTIONS_PER_PERSON {
            let (outgoing, outbox) = connection();
            pages.push((seats.take(ana, outgoing, false), outbox));
        }
        assert_eq!(seats.count(), 1 + CONNECTIONS_PER_PERSON);
        let (oldest, outbox) = &mut pages[0];
        assert!(matches!(outbox.next().await, Frame::Close(Close::TooManyPages, _)));
        // It leaves when it has ended, and the person stays.
        assert_eq!(seats.leave(*oldest), None);
    }

    #[tokio::test]
    async fn a_person_is_away_when_nothing_is_heard_on_any_connection() {
        let mut seats = Seats::new(Epoch(7));
        let ana = ParticipantId(1);
        let (laptop, phone) = (connection(), connection());
        let (laptop, phone) = (seats.take(ana, laptop.0, false), seats.take(ana, phone.0, false));
        assert_eq!(seats.quiet(laptop), None);
        assert_eq!(seats.quiet(phone), Some(ana));
        assert_eq!(seats.heard(phone), Some(ana));
        assert_eq!(seats.leave(phone), Some(ana));
        assert_eq!(seats.quiet(phone), None);
    }

    #[tokio::test]
    async fn whoever_connects_again_and_again_has_to_wait() {
        let mut seats = Seats::new(Epoch(7));
        let (ana, ben) = (ParticipantId(1), ParticipantId(2));
        let times = (0..1_000).take_while(|_| seats.may_connect(ana)).count();
        assert!((CONNECTIONS_PER_PERSON..100).contains(&times), "{times}");
        assert!(seats.may_connect(ben));
    }

    #[tokio::test]
    async fn a_person_is_gone_with_their_last_connection() {
        let mut seats = Seats::new(Epoch(7));
        let (first, second) = (connection(), connection());
        let first = seats.take(ParticipantId(1), first.0, false);
        let second = seats.take(ParticipantId(1), second.0, false);
        assert_eq!(seats.leave(first), None);
        assert_eq!(seats.leave(first), None);
        assert_eq!(seats.leave(second), Some(ParticipantId(1)));
    }
}
