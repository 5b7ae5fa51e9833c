//! A connection that knows nothing of the protocol but how messages travel.

use std::net::{IpAddr, SocketAddr};

use domain::protocol::{ClientMessage, Hello, PROTOCOL, Resume, ServerMessage, decode, encode};
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{WebSocketStream, client_async, client_async_with_config};

use super::connect::connect_from;
use super::events::Events;
use super::gzip;
use super::http::Header;
use super::soon::soon;

/// A connection by websocket, or by events and requests.
pub struct Raw {
    transport: Transport,
    /// Whether it says in `hello` that it reads gzip.
    pub reads_gzip: bool,
    /// How many binary frames have come.
    binary: u32,
}

enum Transport {
    Socket(Box<WebSocketStream<TcpStream>>),
    Events(Events),
}

impl Raw {
    pub async fn connect(address: SocketAddr, room: &str) -> Self {
        Self::connect_with(address, room, &[]).await
    }

    /// The same with further headers in the request.
    pub async fn connect_with(address: SocketAddr, room: &str, headers: &[Header]) -> Self {
        let url = format!("ws://{address}/api/rooms/{room}/socket");
        let mut request = url.into_client_request().unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        let stream = soon("connect", TcpStream::connect(address)).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let (socket, _) = soon("upgrade", client_async(request, stream)).await.unwrap();
        Self::on(Transport::Socket(Box::new(socket)))
    }

    /// The same from another address of this machine; `None` if the server refuses.
    pub async fn connect_from(from: IpAddr, address: SocketAddr, room: &str) -> Option<Self> {
        let url = format!("ws://{address}/api/rooms/{room}/socket");
        let stream = connect_from(from, address).await.ok()?;
        // The largest rooms are larger than what a client takes by default.
        let config = WebSocketConfig::default().max_message_size(None).max_frame_size(None);
        let (socket, _) = client_async_with_config(url, stream, Some(config)).await.ok()?;
        Some(Self::on(Transport::Socket(Box::new(socket))))
    }

    /// The same over events and requests.
    pub async fn events(address: SocketAddr, room: &str) -> Self {
        Self::on(Transport::Events(Events::open(address, room).await))
    }

    fn on(transport: Transport) -> Self {
        Self { transport, reads_gzip: false, binary: 0 }
    }

    /// The same connection of a client that reads gzip.
    pub fn reading_gzip(self) -> Self {
        Self { reads_gzip: true, ..self }
    }

    /// How many compressed messages have come.
    pub fn compressed(&self) -> u32 {
        match &self.transport {
            Transport::Socket(_) => self.binary,
            Transport::Events(events) => events.compressed,
        }
    }

    pub async fn send(&mut self, message: Message) {
        // The server may have closed already; the test sees that when it reads.
        match &mut self.transport {
            Transport::Socket(socket) => drop(soon("send", socket.send(message)).await),
            Transport::Events(events) => drop(events.post(&message.into_data()).await),
        }
    }

    pub async fn text(&mut self, text: impl Into<String>) {
        self.send(Message::text(text.into())).await;
    }

    pub async fn message(&mut self, message: &ClientMessage) {
        self.text(encode(message)).await;
    }

    pub async fn hello(&mut self, secret: &str, resume: Option<Resume>) {
        self.hello_with(secret, None, resume).await;
    }

    pub async fn hello_with(&mut self, secret: &str, token: Option<&str>, resume: Option<Resume>) {
        let (secret, token) = (secret.to_owned(), token.map(str::to_owned));
        let hello = Hello { protocol: PROTOCOL, secret, token, resume, gzip: self.reads_gzip };
        self.message(&ClientMessage::Hello(hello)).await;
    }

    /// The text of the next frame, or the server's close code; 0 if the connection just broke.
    pub async fn next(&mut self) -> Result<String, u16> {
        let socket = match &mut self.transport {
            Transport::Socket(socket) => socket,
            Transport::Events(events) => return events.next().await,
        };
        loop {
            match soon("a frame", socket.next()).await {
                Some(Ok(Message::Text(text))) => return Ok(text.to_string()),
                Some(Ok(Message::Binary(bytes))) => {
                    self.binary += 1;
                    return Ok(gzip::text(&bytes));
                }
                Some(Ok(Message::Close(Some(frame)))) => return Err(frame.code.into()),
                Some(Ok(Message::Close(None)) | Err(_)) | None => return Err(0),
                Some(Ok(_)) => {}
            }
        }
    }

    /// Reads the close that comes next: its code and its reason.
    pub async fn close(&mut self) -> (u16, String) {
        let Transport::Socket(socket) = &mut self.transport else { panic!("no websocket") };
        match soon("a close", socket.next()).await {
            Some(Ok(Message::Close(Some(frame)))) => (frame.code.into(), frame.reason.to_string()),
            other => panic!("no close: {other:?}"),
        }
    }

    /// Reads to the end, and returns the server's close code.
    pub async fn close_code(&mut self) -> u16 {
        loop {
            if let Err(code) = self.next().await {
                return code;
            }
        }
    }

    pub async fn server_message(&mut self) -> ServerMessage {
        let frame = self.next().await.unwrap_or_else(|code| panic!("closed with {code}"));
        decode(&frame).unwrap()
    }
}
