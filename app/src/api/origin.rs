//! Whether the server refuses pages of this origin. Browsers do not say so: to a script, a refused
//! request and a refused websocket look like a lost line.

use gloo_net::http::{Request, Response};
use leptos::prelude::location;

use crate::host::Host;

/// Whether the server is there, and pages of this origin may not use its API.
pub async fn is_refused(host: Host) -> bool {
    let base = host.base();
    let is_own = location().origin().is_ok_and(|origin| is_below(&base, &origin));
    // Every page may read the script. Whoever gets it has reached the server, and not only a proxy.
    !is_own
        && read(&base, "ready-room.js").await.is_some_and(|answer| answer.ok())
        && read(&base, "api/").await.is_none()
}

/// The answer, whatever it is. `None` where there is none, or this page may not read it.
async fn read(base: &str, path: &str) -> Option<Response> {
    Request::get(&[base, path].concat()).send().await.ok()
}

fn is_below(base: &str, origin: &str) -> bool {
    base.strip_prefix(origin).is_some_and(|path| path.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_of_the_pages_own_origin_or_not() {
        let origin = "https://portal.example";
        assert!(is_below("https://portal.example/", origin));
        assert!(is_below("https://portal.example/tools/poker/", origin));
        assert!(!is_below("https://portal.example.org/", origin));
        assert!(!is_below("https://portal.example:8443/", origin));
        assert!(!is_below("https://rooms.example/", "null"));
    }
}
