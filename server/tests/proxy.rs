//! The server behind proxies: it works behind any of them, and trusts only those that are listed.

mod support;

use std::fs;
use std::path::Path;

use support::{Options, TestServer, http};
use tempfile::TempDir;

/// The parts of the built page that the server uses.
const PAGE: &str =
    "<!doctype html><base href=\"/\"><title>Ready Room</title><script src=\"assets/x.js\">";

fn site() -> TempDir {
    let site = tempfile::tempdir().unwrap();
    fs::create_dir(site.path().join("assets")).unwrap();
    fs::write(site.path().join("assets/x.js"), "start()").unwrap();
    for name in ["index.html", "embed.html"] {
        fs::write(site.path().join(name), PAGE).unwrap();
    }
    fs::write(site.path().join("index.html.br"), "in brotli").unwrap();
    site
}

fn options(site: &Path) -> Options {
    Options { site: Some(site.to_owned()), ..Options::default() }
}

async fn behind(trusted: &str, site: &TempDir) -> TestServer {
    let options = options(site.path());
    TestServer::with(Options { trusted_proxies: trusted.parse().unwrap(), ..options }).await
}

async fn under(base: &str, site: &TempDir) -> TestServer {
    let options = options(site.path());
    TestServer::with(Options { base_path: base.parse().unwrap(), ..options }).await
}

fn header(name: &'static str, value: &str) -> http::Header {
    (name, value.to_owned())
}

fn forwarded() -> [http::Header; 3] {
    [
        header("X-Forwarded-Proto", "https"),
        header("X-Forwarded-Host", "rooms.example"),
        header("X-Forwarded-Prefix", "/tools/poker"),
    ]
}

fn upgrade(origin: &str) -> [http::Header; 4] {
    [
        header("Origin", origin),
        header("Upgrade", "websocket"),
        header("Sec-WebSocket-Version", "13"),
        header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ]
}

#[tokio::test]
async fn a_trusted_proxy_is_believed_about_how_the_server_is_reached() {
    let site = site();
    let server = behind("127.0.0.0/8", &site).await;
    let place = server.room().await;
    let page = http::get(server.address, &format!("/room/{}", place.room), &forwarded()).await;
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("wss://rooms.example;"), "{policy}");
    assert!(page.text().contains("<base href=\"/tools/poker/\">"));
    assert!(page.text().contains("href=\"https://rooms.example/tools/poker/oembed?url=https%3A"));
    let socket = format!("/api/rooms/{}/socket", place.room);
    for (origin, status) in
        [("https://rooms.example", 101), ("https://rooms.example.evil.example", 403)]
    {
        let headers = [&forwarded()[..], &upgrade(origin)].concat();
        assert_eq!(http::upgrade_status(server.address, &socket, &headers).await, status);
    }
    // A proxy that does not strip its prefix.
    let path = format!("/tools/poker/room/{}", place.room);
    assert_eq!(http::get(server.address, &path, &forwarded()).await.status, 200);
}

#[tokio::test]
async fn nobody_else_does() {
    let site = site();
    let server = behind("10.0.0.0/8,::1", &site).await;
    let place = server.room().await;
    let page = http::get(server.address, &format!("/room/{}", place.room), &forwarded()).await;
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains(&format!("ws://{}", server.address)), "{policy}");
    assert!(!policy.contains("rooms.example"), "{policy}");
    assert!(page.text().contains("<base href=\"/\">"));
    assert!(page.text().contains(&format!("href=\"http://{}/oembed?url=", server.address)));
    assert!(!page.text().contains("rooms.example"));
    let socket = format!("/api/rooms/{}/socket", place.room);
    let headers = [&forwarded()[..], &upgrade("https://rooms.example")].concat();
    assert_eq!(http::upgrade_status(server.address, &socket, &headers).await, 403);
    let path = format!("/tools/poker/room/{}", place.room);
    assert_eq!(http::get(server.address, &path, &forwarded()).await.status, 404);
}

#[tokio::test]
async fn b50_everything_works_below_a_path_whether_the_proxy_strips_it_or_not() {
    let site = site();
    for base in ["/tools/poker/", "/tools/poker"] {
        let server = under(base, &site).await;
        let (place, mut host) = server.room_with_host().await;
        for prefix in ["", "/tools/poker"] {
            for path in ["/", &format!("/room/{}", place.room), &format!("/room/{}/", place.room)] {
                let page = http::get(server.address, &format!("{prefix}{path}"), &[]).await;
                assert_eq!(page.status, 200, "{prefix}{path}");
                assert!(page.text().contains("<base href=\"/tools/poker/\">"), "{prefix}{path}");
            }
            for (path, status) in
                [("/nonsense", 404), ("/assets/x.js", 200), ("/healthz", 200), ("/api/x", 404)]
            {
                let answer = http::get(server.address, &format!("{prefix}{path}"), &[]).await;
                assert_eq!(answer.status, status, "{prefix}{path}");
            }
            let csv = format!("{prefix}/api/rooms/{}/export.csv", place.room);
            let bearer = [http::bearer(&place.founder)];
            assert_eq!(http::get(server.address, &csv, &bearer).await.status, 200);
            let socket = format!("{prefix}/api/rooms/{}/socket", place.room);
            let headers = upgrade(&format!("http://{}", server.address));
            assert_eq!(http::upgrade_status(server.address, &socket, &headers).await, 101);
        }
        assert_eq!(http::get(server.address, "/tools/poker", &[]).await.status, 200);
        assert_eq!(http::get(server.address, "/tools/poker?lang=de", &[]).await.status, 200);
        assert_eq!(http::get(server.address, "/tools/pokerface", &[]).await.status, 404);
        host.catch_up().await;
    }
}

#[tokio::test]
async fn a_second_visit_below_a_path_transfers_no_page() {
    let site = site();
    let server = under("/tools/poker", &site).await;
    for (encodings, encoding) in [("br, gzip", Some("gzip")), ("br", None), ("identity", None)] {
        let accept = || header("Accept-Encoding", encodings);
        let first = http::get(server.address, "/", &[accept()]).await;
        assert_eq!((first.status, first.header("content-encoding")), (200, encoding));
        assert_eq!(first.header("content-type"), Some("text/html; charset=utf-8"));
        assert_eq!(first.header("vary"), Some("accept-encoding, accept-language"));
        let tag = first.header("etag").unwrap().to_owned();
        let known = [accept(), header("If-None-Match", &tag)];
        let second = http::get(server.address, "/", &known).await;
        assert_eq!((second.status, second.body.len()), (304, 0));
        assert_eq!(second.header("content-encoding"), None);
        fs::write(site.path().join("index.html"), format!("{PAGE}{encodings}")).unwrap();
        assert_eq!(http::get(server.address, "/", &known).await.status, 200);
    }
}

#[tokio::test]
async fn at_the_root_the_page_is_served_as_the_build_compressed_it() {
    let site = site();
    let server = TestServer::with(options(site.path())).await;
    let page = http::get(server.address, "/", &[header("Accept-Encoding", "br")]).await;
    assert_eq!(page.text(), "in brotli");
}
