//! The view that a connection begins with. A large one is encoded aside, and clients that read gzip
//! share a board of a moment ago and get the updates since, as those who come back do.

use bytes::Bytes;
use domain::ids::ParticipantId;
use domain::protocol::{BoardAt, Close, ProductMessage, Resume, Seated, ServerMessage, Welcome};
use tokio::time::Instant;

use super::RoomTask;
use crate::rooms::aside::{aside, aside_if};
use crate::rooms::clock;
use crate::rooms::connection::Outgoing;
use crate::rooms::encoder::{LargeMessage, NO_PLACE, Place, is_larger};
use crate::rooms::frame::Frame;
use crate::rooms::seats::ConnectionId;
use crate::rooms::shared_board::SharedBoard;

/// The most bytes of a board whose view is sent at once.
const SMALL: usize = 16 * 1024;

/// The most bytes of a room of which any number of views may be on their way to clients that do not read gzip,
/// each encoded for itself and in memory until it has been sent, and that is saved without waiting for its turn.
pub(super) const HUGE: usize = 1024 * 1024;

/// How many updates, and how many bytes of them, may follow a compressed board before another one is
/// made. They have to fit in a client's queue, with those that come while it is sent.
const FOLLOWING_UPDATES: usize = 128;
const FOLLOWING_BYTES: usize = 64 * 1024;

/// All places for huge views are taken.
pub(super) struct NoPlace;

impl RoomTask {
    /// A place for the view of a connection that needs one: its client neither shares a view nor resumes. Taken
    /// before its person counts as here.
    pub(super) fn place_for(
        &self,
        resume: Option<Resume>,
        outgoing: &Outgoing,
    ) -> Result<Option<Place>, NoPlace> {
        if outgoing.reads_gzip() || self.seats.can_resume(resume) {
            return Ok(None);
        }
        self.place_of(self.room.bytes())
    }

    /// A place for so many bytes of text that are for one client alone; none is needed where they are not huge.
    fn place_of(&self, bytes: usize) -> Result<Option<Place>, NoPlace> {
        if bytes <= HUGE { Ok(None) } else { self.encoder.place().map(Some).ok_or(NoPlace) }
    }

    /// Sends a participant's view as it is now.
    pub(super) fn send_view(
        &mut self,
        participant: ParticipantId,
        place: Option<Place>,
        outgoing: &Outgoing,
    ) {
        let is_large = is_larger(self.room.board(), SMALL);
        if is_large && outgoing.reads_gzip() {
            return self.send_in_parts(participant, outgoing);
        }
        // Whoever would have resumed when they came, and cannot any more, needs one after all.
        let place = match place {
            None => self.place_for(None, outgoing),
            place => Ok(place),
        };
        let Ok(place) = place else {
            return outgoing.close_because(Close::TooManyRequests, NO_PLACE.to_owned());
        };
        let welcome = self.welcome(participant, is_large);
        if is_large {
            outgoing.send_large(self.encoder.text(welcome).in_place(place));
        } else {
            outgoing.message(&welcome);
        }
    }

    /// A participant's view as it is now, encoded aside.
    pub(super) fn encoded_view(&self, participant: ParticipantId) -> LargeMessage {
        let is_large = is_larger(self.room.board(), SMALL);
        self.encoder.text(self.welcome(participant, is_large))
    }

    fn welcome(&self, participant: ParticipantId, is_large: bool) -> ServerMessage {
        let (epoch, seq) = (self.seats.epoch(), self.seats.seq());
        let view = aside_if(is_large, || self.room.view(participant));
        let now = clock::now();
        ServerMessage::Welcome(Box::new(Welcome { epoch, seq, now, view }))
    }

    fn send_in_parts(&mut self, participant: ParticipantId, outgoing: &Outgoing) {
        send_shared(outgoing, self.shared_board(participant));
        outgoing.message(&ServerMessage::Seated(Box::new(Seated {
            seq: self.seats.seq(),
            now: clock::now(),
            you: participant,
            hand: self.room.hand(participant),
        })));
    }

    /// Sends a client the second board, and what becomes of it from now on. Not twice on one connection.
    pub(super) fn watch(&mut self, connection: ConnectionId) {
        let Some(outgoing) = self.seats.watch(connection).cloned() else { return };
        let bytes = self.room.product_bytes();
        if bytes <= SMALL {
            return outgoing.message(&self.product());
        }
        if outgoing.reads_gzip() {
            return send_shared(&outgoing, self.shared_product());
        }
        let Ok(place) = self.place_of(bytes) else {
            return outgoing.close_because(Close::TooManyRequests, NO_PLACE.to_owned());
        };
        outgoing.send_large(self.encoder.text(aside(|| self.product())).in_place(place));
    }

    /// The second board as it is now.
    fn product(&self) -> ServerMessage {
        let product = Box::new(self.room.product().clone());
        ServerMessage::Product(ProductMessage::Board { seq: self.seats.seq(), product })
    }

    /// The same, compressed and of a moment ago, and what became of it since.
    fn shared_product(&mut self) -> (LargeMessage, Vec<Bytes>) {
        let since = |seq| self.seats.product_since(seq);
        if let Some(kept) = kept(&mut self.shared_product, since) {
            return kept;
        }
        let message = self.encoder.gzip(aside(|| self.product()));
        self.shared_product = Some(SharedBoard::new(self.seats.seq(), message.clone()));
        (message, Vec::new())
    }

    /// Drops those compressed boards that nobody is expected to want any more.
    pub(super) fn drop_shared(&mut self) {
        let now = Instant::now();
        for shared in [&mut self.shared_board, &mut self.shared_product] {
            shared.take_if(|kept| kept.until() <= now);
        }
    }

    /// A compressed board and the updates since: the kept one if it is recent enough, else one of now.
    fn shared_board(&mut self, participant: ParticipantId) -> (LargeMessage, Vec<Bytes>) {
        let since = |seq| self.seats.since(seq, participant);
        if let Some(kept) = kept(&mut self.shared_board, since) {
            return kept;
        }
        let (epoch, seq) = (self.seats.epoch(), self.seats.seq());
        let board = BoardAt { epoch, seq, board: aside(|| self.room.board().clone()) };
        let message = self.encoder.gzip(ServerMessage::Board(Box::new(board)));
        self.shared_board = Some(SharedBoard::new(seq, message.clone()));
        (message, Vec::new())
    }
}

/// A kept board with what became of it since; `None` if another one has to be made.
fn kept(
    shared: &mut Option<SharedBoard>,
    since: impl FnOnce(u64) -> Option<Vec<Bytes>>,
) -> Option<(LargeMessage, Vec<Bytes>)> {
    let kept = shared.as_mut()?;
    let updates = since(kept.seq())?;
    let follows = updates.len() <= FOLLOWING_UPDATES
        && updates.iter().map(Bytes::len).sum::<usize>() <= FOLLOWING_BYTES;
    if follows { Some((kept.share()?, updates)) } else { None }
}

fn send_shared(outgoing: &Outgoing, (board, updates): (LargeMessage, Vec<Bytes>)) {
    outgoing.send_large(board);
    updates.into_iter().for_each(|frame| outgoing.send(Frame::Text(frame)));
}
