//! Rooms on pages of other sites: frames, scripts, link previews and oEmbed.

mod support;

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};
use server::rooms::RoomError;
use support::{Client, Options, TestServer, create_room, http};
use tempfile::TempDir;

fn site() -> TempDir {
    let site = tempfile::tempdir().unwrap();
    let page = "<!doctype html><base href=\"/\"><title>Ready Room</title>";
    fs::write(site.path().join("index.html"), page).unwrap();
    fs::write(site.path().join("embed.html"), format!("{page}in a frame")).unwrap();
    for name in ["ready-room.js", "frame.js", "ready-room.d.ts"] {
        fs::write(site.path().join(name), "export {}").unwrap();
        fs::write(site.path().join(format!("{name}.br")), "in brotli").unwrap();
    }
    site
}

fn options(site: &TempDir) -> Options {
    Options {
        site: Some(site.path().to_owned()),
        frame_ancestors: Some("'self' https://wiki.example".into()),
        ..Options::default()
    }
}

async fn server(site: &TempDir) -> TestServer {
    TestServer::with(options(site)).await
}

/// Creates a room with this title, and returns its id.
async fn room(server: &TestServer, title: &str) -> String {
    create_room(server.address, title).await.room
}

/// The oEmbed description of an address, with further parameters.
async fn oembed(server: &TestServer, address: &str, more: &str) -> http::Answer {
    let address = address.replace(':', "%3A").replace('/', "%2F").replace('#', "%23");
    http::get(server.address, &format!("/oembed?url={address}{more}"), &[]).await
}

#[tokio::test]
async fn only_the_page_for_frames_may_be_framed_by_listed_sites() {
    let site = site();
    let server = server(&site).await;
    let room = room(&server, "Sprint 12").await;
    let policy = async |path: &str| {
        let answer = http::get(server.address, path, &[]).await;
        answer.header("content-security-policy").unwrap().to_owned()
    };
    for path in ["/embed", "/embed/", &format!("/embed/{room}"), "/embed/aaaaaaaaaaaaaaaa"] {
        let policy = policy(path).await;
        assert!(
            policy.ends_with("frame-ancestors 'self' https://wiki.example"),
            "{path}: {policy}"
        );
    }
    for path in ["/", &format!("/room/{room}"), "/embedded", "/healthz", "/frame.js", "/api/x"] {
        let policy = policy(path).await;
        assert!(policy.ends_with("frame-ancestors 'self'"), "{path}: {policy}");
    }
}

#[tokio::test]
async fn the_page_for_frames_has_the_status_of_its_room() {
    let site = site();
    let server = server(&site).await;
    let room = room(&server, "Sprint 12").await;
    for (path, status) in [
        ("/embed".to_owned(), 200),
        ("/embed/".to_owned(), 200),
        (format!("/embed/{room}"), 200),
        (format!("/embed/{room}/"), 200),
        ("/embed/aaaaaaaaaaaaaaaa".to_owned(), 404),
        ("/embed/%FF".to_owned(), 404),
        (format!("/embed/{room}/more"), 404),
    ] {
        let answer = http::get(server.address, &path, &[]).await;
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.text().ends_with("in a frame"), "{path}");
    }
    fs::remove_file(site.path().join("embed.html")).unwrap();
    assert_eq!(http::get(server.address, &format!("/embed/{room}"), &[]).await.status, 404);
}

#[tokio::test]
async fn pages_of_any_site_may_load_the_scripts_and_revalidate_them() {
    let site = site();
    let server = server(&site).await;
    let (script, types) = ("text/javascript", "application/typescript");
    for (path, kind) in
        [("/ready-room.js", script), ("/frame.js", script), ("/ready-room.d.ts", types)]
    {
        let accept = || ("Accept-Encoding", "br".to_owned());
        let first = http::get(server.address, path, &[accept()]).await;
        assert_eq!((first.status, first.text().as_str()), (200, "in brotli"));
        let tag = first.header("etag").unwrap().to_owned();
        let known = [accept(), ("If-None-Match", tag), ("Origin", "null".into())];
        let second = http::get(server.address, path, &known).await;
        assert_eq!(second.status, 304);
        for answer in [first, second] {
            assert_eq!(answer.header("cache-control"), Some("no-cache"));
            assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
            assert_eq!(answer.header("cross-origin-resource-policy"), Some("cross-origin"));
        }
        let plain = http::get(server.address, path, &[]).await;
        let kind = format!("{kind}; charset=utf-8");
        assert_eq!(plain.header("content-type"), Some(kind.as_str()));
        assert_eq!(plain.text(), "export {}");
    }
    fs::remove_file(site.path().join("frame.js")).unwrap();
    assert_eq!(http::get(server.address, "/frame.js", &[]).await.status, 404);
}

#[tokio::test]
async fn a_link_preview_shows_title_and_progress_and_nothing_else() {
    let site = site();
    let server = server(&site).await;
    let (place, mut host) = server.room_with_host().await;
    host.add_stories(&["A secret plan", "Another one"]).await;
    host.done(host.vote("40")).await;
    let page = http::get(server.address, &format!("/room/{}", place.room), &[]).await.text();
    assert!(page.contains("<title>Sprint 12 · Ready Room</title>"), "{page}");
    assert!(page.contains("<meta property=\"og:title\" content=\"Sprint 12\">"), "{page}");
    let state = "1 person here · 0 of 2 stories estimated";
    assert!(page.contains(&format!("og:description\" content=\"{state}\"")), "{page}");
    let address = format!("http://{}/room/{}", server.address, place.room);
    let described = oembed(&server, &address, "").await.text();
    assert!(described.contains(&format!("Sprint 12 · {state}")), "{described}");
    for text in [page, described] {
        for hidden in ["secret plan", "Another one", "Host", "\"40\"", place.founder.as_str()] {
            assert!(!text.contains(hidden), "{hidden}: {text}");
        }
    }
    let home = http::get(server.address, "/", &[]).await.text();
    assert!(home.contains("<title>Ready Room</title>") && !home.contains("og:title"));
}

#[tokio::test]
async fn a_title_cannot_become_a_part_of_a_page() {
    let site = site();
    let server = server(&site).await;
    let title = "</title><script>alert(1)</script> \"quoted\" & 'so' on";
    let room = room(&server, title).await;
    let page = http::get(server.address, &format!("/room/{room}"), &[]).await.text();
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;alert(1)"), "{page}");
    assert!(page.contains("&quot;quoted&quot; &amp; "), "{page}");
    let address = format!("http://{}/room/{room}", server.address);
    let described = oembed(&server, &address, "").await.json();
    assert!(described["title"].as_str().unwrap().starts_with(title));
    let html = described["html"].as_str().unwrap();
    assert_eq!(html.matches('<').count(), 2, "{html}");
    assert_eq!(html.matches('"').count() % 2, 0, "{html}");
}

#[tokio::test]
async fn a_page_links_to_its_oembed_description_which_is_a_frame() {
    let site = site();
    let server = server(&site).await;
    let room = room(&server, "Sprint 12").await;
    let page = http::get(server.address, &format!("/room/{room}"), &[]).await.text();
    let (_, link) = page.split_once("type=\"application/json+oembed\" href=\"").unwrap();
    let (link, _) = link.split_once('"').unwrap();
    let link = link.replace("&amp;", "&");
    let path = link.strip_prefix(&format!("http://{}", server.address)).unwrap();
    let answer = http::get(server.address, path, &[]).await;
    assert_eq!(answer.header("content-type"), Some("application/json"));
    let described = answer.json();
    let frame = format!("src=\"http://{}/embed/{room}\"", server.address);
    assert!(described["html"].as_str().unwrap().contains(&frame), "{described}");
    for (key, value) in [
        ("version", json!("1.0")),
        ("type", json!("rich")),
        ("provider_name", json!("Ready Room")),
        ("provider_url", json!(format!("http://{}/", server.address))),
        ("width", json!(960)),
        ("height", json!(640)),
    ] {
        assert_eq!(described[key], value, "{key}");
    }
}

#[tokio::test]
async fn oembed_respects_the_size_and_refuses_what_it_cannot_describe() {
    let site = site();
    let server = server(&site).await;
    let room = room(&server, "Sprint 12").await;
    let address = format!("http://{}/room/{room}", server.address);
    let small = oembed(&server, &address, "&format=json&maxwidth=400&maxheight=5000").await.json();
    assert_eq!((&small["width"], &small["height"]), (&Value::from(400), &Value::from(640)));
    assert!(small["html"].as_str().unwrap().contains("width=\"400\" height=\"640\""));
    let fragment = oembed(&server, &format!("{address}/#as=a-secret"), "").await;
    assert!(fragment.status == 200 && !fragment.text().contains("a-secret"));
    assert_eq!(oembed(&server, &address, "&format=xml").await.status, 501);
    for more in ["&maxwidth=0", "&maxwidth=wide", "&maxheight=-1"] {
        let refused = oembed(&server, &address, more).await;
        assert_eq!(refused.status, 400, "{more}");
        assert!(refused.json()["error"].as_str().unwrap().contains("max"), "{}", refused.text());
    }
    assert_eq!(http::get(server.address, "/oembed", &[]).await.status, 400);
    for foreign in [
        format!("http://evil.example/room/{room}"),
        format!("http://{}/room/aaaaaaaaaaaaaaaa", server.address),
        format!("http://{}/", server.address),
        "nonsense".to_owned(),
    ] {
        assert_eq!(oembed(&server, &foreign, "").await.status, 404, "{foreign}");
    }
}

#[tokio::test]
async fn a_link_preview_keeps_no_room_in_memory() {
    let site = site();
    let unload = Duration::from_millis(300);
    let server = TestServer::with(Options { unload, ..options(&site) }).await;
    let place = server.room().await;
    let ana = Client::join(server.address, &place.room, "Ana").await;
    let away = ana.drop_connection().await;
    let path = format!("/room/{}", place.room);
    let mut looks = tokio::time::interval(Duration::from_millis(50));
    for _ in 0..20 {
        looks.tick().await;
        assert!(http::get(server.address, &path, &[]).await.text().contains("Sprint 12"));
    }
    let (_ana, resumed) = away.come_back().await;
    assert!(!resumed, "the room was read again since");
}

#[tokio::test]
async fn a_room_that_does_not_exist_has_no_preview() {
    let server = TestServer::start().await;
    let nowhere = domain::ids::RoomId("aaaaaaaaaaaaaaaa".into());
    assert_eq!(server.registry.glance(&nowhere).await, Err(RoomError::Unknown));
}
