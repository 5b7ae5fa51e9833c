//! Passcodes on their way into a room: in commands that set one, and from newcomers who give one. Each
//! address may have a few tried a minute, because computing their hashes takes long and short ones could
//! be guessed.

use std::net::IpAddr;

use domain::command::Command;
use domain::ids::RoomId;
use domain::passcode::{self, NewPasscode};
use domain::refusal::Refusal;

use super::app::App;
use super::budgets::Use;
use crate::rooms::{Proof, RoomError, RoomHandle};

/// Puts the hash in the place of a passcode that a command sets. One that the room will refuse stays.
pub async fn hashed(
    app: &App,
    command: &mut Command,
    address: Option<IpAddr>,
) -> Result<(), Refusal> {
    let Command::SetPasscode(Some(passcode)) = command else { return Ok(()) };
    let NewPasscode::Typed(typed) = passcode else { return Ok(()) };
    let Ok(checked) = passcode::checked(typed) else { return Ok(()) };
    spend(app, address)?;
    if let Some(hash) = app.registry.passcodes.hash(&checked).await {
        *passcode = NewPasscode::Hashed(hash);
    }
    Ok(())
}

/// Notes in the proof that a newcomer has given the right passcode, where the room asks for one.
pub async fn compared(
    app: &App,
    room: &RoomId,
    proof: &mut Proof,
    typed: Option<&str>,
    address: Option<IpAddr>,
) -> Result<Result<(), Refusal>, RoomError> {
    let checked = typed.map(passcode::checked);
    let (Some(Ok(typed)), None) = (checked, &proof.vouched) else { return Ok(Ok(())) };
    let needed = |room: RoomHandle| {
        let secret = proof.secret.clone();
        async move { room.passcode_for(secret).await }
    };
    let Some(needed) = app.registry.with(room, needed).await? else { return Ok(Ok(())) };
    if let Err(refusal) = spend(app, address) {
        return Ok(Err(refusal));
    }
    if app.registry.passcodes.matches(&typed, &needed).await {
        proof.passcode = Some(needed);
    }
    Ok(Ok(()))
}

fn spend(app: &App, address: Option<IpAddr>) -> Result<(), Refusal> {
    let spent = app.budgets.spend(Use::Passcode, address);
    spent.map_err(|wait| Refusal::TooManyRequests { seconds: wait.seconds() })
}
