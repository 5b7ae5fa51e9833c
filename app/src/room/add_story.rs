//! Adds one story by its title, and opens the import for many.

use domain::command::Command;
use domain::draft::StoryDraft;
use domain::known::Known;
use domain::refusal::Field;
use web_sys::KeyboardEvent;

use super::desk::Desk;
use super::editing::is_enter;
use crate::commands::Toast;
use crate::dom::{El, button, el};
use crate::i18n::Text;
use crate::page::{commands, room, texts};
use crate::parts::icon::Icon;
use crate::parts::limit::LimitedField;
use crate::sentences;
use crate::signals::Var;

/// The field for one more story.
pub fn add_story(desk: Desk) -> El {
    let room = room();
    let texts = texts();
    let commands = commands();
    let draft = Var::new(String::new());
    let error = Var::new(None::<String>);
    let add = move || {
        let title = draft.get_untracked();
        if title.trim().is_empty() {
            return;
        }
        let story = StoryDraft { title: title.clone(), ..StoryDraft::default() };
        let command = Command::AddStories { stories: vec![story], known: Known::Add };
        draft.set(String::new());
        error.set(None);
        commands.send_then(command, move |answer| match answer {
            Ok(()) => commands.notify(Toast {
                text: texts.get(Text::DoneStoryAdded),
                undo: Some(Command::RemoveStories(room.latest_import().added)),
                ..Toast::default()
            }),
            Err(refusal) => {
                error.set(Some(sentences::refusal(texts, &refusal)));
                if draft.try_get_untracked().is_some_and(|now| now.is_empty()) {
                    draft.set(title);
                }
            }
        });
    };
    let keys = move |event: KeyboardEvent| {
        if is_enter(&event) {
            event.prevent_default();
            add();
        }
    };
    let field = LimitedField::new("add-story", Text::AddStory, Field::StoryTitle, draft)
        .placeholder(Text::AddStoryHint)
        .error(move || error.get());
    let import = button("button button--quiet button--icon")
        .attr_of("aria-label", texts.say(Text::BacklogImport))
        .attr_of("title", texts.say(Text::BacklogImport))
        .on_click(move |_| desk.import.set(true))
        .child(Icon::Upload.view());
    el("div.add-story").on("keydown", keys).child(field).child(import)
}
