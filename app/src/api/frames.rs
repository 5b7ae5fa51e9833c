//! What both transports have in common: frames to send, and events that they report.

use std::rc::Rc;

use futures_channel::mpsc::UnboundedReceiver;

/// The close code of a connection that ended without one.
pub const ABNORMAL_CLOSURE: u16 = 1006;

/// Frames to send, in order.
pub type Outgoing = UnboundedReceiver<String>;

/// Called with what happens on a connection.
pub type OnEvent = Rc<dyn Fn(ConnectionEvent)>;

/// What happens on a connection.
#[derive(Debug, PartialEq)]
pub enum ConnectionEvent {
    /// It is open.
    Opened,
    /// A text frame arrived.
    Frame(String),
    /// It is over, with the close code of the server, or [`ABNORMAL_CLOSURE`].
    Closed(u16),
}
