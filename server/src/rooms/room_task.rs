//! The task of one room: takes one message after the other, applies the rules, sends the updates
//! and has them written. Knows no socket and no disk, and waits for no client.

mod joining;
mod saving;
mod views;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use domain::ids::{Epoch, ParticipantId, RoomId};
use domain::protocol::{Close, Do, Resume, ServerMessage};
use domain::refusal::Refusal;
use domain::room::Room;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tracing::debug;

use super::aside::{aside, aside_if};
use super::clock;
use super::connection::Outgoing;
use super::encoder::{Encoder, Place};
use super::frame::Frame;
use super::glance::Glance;
use super::handle::{Boards, Message, Reply, RoomHandle, Seat, SeatGuard, Standing};
use super::seats::{ConnectionId, Seats};
use super::shared_board::SharedBoard;
use super::timing::Timing;
use crate::log::RoomTag;
use crate::storage::{Loaded, Storage};

/// How many messages may be queued for a room. Senders wait when the queue is full.
const INBOX: usize = 256;

/// A room and everything that it needs to run.
pub struct RoomTask {
    id: RoomId,
    room: Room,
    /// The number of the last journal entry.
    journal_seq: u64,
    seats: Seats,
    encoder: Encoder,
    shared_board: Option<SharedBoard>,
    /// The same of the second board.
    shared_product: Option<SharedBoard>,
    storage: Arc<dyn Storage>,
    timing: Timing,
    inbox: mpsc::Receiver<Message>,
    departures: mpsc::UnboundedReceiver<ConnectionId>,
    departing: mpsc::UnboundedSender<ConnectionId>,
    connections: Arc<AtomicUsize>,
    stop: CancellationToken,
    /// Cancelled when something could not be written.
    broken: CancellationToken,
    ended: CancellationToken,
    last_use: Instant,
    /// When the next snapshot is due; `None` if nothing has changed since the last one.
    snapshot_due: Option<Instant>,
    saving: Option<JoinHandle<()>>,
}

/// Why a room leaves memory.
enum End {
    Stopped,
    Idle,
    Broken,
}

impl RoomTask {
    /// The task of a room that was just read, and its handle.
    pub fn new(
        id: RoomId,
        loaded: Loaded,
        epoch: u32,
        storage: Arc<dyn Storage>,
        encoder: Encoder,
        timing: Timing,
        stop: CancellationToken,
    ) -> (Self, RoomHandle) {
        let (sender, inbox) = mpsc::channel(INBOX);
        let (departing, departures) = mpsc::unbounded_channel();
        let handle = RoomHandle {
            inbox: sender,
            connections: Arc::default(),
            ended: CancellationToken::new(),
        };
        let mut room = loaded.state;
        room.restart(clock::now());
        let task = Self {
            id,
            room,
            journal_seq: loaded.seq,
            seats: Seats::new(Epoch(epoch)),
            encoder,
            shared_board: None,
            shared_product: None,
            storage,
            timing,
            inbox,
            departures,
            departing,
            connections: Arc::clone(&handle.connections),
            stop,
            broken: CancellationToken::new(),
            ended: handle.ended.clone(),
            last_use: Instant::now(),
            snapshot_due: None,
            saving: None,
        };
        (task, handle)
    }

    /// Runs until the server stops, nobody needs the room, or it cannot be written.
    pub async fn run(mut self) {
        // Even after a panic, whoever opens the room next must not wait for ever.
        let _ended = self.ended.clone().drop_guard();
        debug!(room = %RoomTag(&self.id), "room opened");
        let end = self.work().await;
        self.inbox.close();
        match end {
            End::Stopped => self.seats.close_all(Close::GoingAway),
            End::Broken => self.seats.close_all(Close::Failed),
            End::Idle => {}
        }
        let id = self.id.clone();
        Box::pin(self.finish(end)).await;
        debug!(room = %RoomTag(&id), "room closed");
    }

    async fn work(&mut self) -> End {
        loop {
            let now = clock::now();
            let deadline = self.room.deadline(now).map(|at| Duration::from_millis(at.since(now)));
            let shared = self.shared_board.iter().chain(&self.shared_product);
            let shared_until = shared.map(SharedBoard::until).min();
            let unload = (self.seats.count() == 0).then(|| self.last_use + self.timing.unload);
            tokio::select! {
                biased;
                () = self.stop.cancelled() => return End::Stopped,
                () = self.broken.cancelled() => return End::Broken,
                Some(connection) = self.departures.recv() => Box::pin(self.leave(connection)).await,
                () = at(deadline.map(|rest| Instant::now() + rest)) => Box::pin(self.tick()).await,
                () = at(self.snapshot_due) => self.snapshot(),
                () = at(shared_until) => self.drop_shared(),
                // Boxed, so that a room that waits keeps no space for it.
                Some(message) = self.inbox.recv() => Box::pin(self.handle(message)).await,
                () = at(unload) => return End::Idle,
            }
        }
    }

    async fn handle(&mut self, message: Message) {
        // A look from outside does not keep the room in memory.
        if !matches!(message, Message::Glance { .. }) {
            self.last_use = Instant::now();
        }
        match message {
            Message::Hello { proof, resume, outgoing, seat } => match proof.vouched {
                Some(ref vouched) => {
                    self.join_vouched(vouched, &proof.secret, resume, false, outgoing, seat).await;
                }
                None => self.hello(&proof.secret, resume, outgoing, seat).await,
            },
            Message::Join { proof, join, outgoing, seat } => match proof.vouched {
                Some(ref vouched) => {
                    self.join_vouched(vouched, &proof.secret, None, true, outgoing, seat).await;
                }
                None => self.join(*proof, &join, outgoing, seat).await,
            },
            Message::Enter { proof, join, reply } => self.enter(*proof, &join, reply).await,
            Message::Submit { connection, participant, request } => {
                // A command counts also when its sender left right behind it.
                let outgoing = self.seats.get(connection).cloned();
                let reply = outgoing.map_or(Reply::Nobody, Reply::Client);
                self.perform(participant, *request, reply).await;
            }
            Message::Do { participant, request, reply } => {
                self.perform(participant, *request, reply).await;
            }
            Message::Quiet { connection, since } => {
                if let Some(participant) = self.seats.quiet(connection) {
                    let outcome = self.room.disconnect(participant, since, clock::now());
                    self.carry_out(outcome, None).await;
                }
            }
            Message::Heard { connection } => {
                if let Some(participant) = self.seats.heard(connection)
                    && let Ok(outcome) = self.room.connect(participant, clock::now())
                {
                    self.carry_out(outcome, None).await;
                }
            }
            // The sender of a request may no longer wait for the answer.
            Message::Identify { secret, reply } => {
                let known = self.room.participant(&secret);
                let known = known.map(|known| (known, self.seats.throttle(known).clone()));
                let _ = reply.send(known);
            }
            Message::HasHandled { participant, id, reply } => {
                let _ = reply.send(self.room.has_handled(participant, &id));
            }
            Message::PasscodeFor { secret, reply } => {
                let _ = reply.send(self.room.passcode_for(&secret).cloned());
            }
            Message::View { secret, reply } => {
                let participant = self.room.participant(&secret);
                let _ = reply.send(participant.map(|participant| self.encoded_view(participant)));
            }
            Message::Glance { reply } => {
                let _ = reply.send(Glance::at(self.room.board()));
            }
            Message::Watch { connection } => self.watch(connection),
            Message::Boards { secret, reply } => {
                let known = self.room.participant(&secret).is_some();
                let room = &self.room;
                let boards =
                    || Boards { board: room.board().clone(), product: room.product().clone() };
                let _ = reply.send(known.then(|| aside(|| Box::new(boards()))));
            }
        }
    }

    /// Sends a connection its view, and all updates from now on.
    async fn seat(
        &mut self,
        participant: ParticipantId,
        resume: Option<Resume>,
        place: Option<Place>,
        outgoing: Outgoing,
        seat: Seat,
    ) {
        let mut watches = false;
        match self.seats.missed(resume, participant) {
            Some(missed) => {
                watches = resume.is_some_and(|resume| resume.watches);
                outgoing.message(&ServerMessage::Resumed { now: clock::now() });
                missed.into_iter().for_each(|frame| outgoing.send(Frame::Text(frame)));
            }
            None => self.send_view(participant, place, &outgoing),
        }
        if self.seats.count() == 0 {
            self.visited().await;
        }
        let connection = self.seats.take(participant, outgoing, watches);
        self.count_connections();
        // If the client has gone meanwhile, the guard is dropped and frees the seat again.
        let guard = SeatGuard { connection, departures: self.departing.clone() };
        let throttle = self.seats.throttle(participant).clone();
        let _ = seat.send(Standing::Seated(guard, participant, throttle));
    }

    async fn leave(&mut self, connection: ConnectionId) {
        self.last_use = Instant::now();
        let Some(participant) = self.seats.participant(connection) else { return };
        let is_gone = self.seats.leave(connection).is_some();
        self.count_connections();
        let now = clock::now();
        let outcome = if is_gone {
            self.room.disconnect(participant, now, now)
        } else {
            // Which of their pages it was that edited, the room does not know: one that goes on says so again.
            self.room.stop_editing(participant, now)
        };
        self.carry_out(outcome, None).await;
    }

    fn count_connections(&self) {
        self.connections.store(self.seats.count(), Ordering::Relaxed);
    }

    async fn tick(&mut self) {
        let outcome = self.room.tick(clock::now());
        self.carry_out(outcome, None).await;
    }

    async fn perform(&mut self, participant: ParticipantId, request: Do, reply: Reply) {
        let Do { id, command } = request;
        if self.storage.is_failing() {
            return reply.refused(id, Refusal::CannotSave);
        }
        let is_large = command.is_large();
        let execute = || self.room.execute(participant, id.clone(), command, clock::now());
        match aside_if(is_large, execute) {
            Err(refusal) => reply.refused(id, refusal),
            Ok(outcome) => {
                let stayed = outcome.stayed;
                let done = Box::new(move || reply.done(id, stayed));
                self.carry_out(outcome, Some(done)).await;
            }
        }
    }
}

/// Resolves at that time, or never if there is none.
async fn at(time: Option<Instant>) {
    match time {
        Some(time) => tokio::time::sleep_until(time).await,
        None => std::future::pending().await,
    }
}
