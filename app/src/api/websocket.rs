//! A connection by websocket.

use std::future::poll_fn;

use domain::ids::RoomId;
use futures_util::{SinkExt, StreamExt, stream};
use gloo_net::websocket::futures::WebSocket;
use gloo_net::websocket::{Message, State, WebSocketError};

use super::frames::{ABNORMAL_CLOSURE, ConnectionEvent, Outgoing};
use super::{addresses, gzip};
use crate::host::Host;

enum Input {
    Received(Result<Message, WebSocketError>),
    ToSend(String),
}

/// Connects, sends and receives until the connection is over; returns its close code.
pub async fn run(
    host: Host,
    room: &RoomId,
    outgoing: Outgoing,
    on_event: &dyn Fn(ConnectionEvent),
) -> u16 {
    let Ok(mut socket) = WebSocket::open(&addresses::websocket(host, room)) else {
        return ABNORMAL_CLOSURE;
    };
    // Becomes ready as well when the connection could not be opened.
    let _ = poll_fn(|context| socket.poll_ready_unpin(context)).await;
    if matches!(socket.state(), State::Open) {
        on_event(ConnectionEvent::Opened);
    }
    let (mut sink, received) = socket.split();
    let mut inputs = stream::select(received.map(Input::Received), outgoing.map(Input::ToSend));
    while let Some(input) = inputs.next().await {
        match input {
            // Where it fails, the end of the connection is reported next.
            Input::ToSend(frame) => drop(sink.send(Message::Text(frame)).await),
            Input::Received(Ok(Message::Text(frame))) => on_event(ConnectionEvent::Frame(frame)),
            // What arrives meanwhile waits.
            Input::Received(Ok(Message::Bytes(bytes))) => {
                on_event(ConnectionEvent::Frame(gzip::text(&bytes).await));
            }
            Input::Received(Err(WebSocketError::ConnectionClose(close))) => return close.code,
            Input::Received(Err(_)) => {}
        }
    }
    ABNORMAL_CLOSURE
}
