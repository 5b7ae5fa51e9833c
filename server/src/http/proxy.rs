//! Headers of a proxy in front of the server: how a request looks from outside, and who the user
//! is. Only headers of proxies that the operator lists are read.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::HOST;
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tracing::debug;

use super::answers;
use super::app::App;
use super::budgets::Use;
use super::origin;
use super::via::Via;
use crate::base_path::BasePath;
use crate::identity::Identity;
use crate::networks::Networks;
use crate::settings::IdentityHeaders;

/// The names of the headers in which one family of proxies names the user.
struct Names {
    subject: &'static str,
    name: &'static str,
    email: &'static str,
    groups: &'static str,
}

const REMOTE: Names = Names {
    subject: "remote-user",
    name: "remote-name",
    email: "remote-email",
    groups: "remote-groups",
};

const FORWARDED: Names = Names {
    subject: "x-forwarded-user",
    name: "x-forwarded-preferred-username",
    email: "x-forwarded-email",
    groups: "x-forwarded-groups",
};

/// Only the family that the operator chose is read: a proxy that sets the headers of one family may
/// pass on those of the other from the client.
fn names(headers: IdentityHeaders) -> Option<&'static Names> {
    match headers {
        IdentityHeaders::None => None,
        IdentityHeaders::Remote => Some(&REMOTE),
        IdentityHeaders::Forwarded => Some(&FORWARDED),
    }
}

/// Middleware that sets the host as seen from outside, takes the base path off, and adds a [`Via`]
/// to the request.
pub async fn resolve(
    State(app): State<App>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    let is_trusted = app.trusted_proxies.contain(peer.ip());
    if is_trusted && let Some(host) = forwarded_host(request.headers()) {
        request.headers_mut().insert(HOST, host);
    }
    if !is_own(request.headers(), &app.hosts) && request.uri().path() != HEALTH {
        return answers::wrong_host();
    }
    let names = names(app.identity_headers).filter(|_| is_trusted);
    let mut via = via(request.headers(), is_trusted, names, &app.base_path);
    via.address = match is_trusted {
        true => forwarded_for(request.headers(), &app.trusted_proxies),
        false => Some(peer.ip()),
    };
    if let Err(wait) = app.budgets.spend(Use::Request, via.address) {
        return wait.into_response();
    }
    if let Some(inside) = inside(request.uri(), &via.prefix) {
        *request.uri_mut() = inside;
    }
    let address = via.address;
    request.extensions_mut().insert(via);
    let response = next.run(request).await;
    app.budgets.answered(response.status(), address);
    response
}

/// What whoever watches the server asks for by any name.
const HEALTH: &str = "/healthz";

/// Whether the request is for one of the operator's hosts. One without a port stands for all ports.
fn is_own(headers: &HeaderMap, hosts: &[String]) -> bool {
    let asked = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let asked = asked.to_ascii_lowercase();
    let name = match asked.rsplit_once(':') {
        // The colons of an IPv6 address are in brackets.
        Some((name, port)) if !port.ends_with(']') => name,
        _ => &asked,
    };
    hosts.is_empty() || hosts.iter().any(|host| *host == asked || host == name)
}

fn via(headers: &HeaderMap, is_trusted: bool, names: Option<&Names>, base: &BasePath) -> Via {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).filter(|host| is_plain(host));
    let names = names.filter(|_| origin::is_own_or_none(headers));
    let forwarded = || if is_trusted { forwarded_prefix(headers) } else { BasePath::default() };
    Via {
        scheme: if is_trusted { forwarded_scheme(headers) } else { "http" },
        host: host.map(str::to_owned),
        address: None,
        prefix: if base.is_root() { forwarded() } else { base.clone() },
        identity: names.and_then(|names| identity(headers, names)),
    }
}

/// The address without the base path; `None` if it does not have it, as some proxies strip it.
fn inside(uri: &Uri, base: &BasePath) -> Option<Uri> {
    let path = base.strip(uri.path()).filter(|_| !base.is_root())?;
    let path_and_query = match uri.query() {
        Some(query) => PathAndQuery::try_from(format!("{path}?{query}")),
        None => PathAndQuery::try_from(path),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(path_and_query.ok()?);
    Uri::from_parts(parts).ok()
}

/// The host that the proxy received. Some proxies name it without the port, which they pass on in
/// `Host`.
fn forwarded_host(headers: &HeaderMap) -> Option<HeaderValue> {
    let forwarded = last(headers, "x-forwarded-host").filter(|host| is_plain(host))?;
    let passed_on = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let port = passed_on.strip_prefix(forwarded).is_some_and(|rest| rest.starts_with(':'));
    HeaderValue::from_str(if port { passed_on } else { forwarded }).ok()
}

/// The client as the proxies name it: the last address in the chain that is not a trusted proxy's own.
fn forwarded_for(headers: &HeaderMap, proxies: &Networks) -> Option<IpAddr> {
    let values = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let chain: Vec<_> = values.flat_map(|value| value.split(',')).map(str::trim).collect();
    let addresses = chain.into_iter().rev().map_while(named_address);
    addresses.map(|address| address.to_canonical()).find(|address| !proxies.contain(*address))
}

/// Some proxies name the port as well: `192.0.2.1:5000`, `[2001:db8::1]:5000`.
fn named_address(entry: &str) -> Option<IpAddr> {
    let plain = entry.trim_start_matches('[').trim_end_matches(']');
    let with_port = || entry.parse::<SocketAddr>().map(|address| address.ip());
    plain.parse().or_else(|_| with_port()).ok()
}

fn forwarded_scheme(headers: &HeaderMap) -> &'static str {
    // Some proxies send `wss` for websockets.
    match last(headers, "x-forwarded-proto") {
        Some(scheme) if ["https", "wss"].iter().any(|s| scheme.eq_ignore_ascii_case(s)) => "https",
        _ => "http",
    }
}

fn forwarded_prefix(headers: &HeaderMap) -> BasePath {
    let Some(prefix) = last(headers, "x-forwarded-prefix") else { return BasePath::default() };
    prefix.parse().unwrap_or_else(|error| {
        debug!(%error, "X-Forwarded-Prefix cannot be used");
        BasePath::default()
    })
}

fn identity(headers: &HeaderMap, names: &Names) -> Option<Identity> {
    let subject = only(headers, names.subject)?.to_owned();
    let groups = only(headers, names.groups).unwrap_or_default().split(',').map(str::trim);
    Some(Identity {
        name: only(headers, names.name).unwrap_or(&subject).to_owned(),
        email: only(headers, names.email).map(str::to_owned),
        groups: groups.filter(|group| !group.is_empty()).map(str::to_owned).collect(),
        subject,
    })
}

/// The last of a header's values, which is the one that the proxy itself added.
fn last<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let values = headers.get_all(name).iter().next_back()?.to_str().ok()?;
    values.rsplit(',').next().map(str::trim).filter(|value| !value.is_empty())
}

/// The value of a header. Ignored if the header comes twice, since one of them may be the client's.
fn only<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next().filter(|_| values.next().is_none())?;
    std::str::from_utf8(value.as_bytes()).ok().map(str::trim).filter(|value| !value.is_empty())
}

/// Whether a host has only characters of hosts, since it is put into headers and pages.
fn is_plain(host: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._:[]".contains(&b);
    !host.is_empty() && host.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderName;

    fn headers(of: &[(&'static str, &'static str)]) -> HeaderMap {
        let header = |&(name, value): &(_, _)| {
            (HeaderName::from_static(name), HeaderValue::from_bytes(str::as_bytes(value)).unwrap())
        };
        let mut headers = HeaderMap::new();
        for (name, value) in of.iter().map(header) {
            headers.append(name, value);
        }
        headers
    }

    #[test]
    fn an_invalid_host_does_not_get_into_headers_and_pages() {
        for host in ["x; script-src *", "x\"", "a/b", "ä", ""] {
            let via = via(&headers(&[("host", host)]), false, None, &BasePath::default());
            assert_eq!(via.host, None, "{host}");
        }
    }

    #[test]
    fn the_values_that_the_proxy_itself_added_count() {
        let said = headers(&[
            ("host", "backend:3000"),
            ("x-forwarded-host", "evil.example, rooms.example"),
            ("x-forwarded-proto", "http"),
            ("x-forwarded-proto", "https"),
            ("x-forwarded-prefix", "/tools/poker/"),
        ]);
        assert_eq!(forwarded_host(&said).unwrap(), "rooms.example");
        let via = via(&said, true, None, &BasePath::default());
        assert_eq!((via.scheme, via.prefix.to_string().as_str()), ("https", "/tools/poker/"));
    }

    #[test]
    fn the_client_is_the_last_address_before_the_trusted_proxies() {
        let proxies: Networks = "10.0.0.0/8".parse().unwrap();
        let from =
            |chain: &'static str| forwarded_for(&headers(&[("x-forwarded-for", chain)]), &proxies);
        assert_eq!(from("198.51.100.7, 192.0.2.1, 10.0.0.2"), Some([192, 0, 2, 1].into()));
        assert_eq!(from("192.0.2.1"), Some([192, 0, 2, 1].into()));
        assert_eq!(from("192.0.2.1:5000, 10.0.0.2"), Some([192, 0, 2, 1].into()));
        for address in ["2001:db8::1", "[2001:db8::1]", "[2001:db8::1]:5000"] {
            assert_eq!(from(address), Some("2001:db8::1".parse().unwrap()), "{address}");
        }
        // What stands before something that is no address may be anybody's invention.
        for chain in ["192.0.2.1, unknown, 10.0.0.2", "10.0.0.2", ""] {
            assert_eq!(from(chain), None, "{chain}");
        }
    }

    #[test]
    fn a_port_that_only_the_host_header_has_is_kept() {
        let said = [("host", "rooms.example:8080"), ("x-forwarded-host", "rooms.example")];
        assert_eq!(forwarded_host(&headers(&said)).unwrap(), "rooms.example:8080");
        let said = [("host", "backend:3000"), ("x-forwarded-host", "rooms.example")];
        assert_eq!(forwarded_host(&headers(&said)).unwrap(), "rooms.example");
    }

    #[test]
    fn a_prefix_that_is_no_path_is_ignored() {
        for prefix in ["https://evil.example", "/a\"><script>", "/../x", "/api"] {
            assert!(forwarded_prefix(&headers(&[("x-forwarded-prefix", prefix)])).is_root());
        }
        let doubled = forwarded_prefix(&headers(&[("x-forwarded-prefix", "//evil.example/")]));
        assert_eq!(doubled.to_string(), "/evil.example/");
    }

    #[test]
    fn only_the_chosen_family_of_headers_is_read() {
        let said = headers(&[
            ("remote-user", "ana"),
            ("remote-name", "Ana Müller"),
            ("remote-groups", "product, , devs"),
            ("x-forwarded-user", "ben"),
            ("x-forwarded-email", "ben@example.org"),
        ]);
        let groups = vec!["product".into(), "devs".into()];
        let ana =
            Identity { subject: "ana".into(), name: "Ana Müller".into(), email: None, groups };
        assert_eq!(identity(&said, &REMOTE), Some(ana));
        let ben = identity(&said, &FORWARDED).unwrap();
        assert_eq!((ben.name.as_str(), ben.email.as_deref()), ("ben", Some("ben@example.org")));
        assert!(names(IdentityHeaders::None).is_none());
    }

    #[test]
    fn a_header_that_comes_twice_or_is_empty_is_ignored() {
        assert_eq!(
            identity(&headers(&[("remote-user", "ana"), ("remote-user", "eve")]), &REMOTE),
            None
        );
        assert_eq!(identity(&headers(&[("remote-user", " ")]), &REMOTE), None);
    }

    #[test]
    fn identity_counts_only_for_own_pages_and_for_requests_of_no_page() {
        let who = |origin: &'static str| {
            let said = [("host", "rooms.example"), ("remote-user", "ana"), ("origin", origin)];
            via(&headers(&said), true, Some(&REMOTE), &BasePath::default()).identity
        };
        assert!(who("https://rooms.example").is_some());
        for origin in ["null", "https://evil.example", ""] {
            assert_eq!(who(origin), None, "{origin}");
        }
        let said = headers(&[("host", "rooms.example"), ("remote-user", "ana")]);
        assert!(via(&said, true, Some(&REMOTE), &BasePath::default()).identity.is_some());
        assert_eq!(via(&said, true, None, &BasePath::default()).identity, None);
    }

    #[test]
    fn only_the_hosts_of_the_operator_are_answered_if_there_are_any() {
        let own = |host: &'static str, hosts: &[&str]| {
            let hosts: Vec<String> = hosts.iter().map(|host| (*host).to_owned()).collect();
            is_own(&headers(&[("host", host)]), &hosts)
        };
        assert!(own("anything", &[]) && is_own(&HeaderMap::new(), &[]));
        let hosts = ["rooms.example", "[::1]", "127.0.0.1:3000"];
        for host in ["rooms.example", "Rooms.Example:8443", "[::1]:3000", "[::1]", "127.0.0.1:3000"]
        {
            assert!(own(host, &hosts), "{host}");
        }
        for host in ["evil.example", "rooms.example.evil.example", "127.0.0.1", "", ":80"] {
            assert!(!own(host, &hosts), "{host}");
        }
    }

    /// Whoever copies an example must not let clients say what only the proxy may.
    #[test]
    fn each_example_of_a_proxy_clears_what_it_does_not_set() {
        let page = include_str!("../../../docs/deployment.md").to_ascii_lowercase();
        for proxy in ["nginx", "traefik", "caddy", "apache"] {
            let start = page.find(&format!("\n## {proxy}\n")).unwrap();
            let example = &page[start + 4..];
            let example = &example[..example.find("\n## ").unwrap()];
            let of = |names: &Names| [names.subject, names.name, names.email, names.groups];
            for header in [of(&REMOTE), of(&FORWARDED)].concat() {
                assert!(example.contains(header), "{proxy} passes {header} on");
            }
            assert!(example.contains("x-forwarded-prefix"), "{proxy} passes the prefix on");
        }
    }
}
