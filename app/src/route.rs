//! Which page an address names. Knows nothing of what the pages show.

use domain::ids::RoomId;
use leptos::prelude::*;

/// Which page is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// The page where rooms are created.
    Home,
    /// The page of a room.
    Room(RoomId),
    /// There is nothing at this address.
    NotFound,
}

impl Route {
    /// The route in the address bar.
    pub fn from_address_bar() -> Self {
        let base = web_sys::Url::new(&page_base()).map(|url| url.pathname());
        Self::from_path(&base.unwrap_or_default(), &location().pathname().unwrap_or_default())
    }

    /// The route with the path `path` on a page whose base has the path `base`.
    fn from_path(base: &str, path: &str) -> Self {
        let base = base.trim_end_matches('/');
        let Some(path) = path.strip_prefix(base) else { return Self::NotFound };
        match path.trim_matches('/').split_once('/') {
            None if matches!(path, "" | "/") => Self::Home,
            Some(("room", id)) if RoomId::is_well_formed(id) => Self::Room(RoomId(id.to_owned())),
            _ => Self::NotFound,
        }
    }
}

/// The room that an element is given: by its id, or by its whole link.
pub fn room_from_attribute(text: &str) -> Option<RoomId> {
    let text = text.trim();
    let path = text.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let id = match path.rsplit_once('/') {
        None => text,
        Some((before, id)) if before.ends_with("/room") || before.ends_with("/embed") => id,
        Some(_) => return None,
    };
    RoomId::is_well_formed(id).then(|| RoomId(id.to_owned()))
}

/// The base address of the page.
pub fn page_base() -> String {
    let base = document().base_uri().ok().flatten();
    base.unwrap_or_else(|| window().location().href().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b50_an_address_means_the_same_under_any_prefix() {
        let room = Route::Room(RoomId("abcdefghijklmnop".into()));
        for base in ["/", "/tools/poker/", "/tools/poker"] {
            let prefix = base.trim_end_matches('/');
            let path = |rest: &str| Route::from_path(base, &format!("{prefix}{rest}"));
            assert_eq!(path("/"), Route::Home);
            assert_eq!(path("/room/abcdefghijklmnop"), room);
            assert_eq!(path("/room/abcdefghijklmnop/"), room);
        }
        assert_eq!(Route::from_path("/tools/poker/", "/tools/poker"), Route::Home);
    }

    #[test]
    fn an_element_is_given_a_room_by_its_id_or_its_link() {
        let room = Some(RoomId("abcdefghijklmnop".into()));
        for text in [
            "abcdefghijklmnop",
            " abcdefghijklmnop\n",
            "https://rooms.example.org/room/abcdefghijklmnop",
            "https://rooms.example.org/tools/poker/room/abcdefghijklmnop/?from=chat",
            "https://rooms.example.org/embed/abcdefghijklmnop#view=poker&theme=dark",
            "/room/abcdefghijklmnop",
        ] {
            assert_eq!(room_from_attribute(text), room, "{text}");
        }
        for text in [
            "abc",
            "ABCDEFGHIJKLMNOP",
            "abcdefghijklmnop?x",
            "https://rooms.example.org/",
            "https://rooms.example.org/room/abc",
            "https://rooms.example.org/abcdefghijklmnop",
            "https://rooms.example.org/#/room/abcdefghijklmnop",
        ] {
            assert_eq!(room_from_attribute(text), None, "{text}");
        }
    }

    #[test]
    fn b52_an_address_of_no_page_is_not_found() {
        for path in ["/nonsense", "/room", "/room/", "/room/abc", "/room/abcdefghijklmnop/x", "//x"]
        {
            assert_eq!(Route::from_path("/", path), Route::NotFound, "{path}");
        }
        assert_eq!(Route::from_path("/tools/", "/other"), Route::NotFound);
    }
}
