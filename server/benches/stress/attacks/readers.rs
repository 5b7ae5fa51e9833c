//! Clients that ask for the view of a large room and read nothing of it.

use std::time::Duration;

use domain::people::Role;
use domain::protocol::{ClientMessage, Join};
use futures_util::future::join_all;

use super::scene::{Scene, long_stories};
use crate::support::{Client, Place, Raw, secret};

/// Longer than a client may read nothing.
const UNREAD: Duration = Duration::from_secs(35);

/// A room of 16 MB.
async fn large_room(scene: &Scene) -> (Place, Client) {
    let (place, host) = scene.room(0).await;
    let answer = scene.command(0, &place, &long_stories(scene.of(320, 60))).await;
    assert_eq!(answer.expect("an answer").status, 200);
    (place, host)
}

/// All of one person; half of them say that they read gzip.
pub async fn pages_of_one(scene: &Scene) {
    let (place, host) = large_room(scene).await;
    drop(host);
    let open = async |number: usize| {
        let mut raw = says(scene, 0, &place, number % 2 == 0).await?;
        raw.hello(&place.founder, None).await;
        Some(raw)
    };
    let pages = join_all((0..scene.of(100, 40)).map(open)).await;
    scene.hold(UNREAD).await;
    drop(pages);
}

/// Each another person, from a few addresses; none of them says that they read gzip.
pub async fn people(scene: &Scene) {
    let (place, _host) = large_room(scene).await;
    let open = async |number: usize| {
        let mut raw = says(scene, number % 4, &place, false).await?;
        raw.hello(&secret(), None).await;
        let name = format!("Person {number}");
        raw.message(&ClientMessage::Join(Join { name, role: Role::Estimator, passcode: None }))
            .await;
        Some(raw)
    };
    let people = join_all((0..scene.of(100, 20)).map(open)).await;
    scene.hold(UNREAD).await;
    drop(people);
}

async fn says(scene: &Scene, from: usize, place: &Place, gzip: bool) -> Option<Raw> {
    let raw = scene.socket(from, &place.room).await?;
    Some(if gzip { raw.reading_gzip() } else { raw })
}
