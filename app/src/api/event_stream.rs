//! A connection where websockets are blocked: a stream of server-sent events, and a request for each
//! frame, one after the other.

use std::pin::pin;

use domain::ids::RoomId;
use domain::protocol::{ClientMessage, encode};
use futures_util::future::{Either, FutureExt, LocalBoxFuture, select};
use futures_util::{StreamExt, stream};
use gloo_net::eventsource::futures::{EventSource, EventSourceSubscription};
use leptos::prelude::window;
use leptos::task::spawn_local;
use serde::Deserialize;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::addresses::room_api;
use super::frames::{ABNORMAL_CLOSURE, ConnectionEvent, OnEvent, Outgoing};
use super::gzip;
use super::json::{Written, decode};
use super::requests::{TEXT, post, send};
use crate::host::Host;
use crate::random::random_text;

/// Length in characters of the random name of a connection.
const NAME_LENGTH: usize = 32;

/// What stands before the base64 of a compressed message.
const COMPRESSED: &str = "gzip ";

/// What the server sends before it ends a stream.
#[derive(Deserialize)]
struct CloseFrame {
    code: u16,
}

/// Loads the code for such connections, which few need, and runs one; the future returns its close code.
#[wasm_split(event_stream, fallible)]
pub fn load(
    host: Host,
    room: RoomId,
    outgoing: Outgoing,
    on_event: OnEvent,
) -> Result<LocalBoxFuture<'static, u16>, SplitLoaderError> {
    Ok(run(host, room, outgoing, on_event).boxed_local())
}

/// Connects, sends and receives until the connection is over; returns its close code.
async fn run(host: Host, room: RoomId, outgoing: Outgoing, on_event: OnEvent) -> u16 {
    let path = room_api(&room, &format!("events/{}", random_text(NAME_LENGTH)));
    let Ok(mut source) = EventSource::new(&host.address(&path)) else { return ABNORMAL_CLOSURE };
    let mut subscribe = |event: &str| source.subscribe(event).ok();
    let (Some(open), Some(message), Some(alive), Some(close), Some(error)) = (
        subscribe("open"),
        subscribe("message"),
        subscribe("alive"),
        subscribe("close"),
        subscribe("error"),
    ) else {
        return ABNORMAL_CLOSURE;
    };
    let sign_of_life = || {
        let ping = encode(&ClientMessage::<Written>::Ping { echo: 0 });
        let sent = send(post(host, &path, TEXT), ping);
        spawn_local(async { drop(sent.await) });
    };
    let receiving = pin!(receive([open, message, alive, close, error], &*on_event, &sign_of_life));
    let sending = pin!(send_all(host, &path, outgoing));
    match select(receiving, sending).await {
        Either::Left((code, _)) => code,
        Either::Right(_) => ABNORMAL_CLOSURE,
    }
}

async fn receive(
    subscriptions: [EventSourceSubscription; 5],
    on_event: &dyn Fn(ConnectionEvent),
    sign_of_life: &impl Fn(),
) -> u16 {
    let mut events = stream::select_all(subscriptions);
    while let Some(Ok((event, message))) = events.next().await {
        let data = message.data().as_string();
        match event.as_str() {
            "open" => on_event(ConnectionEvent::Opened),
            // The server has heard nothing for a while: browsers hold up the timers of hidden pages.
            "alive" => sign_of_life(),
            // The browser would reconnect by itself, under a name that is used up.
            "error" => return ABNORMAL_CLOSURE,
            "close" => {
                let close = data.and_then(|data| decode::<CloseFrame>(&data).ok());
                return close.map_or(ABNORMAL_CLOSURE, |close| close.code);
            }
            _ => {
                if let Some(data) = data {
                    // What arrives meanwhile waits.
                    on_event(ConnectionEvent::Frame(text(data).await));
                }
            }
        }
    }
    ABNORMAL_CLOSURE
}

/// The text of a message, which may be compressed.
async fn text(data: String) -> String {
    let Some(base64) = data.strip_prefix(COMPRESSED) else { return data };
    // The browser gives each byte as a character.
    let bytes = window().atob(base64).unwrap_or_default();
    let bytes: Vec<u8> = bytes.chars().filter_map(|byte| u8::try_from(byte).ok()).collect();
    gzip::text(&bytes).await
}

/// Ends when a frame could not be sent.
async fn send_all(host: Host, path: &str, mut outgoing: Outgoing) {
    while let Some(frame) = outgoing.next().await {
        let answer = send(post(host, path, TEXT), frame).await;
        if !answer.is_some_and(|answer| answer.ok()) {
            return;
        }
    }
}
