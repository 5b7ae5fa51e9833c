//! Identity: people whom the server vouches for because of a token or a trusted proxy.

mod support;

use std::net::SocketAddr;

use domain::command::Command;
use domain::people::Role;
use domain::protocol::{ClientMessage, Close, Do, Join, ServerMessage, encode};
use domain::refusal::Refusal;
use domain::settings::Settings as Rules;
use serde_json::{Value, json};
use server::server::Server;
use server::settings::{CreateRooms, IdentityHeaders};
use support::client::{add, secret};
use support::tokens::{
    ALG_NONE, ALG_RS256, PUBLIC_KEY, by_secret, by_shared_secret, claims, forged, keys, let_in,
    now, signed, signed_critically, with, with_header,
};
use support::{Client, Options, Raw, TestServer, http};

/// A server with the portal's key.
async fn portal() -> TestServer {
    TestServer::with(Options { token_keys: keys(), ..Options::default() }).await
}

/// A server behind a proxy on this machine.
async fn behind_proxy() -> TestServer {
    let trusted_proxies = "127.0.0.1".parse().unwrap();
    TestServer::with(Options { trusted_proxies, ..Options::default() }).await
}

async fn with_token(address: SocketAddr, room: &str, token: &str) -> Client {
    let_in(Raw::connect(address, room).await, address, room, Some(token)).await
}

async fn by_proxy(address: SocketAddr, room: &str, headers: &[http::Header]) -> Client {
    let_in(Raw::connect_with(address, room, headers).await, address, room, None).await
}

fn named(user: &str, name: &str) -> [http::Header; 2] {
    [("Remote-User", user.to_owned()), ("Remote-Name", name.to_owned())]
}

/// The close code and reason of a conversation that begins with this token.
async fn refusal(server: &TestServer, room: &str, token: &str) -> (u16, String) {
    let mut raw = Raw::connect(server.address, room).await;
    raw.hello_with(&secret(), Some(token), None).await;
    raw.close().await
}

#[tokio::test]
async fn a_person_with_a_token_joins_at_once_as_the_token_says() {
    let server = portal().await;
    let place = server.room().await;
    let ana = with(claims(&place.room, "ana", "Ana Example"), json!({ "facilitator": true }));
    let ana = with_token(server.address, &place.room, &signed(&ana)).await;
    let ana = ana.view.me().unwrap();
    assert_eq!(
        (ana.name.as_str(), ana.role, ana.facilitator),
        ("Ana Example", Role::Estimator, true)
    );

    let ben = with(claims(&place.room, "ben", "Ben"), json!({ "role": "observer" }));
    let ben = with_token(server.address, &place.room, &by_shared_secret(&ben)).await;
    let ben = ben.view.me().unwrap();
    assert_eq!((ben.name.as_str(), ben.role, ben.facilitator), ("Ben", Role::Observer, false));
}

#[tokio::test]
async fn an_invalid_token_is_refused() {
    let server = portal().await;
    let place = server.room().await;
    let good = claims(&place.room, "ana", "Ana");
    let changed = |changes: Value| signed(&with(good.clone(), changes));
    let signature = signed(&good).rsplit('.').next().unwrap().to_owned();
    for (what, token) in [
        ("forged", forged(&good)),
        ("for another room", changed(json!({ "room": "aaaaaaaaaaaaaaaa" }))),
        ("for making rooms", changed(json!({ "room": "*" }))),
        ("alg none", with_header(&signed(&good), ALG_NONE, "")),
        ("alg none, signed", with_header(&signed(&good), ALG_NONE, &signature)),
        ("alg RS256", with_header(&signed(&good), ALG_RS256, &signature)),
        ("the public key as secret", by_secret(&good, PUBLIC_KEY)),
        ("the public key as secret", by_secret(&good, PUBLIC_KEY.trim_ascii())),
        ("with a critical header", signed_critically(&good)),
        ("another secret", by_secret(&good, &[b'x'; 64])),
        ("too long a life", changed(json!({ "exp": now() + 901 }))),
        ("without an end", changed(json!({ "exp": null }))),
        ("without a beginning", changed(json!({ "iat": null }))),
        ("from the future", changed(json!({ "iat": now() + 120, "exp": now() + 180 }))),
        ("not yet", changed(json!({ "nbf": now() + 120 }))),
        ("without a room", changed(json!({ "room": null }))),
        ("without a subject", changed(json!({ "sub": null }))),
        ("with an empty subject", changed(json!({ "sub": "" }))),
        ("without a name", changed(json!({ "name": null }))),
        ("with an invisible name", changed(json!({ "name": "\u{200b}" }))),
        ("with a strange role", changed(json!({ "role": "king" }))),
        ("for another audience", changed(json!({ "aud": "wiki" }))),
        ("no token", "no token".to_owned()),
        ("empty", String::new()),
        ("dots", "..".to_owned()),
        ("not base64", "ä.ö.ü".to_owned()),
    ] {
        let expected = (Close::BadToken.code(), "not valid".to_owned());
        assert_eq!(refusal(&server, &place.room, &token).await, expected, "{what}");
    }
    let expired = json!({ "iat": now() - 400, "exp": now() - 100 });
    let expected = (Close::BadToken.code(), "expired".to_owned());
    assert_eq!(refusal(&server, &place.room, &changed(expired.clone())).await, expected);
    let forgery = forged(&with(good.clone(), expired));
    assert_eq!(refusal(&server, &place.room, &forgery).await.1, "not valid", "said to a forger");
    assert!(with_token(server.address, &place.room, &signed(&good)).await.view.me().is_some());
}

#[tokio::test]
async fn a_server_without_keys_accepts_no_token() {
    let server = TestServer::start().await;
    let place = server.room().await;
    let token = signed(&claims(&place.room, "ana", "Ana"));
    assert_eq!(refusal(&server, &place.room, &token).await.0, Close::BadToken.code());
}

#[tokio::test]
async fn a_server_does_not_start_with_a_key_that_it_cannot_use() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("portal.secret");
    std::fs::write(&file, "short").unwrap();
    support::empty_site(folder.path());
    let options = Options { token_keys: vec![file], ..Options::default() };
    let Err(error) = Server::open(&support::settings(&folder, &options)) else { panic!() };
    assert!(format!("{error:#}").contains("portal.secret: has 5 bytes"), "{error:#}");
}

#[tokio::test]
async fn a_second_device_is_the_same_person_and_the_same_name_is_not() {
    let server = portal().await;
    let (place, mut host) = server.room_with_host().await;
    let token = signed(&claims(&place.room, "ana", "Ana"));
    let desk = with_token(server.address, &place.room, &token).await;
    let again = by_shared_secret(&claims(&place.room, "ana", "Ana"));
    let mut phone = with_token(server.address, &place.room, &again).await;
    assert_eq!(desk.view.you, phone.view.you);
    let namesake = signed(&claims(&place.room, "ana.other", "Ana"));
    let namesake = with_token(server.address, &place.room, &namesake).await;
    assert_eq!(namesake.view.me().unwrap().shown_name(), "Ana (2)");
    drop(desk);
    phone.done(phone.vote("5")).await;
    host.until("Ana has voted", |view| view.board.round().unwrap().votes() == 1).await;
    assert_eq!(host.view.board.people.len(), 3);
}

#[tokio::test]
async fn a_vouched_person_is_not_identified_by_their_browsers_secret() {
    let server = portal().await;
    let place = server.room().await;
    let token = signed(&claims(&place.room, "ana", "Ana"));
    let ana = with_token(server.address, &place.room, &token).await;
    let (_, lobby) = Client::lobby(server.address, &place.room, &ana.secret).await;
    assert_eq!(lobby.connected, 1);
}

#[tokio::test]
async fn a_name_that_changed_at_the_portal_is_taken_over() {
    let server = portal().await;
    let place = server.room().await;
    let before = signed(&claims(&place.room, "ana", "Ana Example"));
    let ana = with_token(server.address, &place.room, &before).await;
    let after = signed(&claims(&place.room, "ana", "Ana Sample"));
    let again = with_token(server.address, &place.room, &after).await;
    assert_eq!(ana.view.you, again.view.you);
    assert_eq!(again.view.me().unwrap().name, "Ana Sample");
}

#[tokio::test]
async fn a_token_makes_its_bearer_facilitator_also_later_and_after_a_restart() {
    let server = portal().await;
    let place = server.room().await;
    let plain = claims(&place.room, "ana", "Ana");
    let ana = with_token(server.address, &place.room, &signed(&plain)).await;
    assert!(!ana.view.me().unwrap().facilitator);
    drop(ana);
    let server = server.restart().await;
    let promoted = signed(&with(plain.clone(), json!({ "facilitator": true })));
    let ana = with_token(server.address, &place.room, &promoted).await;
    assert!(ana.view.me().unwrap().facilitator);
    assert_eq!(ana.view.board.people.len(), 1);
    let again = with_token(server.address, &place.room, &signed(&plain)).await;
    assert!(again.view.me().unwrap().facilitator, "nobody took it away");
}

#[tokio::test]
async fn a_broken_connection_is_resumed_with_a_valid_token_and_refused_with_an_expired_one() {
    let server = portal().await;
    let place = server.room().await;
    let good = claims(&place.room, "ana", "Ana");
    let away =
        with_token(server.address, &place.room, &signed(&good)).await.drop_connection().await;
    let mut raw = Raw::connect(server.address, &place.room).await;
    raw.hello_with(&away.secret, Some(&signed(&good)), Some(away.at)).await;
    assert!(matches!(raw.server_message().await, ServerMessage::Resumed { .. }));

    let old = signed(&with(good, json!({ "iat": now() - 400, "exp": now() - 100 })));
    let mut raw = Raw::connect(server.address, &place.room).await;
    raw.hello_with(&away.secret, Some(&old), Some(away.at)).await;
    assert_eq!(raw.close().await, (Close::BadToken.code(), "expired".into()));

    let other = signed(&claims(&place.room, "ben", "Ben"));
    let mut raw = Raw::connect(server.address, &place.room).await;
    raw.hello_with(&away.secret, Some(&other), Some(away.at)).await;
    let welcome = raw.server_message().await;
    assert!(matches!(welcome, ServerMessage::Welcome(_)), "a newcomer has no view: {welcome:?}");
}

#[tokio::test]
async fn a_person_named_by_a_trusted_proxy_joins_at_once_and_is_the_same_everywhere() {
    let server = behind_proxy().await;
    let place = server.room().await;
    let ana = by_proxy(server.address, &place.room, &named("ana", "Ana Example")).await;
    assert_eq!(ana.view.me().unwrap().name, "Ana Example");
    let phone = by_proxy(server.address, &place.room, &named("ana", "Ana Sample")).await;
    assert_eq!(phone.view.you, ana.view.you);
    assert_eq!(phone.view.me().unwrap().name, "Ana Sample");
    let nameless = [("Remote-User", "ben".to_owned())];
    let ben = by_proxy(server.address, &place.room, &nameless).await;
    assert_eq!(ben.view.me().unwrap().name, "ben");
}

#[tokio::test]
async fn a_person_named_by_anybody_else_is_a_stranger() {
    let untrusted = TestServer::start().await;
    let trusting = behind_proxy().await;
    let unheard = Options {
        trusted_proxies: "127.0.0.1".parse().unwrap(),
        identity_headers: IdentityHeaders::None,
        ..Options::default()
    };
    let unheard = TestServer::with(unheard).await;
    let sandboxed = [("Remote-User", "ana".to_owned()), ("Origin", "null".to_owned())];
    let ana = named("ana", "Ana");
    for (server, headers) in [(&untrusted, &ana), (&trusting, &sandboxed), (&unheard, &ana)] {
        let place = server.room().await;
        let mut raw = Raw::connect_with(server.address, &place.room, headers).await;
        raw.hello(&secret(), None).await;
        assert!(matches!(raw.server_message().await, ServerMessage::Lobby(_)), "{headers:?}");
    }
}

#[tokio::test]
async fn the_subjects_of_a_portal_and_of_a_proxy_are_different_people() {
    let trusted_proxies = "127.0.0.1".parse().unwrap();
    let options = Options { trusted_proxies, token_keys: keys(), ..Options::default() };
    let server = TestServer::with(options).await;
    let place = server.room().await;
    let of_proxy = by_proxy(server.address, &place.room, &named("ana", "Ana")).await;
    let raw = Raw::connect_with(server.address, &place.room, &named("ana", "Ana")).await;
    let token = signed(&claims(&place.room, "ana", "Ana of the portal"));
    let of_portal = let_in(raw, server.address, &place.room, Some(&token)).await;
    assert_ne!(of_proxy.view.you, of_portal.view.you);
    assert_eq!(of_portal.view.me().unwrap().name, "Ana of the portal", "a token goes first");
}

#[tokio::test]
async fn the_creator_is_facilitator_also_when_the_proxy_names_them() {
    let server = behind_proxy().await;
    let place = server.room().await;
    let mut raw = Raw::connect_with(server.address, &place.room, &named("ana", "Ana")).await;
    raw.hello(&place.founder, None).await;
    let ServerMessage::Welcome(welcome) = raw.server_message().await else { panic!() };
    assert!(welcome.view.me().unwrap().facilitator);
}

/// Any site can make a browser open a stream under a name that it chooses, with the identity of
/// whoever is signed in at the proxy.
#[tokio::test]
async fn a_stream_does_not_have_the_identity_of_whoever_opened_it() {
    let server = behind_proxy().await;
    let place = server.room().await;
    let path = support::events::path(&place.room);
    let mut stream =
        support::events::Events::with(server.address, path.clone(), &named("ana", "Ana")).await;
    let hello = format!(r#"{{"hello":{{"protocol":1,"secret":"{}"}}}}"#, secret());
    let sandboxed = [("Origin", "null".to_owned())];
    let sent = http::post(server.address, &path, &sandboxed, hello.as_bytes()).await;
    assert_eq!(sent.status, 204);
    assert!(stream.next().await.unwrap().starts_with(r#"{"lobby""#));

    let path = support::events::path(&place.room);
    let mut stream = support::events::Events::at(server.address, path.clone()).await;
    let sent = http::post(server.address, &path, &named("ana", "Ana"), hello.as_bytes()).await;
    assert_eq!(sent.status, 204);
    assert!(stream.next().await.unwrap().starts_with(r#"{"welcome""#));
}

#[tokio::test]
async fn a_room_without_guests_admits_vouched_people_and_former_participants() {
    let server = portal().await;
    let (place, mut host) = server.room_with_host().await;
    let ben = Client::join(server.address, &place.room, "Ben").await;
    host.done(Command::Configure(Rules { guests: false, ..Rules::default() }.into())).await;

    let (mut stranger, _) = Client::lobby(server.address, &place.room, &secret()).await;
    let join = Join { name: "Guest".into(), role: Role::Observer, passcode: None };
    stranger.message(&ClientMessage::Join(join)).await;
    let refusal = Refusal::GuestsNotAllowed;
    assert_eq!(stranger.server_message().await, ServerMessage::Refused { id: None, refusal });

    let secret = ben.secret.clone();
    drop(ben);
    let server = server.restart().await;
    Client::back(server.address, &place.room, &secret).await;
    let token = signed(&claims(&place.room, "ana", "Ana"));
    with_token(server.address, &place.room, &token).await;
}

#[tokio::test]
async fn requests_accept_a_token_or_the_proxys_identity_instead_of_a_secret() {
    let trusted_proxies = "127.0.0.1".parse().unwrap();
    let options = Options { trusted_proxies, token_keys: keys(), ..Options::default() };
    let server = TestServer::with(options).await;
    let (place, mut host) = server.room_with_host().await;
    let open = domain::settings::Allowed::Everyone;
    host.done(Command::Configure(Rules { backlog: open, ..Rules::default() }.into())).await;
    let good = claims(&place.room, "ana", "Ana");
    let old = with(good.clone(), json!({ "iat": now() - 400, "exp": now() - 100 }));
    let other_room = with(good.clone(), json!({ "room": "aaaaaaaaaaaaaaaa" }));
    let nobody = claims(&place.room, "nobody", "Nobody");
    let _ana = with_token(server.address, &place.room, &signed(&good)).await;
    let _ben = by_proxy(server.address, &place.room, &named("ben", "Ben")).await;

    let command =
        |id: &str| encode(&Do { id: domain::ids::CommandId(id.into()), command: add(&[id]) });
    let path = format!("/api/rooms/{}/commands", place.room);
    let export = format!("/api/rooms/{}/export.csv", place.room);
    for (id, headers, status) in [
        ("a", vec![http::bearer(&signed(&good))], 200),
        ("b", named("ben", "Ben").into(), 200),
        ("c", [named("ben", "Ben").as_slice(), &[http::bearer(&secret())]].concat(), 200),
        ("d", vec![http::bearer(&signed(&old))], 401),
        ("e", vec![http::bearer(&forged(&good))], 401),
        ("f", vec![http::bearer(&signed(&other_room))], 401),
        ("g", vec![http::bearer(&signed(&nobody))], 401),
        ("h", vec![("X-Forwarded-User", "nobody".into())], 401),
        ("i", vec![], 401),
    ] {
        let answer = http::post(server.address, &path, &headers, command(id).as_bytes()).await;
        assert_eq!(answer.status, status, "{id}: {}", answer.text());
        let answer = http::get(server.address, &export, &headers).await;
        assert_eq!(answer.status, status, "{id}: {}", answer.text());
    }
    let answer = http::get(server.address, &export, &[http::bearer(&signed(&old))]).await;
    assert_eq!(answer.json()["error"], "the token: expired");
    host.catch_up().await;
    let titles: Vec<_> = host.view.board.stories.iter().map(|s| s.title.as_str()).collect();
    assert_eq!(titles, ["a", "b", "c"]);
}

/// The response to a request to create a room.
async fn create(server: &TestServer, headers: &[http::Header]) -> (u16, Value) {
    let body = json!({ "title": "Sprint 12", "secret": secret() }).to_string();
    let answer = http::post(server.address, "/api/rooms", headers, body.as_bytes()).await;
    (answer.status, answer.json())
}

#[tokio::test]
async fn the_operator_decides_who_may_create_rooms() {
    let trusted_proxies: server::networks::Networks = "127.0.0.1".parse().unwrap();
    let with_rule = |create_rooms| Options {
        trusted_proxies: trusted_proxies.clone(),
        token_keys: keys(),
        create_rooms,
        ..Options::default()
    };
    let refused = (403, json!({ "refused": "may_not_create" }));
    let maker = vec![http::bearer(&signed(&claims("*", "ana", "Ana")))];
    let guest = vec![http::bearer(&signed(&claims("aaaaaaaaaaaaaaaa", "ana", "Ana")))];
    let forger = vec![http::bearer(&forged(&claims("*", "ana", "Ana")))];
    let named: Vec<_> = named("ana", "Ana").into();

    let server = TestServer::with(with_rule(CreateRooms::Anyone)).await;
    assert_eq!(create(&server, &[]).await.0, 201);

    let server = TestServer::with(with_rule(CreateRooms::Nobody)).await;
    for headers in [&vec![], &maker, &named] {
        assert_eq!(create(&server, headers).await, refused, "{headers:?}");
    }

    let server = TestServer::with(with_rule(CreateRooms::Identified)).await;
    for headers in [&maker, &named] {
        assert_eq!(create(&server, headers).await.0, 201, "{headers:?}");
    }
    for headers in [&vec![], &guest, &vec![http::bearer(&secret())]] {
        assert_eq!(create(&server, headers).await, refused, "{headers:?}");
    }
    let (status, answer) = create(&server, &forger).await;
    assert_eq!((status, &answer["error"]), (401, &json!("the token: not valid")));
}
