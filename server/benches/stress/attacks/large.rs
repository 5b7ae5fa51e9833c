//! Commands and rooms that are as large as they may be.

use std::time::Duration;

use bytes::Bytes;
use domain::command::Command;
use futures_util::future::join_all;

use super::scene::{Scene, long_stories};
use crate::support::Client;
use crate::support::http::{bearer, exchange};

/// Six commands at once, each with millions of stories of which nothing is said.
pub async fn empty_stories(scene: &Scene) {
    let (place, _host) = scene.room(0).await;
    let stories = vec![r#"{"title":""}"#; scene.of(62_000_000, 3_000_000) / 13].join(",");
    let text = r#"{"id":"abcdefgh12345678","command":{"add_stories":{"stories":["#;
    let body = Bytes::from(format!(r#"{text}{stories}],"known":"add"}}}}}}"#));
    let sent = (0..6).map(|number| scene.command(number / 3, &place, &body));
    for answer in join_all(sent).await {
        let answer = answer.expect("an answer");
        assert!(matches!(answer.status, 409 | 429), "{}", answer.text());
    }
}

/// Rooms that are filled until they refuse more, saved, exported and entered.
pub async fn full_rooms(scene: &Scene) {
    let fill = async |from: usize| {
        let (place, mut host) = scene.room(from).await;
        let mut refused = false;
        for _ in 0..scene.of(9, 2) {
            let stories = long_stories(scene.of(200, 100));
            let answer = scene.command(from, &place, &stories).await.expect("an answer");
            assert!(matches!(answer.status, 200 | 409), "{}", answer.text());
            refused |= answer.status == 409;
        }
        assert!(refused || scene.of(false, true), "a room without a limit");
        for number in 0..scene.of(8, 2) {
            host.done(Command::Retitle(format!("Title {number}"))).await;
            tokio::time::sleep(Duration::from_millis(700)).await;
        }
        let path = format!("/api/rooms/{}/export.csv", place.room);
        let stream = scene.connect(from).await.expect("a connection");
        let headers = [bearer(&place.founder)];
        let csv = exchange(stream, "GET", &path, &headers, &[]).await.expect("an export");
        assert_eq!(csv.status, 200);
        let raw = scene.socket(from, &place.room).await.expect("a websocket").reading_gzip();
        Client::back_on(raw, scene.server, &place.room, &place.founder).await;
    };
    join_all((0..scene.of(3, 1)).map(fill)).await;
}
