//! Who sends a request: identified by a token or a secret, or by a trusted proxy.
//!
//! A token takes precedence over the proxy, and the proxy over a secret: a person whom the server
//! vouches for is the same in every browser.

use std::convert::Infallible;
use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::ids::{RoomId, SecretHash};
use domain::refusal::Refusal;
use domain::room::Vouched;

use super::answers;
use super::budgets::{Budgets, Use};
use super::via::Via;
use crate::identity::Identity;
use crate::rooms::{Proof, clock, secret};
use crate::settings::CreateRooms;
use crate::tokens::{BadToken, TokenKeys, is_token};

/// The header with the sender's own secret, if the `Authorization` header has a token.
const SECRET: &str = "ready-room-secret";

/// How a request identifies its sender. By default not at all.
#[derive(Clone, Debug, Default)]
pub struct Caller {
    /// The bearer of its `Authorization` header: a token or a secret.
    bearer: Option<String>,
    /// The secret that stands beside a token.
    beside: Option<String>,
    /// Whom a trusted proxy names as the user.
    identity: Option<Identity>,
    /// The address that it comes from, if that is known.
    pub address: Option<IpAddr>,
}

/// Why a request is turned away.
#[derive(Clone, Copy, Debug)]
pub enum TurnedAway {
    /// It has no valid secret, and the server cannot vouch for its sender.
    Stranger,
    /// The token is refused.
    BadToken(BadToken),
    /// The sender may not create rooms.
    MayNotCreate,
}

impl From<BadToken> for TurnedAway {
    fn from(why: BadToken) -> Self {
        Self::BadToken(why)
    }
}

impl IntoResponse for TurnedAway {
    fn into_response(self) -> Response {
        match self {
            Self::Stranger => answers::unauthorized(),
            Self::BadToken(why) => answers::bad_token(why),
            Self::MayNotCreate => answers::refused(StatusCode::FORBIDDEN, &Refusal::MayNotCreate),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let via = parts.extensions.get::<Via>();
        let identity = via.and_then(|via| via.identity.clone());
        let address = via.and_then(|via| via.address);
        let beside = parts.headers.get(SECRET).and_then(|value| value.to_str().ok());
        let beside = beside.map(str::to_owned);
        Ok(Self { bearer: bearer(&parts.headers), beside, identity, address })
    }
}

fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, bearer) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| bearer.trim().to_owned())
}

impl Caller {
    /// The person whom the server vouches for, given the token that a client sent, if any.
    pub fn vouched(
        &self,
        keys: &TokenKeys,
        room: &RoomId,
        token: Option<&str>,
    ) -> Result<Option<Vouched>, BadToken> {
        match token {
            Some(token) => keys.claims(token, clock::wall())?.vouched(room).map(Some),
            None => Ok(self.identity.as_ref().and_then(Identity::vouched)),
        }
    }

    /// The hash that identifies the sender in a room.
    pub fn hash(&self, keys: &TokenKeys, room: &RoomId) -> Result<SecretHash, TurnedAway> {
        let Proof { secret, vouched, .. } = self.proof(keys, room)?;
        Ok(vouched.map_or(secret, |vouched| vouched.hash))
    }

    /// What identifies the sender in a room. Whom the server vouches for need not have a secret.
    pub fn proof(&self, keys: &TokenKeys, room: &RoomId) -> Result<Proof, TurnedAway> {
        let vouched = self.vouched(keys, room, self.token())?;
        let instead = || vouched.as_ref().map(|vouched| vouched.hash.clone());
        let secret = self.own_secret().or_else(instead).ok_or(TurnedAway::Stranger)?;
        Ok(Proof { secret, vouched, passcode: None })
    }

    /// The answer to a request whose secret nobody in the room has: such secrets are counted.
    pub fn unknown(&self, budgets: &Budgets) -> Response {
        let spent = budgets.spend(Use::Stranger, self.address);
        spent.map_or_else(IntoResponse::into_response, |()| answers::unauthorized())
    }

    /// The hash of the request's secret: the bearer, or what stands beside a token.
    pub fn own_secret(&self) -> Option<SecretHash> {
        let bearer = self.bearer.as_deref().filter(|bearer| !is_token(bearer));
        bearer.or(self.beside.as_deref()).and_then(secret::hash)
    }

    /// Checks whether the sender may create rooms.
    pub fn may_create(&self, keys: &TokenKeys, setting: CreateRooms) -> Result<(), TurnedAway> {
        let may = match (setting, self.token()) {
            (CreateRooms::Anyone, _) => true,
            (CreateRooms::Nobody, _) => false,
            (CreateRooms::Identified, Some(token)) => {
                keys.claims(token, clock::wall())?.permit_creating()
            }
            (CreateRooms::Identified, None) => self.identity.is_some(),
        };
        may.then_some(()).ok_or(TurnedAway::MayNotCreate)
    }

    fn token(&self) -> Option<&str> {
        self.bearer.as_deref().filter(|bearer| is_token(bearer))
    }
}
