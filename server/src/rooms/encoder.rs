//! Encodes large messages aside: not in a room's task, and not on the threads that rooms run on.

use std::io::{self, BufWriter, Write};
use std::sync::Arc;
use std::thread::available_parallelism;

use bytes::Bytes;
use domain::protocol::{Close, ServerMessage, encode};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::spawn_blocking;
use tracing::error;

use super::frame::Frame;

/// How many bytes of JSON the compressor is given at a time, instead of each comma by itself.
const CHUNK: usize = 32 * 1024;

/// How many huge messages that no two clients share may be on their way on the whole server.
const UNSHARED: usize = 4;

/// How many snapshots of huge rooms are written at the same time: each is a copy of the room, and its bytes.
const SAVED_AT_ONCE: usize = 1;

/// Why a client is to come back later when there are as many.
pub const NO_PLACE: &str = "too many views without gzip are on their way; wait a moment";

/// Encodes messages, a few at a time on the whole server: on half of the processors, so that rooms
/// have the others. Clones share the limits.
#[derive(Clone, Debug)]
pub struct Encoder {
    encoding: Arc<Semaphore>,
    unshared: Arc<Semaphore>,
    saving: Arc<Semaphore>,
}

/// A message that is perhaps still being encoded. Clones share its bytes.
#[derive(Clone, Debug)]
pub struct LargeMessage {
    encoded: watch::Receiver<Option<Frame>>,
    place: Option<Place>,
}

/// The place of a huge message that is for one client alone. Given back when it is dropped.
pub type Place = Arc<OwnedSemaphorePermit>;

impl Encoder {
    /// An encoder for the rooms of a server.
    pub fn new() -> Self {
        let processors = available_parallelism().map_or(1, usize::from);
        let semaphore = |places| Arc::new(Semaphore::new(places));
        Self {
            encoding: semaphore((processors / 2).max(1)),
            unshared: semaphore(UNSHARED),
            saving: semaphore(SAVED_AT_ONCE),
        }
    }

    /// The turn of a huge room whose snapshot is to be written; `None` if it is another's.
    pub fn turn_to_save(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.saving).try_acquire_owned().ok()
    }

    /// The same of a room that waits for it, because it leaves memory.
    pub async fn last_turn_to_save(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.saving).acquire_owned().await.ok()
    }

    /// A place for a huge message that is for one client alone; `None` if all are taken.
    pub fn place(&self) -> Option<Place> {
        Arc::clone(&self.unshared).try_acquire_owned().ok().map(Arc::new)
    }

    /// Begins to encode a message as text.
    pub fn text(&self, message: ServerMessage) -> LargeMessage {
        self.begin(move || Ok(Frame::Text(encode(&message).into())))
    }

    /// Begins to encode and compress a message.
    pub fn gzip(&self, message: ServerMessage) -> LargeMessage {
        self.begin(move || gzip(&message).map(Frame::Gzip))
    }

    fn begin(&self, work: impl FnOnce() -> io::Result<Frame> + Send + 'static) -> LargeMessage {
        let (encoded, message) = watch::channel(None);
        let permits = Arc::clone(&self.encoding);
        tokio::spawn(async move {
            let permit = permits.acquire_owned().await;
            // Everybody may have left while it waited.
            if encoded.is_closed() {
                return;
            }
            let work = spawn_blocking(move || {
                let _permit = permit;
                work()
            });
            match work.await.map_err(io::Error::other).flatten() {
                Ok(frame) => drop(encoded.send(Some(frame))),
                Err(error) => error!(%error, "cannot encode a large message"),
            }
        });
        LargeMessage { encoded: message, place: None }
    }
}

impl LargeMessage {
    /// What that work makes, begun at once.
    #[cfg(test)]
    pub fn of(work: impl FnOnce() -> io::Result<Frame> + Send + 'static) -> Self {
        Encoder::new().begin(work)
    }

    /// The same message, which holds this place until it has been sent.
    pub fn in_place(self, place: Option<Place>) -> Self {
        Self { place, ..self }
    }

    /// The place that it holds.
    pub fn place(&self) -> Option<Place> {
        self.place.clone()
    }

    /// Whether it can never be had: nobody encodes it any more.
    pub fn has_failed(&self) -> bool {
        self.encoded.has_changed().is_err() && self.encoded.borrow().is_none()
    }

    /// The frame, once it is encoded.
    pub async fn frame(&mut self) -> Frame {
        let encoded = self.encoded.wait_for(Option::is_some).await;
        let frame = encoded.ok().and_then(|frame| frame.clone());
        frame.unwrap_or(Frame::Close(Close::Failed, String::new()))
    }
}

fn gzip(message: &impl Serialize) -> io::Result<Bytes> {
    let compressor = GzEncoder::new(Vec::new(), Compression::default());
    let mut writer = BufWriter::with_capacity(CHUNK, compressor);
    serde_json::to_writer(&mut writer, message)?;
    Ok(writer.into_inner().map_err(io::IntoInnerError::into_error)?.finish()?.into())
}

/// Whether something has more bytes than this as JSON. Takes no longer for the largest.
pub fn is_larger(value: &impl Serialize, bytes: usize) -> bool {
    // Nothing else can fail.
    serde_json::to_writer(Space(bytes), value).is_err()
}

/// Takes so many bytes and fails from then on.
struct Space(usize);

impl Write for Space {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::sync::mpsc;

    use domain::time::Timestamp;
    use flate2::read::GzDecoder;

    use super::*;

    fn pong() -> ServerMessage {
        ServerMessage::Pong { echo: 12, now: Timestamp(1_700_000_000_000) }
    }

    #[tokio::test]
    async fn all_who_share_a_message_get_the_same_bytes() {
        let mut one = Encoder::new().gzip(pong());
        let mut other = one.clone();
        let (Frame::Gzip(one), Frame::Gzip(other)) = (one.frame().await, other.frame().await)
        else {
            panic!("not compressed");
        };
        assert_eq!(one.as_ptr(), other.as_ptr());
        let mut text = String::new();
        GzDecoder::new(&one[..]).read_to_string(&mut text).unwrap();
        assert_eq!(text, encode(&pong()));
    }

    #[tokio::test]
    async fn what_nobody_waits_for_any_more_is_not_encoded() {
        let encoder = Encoder::new();
        let all = u32::try_from(encoder.encoding.available_permits()).unwrap();
        let busy = encoder.encoding.acquire_many(all).await.unwrap();
        let (encoded, was_encoded) = mpsc::channel();
        drop(encoder.begin(move || {
            encoded.send(()).unwrap();
            gzip(&pong()).map(Frame::Gzip)
        }));
        let mut wanted = encoder.text(pong());
        drop(busy);
        assert!(matches!(wanted.frame().await, Frame::Text(_)));
        // Nothing is running any more.
        let _all = encoder.encoding.acquire_many(all).await.unwrap();
        assert!(was_encoded.try_recv().is_err());
    }

    #[tokio::test]
    async fn a_message_that_cannot_be_encoded_ends_the_connection() {
        let mut message = Encoder::new().begin(|| panic!("a fault"));
        assert!(!message.has_failed());
        assert!(matches!(message.frame().await, Frame::Close(Close::Failed, _)));
        assert!(message.has_failed());
        let mut sound = Encoder::new().gzip(pong());
        sound.frame().await;
        assert!(!sound.has_failed());
    }

    #[test]
    fn size_is_that_of_the_json() {
        let exact = encode(&pong()).len();
        assert!(!is_larger(&pong(), exact) && is_larger(&pong(), exact - 1));
    }
}
