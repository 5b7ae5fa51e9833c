//! Edits a story's title, description and link where they stand. What somebody else saves meanwhile
//! is shown beside the draft and never overwritten unseen.

use domain::command::Command;
use domain::ids::StoryId;
use domain::refusal::{Field, Refusal};
use leptos::prelude::*;
use web_sys::{Event, KeyboardEvent};

use super::desk::Desk;
use super::editing::{Draft, Outcome, conflict};
use super::reads::story;
use crate::commands::Commands;
use crate::dom::{El, button, el, when};
use crate::i18n::{Text, Texts};
use crate::page::{commands, room, texts};
use crate::parts::limit::LimitedField;
use crate::sentences;
use crate::signals::Var;
use crate::state::RoomState;

/// The form of one story.
#[derive(Clone, Copy)]
struct Form {
    room: RoomState,
    texts: Texts,
    commands: Commands,
    desk: Desk,
    id: StoryId,
    title: Draft,
    description: Draft,
    link: Draft,
    error: Var<Option<String>>,
    /// Whether it was closed on purpose.
    closed: Var<bool>,
}

/// The form for a story's texts.
pub fn story_edit(desk: Desk, id: StoryId) -> El {
    let texts = texts();
    let form = Form {
        room: room(),
        texts,
        commands: commands(),
        desk,
        id,
        title: Draft::new(),
        description: Draft::new(),
        link: Draft::new(),
        error: Var::new(None),
        closed: Var::new(false),
    };
    form.begin();
    on_cleanup(move || form.left());
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" => {
            event.stop_propagation();
            form.close();
        }
        "Enter" if event.ctrl_key() || event.meta_key() => form.save(form.title.revision()),
        _ => {}
    };
    let submit = move |event: Event| {
        event.prevent_default();
        form.save(form.title.revision());
    };
    let field = LimitedField::new;
    let title = field("story-title-field", Text::StoryTitle, Field::StoryTitle, form.title.text)
        .error(move || form.error.get());
    let description = field(
        "story-description-field",
        Text::StoryDescription,
        Field::Description,
        form.description.text,
    );
    let link = field("story-link-field", Text::StoryLink, Field::Link, form.link.text);
    let save = el("button")
        .attr("type", "submit")
        .class("button button--primary")
        .text_of(texts.say(Text::Save));
    let cancel = button("button button--quiet")
        .on_click(move |_| form.close())
        .text_of(texts.say(Text::Cancel));
    el("form.story-form")
        .on("submit", submit)
        .on("keydown", keys)
        .child(title)
        .child(description.multiline())
        .child(link)
        .child(when(move || form.title.conflict.get(), move || theirs(form)))
        .child(el("div.form-actions").child(save).child(cancel))
}

fn theirs(form: Form) -> El {
    let Form { room, texts, id, .. } = form;
    let title = move || story(room, id, |story| story.title.clone());
    let description = move || story(room, id, |story| story.description.clone());
    let theirs = el("blockquote.conflict-theirs")
        .child(el("strong").attr("dir", "auto").text_of(title))
        .child(el("div").attr("dir", "auto").text_of(description));
    let keep_mine = move || {
        form.title.conflict.set(false);
        form.save(form.revision());
    };
    conflict(texts, theirs, keep_mine, move || form.begin())
}

impl Form {
    fn begin(self) {
        let (title, description, link, revision) = self.now();
        self.title.begin(title, revision);
        self.description.begin(description, revision);
        self.link.begin(link, revision);
    }

    fn now(self) -> (String, String, String, u32) {
        let now = self.room.peek(|view| {
            view.board.stories.get(self.id).map(|story| {
                let link = story.link.clone().unwrap_or_default();
                (story.title.clone(), story.description.clone(), link, story.revision)
            })
        });
        now.unwrap_or_default()
    }

    fn revision(self) -> u32 {
        self.now().3
    }

    /// Another story was opened over what was being written: that is saved, not lost.
    fn left(self) {
        if !self.closed.get_untracked() {
            self.save(self.title.revision());
            self.desk.editing.set(None);
        }
    }

    fn close(self) {
        self.closed.set(true);
        self.desk.editing.set(None);
        self.desk.release();
        self.desk.focus_soon("#story".to_owned());
    }

    /// Sends what was changed, and only that.
    fn save(self, revision: u32) {
        let changed = |draft: Draft| draft.is_changed().then(|| draft.text.get_untracked());
        let (title, description, link) =
            (changed(self.title), changed(self.description), changed(self.link));
        if title.is_none() && description.is_none() && link.is_none() {
            return self.close();
        }
        let command = Command::EditStory { story: self.id, revision, title, description, link };
        self.commands.send_then(command, move |answer| self.answered(answer));
    }

    fn answered(self, answer: Result<(), Refusal>) {
        if self.title.text.try_get_untracked().is_none() {
            // The form is gone; a refusal must not be lost with it.
            if let Err(refusal) = answer {
                self.commands.notify_refusal(&refusal);
            }
            return;
        }
        let (title, description, link, revision) = self.now();
        let nows = [(self.title, title), (self.description, description), (self.link, link)];
        let changed = nows.iter().filter(|(draft, _)| draft.is_changed());
        let outcomes: Vec<Outcome> =
            changed.map(|(draft, now)| draft.outcome(&answer, (now, revision))).collect();
        if answer.is_ok() {
            self.close();
        } else if outcomes.contains(&Outcome::Conflict) {
            self.title.conflict.set(true);
        } else if outcomes.contains(&Outcome::Again(revision)) {
            self.save(revision);
        } else if let Err(refusal) = answer {
            self.error.set(Some(sentences::refusal(self.texts, &refusal)));
        }
    }
}
