//! Which way to the server is tried: a websocket, or events and requests where it is blocked. Pure.

/// Websockets in a row that end before they open, after which the other way is tried.
const BLOCKED_AFTER: u32 = 2;

/// The same once a websocket has opened: then it is rather the server that is away.
const AWAY_AFTER: u32 = 8;

/// A way to the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// A websocket.
    #[default]
    Socket,
    /// A stream of events, and a request for each frame.
    Stream,
}

/// Counts attempts and chooses. The stream stays the way once the server has answered on it.
#[derive(Debug, Default)]
pub struct Choice {
    way: Way,
    /// Whether the present attempt has opened.
    is_open: bool,
    /// Websockets in a row that ended before they opened.
    failed: u32,
    /// Whether a websocket has ever opened.
    sockets_pass: bool,
    is_settled: bool,
}

impl Choice {
    /// Another attempt begins: on which way?
    pub fn next(&mut self) -> Way {
        let patience = if self.sockets_pass { AWAY_AFTER } else { BLOCKED_AFTER };
        let is_blocked = self.failed >= patience;
        if is_blocked {
            self.failed = 0;
        }
        self.way = if self.is_settled || is_blocked { Way::Stream } else { Way::Socket };
        self.is_open = false;
        self.way
    }

    /// The attempt has opened.
    pub fn opened(&mut self) {
        self.is_open = true;
        if self.way == Way::Socket {
            self.failed = 0;
            self.sockets_pass = true;
        }
    }

    /// The server has answered. Says whether that was on the stream.
    pub fn answered(&mut self) -> bool {
        self.is_settled = self.way == Way::Stream;
        self.is_settled
    }

    /// The attempt, or the connection, has ended.
    pub fn ended(&mut self, is_online: bool) {
        if self.way == Way::Socket && !self.is_open && is_online {
            self.failed += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ways of so many attempts that end before they open.
    fn failing(choice: &mut Choice, count: usize) -> String {
        let attempts = (0..count).map(|_| {
            let way = choice.next();
            choice.ended(true);
            if way == Way::Socket { 's' } else { 'e' }
        });
        attempts.collect()
    }

    #[test]
    fn two_websockets_that_do_not_open_lead_to_the_stream_and_back() {
        assert_eq!(failing(&mut Choice::default(), 7), "ssesses");
    }

    #[test]
    fn a_stream_that_works_stays_the_way() {
        let mut choice = Choice::default();
        assert_eq!(failing(&mut choice, 2), "ss");
        assert_eq!(choice.next(), Way::Stream);
        choice.opened();
        assert!(choice.answered());
        choice.ended(true);
        assert_eq!(failing(&mut choice, 3), "eee");
    }

    #[test]
    fn a_server_that_is_away_for_a_moment_does_not_look_like_a_blocked_websocket() {
        let mut choice = Choice::default();
        assert_eq!(choice.next(), Way::Socket);
        choice.opened();
        assert!(!choice.answered());
        choice.ended(true);
        assert_eq!(failing(&mut choice, 9), "sssssssse");
    }

    #[test]
    fn what_ends_while_the_device_is_offline_says_nothing() {
        let mut choice = Choice::default();
        for _ in 0..10 {
            assert_eq!(choice.next(), Way::Socket);
            choice.ended(false);
        }
    }
}
