//! Edits a story's title, description and link where they stand. What somebody else saves meanwhile
//! is shown beside the draft and never overwritten unseen.

use domain::command::Command;
use domain::ids::StoryId;
use domain::refusal::{Field, Refusal};
use leptos::prelude::*;

use super::desk::Desk;
use super::editing::{Draft, Outcome, focus_soon};
use super::reads::{press, say, story};
use crate::commands::Commands;
use crate::i18n::{Text, Texts};
use crate::parts::limit::LimitedField;
use crate::sentences;
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
    error: RwSignal<Option<String>>,
    /// Whether it was closed on purpose.
    closed: StoredValue<bool>,
}

/// The form for a story's texts.
#[component]
pub fn StoryEdit(desk: Desk, id: StoryId) -> impl IntoView {
    let texts = expect_context::<Texts>();
    let form = Form {
        room: expect_context(),
        texts,
        commands: expect_context(),
        desk,
        id,
        title: Draft::new(),
        description: Draft::new(),
        link: Draft::new(),
        error: RwSignal::new(None),
        closed: StoredValue::new(false),
    };
    form.begin();
    on_cleanup(move || form.left());
    let words = |text: Text| Signal::derive(move || texts.get(text));
    let keys = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Escape" => {
            event.stop_propagation();
            form.close();
        }
        "Enter" if event.ctrl_key() || event.meta_key() => form.save(form.title.revision()),
        _ => {}
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        form.save(form.title.revision());
    };
    view! {
        <form class="story-form" on:submit=submit on:keydown=keys>
            <LimitedField id="story-title-field" label=words(Text::StoryTitle) field=Field::StoryTitle draft=form.title.text error=form.error/>
            <LimitedField id="story-description-field" label=words(Text::StoryDescription) field=Field::Description draft=form.description.text multiline=true/>
            <LimitedField id="story-link-field" label=words(Text::StoryLink) field=Field::Link draft=form.link.text/>
            <Show when=move || form.title.conflict.get()>{theirs(form)}</Show>
            <div class="form-actions">
                <button type="submit" class="button button--primary">{say(texts, Text::Save)}</button>
                <button type="button" class="button button--quiet" on:click=press(move |_| form.close())>
                    {say(texts, Text::Cancel)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// What somebody else wrote meanwhile, and the choice between the two.
fn theirs(form: Form) -> AnyView {
    let now =
        move || story(form.room, form.id, |story| (story.title.clone(), story.description.clone()));
    let keep_mine = move |_| {
        form.title.conflict.set(false);
        form.save(form.revision());
    };
    let take_theirs = move |_| form.begin();
    view! {
        <div class="conflict" role="alert">
            <p class="conflict-text">{say(form.texts, Text::ChangedMeanwhile)}</p>
            <blockquote class="conflict-theirs">
                <strong dir="auto">{move || now().0}</strong>
                <div dir="auto">{move || now().1}</div>
            </blockquote>
            <div class="form-actions">
                <button type="button" class="button button--small" on:click=press(keep_mine)>
                    {say(form.texts, Text::KeepMine)}
                </button>
                <button type="button" class="button button--small" on:click=press(take_theirs)>
                    {say(form.texts, Text::TakeTheirs)}
                </button>
            </div>
        </div>
    }
    .into_any()
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
        if !self.closed.get_value() {
            self.save(self.title.revision());
            self.desk.editing.set(None);
        }
    }

    fn close(self) {
        self.closed.set_value(true);
        self.desk.editing.set(None);
        self.desk.release();
        focus_soon("#story".to_owned());
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
