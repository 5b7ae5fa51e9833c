//! One room at work: takes one message after the other, applies the rules, tells everybody and has
//! it written. Knows no socket and no disk, and waits for no client.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use domain::ids::{Epoch, ParticipantId, RoomId, SecretHash};
use domain::protocol::{Close, Do, Join, Lobby, Resume, ServerMessage, Welcome};
use domain::refusal::Refusal;
use domain::room::{Outcome, Room, Vouched};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tracing::{debug, error};

use super::connection::{Frame, Outgoing};
use super::glance::Glance;
use super::handle::{Message, Reply, RoomHandle, Seat, SeatGuard, Standing};
use super::registry::Timing;
use super::seats::{ConnectionId, Seats};
use super::{Tag, clock};
use crate::storage::{Loaded, OnDisk, Storage, Write, write_through};

/// Messages that may wait for a room. Connections wait when it is full.
const INBOX: usize = 256;

/// When the last snapshot is still being written, the next one waits at least this long.
const SAVING_TAKES: Duration = Duration::from_millis(20);

/// A room with everything around it.
pub struct RoomTask {
    id: RoomId,
    room: Room,
    /// The number of the last journal entry.
    journal_seq: u64,
    seats: Seats,
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
    /// When the changes since the last snapshot have to be in one; `None` when there are none.
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
    /// A room that was just read, and the way to speak to it.
    pub fn new(
        id: RoomId,
        loaded: Loaded,
        epoch: u32,
        storage: Arc<dyn Storage>,
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

    /// Works until the server stops, nobody needs the room, or it cannot be written.
    pub async fn run(mut self) {
        // Whatever happens here, also a panic: whoever opens the room next need not wait for ever.
        let _ended = self.ended.clone().drop_guard();
        debug!(room = %Tag(&self.id), "room opened");
        let end = self.work().await;
        self.inbox.close();
        match end {
            End::Stopped => self.seats.close_all(Close::GoingAway),
            End::Broken => self.seats.close_all(Close::Failed),
            End::Idle => {}
        }
        self.finish(end).await;
        debug!(room = %Tag(&self.id), "room closed");
    }

    async fn work(&mut self) -> End {
        loop {
            let now = clock::now();
            let deadline = self.room.deadline(now).map(|at| Duration::from_millis(at.since(now)));
            let unload = (self.seats.count() == 0).then(|| self.last_use + self.timing.unload);
            tokio::select! {
                biased;
                () = self.stop.cancelled() => return End::Stopped,
                () = self.broken.cancelled() => return End::Broken,
                Some(connection) = self.departures.recv() => self.leave(connection).await,
                () = at(deadline.map(|rest| Instant::now() + rest)) => self.tick().await,
                () = at(self.snapshot_due) => self.snapshot(),
                Some(message) = self.inbox.recv() => self.handle(message).await,
                () = at(unload) => return End::Idle,
            }
        }
    }

    async fn handle(&mut self, message: Message) {
        // Whoever only looks from outside does not keep the room in memory.
        if !matches!(message, Message::Glance { .. }) {
            self.last_use = Instant::now();
        }
        match message {
            Message::Hello { proof, resume, outgoing, seat } => match proof.vouched {
                Some(vouched) => {
                    self.let_in(&vouched, &proof.secret, resume, outgoing, seat).await;
                }
                None => self.hello(&proof.secret, resume, outgoing, seat).await,
            },
            Message::Join { proof, join, outgoing, seat } => match proof.vouched {
                Some(vouched) => self.let_in(&vouched, &proof.secret, None, outgoing, seat).await,
                None => self.join(proof.secret, &join, outgoing, seat).await,
            },
            Message::Do { participant, wish, reply } => {
                self.perform(participant, wish, reply).await
            }
            // Who asked may have gone; then nobody wants to know.
            Message::Identify { secret, reply } => {
                let _ = reply.send(self.room.participant(&secret));
            }
            Message::Glance { reply } => {
                let _ = reply.send(Glance::at(self.room.board()));
            }
            Message::Board { secret, reply } => {
                let known = self.room.participant(&secret).is_some();
                let _ = reply.send(known.then(|| Box::new(self.room.board().clone())));
            }
        }
    }

    async fn hello(
        &mut self,
        secret: &SecretHash,
        resume: Option<Resume>,
        outgoing: Outgoing,
        seat: Seat,
    ) {
        if self.room.is_banned(secret) {
            let _ = seat.send(Standing::Removed);
            return;
        }
        let Some(participant) = self.room.participant(secret) else {
            let connected = self.room.board().connected().count();
            let connected = u32::try_from(connected).unwrap_or(u32::MAX);
            let title = self.room.board().title.clone();
            outgoing.message(&ServerMessage::Lobby(Lobby { title, connected }));
            let _ = seat.send(Standing::Stranger);
            return;
        };
        let connected = self.room.connect(participant, clock::now());
        let connected = connected.map(|outcome| (participant, outcome));
        self.receive(connected, resume, outgoing, seat).await;
    }

    async fn join(&mut self, secret: SecretHash, join: &Join, outgoing: Outgoing, seat: Seat) {
        let joined = self.room.join(secret, &join.name, join.role, clock::now());
        self.receive(joined, None, outgoing, seat).await;
    }

    /// Somebody for whom the server vouches need not ask.
    async fn let_in(
        &mut self,
        vouched: &Vouched,
        secret: &SecretHash,
        resume: Option<Resume>,
        outgoing: Outgoing,
        seat: Seat,
    ) {
        // A newcomer's view, if there is one, is that of somebody else.
        let is_known = self.room.participant(&vouched.hash).is_some();
        let let_in = self.room.let_in(vouched, secret, clock::now());
        self.receive(let_in, resume.filter(|_| is_known), outgoing, seat).await;
    }

    async fn receive(
        &mut self,
        result: Result<(ParticipantId, Outcome), Refusal>,
        resume: Option<Resume>,
        outgoing: Outgoing,
        seat: Seat,
    ) {
        match result {
            Ok((participant, outcome)) => {
                self.carry_out(outcome, None).await;
                self.seat(participant, resume, outgoing, seat).await;
            }
            Err(Refusal::Removed) => {
                let _ = seat.send(Standing::Removed);
            }
            Err(refusal) => refuse(refusal, &outgoing, seat),
        }
    }

    /// Gives a connection its view, and every update from here on.
    async fn seat(
        &mut self,
        participant: ParticipantId,
        resume: Option<Resume>,
        outgoing: Outgoing,
        seat: Seat,
    ) {
        let now = clock::now();
        match self.seats.missed(resume, participant) {
            Some(missed) => {
                outgoing.message(&ServerMessage::Resumed { now });
                missed.into_iter().for_each(|frame| outgoing.send(Frame::Text(frame)));
            }
            None => outgoing.send(Frame::Welcome(Box::new(Welcome {
                epoch: self.seats.epoch(),
                seq: self.seats.seq(),
                now,
                view: self.room.view(participant),
            }))),
        }
        if self.seats.count() == 0 {
            self.visited().await;
        }
        let connection = self.seats.take(participant, outgoing);
        self.count_connections();
        // When the client went away meanwhile, the guard is dropped and frees the seat again.
        let guard = SeatGuard { connection, departures: self.departing.clone() };
        let _ = seat.send(Standing::Seated(guard, participant));
    }

    async fn leave(&mut self, connection: ConnectionId) {
        self.last_use = Instant::now();
        let gone = self.seats.leave(connection);
        self.count_connections();
        if let Some(participant) = gone {
            let outcome = self.room.disconnect(participant, clock::now());
            self.carry_out(outcome, None).await;
        }
    }

    fn count_connections(&self) {
        self.connections.store(self.seats.count(), Ordering::Relaxed);
    }

    async fn tick(&mut self) {
        let outcome = self.room.tick(clock::now());
        self.carry_out(outcome, None).await;
    }

    async fn perform(&mut self, participant: ParticipantId, wish: Do, reply: Reply) {
        let Do { id, command } = wish;
        match self.room.execute(participant, id.clone(), command, clock::now()) {
            Err(refusal) => reply.refused(id, refusal),
            Ok(outcome) => {
                let done = Box::new(move || reply.done(id));
                self.carry_out(outcome, Some(done)).await;
            }
        }
    }

    /// Tells everybody at once what happened, and has it written; `done` is called when it is on disk.
    async fn carry_out(&mut self, outcome: Outcome, done: Option<Box<dyn FnOnce() + Send>>) {
        if !outcome.audiences.is_empty() || outcome.entry.is_some() {
            self.snapshot_due.get_or_insert_with(|| Instant::now() + self.timing.snapshot);
        }
        self.seats.publish(&outcome.audiences);
        let write = match outcome.entry {
            Some(entry) => {
                self.journal_seq += 1;
                Write::Append { room: self.id.clone(), seq: self.journal_seq, entry }
            }
            // Done before, but perhaps not on disk yet.
            None if done.is_some() => Write::Flush,
            None => return,
        };
        let on_disk = self.on_disk(done);
        self.storage.write(write, on_disk).await;
    }

    /// Breaks the room when a write fails: what was told to everybody is not on disk then, so the
    /// room is read again.
    fn on_disk(&self, done: Option<Box<dyn FnOnce() + Send>>) -> OnDisk {
        let (room, broken) = (self.id.clone(), self.broken.clone());
        Box::new(move |result| match result {
            Ok(()) => {
                if let Some(done) = done {
                    done();
                }
            }
            Err(error) => {
                if !broken.is_cancelled() {
                    error!(room = %Tag(&room), %error, "cannot write; the room is read again");
                }
                broken.cancel();
            }
        })
    }

    async fn visited(&self) {
        let room = self.id.clone();
        let on_disk = Box::new(move |result: Result<(), _>| {
            if let Err(error) = result {
                error!(room = %Tag(&room), %error, "cannot note a visit");
            }
        });
        let rooms = vec![self.id.clone()];
        self.storage.write(Write::Visited { rooms, now: clock::now() }, on_disk).await;
    }

    /// Starts a snapshot beside the work, unless the last one is still being written.
    fn snapshot(&mut self) {
        if self.saving.as_ref().is_some_and(|saving| !saving.is_finished()) {
            self.snapshot_due = Some(Instant::now() + self.timing.snapshot.max(SAVING_TAKES));
            return;
        }
        self.snapshot_due = None;
        let (id, storage) = (self.id.clone(), Arc::clone(&self.storage));
        let write = self.snapshot_write();
        self.saving = Some(tokio::spawn(async move {
            if let Err(error) = write_through(storage.as_ref(), write).await {
                // The journal still holds everything.
                error!(room = %Tag(&id), %error, "cannot write a snapshot");
            }
        }));
    }

    fn snapshot_write(&self) -> Write {
        let state = Box::new(self.room.clone());
        Write::Snapshot { room: self.id.clone(), seq: self.journal_seq, state }
    }

    /// Waits until everything is on disk, so that whoever reads the room next gets all of it.
    async fn finish(&mut self, end: End) {
        if let Some(saving) = self.saving.take() {
            // It has said what went wrong, if anything did.
            let _ = saving.await;
        }
        if let End::Idle | End::Stopped = end {
            self.visited_by_the_last().await;
        }
        let last = match end {
            End::Idle | End::Stopped if self.snapshot_due.is_some() => self.snapshot_write(),
            _ => Write::Flush,
        };
        if let Err(error) = write_through(self.storage.as_ref(), last).await {
            error!(room = %Tag(&self.id), %error, "cannot write a room's last snapshot");
        }
    }

    async fn visited_by_the_last(&self) {
        if self.seats.seq() > 0 {
            self.visited().await;
        }
    }
}

fn refuse(refusal: Refusal, outgoing: &Outgoing, seat: Seat) {
    outgoing.message(&ServerMessage::Refused { id: None, refusal });
    let _ = seat.send(Standing::Stranger);
}

/// Resolves at that time, or never.
async fn at(time: Option<Instant>) {
    match time {
        Some(time) => tokio::time::sleep_until(time).await,
        None => std::future::pending().await,
    }
}
