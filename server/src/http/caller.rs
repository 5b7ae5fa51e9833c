//! Who asks: by a token or a secret, or named by the proxy that the request came through.
//!
//! A token goes before the proxy's word, and that before a secret: whoever is vouched for is the same
//! person in every browser.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::ids::{RoomId, SecretHash};
use domain::refusal::Refusal;
use domain::room::Vouched;

use super::proxy::Via;
use super::{App, answers};
use crate::identity::Identity;
use crate::rooms::{clock, secret};
use crate::settings::CreateRooms;
use crate::tokens::{BadToken, is_token};

/// What a request says of who asks. By default nothing.
#[derive(Clone, Debug, Default)]
pub struct Caller {
    /// What its `Authorization` header bears: a token or a secret.
    bearer: Option<String>,
    /// Whom a trusted proxy names.
    identity: Option<Identity>,
}

/// Why the one who asks gets nothing.
#[derive(Clone, Copy, Debug)]
pub enum TurnedAway {
    /// There is no secret that could be somebody's, and nobody vouches.
    Stranger,
    /// The token is of no use.
    BadToken(BadToken),
    /// Somebody else may make rooms here.
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
        Ok(Self { bearer: bearer(&parts.headers), identity })
    }
}

fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, bearer) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| bearer.trim().to_owned())
}

impl Caller {
    /// As whom the server vouches for a client that says hello with this token, or with none.
    pub fn vouched(
        &self,
        app: &App,
        room: &RoomId,
        token: Option<&str>,
    ) -> Result<Option<Vouched>, BadToken> {
        match token {
            Some(token) => app.tokens.claims(token, clock::now())?.vouched(room).map(Some),
            None => Ok(self.identity.as_ref().and_then(Identity::vouched)),
        }
    }

    /// What the one who asks is known by in a room.
    pub fn hash(&self, app: &App, room: &RoomId) -> Result<SecretHash, TurnedAway> {
        let vouched = self.vouched(app, room, self.token())?.map(|vouched| vouched.hash);
        let own = || self.bearer.as_deref().and_then(secret::hash);
        vouched.or_else(own).ok_or(TurnedAway::Stranger)
    }

    /// The hash of the secret that the request bears, if it bears one and no token.
    pub fn own_secret(&self) -> Option<SecretHash> {
        self.bearer.as_deref().filter(|bearer| !is_token(bearer)).and_then(secret::hash)
    }

    /// Whether the one who asks may make a room.
    pub fn may_create(&self, app: &App) -> Result<(), TurnedAway> {
        let may = match (app.create_rooms, self.token()) {
            (CreateRooms::Anyone, _) => true,
            (CreateRooms::Nobody, _) => false,
            (CreateRooms::Identified, Some(token)) => {
                app.tokens.claims(token, clock::now())?.make_rooms()
            }
            (CreateRooms::Identified, None) => self.identity.is_some(),
        };
        may.then_some(()).ok_or(TurnedAway::MayNotCreate)
    }

    fn token(&self) -> Option<&str> {
        self.bearer.as_deref().filter(|bearer| is_token(bearer))
    }
}
