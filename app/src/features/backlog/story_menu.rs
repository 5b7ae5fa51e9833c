//! The menu of a story in the backlog.

use domain::ids::StoryId;
use leptos::prelude::*;

use super::story_items::load_story_items;
use crate::components::icon::Icon;
use crate::components::menu::Menu;
use crate::i18n::{Text, use_i18n};
use crate::state::{short_name, use_room};

/// What the viewer may do with a story.
#[component]
pub fn StoryMenu(
    /// Which story.
    story: StoryId,
) -> impl IntoView {
    let (i18n, room) = (use_i18n(), use_room());
    let label = Signal::derive(move || {
        let name = room.story(story, short_name);
        i18n.format(Text::StoryActions, &[("story", &name)])
    });
    view! { <Menu label icon=Icon::More load=move || load_story_items(story) /> }
}
