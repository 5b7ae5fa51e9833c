//! Tokens as a portal makes them, and as somebody makes them who would like to be one, and whoever
//! comes with one. The keys were made for these tests and open nothing else.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

use super::{Client, Raw, secret};

/// The portal's public key.
pub const PUBLIC_KEY: &[u8] = include_bytes!("../keys/portal.pem");

/// `{"alg":"none","typ":"JWT"}` as the first part of a token.
pub const ALG_NONE: &str = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0";

/// `{"alg":"RS256","typ":"JWT"}` as the first part of a token.
pub const ALG_RS256: &str = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9";

/// The files that a server needs to believe the portal.
pub fn keys() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/keys");
    ["portal.pem", "portal.secret"].map(|name| folder.join(name)).into()
}

/// Seconds since 1970.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

/// What a token says of somebody who may come in for five minutes.
pub fn claims(room: &str, subject: &str, name: &str) -> Value {
    json!({ "room": room, "sub": subject, "name": name, "iat": now(), "exp": now() + 300 })
}

/// The same with some claims changed; `null` takes one out.
pub fn with(mut claims: Value, changes: Value) -> Value {
    let all = claims.as_object_mut().unwrap();
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => drop(all.remove(name)),
            value => drop(all.insert(name.clone(), value.clone())),
        }
    }
    claims
}

/// Signed with the portal's private key.
pub fn signed(claims: &Value) -> String {
    by_key(claims, include_bytes!("../keys/portal.private.pem"))
}

/// Signed with a key that the server does not know.
pub fn forged(claims: &Value) -> String {
    by_key(claims, include_bytes!("../keys/forger.private.pem"))
}

/// Signed with the secret that portal and server share.
pub fn by_shared_secret(claims: &Value) -> String {
    by_secret(claims, include_str!("../keys/portal.secret").trim_end().as_bytes())
}

/// Signed as if the bytes were a secret that the server shares.
pub fn by_secret(claims: &Value, secret: &[u8]) -> String {
    let key = EncodingKey::from_secret(secret);
    encode(&Header::new(Algorithm::HS256), claims, &key).unwrap()
}

/// A token with another first part, and the signature given.
pub fn with_header(token: &str, header: &str, signature: &str) -> String {
    let claims = token.split('.').nth(1).unwrap();
    [header, claims, signature].join(".")
}

fn by_key(claims: &Value, pem: &[u8]) -> String {
    let key = EncodingKey::from_ed_pem(pem).unwrap();
    encode(&Header::new(Algorithm::EdDSA), claims, &key).unwrap()
}

/// Somebody for whom the server vouches, in a browser that was never here before.
pub async fn let_in(mut raw: Raw, address: SocketAddr, room: &str, token: Option<&str>) -> Client {
    let secret = secret();
    raw.hello_with(&secret, token, None).await;
    let welcome = raw.server_message().await;
    Client::welcomed(raw, address, room, &secret, welcome).await
}
