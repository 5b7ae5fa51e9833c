//! What each address may use of the server. The only place that counts by address.
//!
//! People behind one address (an office, a proxy that is not listed) share its budget, so the defaults
//! are far above what a whole team does, and far below what hurts.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZero;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use tracing::warn;

use super::answers;
use crate::address_limits::AddressLimits;

/// How many seconds of requests an address may send at once: pages load several files together.
const BURST_SECONDS: u32 = 10;

/// How many large bodies of one address may be arriving at the same time.
const LARGE_BODIES: u32 = 4;

/// Bits of an IPv6 address that name a network; whoever has one address of it has all of them.
const NETWORK_BITS: u32 = 64;

/// What is counted over time, by address; `None` is without a limit.
type Budget = Option<DefaultKeyedRateLimiter<IpAddr>>;

/// The budgets of all addresses.
pub struct Budgets {
    requests: Budget,
    rooms: Budget,
    strangers: Budget,
    joins: Budget,
    passcodes: Budget,
    connections: Places,
    bodies: Places,
    /// Lets one line a minute into the log for each address and limit.
    log: DefaultKeyedRateLimiter<(IpAddr, Limit)>,
}

/// Something that is counted over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Use {
    /// A request over HTTP.
    Request,
    /// A new room.
    Room,
    /// A secret that nobody in the room has: from a newcomer, or guessed.
    Stranger,
    /// Somebody who joins a room.
    Join,
    /// A passcode that is set or tried.
    Passcode,
}

/// A limit that an address has reached, as the log names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Requests.
    Request,
    /// New rooms.
    Room,
    /// Unknown secrets.
    Stranger,
    /// People who join.
    Join,
    /// Passcodes that are set or tried.
    Passcode,
    /// Connections at the same time.
    Connections,
    /// Large bodies at the same time.
    LargeBodies,
    /// The memory for the large bodies of all.
    Memory,
    /// The time that a body may take.
    Late,
    /// The size of a body.
    TooLarge,
    /// The time until a connection's first request.
    Silent,
}

impl From<Use> for Limit {
    fn from(used: Use) -> Self {
        match used {
            Use::Request => Self::Request,
            Use::Room => Self::Room,
            Use::Stranger => Self::Stranger,
            Use::Join => Self::Join,
            Use::Passcode => Self::Passcode,
        }
    }
}

/// The budget is used up: how long until there is some again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait(Duration);

impl Wait {
    /// The time in seconds, rounded up.
    pub fn seconds(self) -> u32 {
        u32::try_from(self.0.as_millis().div_ceil(1_000)).unwrap_or(u32::MAX)
    }
}

impl IntoResponse for Wait {
    fn into_response(self) -> Response {
        answers::too_many_requests(self.seconds())
    }
}

impl Budgets {
    /// Nothing is used yet.
    pub fn new(limits: &AddressLimits) -> Self {
        let requests = NonZero::new(limits.requests)
            .zip(NonZero::new(limits.requests.saturating_mul(BURST_SECONDS)))
            .map(|(rate, burst)| Quota::per_second(rate).allow_burst(burst));
        let per_minute = |limit| NonZero::new(limit).map(Quota::per_minute).map(RateLimiter::keyed);
        Self {
            requests: requests.map(RateLimiter::keyed),
            rooms: per_minute(limits.rooms),
            strangers: per_minute(limits.strangers),
            joins: per_minute(limits.joins),
            passcodes: per_minute(limits.passcodes),
            connections: Places::new(limits.connections),
            bodies: Places::new(if limits.connections == 0 { 0 } else { LARGE_BODIES }),
            log: RateLimiter::keyed(Quota::per_minute(NonZero::<u32>::MIN)),
        }
    }

    /// Takes one from the budget of an address; of a proxy that names nobody there is none.
    pub fn spend(&self, what: Use, address: Option<IpAddr>) -> Result<(), Wait> {
        let budget = match what {
            Use::Request => &self.requests,
            Use::Room => &self.rooms,
            Use::Stranger => &self.strangers,
            Use::Join => &self.joins,
            Use::Passcode => &self.passcodes,
        };
        let (Some(budget), Some(key)) = (budget, address.map(network)) else { return Ok(()) };
        let now = DefaultClock::default().now();
        budget.check_key(&key).map_err(|until| {
            self.reached(what.into(), address);
            Wait(until.wait_time_from(now))
        })
    }

    /// A place for a connection of this address; `None` where it has as many as it may have. Those of a
    /// proxy for many people are not counted.
    pub fn connect(&self, address: Option<IpAddr>) -> Option<Place> {
        let place = self.connections.take(address);
        if place.is_none() {
            self.reached(Limit::Connections, address);
        }
        place
    }

    /// A place for a large body of this address; `None` where it is sending as many as it may.
    pub fn send_body(&self, address: Option<IpAddr>) -> Option<Place> {
        let place = self.bodies.take(address);
        if place.is_none() {
            self.reached(Limit::LargeBodies, address);
        }
        place
    }

    /// Notes that an address has reached a limit: in the log, once a minute for each.
    pub fn reached(&self, what: Limit, address: Option<IpAddr>) {
        let Some(address) = address.map(network) else { return };
        if self.log.check_key(&(address, what)).is_ok() {
            warn!(%address, ?what, "an address has reached a limit");
        }
    }

    /// Notes how a request was answered, where that says that it has reached a limit.
    pub fn answered(&self, status: StatusCode, address: Option<IpAddr>) {
        match status {
            StatusCode::REQUEST_TIMEOUT => self.reached(Limit::Late, address),
            StatusCode::PAYLOAD_TOO_LARGE => self.reached(Limit::TooLarge, address),
            _ => {}
        }
    }

    /// Forgets addresses whose budget is full again.
    pub fn forget_idle(&self) {
        let counted = [&self.requests, &self.rooms, &self.strangers, &self.joins, &self.passcodes];
        counted.into_iter().flatten().for_each(RateLimiter::retain_recent);
        self.log.retain_recent();
    }
}

/// How much each address holds.
type Held = Arc<Mutex<HashMap<IpAddr, u32>>>;

/// What is held for a time, by address.
struct Places {
    /// How many each may hold; 0 is without a limit.
    limit: u32,
    held: Held,
}

/// Something that is held until this is dropped; nothing where it is not counted.
pub struct Place(Option<(Held, IpAddr)>);

impl Places {
    fn new(limit: u32) -> Self {
        Self { limit, held: Arc::default() }
    }

    fn take(&self, address: Option<IpAddr>) -> Option<Place> {
        let Some(address) = address.map(network).filter(|_| self.limit > 0) else {
            return Some(Place(None));
        };
        let mut held = locked(&self.held);
        let count = held.entry(address).or_default();
        if *count >= self.limit {
            return None;
        }
        *count += 1;
        Some(Place(Some((Arc::clone(&self.held), address))))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some((held, address)) = &self.0 else { return };
        let mut held = locked(held);
        if let Some(count) = held.get_mut(address) {
            *count -= 1;
            if *count == 0 {
                held.remove(address);
            }
        }
    }
}

fn locked(held: &Held) -> MutexGuard<'_, HashMap<IpAddr, u32>> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What shares a budget with this address: an IPv4 address has one of its own, and of an IPv6 address
/// the whole network.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let prefix = u128::MAX << (u128::BITS - NETWORK_BITS);
            Ipv6Addr::from_bits(address.to_bits() & prefix).into()
        }
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: AddressLimits = AddressLimits {
        connections: 2,
        requests: 1,
        rooms: 3,
        strangers: 1,
        joins: 1,
        passcodes: 1,
    };

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn each_address_has_a_budget_of_its_own_and_each_network_of_ipv6() {
        let budgets = Budgets::new(&LIMITS);
        let spend = |from: &str| budgets.spend(Use::Room, Some(address(from)));
        for from in ["192.0.2.1", "::ffff:192.0.2.1", "192.0.2.1", "192.0.2.2"] {
            assert_eq!(spend(from), Ok(()), "{from}");
        }
        let wait = spend("192.0.2.1").unwrap_err();
        assert!((1..=20).contains(&wait.seconds()), "{wait:?}");
        assert_eq!(spend("2001:db8::1"), Ok(()));
        assert_eq!(spend("2001:db8::2"), Ok(()));
        assert_eq!(spend("2001:db8::3"), Ok(()));
        assert!(spend("2001:db8:0:0:ffff::4").is_err());
        assert_eq!(spend("2001:db8:0:1::4"), Ok(()));
        assert_eq!(budgets.spend(Use::Room, None), Ok(()));
    }

    #[test]
    fn a_place_is_free_again_when_it_is_given_back() {
        let budgets = Budgets::new(&LIMITS);
        let from = Some(address("192.0.2.1"));
        let first = budgets.connect(from);
        let second = budgets.connect(from);
        assert!(first.is_some() && second.is_some() && budgets.connect(from).is_none());
        assert!(budgets.connect(Some(address("192.0.2.2"))).is_some());
        drop(first);
        assert!(budgets.connect(from).is_some());
    }

    #[test]
    fn no_limit_is_a_setting() {
        let limits = AddressLimits {
            connections: 0,
            requests: 0,
            rooms: 0,
            strangers: 0,
            joins: 0,
            passcodes: 0,
        };
        let budgets = Budgets::new(&limits);
        let from = Some(address("192.0.2.1"));
        let held: Vec<_> = (0..5_000).map(|_| budgets.connect(from)).collect();
        assert!(held.iter().all(Option::is_some));
        assert!((0..5_000).all(|_| budgets.spend(Use::Request, from).is_ok()));
    }
}
