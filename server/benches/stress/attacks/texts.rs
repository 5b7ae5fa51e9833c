//! Descriptions that take long to render.

use std::time::Duration;

use domain::limits::DESCRIPTION;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::scene::Scene;

/// What opens blocks and spans, repeated.
const PIECES: [&str; 12] = [
    "+ ", "1. ", "> ", "- [ ] ", "* > 1. ", "[", "![](", "**a ", "`` ` ", "||a", "&amp;<b>",
    "[a]: b\n",
];

/// Asks for as many texts as possible at the same time. Every third one hangs up.
pub async fn markdown(scene: &Scene) {
    let mut requests = JoinSet::new();
    for number in 0..scene.of(560, 48) {
        let (scene, piece) = (scene.clone(), PIECES[number % PIECES.len()]);
        requests.spawn(async move {
            let text = piece.repeat(DESCRIPTION / piece.len());
            let rendered = scene.post(number % 4, "/api/markdown", &[], text.as_bytes());
            let hangs_up = number % 3 == 0;
            let patience = Duration::from_millis(if hangs_up { 50 } else { 300_000 });
            let answered = timeout(patience, rendered).await;
            assert!(hangs_up || answered.is_ok_and(|answer| answer.is_some()), "{piece}");
        });
    }
    requests.join_all().await;
}
