//! The least that a server of rooms can be: whatever one person sends, everybody in the room receives.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::ws::{Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::sync::broadcast::{self, Sender};

/// Makes this program a bare server.
pub const ARGUMENT: &str = "--bare";

/// How many messages wait for a client at the most.
const WAITING: usize = 256;

/// The size of its buffers for each connection, in bytes.
const BUFFER: usize = 4 * 1024;

type Rooms = Arc<Mutex<HashMap<String, Sender<Utf8Bytes>>>>;

/// Serves until the process is killed. Prints its address.
#[tokio::main]
pub async fn run() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    println!("listens on http://{}", listener.local_addr().expect("its address"));
    let router = Router::new().route("/{room}", get(open)).with_state(Rooms::default());
    // Otherwise a vote waits until the one before it is acknowledged.
    let listener = listener.tap_io(|socket| socket.set_nodelay(true).expect("no delay"));
    axum::serve(listener, router).await.expect("it serves");
}

async fn open(
    upgrade: WebSocketUpgrade,
    Path(room): Path<String>,
    State(rooms): State<Rooms>,
) -> Response {
    let mut rooms = rooms.lock().unwrap_or_else(PoisonError::into_inner);
    let room = rooms.entry(room).or_insert_with(|| broadcast::channel(WAITING).0).clone();
    upgrade.read_buffer_size(BUFFER).on_upgrade(|socket| pass_on(socket, room))
}

async fn pass_on(mut socket: WebSocket, room: Sender<Utf8Bytes>) {
    let mut messages = room.subscribe();
    loop {
        tokio::select! {
            received = socket.recv() => match received {
                Some(Ok(Message::Text(text))) => drop(room.send(text)),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return,
            },
            message = messages.recv() => {
                let Ok(text) = message else { return };
                if socket.send(Message::Text(text)).await.is_err() {
                    return;
                }
            }
        }
    }
}
