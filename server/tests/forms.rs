//! Pages that begin with a form: in which language, for whom, and with the title of which room.

mod support;

use std::fs;

use support::{Options, TestServer, create_room, http};
use tempfile::TempDir;

/// A site with the pages that the build makes, each of which says what it is.
fn site() -> TempDir {
    let site = tempfile::tempdir().unwrap();
    let page = |name: &str| {
        let file = site.path().join(format!("{name}.html"));
        fs::write(file, format!("<bdi>Ready Room</bdi> {name}")).unwrap();
    };
    for form in ["home", "room", "embed-home", "embed-room"] {
        page(&format!("{form}.en"));
        page(&format!("{form}.de"));
    }
    page("index");
    page("embed");
    page("index.de");
    site
}

async fn server(site: &TempDir) -> TestServer {
    let trusted_proxies = "127.0.0.1".parse().unwrap();
    TestServer::with(Options {
        site: Some(site.path().to_owned()),
        trusted_proxies,
        ..Options::default()
    })
    .await
}

#[tokio::test]
async fn a_page_begins_with_the_form_in_the_language_of_the_browser() {
    let site = site();
    let server = server(&site).await;
    let room = create_room(server.address, "Tools & <sheds>").await.room;
    let inside = "<bdi>Tools &amp; &lt;sheds&gt;</bdi>";
    let outside = "<bdi>Ready Room</bdi>";
    for (path, languages, expected) in [
        ("/".to_owned(), "de-AT,de;q=0.9", format!("{outside} home.de")),
        ("/".to_owned(), "fr, en;q=0.5, de;q=0.4", format!("{outside} home.en")),
        ("/".to_owned(), "", format!("{outside} home.en")),
        ("/embed".to_owned(), "de", format!("{outside} embed-home.de")),
        (format!("/room/{room}"), "de", format!("{inside} room.de")),
        (format!("/room/{room}"), "fr", format!("{inside} room.en")),
        (format!("/embed/{room}"), "de", format!("{inside} embed-room.de")),
        // Nothing to fill in.
        ("/room/aaaaaaaaaaaaaaaa".to_owned(), "de", format!("{outside} index.de")),
        ("/room/aaaaaaaaaaaaaaaa".to_owned(), "fr", format!("{outside} index")),
        ("/embed/aaaaaaaaaaaaaaaa".to_owned(), "de", format!("{outside} embed")),
        ("/elsewhere".to_owned(), "de", format!("{outside} index.de")),
    ] {
        let headers = [("Accept-Language", languages.to_owned())];
        let answer = http::get(server.address, &path, &headers).await;
        assert_eq!(answer.text(), expected, "{path} in {languages}");
        assert_eq!(answer.header("vary"), Some("accept-encoding, accept-language"), "{path}");
    }
}

#[tokio::test]
async fn whom_a_proxy_vouches_for_is_not_asked_for_a_name() {
    let site = site();
    let server = server(&site).await;
    let room = create_room(server.address, "Tools & <sheds>").await.room;
    for (path, page) in [("room", "index"), ("embed", "embed")] {
        let known = [("Remote-User", "ana".to_owned())];
        let answer = http::get(server.address, &format!("/{path}/{room}"), &known).await;
        assert!(answer.text().ends_with(&format!(" {page}")), "{}", answer.text());
    }
}
