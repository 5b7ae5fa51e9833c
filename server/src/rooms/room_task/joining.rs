//! Who comes into a room: known people, guests, and those whom the server vouches for.

use domain::ids::{ParticipantId, SecretHash};
use domain::protocol::{Join, Lobby, Resume, ServerMessage};
use domain::refusal::Refusal;
use domain::room::{Guest, Line, Outcome, Vouched};
use tokio::sync::oneshot;

use super::RoomTask;
use crate::rooms::clock;
use crate::rooms::connection::Outgoing;
use crate::rooms::encoder::Place;
use crate::rooms::handle::{Entered, Proof, Seat, Standing};

impl RoomTask {
    pub(super) async fn hello(
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
            outgoing.message(&ServerMessage::Lobby(self.lobby(secret)));
            let _ = seat.send(Standing::Stranger);
            return;
        };
        if !self.seats.may_connect(participant) {
            let _ = seat.send(Standing::TooOften);
            return;
        }
        let Ok(place) = self.place_for(resume, &outgoing) else { return no_place(seat) };
        let connected = self.room.connect(participant, clock::now());
        let connected = connected.map(|outcome| (participant, outcome));
        self.receive(connected, resume, place, outgoing, seat).await;
    }

    /// What somebody may know who has yet to join.
    fn lobby(&self, secret: &SecretHash) -> Lobby {
        let board = self.room.board();
        Lobby {
            title: board.title.clone(),
            connected: u32::try_from(board.connected().count()).unwrap_or(u32::MAX),
            locked: board.settings.locked && !self.room.is_founder(secret),
            passcode: self.room.passcode_for(secret).is_some(),
        }
    }

    pub(super) async fn join(&mut self, proof: Proof, join: &Join, outgoing: Outgoing, seat: Seat) {
        if self.storage.is_failing() {
            return refuse(Refusal::CannotSave, &outgoing, seat);
        }
        let Ok(place) = self.place_for(None, &outgoing) else { return no_place(seat) };
        let joined = self.room.join(guest(proof, join), Line::Open, clock::now());
        self.receive(joined, None, place, outgoing, seat).await;
    }

    /// Joins somebody whom the server vouches for, without being asked to. Who may not come in gets the
    /// lobby, if they do not have it yet, and the reason.
    pub(super) async fn join_vouched(
        &mut self,
        vouched: &Vouched,
        secret: &SecretHash,
        resume: Option<Resume>,
        has_lobby: bool,
        outgoing: Outgoing,
        seat: Seat,
    ) {
        // If a newcomer has a view, it is somebody else's.
        let known = self.room.participant(&vouched.hash);
        let is_known = known.is_some();
        if known.is_some_and(|participant| !self.seats.may_connect(participant)) {
            let _ = seat.send(Standing::TooOften);
            return;
        }
        let resume = resume.filter(|_| is_known);
        let Ok(place) = self.place_for(resume, &outgoing) else { return no_place(seat) };
        let joined = if !is_known && self.storage.is_failing() {
            Err(Refusal::CannotSave)
        } else {
            self.room.join_vouched(vouched, secret, Line::Open, clock::now())
        };
        if let Err(refusal) = &joined
            && *refusal != Refusal::Removed
            && !has_lobby
        {
            // Whom the server vouches for is not asked for the passcode.
            let lobby = Lobby { passcode: false, ..self.lobby(secret) };
            outgoing.message(&ServerMessage::Lobby(lobby));
        }
        self.receive(joined, resume, place, outgoing, seat).await;
    }

    /// Joins somebody without a connection. `reply` is told when that is on disk.
    pub(super) async fn enter(
        &mut self,
        proof: Proof,
        join: &Join,
        reply: oneshot::Sender<Entered>,
    ) {
        let now = clock::now();
        let joined = match &proof.vouched {
            _ if self.storage.is_failing() => Err(Refusal::CannotSave),
            Some(vouched) => self.room.join_vouched(vouched, &proof.secret, Line::None, now),
            None => self.room.join(guest(proof, join), Line::None, now),
        };
        match joined {
            Ok((participant, outcome)) => {
                self.visited().await;
                let done = Box::new(move || drop(reply.send(Ok(participant))));
                self.carry_out(outcome, Some(done)).await;
            }
            Err(refusal) => drop(reply.send(Err(refusal))),
        }
    }

    async fn receive(
        &mut self,
        result: Result<(ParticipantId, Outcome), Refusal>,
        resume: Option<Resume>,
        place: Option<Place>,
        outgoing: Outgoing,
        seat: Seat,
    ) {
        match result {
            Ok((participant, outcome)) => {
                self.carry_out(outcome, None).await;
                self.seat(participant, resume, place, outgoing, seat).await;
            }
            Err(Refusal::Removed) => {
                let _ = seat.send(Standing::Removed);
            }
            Err(refusal) => refuse(refusal, &outgoing, seat),
        }
    }
}

fn guest(proof: Proof, join: &Join) -> Guest {
    let Proof { secret, passcode, .. } = proof;
    Guest { secret, name: join.name.clone(), role: join.role, passcode }
}

fn no_place(seat: Seat) {
    let _ = seat.send(Standing::NoPlace);
}

fn refuse(refusal: Refusal, outgoing: &Outgoing, seat: Seat) {
    outgoing.message(&ServerMessage::Refused { id: None, refusal });
    let _ = seat.send(Standing::Stranger);
}
