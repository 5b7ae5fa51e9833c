//! How the voting on a story stands: until when, how many have voted, and for facilitators who.

use domain::ids::StoryId;
use domain::people::Person;
use domain::settings::Permission;
use leptos::prelude::*;

use super::ahead_moment::moment;
use crate::i18n::{I18n, Text, phrases, use_i18n};
use crate::state::{RoomStore, Topic, use_room};

/// The status.
#[component]
pub fn AheadStatus(
    /// Of which story.
    story: StoryId,
) -> impl IntoView {
    let (room, i18n) = (use_room(), use_i18n());
    let when = move || room.story(story, |story| moment(i18n, &room.clock(), story));
    let voters = Memo::new(move |_| voters(room, story));
    let count = move || {
        voters.with(|(voted, missing)| {
            if voted.is_empty() {
                return i18n.get(Text::AheadNobody);
            }
            phrases::have_voted(i18n, voted.len(), voted.len() + missing.len())
        })
    };
    let names = move || {
        voters.with(|(voted, missing)| {
            [(Text::AheadVoted, voted), (Text::AheadMissing, missing)]
                .into_iter()
                .filter(|(_, names)| !names.is_empty())
                .map(
                    |(text, names)| view! { <p class="ahead-names">{named(i18n, text, names)}</p> },
                )
                .collect_view()
        })
    };
    view! {
        <p class="ahead-when">{when} " · " {count}</p>
        <Show when=move || room.may(Permission::Steer)>{names}</Show>
    }
}

fn named(i18n: I18n, text: Text, names: &[String]) -> String {
    i18n.format(text, &[("names", &phrases::list(i18n, names))])
}

/// The names of those who have voted, and of those who have not.
fn voters(room: RoomStore, story: StoryId) -> (Vec<String>, Vec<String>) {
    room.track(Topic::People);
    room.track(Topic::Backlog);
    room.read(Topic::Table, |view| {
        let Some(story) = view.board.stories.get(story) else { return Default::default() };
        let (voted, missing) = view.board.voters(story);
        let names = |people: Vec<&Person>| people.into_iter().map(Person::shown_name).collect();
        (names(voted), names(missing))
    })
}
