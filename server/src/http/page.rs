//! The pages and their files. Every path that is nothing else gets the page, with a status that
//! says whether there is anything to see.

use axum::Extension;
use axum::extract::{Request, State};
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::RoomId;

use super::app::App;
use super::document::Filling;
use super::site_file::{FRAME, File, PAGE};
use super::via::Via;
use super::{document, preview};
use crate::rooms::RoomError;

/// For files whose names change with their content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

const SCRIPT: &str = "text/javascript; charset=utf-8";
const TYPES: &str = "application/typescript; charset=utf-8";

const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-resource-policy");

/// Lets browsers cache files for ever. Pages of any origin may load these files: rooms in sandboxed
/// frames and in elements on other sites need that, and the files are the same for everybody.
pub async fn cache_for_ever(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED {
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(FOR_EVER));
    }
    response
}

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The home page.
    Home,
    /// A room.
    Room(RoomId),
    /// The page for frames on other sites: of a room, or without one.
    Frame(Option<RoomId>),
    /// Nothing.
    Nothing,
}

impl Place {
    /// What a path leads to, with or without a trailing slash.
    pub fn at(path: &str) -> Self {
        let room = |id: &str| RoomId(id.strip_suffix('/').unwrap_or(id).to_owned());
        match path {
            "/" => Self::Home,
            "/embed" | "/embed/" => Self::Frame(None),
            _ => match (path.strip_prefix("/room/"), path.strip_prefix("/embed/")) {
                (Some(id), _) => Self::Room(room(id)),
                (_, Some(id)) => Self::Frame(Some(room(id))),
                (None, None) => Self::Nothing,
            },
        }
    }

    /// The room that a path leads to no more, because its link was changed on its way through a text.
    fn meant(path: &str) -> Option<Self> {
        let (_, path) = path.split_once('/')?;
        let (kind, end) = path.split_once('/')?;
        let room = RoomId::from_link(end)?;
        match kind.to_ascii_lowercase().as_str() {
            "room" => Some(Self::Room(room)),
            "embed" => Some(Self::Frame(Some(room))),
            _ => None,
        }
    }

    /// The path of a room's own address.
    fn address(&self) -> Option<String> {
        match self {
            Self::Room(room) => Some(format!("/room/{room}")),
            Self::Frame(Some(room)) => Some(format!("/embed/{room}")),
            Self::Frame(None) | Self::Home | Self::Nothing => None,
        }
    }

    /// The form that a page here begins with. Whom a proxy vouches for is let in without one.
    fn form(&self, status: StatusCode, via: &Via) -> Option<&'static str> {
        let is_asked = status == StatusCode::OK && via.identity.is_none();
        match self {
            Self::Home => Some("home"),
            Self::Frame(None) => Some("embed-home"),
            Self::Room(_) if is_asked => Some("room"),
            Self::Frame(Some(_)) if is_asked => Some("embed-room"),
            Self::Room(_) | Self::Frame(_) | Self::Nothing => None,
        }
    }

    async fn status(&self, app: &App) -> StatusCode {
        let room = match self {
            Self::Home | Self::Frame(None) => return StatusCode::OK,
            Self::Nothing => return StatusCode::NOT_FOUND,
            Self::Room(room) | Self::Frame(Some(room)) => room,
        };
        match app.registry.status(room).await {
            Ok(()) => StatusCode::OK,
            Err(RoomError::Unknown) => StatusCode::NOT_FOUND,
            Err(RoomError::Ended) => StatusCode::GONE,
            Err(RoomError::Failed) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

/// Whether a page is made for frames. Only these may be framed by the sites that the operator
/// lists.
pub fn is_for_frames(path: &str) -> bool {
    matches!(Place::at(path), Place::Frame(_))
}

/// `/`, `/room/{id}`, `/embed/`, `/embed/{id}`, and every path that does not exist.
pub async fn page(
    State(app): State<App>,
    Extension(via): Extension<Via>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let place = Place::at(uri.path());
    let status = place.status(&app).await;
    if status == StatusCode::NOT_FOUND
        && let Some(address) = room_meant(&app, uri.path()).await
    {
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        return Redirect::temporary(&format!("{}{query}", via.prefix.with(&address)))
            .into_response();
    }
    let glance = match &place {
        Place::Room(room) | Place::Frame(Some(room)) if status == StatusCode::OK => {
            preview::glance(&app, room).await
        }
        _ => None,
    };
    let head = match (&place, &glance) {
        (Place::Room(room), Some(glance)) => Some(preview::head(&via, room, glance)),
        _ => None,
    };
    let filling =
        Filling { base: &via.prefix, head, room_title: glance.map(|glance| glance.title) };
    let page = if let Place::Frame(_) = place { FRAME } else { PAGE };
    let file = document::file(&app, page, place.form(status, &via), &headers).await;
    document::answer(&app, &file, filling, &headers, status).await
}

/// The address of the room that a path without a room means, if there is one.
async fn room_meant(app: &App, path: &str) -> Option<String> {
    let meant = Place::meant(path).filter(|meant| *meant != Place::at(path))?;
    let is_there = meant.status(app).await == StatusCode::OK;
    meant.address().filter(|_| is_there)
}

/// `/favicon.svg`.
pub async fn favicon(State(app): State<App>, headers: HeaderMap) -> Response {
    let file = File { name: "favicon.svg".into(), content_type: "image/svg+xml" };
    file.answer(&app, &headers, StatusCode::OK).await
}

/// `/ready-room.js`: the custom element for pages of other sites.
pub async fn element(State(app): State<App>, headers: HeaderMap) -> Response {
    for_all("ready-room.js", SCRIPT, &app, &headers).await
}

/// `/frame.js`: the script with which a page of another site sizes a frame to its content.
pub async fn frame_script(State(app): State<App>, headers: HeaderMap) -> Response {
    for_all("frame.js", SCRIPT, &app, &headers).await
}

/// `/ready-room.d.ts`: the types of the element, for projects in TypeScript.
pub async fn types(State(app): State<App>, headers: HeaderMap) -> Response {
    for_all("ready-room.d.ts", TYPES, &app, &headers).await
}

/// A file with a fixed name that pages of any site may load. Browsers check each time whether it
/// has changed.
async fn for_all(
    name: &'static str,
    content_type: &'static str,
    app: &App,
    headers: &HeaderMap,
) -> Response {
    let file = File { name: name.into(), content_type };
    let mut response = file.answer(app, headers, StatusCode::OK).await;
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(CROSS_ORIGIN_RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_was_changed_in_a_text_still_means_its_room() {
        let room = RoomId("abcdefghijklmnop".into());
        for path in ["/room/ABCDEFGHIJKLMNOP", "/room/abcdefghijklmnop.", "/Room/abcdefghijklmnop)"]
        {
            assert_eq!(Place::meant(path), Some(Place::Room(room.clone())), "{path}");
        }
        assert_eq!(Place::meant("/embed/abcdefghijklmnop%3E"), Some(Place::Frame(Some(room))));
        for path in ["/", "/room/", "/room/abc", "/x/abcdefghijklmnop", "/room/abcdefghijklmnop/x"]
        {
            assert_eq!(Place::meant(path), None, "{path}");
        }
    }

    #[test]
    fn a_trailing_slash_makes_no_difference() {
        let room = RoomId("abcdefghijklmnop".into());
        for end in ["", "/"] {
            let at = |path: &str| Place::at(&format!("{path}{end}"));
            assert_eq!(at("/room/abcdefghijklmnop"), Place::Room(room.clone()));
            assert_eq!(at("/embed/abcdefghijklmnop"), Place::Frame(Some(room.clone())));
            assert_eq!(at("/embed"), Place::Frame(None));
            assert_eq!(at("/embedded"), Place::Nothing);
        }
    }
}
