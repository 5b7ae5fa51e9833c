//! What is sent to a client.

use bytes::Bytes;
use domain::protocol::Close;

/// Something to send to a client.
#[derive(Clone, Debug)]
pub enum Frame {
    /// A message in UTF-8. Copies share the bytes.
    Text(Bytes),
    /// A message in UTF-8, compressed with gzip, for clients that read it. Copies share the bytes.
    Gzip(Bytes),
    /// The end of the connection, with a reason for authors of clients.
    Close(Close, String),
}
