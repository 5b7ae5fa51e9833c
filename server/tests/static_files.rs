//! The page and its files: types, caching, compression and security headers.

mod support;

use std::fs;

use server::server::Server;
use support::{Options, TestServer, empty_site, http, settings};
use tempfile::TempDir;

const WASM: &str = "ready-room-0123456789abcdef.wasm";

fn site() -> TempDir {
    let site = tempfile::tempdir().unwrap();
    let assets = site.path().join("assets");
    fs::create_dir(&assets).unwrap();
    for (name, content) in [(WASM, "\0asm"), ("boot.js", "start()"), ("main.css", "a{}")] {
        fs::write(assets.join(name), content).unwrap();
        fs::write(assets.join(format!("{name}.br")), format!("{content} in brotli")).unwrap();
    }
    for (name, content) in [("", "<!doctype html>"), (".br", "in brotli"), (".gz", "in gzip")] {
        fs::write(site.path().join(format!("index.html{name}")), content).unwrap();
    }
    fs::write(site.path().join("favicon.svg"), "<svg/>").unwrap();
    fs::write(site.path().join("secret.txt"), "not for you").unwrap();
    site
}

async fn server(site: &TempDir) -> TestServer {
    TestServer::with(Options { site: Some(site.path().to_owned()), ..Options::default() }).await
}

fn accept(encodings: &str) -> http::Header {
    ("Accept-Encoding", encodings.to_owned())
}

#[tokio::test]
async fn files_have_their_types_and_are_cached_for_ever() {
    let site = site();
    let server = server(&site).await;
    for (name, media_type) in
        [(WASM, "application/wasm"), ("boot.js", "text/javascript"), ("main.css", "text/css")]
    {
        let path = format!("/assets/{name}");
        let answer = http::get(server.address, &path, &[accept("gzip, br")]).await;
        assert_eq!(answer.status, 200, "{name}");
        assert!(answer.header("content-type").unwrap().starts_with(media_type), "{answer:?}");
        assert_eq!(answer.header("content-encoding"), Some("br"));
        assert!(answer.text().ends_with("in brotli"));
        assert!(answer.header("cache-control").unwrap().contains("immutable"));
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
        let plain = http::get(server.address, &path, &[]).await;
        assert_eq!(plain.header("content-encoding"), None);
    }
    let missing = http::get(server.address, "/assets/gone.js", &[]).await;
    assert_eq!((missing.status, missing.header("cache-control")), (404, None));
    let icon = http::get(server.address, "/favicon.svg", &[]).await;
    assert_eq!((icon.status, icon.header("content-type")), (200, Some("image/svg+xml")));
    assert_eq!(http::get(server.address, "/healthz", &[]).await.text(), "ok");
}

#[tokio::test]
async fn a_second_visit_transfers_no_page() {
    let site = site();
    let server = server(&site).await;
    for encodings in ["br", "gzip", "identity"] {
        let first = http::get(server.address, "/", &[accept(encodings)]).await;
        assert_eq!((first.status, first.header("cache-control")), (200, Some("no-cache")));
        let tag = first.header("etag").unwrap().to_owned();
        let known = ("If-None-Match", format!("\"other\", W/{tag}"));
        let second = http::get(server.address, "/", &[accept(encodings), known]).await;
        assert_eq!((second.status, second.body.len()), (304, 0));
        assert_eq!(second.header("etag"), Some(tag.as_str()));
    }
    let compressed = http::get(server.address, "/", &[accept("br, gzip")]).await;
    assert_eq!(compressed.text(), "in brotli");
    assert_eq!(compressed.header("content-type"), Some("text/html; charset=utf-8"));
    fs::write(site.path().join("index.html.br"), "built again").unwrap();
    let tag = ("If-None-Match", compressed.header("etag").unwrap().to_owned());
    assert_eq!(http::get(server.address, "/", &[accept("br"), tag]).await.status, 200);
}

#[tokio::test]
async fn b52_an_address_that_does_not_exist_is_the_page_with_status_404() {
    let site = site();
    let server = server(&site).await;
    let place = server.room().await;
    let known = format!("/room/{}", place.room);
    for path in [known.clone(), format!("{known}/"), format!("{known}?lang=de"), "/".into()] {
        assert_eq!(http::get(server.address, &path, &[]).await.status, 200, "{path}");
    }
    for path in [
        "/nonsense".to_owned(),
        "/room".to_owned(),
        "/room/".to_owned(),
        "/room/aaaaaaaaaaaaaaaa".to_owned(),
        "/room/does-not-exist".to_owned(),
        "/room/%2F".to_owned(),
        "/room/%F0%9F%98%84".to_owned(),
        "/room/%FF".to_owned(),
        format!("/room/{}", "a".repeat(5_000)),
        format!("{known}/more"),
        "/..%2F..%2Fetc%2Fpasswd".to_owned(),
        "/index.html".to_owned(),
    ] {
        let answer = http::get(server.address, &path, &[]).await;
        assert_eq!((answer.status, answer.text().as_str()), (404, "<!doctype html>"), "{path:.60}");
    }
    assert_eq!(http::request(server.address, "HEAD", "/nonsense", &[], b"").await.status, 404);
}

#[tokio::test]
async fn nothing_outside_the_assets_can_be_fetched() {
    let site = site();
    let server = server(&site).await;
    for path in [
        "/assets/../secret.txt",
        "/assets/%2e%2e/secret.txt",
        "/assets/..%2Fsecret.txt",
        "/assets//etc/passwd",
        "/assets/",
        "/secret.txt",
    ] {
        let answer = http::get(server.address, path, &[]).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("not for you") && !answer.text().contains("root:"));
    }
}

#[tokio::test]
async fn every_response_has_the_security_headers() {
    let site = site();
    let server = server(&site).await;
    for path in ["/", "/nonsense", "/assets/boot.js", "/api/nonsense", "/healthz"] {
        let answer = http::get(server.address, path, &[]).await;
        let policy = answer.header("content-security-policy").unwrap().to_owned();
        for part in [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval';",
            "style-src 'self';",
            "frame-ancestors 'self'",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
        assert!(answer.header("permissions-policy").is_some());
    }
}

#[test]
fn a_server_without_its_page_does_not_start_and_says_how_to_build_it() {
    let folder = tempfile::tempdir().unwrap();
    let site = empty_site(folder.path());
    let options = Options { site: Some(site.clone()), ..Options::default() };
    let settings = settings(&folder, &options);
    for missing in ["embed.html", "index.html"] {
        fs::remove_file(site.join(missing)).unwrap();
        let Err(error) = Server::open(&settings) else { panic!("it has opened") };
        let said = error.to_string();
        for part in [missing, site.to_str().unwrap(), "cargo xtask site", "--site-root"] {
            assert!(said.contains(part), "{said}");
        }
    }
    empty_site(folder.path());
    assert!(Server::open(&settings).is_ok());
}
