//! Many who want little each.

use domain::command::Command;
use domain::limits::CONNECTED;
use domain::people::Role;
use domain::protocol::{ClientMessage, Join, ServerMessage, decode};
use domain::refusal::Refusal;
use futures_util::future::join_all;

use super::scene::{Scene, body};
use crate::support::http::bearer;
use crate::support::{Client, Raw, secret};

/// A newcomer on a connection of an attacker, and whether they were let in. `None` if the server turned
/// them away before.
async fn newcomer(scene: &Scene, from: usize, room: &str) -> Option<(Raw, Result<(), Refusal>)> {
    let mut raw = scene.socket(from, room).await?;
    raw.hello(&secret(), None).await;
    raw.next().await.ok()?;
    let join = Join { name: "Mallory".into(), role: Role::Estimator, passcode: None };
    raw.message(&ClientMessage::Join(join)).await;
    match decode::<ServerMessage>(&raw.next().await.ok()?).ok()? {
        ServerMessage::Welcome(_) => Some((raw, Ok(()))),
        ServerMessage::Refused { refusal, .. } => Some((raw, Err(refusal))),
        _ => None,
    }
}

/// As many as a room has places for, and more. Whoever is known comes in all the same.
pub async fn full_room(scene: &Scene) {
    let (place, host) = scene.room(0).await;
    let away = host.drop_connection().await;
    let strangers = CONNECTED + 10;
    let crowd = join_all((0..strangers).map(|n| newcomer(scene, n % 4, &place.room))).await;
    let let_in = crowd.iter().flatten().filter(|(_, joined)| joined.is_ok()).count();
    let refused = |joined: &Result<(), Refusal>| matches!(joined, Err(Refusal::RoomFull { .. }));
    let full = crowd.iter().flatten().filter(|(_, joined)| refused(joined)).count();
    assert!(let_in <= CONNECTED && full > 0, "{let_in} in, {full} told that it is full");
    let raw = scene.socket(5, &place.room).await.expect("a websocket");
    Client::back_on(raw, scene.server, &place.room, &away.secret).await;
}

/// More than a room remembers. Whoever has voted is not forgotten for them.
pub async fn coming_and_going(scene: &Scene) {
    let (place, mut host) = scene.room(0).await;
    host.add_stories(&["Story"]).await;
    let raw = scene.socket(0, &place.room).await.expect("a websocket");
    let mut voter = Client::join_on(raw, scene.server, &place.room, &secret(), "Ana").await;
    voter.done(voter.vote("5")).await;
    let voter = voter.drop_connection().await;
    let visitors = scene.of(600, 60);
    for visit in (0..visitors).collect::<Vec<_>>().chunks(20) {
        join_all(visit.iter().map(|n| newcomer(scene, n % 4, &place.room))).await;
    }
    let raw = scene.socket(0, &place.room).await.expect("a websocket");
    let voter = Client::back_on(raw, scene.server, &place.room, &voter.secret).await;
    assert!(!voter.view.hand.is_empty(), "a vote is forgotten");
}

/// Thousands of rooms from one address: most are refused.
pub async fn rooms(scene: &Scene) {
    let (wanted, mut made) = (scene.of(4_000, 300), 0);
    for some in (0..wanted).collect::<Vec<_>>().chunks(50) {
        let statuses = join_all(some.iter().map(|_| scene.creates_room(0))).await;
        made += statuses.iter().filter(|status| **status == Some(201)).count();
    }
    // One more each second, beside those that may come at once.
    assert!(made < wanted / 2, "{made} of {wanted}");
}

/// Secrets tried out on lines and by requests.
pub async fn secrets(scene: &Scene) {
    let (place, _host) = scene.room(0).await;
    let path = format!("/api/rooms/{}/commands", place.room);
    let (wanted, mut heard) = (scene.of(3_000, 1_000), 0);
    for some in (0..wanted).collect::<Vec<_>>().chunks(50) {
        let guess = async |number: usize| {
            if number % 2 == 0 {
                let answer = scene.post(0, &path, &[bearer(&secret())], b"{}").await?;
                return (answer.status != 429).then_some(());
            }
            let mut raw = scene.socket(0, &place.room).await?;
            raw.hello(&secret(), None).await;
            raw.next().await.ok().map(drop)
        };
        let heard_of = join_all(some.iter().map(|number| guess(*number))).await;
        heard += heard_of.into_iter().flatten().count();
    }
    assert!(heard < wanted, "all of {wanted} were answered");
}

/// Commands of one person by HTTP, as many as pass.
pub async fn commands(scene: &Scene) {
    let (place, _host) = scene.room(0).await;
    let path = format!("/api/rooms/{}/commands", place.room);
    for some in (0..scene.of(6_000, 300)).collect::<Vec<_>>().chunks(50) {
        let sent = some.iter().map(async |number: &i32| {
            let body = body(Command::Retitle(number.to_string()));
            scene.post(0, &path, &[bearer(&place.founder)], &body).await
        });
        join_all(sent).await;
    }
}
