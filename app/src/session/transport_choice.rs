//! Which transport is tried: a websocket, or an event stream where websockets are blocked. Pure.

use crate::api::connection::Transport;

/// Websockets in a row that end before they open, after which an event stream is tried.
const BLOCKED_AFTER: u32 = 2;

/// The same once a websocket has opened: then it is rather the server that is away.
const AWAY_AFTER: u32 = 8;

/// Counts attempts and chooses. Once the server has answered on an event stream, that stays.
#[derive(Debug, Default)]
pub struct TransportChoice {
    transport: Transport,
    /// Whether the present attempt has opened.
    is_open: bool,
    /// Websockets in a row that ended before they opened.
    failed: u32,
    /// Whether a websocket has ever opened.
    websockets_work: bool,
    is_settled: bool,
}

impl TransportChoice {
    /// The transport of the next attempt.
    pub fn next(&mut self) -> Transport {
        let patience = if self.websockets_work { AWAY_AFTER } else { BLOCKED_AFTER };
        let is_blocked = self.failed >= patience;
        if is_blocked {
            self.failed = 0;
        }
        self.transport = if self.is_settled || is_blocked {
            Transport::EventStream
        } else {
            Transport::WebSocket
        };
        self.is_open = false;
        self.transport
    }

    /// The attempt has opened.
    pub fn opened(&mut self) {
        self.is_open = true;
        if self.transport == Transport::WebSocket {
            self.failed = 0;
            self.websockets_work = true;
        }
    }

    /// The server has answered. Returns whether that was on an event stream.
    pub fn answered(&mut self) -> bool {
        self.is_settled = self.transport == Transport::EventStream;
        self.is_settled
    }

    /// The attempt, or the connection, has ended.
    pub fn ended(&mut self, is_online: bool) {
        if self.transport == Transport::WebSocket && !self.is_open && is_online {
            self.failed += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The transports of that many attempts that end before they open.
    fn failing(choice: &mut TransportChoice, count: usize) -> String {
        let attempts = (0..count).map(|_| {
            let transport = choice.next();
            choice.ended(true);
            if transport == Transport::WebSocket { 's' } else { 'e' }
        });
        attempts.collect()
    }

    #[test]
    fn two_websockets_that_do_not_open_lead_to_an_event_stream_and_back() {
        assert_eq!(failing(&mut TransportChoice::default(), 7), "ssesses");
    }

    #[test]
    fn an_event_stream_that_works_stays() {
        let mut choice = TransportChoice::default();
        assert_eq!(failing(&mut choice, 2), "ss");
        assert_eq!(choice.next(), Transport::EventStream);
        choice.opened();
        assert!(choice.answered());
        choice.ended(true);
        assert_eq!(failing(&mut choice, 3), "eee");
    }

    #[test]
    fn a_server_that_is_away_for_a_moment_does_not_look_like_a_blocked_websocket() {
        let mut choice = TransportChoice::default();
        assert_eq!(choice.next(), Transport::WebSocket);
        choice.opened();
        assert!(!choice.answered());
        choice.ended(true);
        assert_eq!(failing(&mut choice, 9), "sssssssse");
    }

    #[test]
    fn attempts_that_end_while_the_device_is_offline_do_not_count() {
        let mut choice = TransportChoice::default();
        for _ in 0..10 {
            assert_eq!(choice.next(), Transport::WebSocket);
            choice.ended(false);
        }
    }
}
