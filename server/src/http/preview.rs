//! Link previews in wikis and chats: a room's title and progress. Never a vote or the text of a
//! story, since links get around.

use std::time::Duration;

use domain::ids::RoomId;
use html_escape::{encode_double_quoted_attribute, encode_text};
use tokio::time::timeout;
use url::form_urlencoded;

use super::app::App;
use super::via::Via;
use crate::rooms::Glance;

/// The name of the product.
pub const PROVIDER: &str = "Ready Room";

/// How long a response waits for a room to be read from disk. After that it is sent without the
/// room's title.
const WITHIN: Duration = Duration::from_millis(500);

/// What a stranger may know of a room. `None` if it cannot be read in time.
pub async fn glance(app: &App, room: &RoomId) -> Option<Glance> {
    timeout(WITHIN, app.registry.glance(room)).await.ok()?.ok()
}

/// Title and metadata for the head of a room's page.
pub fn head(via: &Via, room: &RoomId, glance: &Glance) -> String {
    let title = encode_text(&glance.title);
    let quoted = encode_double_quoted_attribute(&glance.title);
    let mut head = format!(
        "<title>{title} · {PROVIDER}</title>\n\
         <meta property=\"og:site_name\" content=\"{PROVIDER}\">\n\
         <meta property=\"og:type\" content=\"website\">\n\
         <meta property=\"og:title\" content=\"{quoted}\">\n\
         <meta property=\"og:description\" content=\"{}\">",
        state(glance),
    );
    if let Some(oembed) = oembed_address(via, room) {
        let oembed = encode_double_quoted_attribute(&oembed);
        head += &format!(
            "\n<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{oembed}\" \
             title=\"{quoted}\">"
        );
    }
    head
}

/// The address of the oEmbed description of a room.
fn oembed_address(via: &Via, room: &RoomId) -> Option<String> {
    let (oembed, page) = (via.address("oembed")?, via.address(&format!("room/{}", room.0))?);
    let page: String = form_urlencoded::byte_serialize(page.as_bytes()).collect();
    Some(format!("{oembed}?url={page}&format=json"))
}

/// Title and progress in one line.
pub fn line(glance: &Glance) -> String {
    format!("{} · {}", glance.title, state(glance))
}

/// `3 people here · 4 of 12 stories estimated`
fn state(glance: &Glance) -> String {
    let people = match glance.connected {
        0 => "nobody here".to_owned(),
        1 => "1 person here".to_owned(),
        connected => format!("{connected} people here"),
    };
    let stories = match (glance.estimated, glance.stories) {
        (_, 0) => "no stories yet".to_owned(),
        (estimated, 1) => format!("{estimated} of 1 story estimated"),
        (estimated, stories) => format!("{estimated} of {stories} stories estimated"),
    };
    format!("{people} · {stories}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(connected: usize, estimated: usize, stories: usize) -> String {
        state(&Glance { title: String::new(), connected, estimated, stories })
    }

    #[test]
    fn few_and_none_are_told_in_words() {
        assert_eq!(told(3, 4, 12), "3 people here · 4 of 12 stories estimated");
        assert_eq!(told(1, 0, 1), "1 person here · 0 of 1 story estimated");
        assert_eq!(told(0, 0, 0), "nobody here · no stories yet");
    }
}
