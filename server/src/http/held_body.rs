//! The body of a large answer, which holds something until it has been written, and has to be read within a time.

use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use futures_util::stream::unfold;
use tokio::time::Instant;

/// How much of it is handed to the connection at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// A body that holds `held` until the connection has all of it, but for what it buffers. A client that takes longer
/// than `within` gets no more.
pub fn held<T: Send + 'static>(bytes: Bytes, held: T, within: Duration) -> Body {
    let until = Instant::now() + within;
    // The connection asks for the next piece when most of those before are written.
    Body::from_stream(unfold((bytes, held), move |(mut rest, held)| async move {
        if rest.is_empty() {
            return None;
        }
        let piece = if Instant::now() < until {
            Ok(rest.split_to(PIECE.min(rest.len())))
        } else {
            rest.clear();
            Err(io::Error::from(io::ErrorKind::TimedOut))
        };
        Some((piece, (rest, held)))
    }))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::body::to_bytes;
    use http_body_util::BodyExt;
    use tokio::time::advance;

    use super::*;

    const WITHIN: Duration = Duration::from_secs(30);

    #[tokio::test(start_paused = true)]
    async fn all_of_it_arrives_and_then_nothing_is_held() {
        let (place, bytes) = (Arc::new(()), Bytes::from(vec![7; 3 * PIECE + 1]));
        let body = held(bytes.clone(), Arc::clone(&place), WITHIN);
        assert_eq!(Arc::strong_count(&place), 2);
        assert_eq!(to_bytes(body, usize::MAX).await.unwrap(), bytes);
        assert_eq!(Arc::strong_count(&place), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn who_reads_too_slowly_gets_no_more() {
        let place = Arc::new(());
        let mut body = held(Bytes::from(vec![7; 3 * PIECE]), Arc::clone(&place), WITHIN);
        assert!(body.frame().await.unwrap().is_ok());
        advance(WITHIN).await;
        assert!(body.frame().await.unwrap().is_err());
        assert!(body.frame().await.is_none());
        assert_eq!(Arc::strong_count(&place), 1);
    }
}
