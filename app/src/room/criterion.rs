//! One acceptance criterion: its text, edited where it stands, and how far the team is with it.

use domain::command::Command;
use domain::ids::{CriterionId, StoryId};
use domain::refusal::Field;
use domain::story::CriterionState;
use domain::text;
use leptos::html;
use leptos::prelude::*;

use super::desk::Desk;
use super::editing::{Draft, Outcome, focus_soon, is_enter, typed};
use super::reads::{criterion, press, say, story};
use super::sorting::{Sorting, grip};
use crate::commands::{Commands, Toast};
use crate::i18n::{Text, Texts};
use crate::parts::icon::Icon;
use crate::state::RoomState;

/// What a row works with.
#[derive(Clone, Copy)]
struct Row {
    room: RoomState,
    texts: Texts,
    commands: Commands,
    desk: Desk,
    story: StoryId,
    id: CriterionId,
    draft: Draft,
    editing: RwSignal<bool>,
}

/// One criterion in its list.
#[component]
pub fn CriterionRow(
    desk: Desk,
    story: StoryId,
    id: CriterionId,
    sorting: Sorting,
    may_edit: Memo<bool>,
) -> impl IntoView {
    let texts = expect_context::<Texts>();
    let row = Row {
        room: expect_context(),
        texts,
        commands: expect_context(),
        desk,
        story,
        id,
        draft: Draft::new(),
        editing: RwSignal::new(false),
    };
    let state = Memo::new(move |_| criterion(row.room, (story, id), |c| c.state));
    let class = move || match state.get() {
        CriterionState::Open => "criterion",
        CriterionState::Agreed => "criterion is-agreed",
        CriterionState::Unclear => "criterion is-unclear",
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        if event.alt_key() && may_edit.get_untracked() {
            sorting.key(id.0, &event);
        }
    };
    let words = move || match (row.editing.get(), may_edit.get()) {
        (true, _) => field(row),
        (false, true) => view! {
            <button
                type="button"
                class="criterion-text"
                title=say(texts, Text::EditCriterion)
                dir="auto"
                on:click=press(move |_| row.begin())
            >
                {move || row.text()}
            </button>
        }
        .into_any(),
        (false, false) => {
            view! { <p class="criterion-text" dir="auto">{move || row.text()}</p> }.into_any()
        }
    };
    view! {
        <li class=class data-row=id.to_string() on:keydown=keys>
            {move || may_edit.get().then(|| grip(texts, sorting, id.0))}
            {state_button(row, state, may_edit)}
            <div class="criterion-words">
                {words}
                <Show when=move || row.draft.conflict.get()>{conflict(row)}</Show>
            </div>
            <Show when=move || may_edit.get()>
                <button
                    type="button"
                    class="button button--quiet button--icon criterion-delete"
                    aria-label=say(texts, Text::DeleteCriterion)
                    title=say(texts, Text::DeleteCriterion)
                    on:click=press(move |_| row.delete())
                >
                    {Icon::Bin.view()}
                </button>
            </Show>
        </li>
    }
    .into_any()
}

/// Says how far the team is; a press goes on to the next.
fn state_button(row: Row, state: Memo<CriterionState>, may_edit: Memo<bool>) -> AnyView {
    let (icon, word, next) = (
        move || match state.get() {
            CriterionState::Open => Icon::Circle.view(),
            CriterionState::Agreed => Icon::Check.view(),
            CriterionState::Unclear => Icon::Question.view(),
        },
        move || match state.get() {
            CriterionState::Open => row.texts.get(Text::StateOpen),
            CriterionState::Agreed => row.texts.get(Text::StateAgreed),
            CriterionState::Unclear => row.texts.get(Text::StateUnclear),
        },
        move |_| {
            let next = match state.get_untracked() {
                CriterionState::Open => CriterionState::Agreed,
                CriterionState::Agreed => CriterionState::Unclear,
                CriterionState::Unclear => CriterionState::Open,
            };
            let (story, criterion) = (row.story, row.id);
            row.commands.send(Command::MarkCriterion { story, criterion, state: next });
        },
    );
    view! {
        <button
            type="button"
            class="criterion-state"
            disabled=move || !may_edit.get()
            title=say(row.texts, Text::StateHint)
            on:click=press(next)
        >
            {icon}
            <span class="criterion-state-word">{word}</span>
        </button>
    }
    .into_any()
}

fn field(row: Row) -> AnyView {
    let Row { texts, draft, .. } = row;
    let limit = Field::Criterion.limit();
    let node = NodeRef::<html::Textarea>::new();
    node.on_load(|node| request_animation_frame(move || drop(node.focus())));
    let keys = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            row.close();
        } else if is_enter(&event) {
            event.prevent_default();
            row.save(draft.revision());
            focus_soon("#add-criterion".to_owned());
        }
    };
    let count = move || {
        let length = draft.text.with(|text| text::length(text));
        (length * 5 > limit * 4).then(|| {
            let (length, limit) = (texts.number(length as f64), texts.number(limit as f64));
            texts.with(Text::LimitCount, &[("length", &length), ("limit", &limit)])
        })
    };
    let blur = move |_| {
        if !draft.conflict.get_untracked() {
            row.save(draft.revision());
        }
    };
    view! {
        <textarea
            node_ref=node
            class="field-input criterion-field"
            rows="1"
            dir="auto"
            aria-label=say(texts, Text::EditCriterion)
            prop:value=draft.text
            on:input=move |event| draft.text.set(typed(&event))
            on:keydown=keys
            on:blur=blur
        ></textarea>
        <span class="field-count">{count}</span>
    }
    .into_any()
}

fn conflict(row: Row) -> AnyView {
    let keep_mine = move |_| row.save(row.revision());
    let take_theirs = move |_| row.close();
    view! {
        <div class="conflict" role="alert">
            <p class="conflict-text">{say(row.texts, Text::ChangedMeanwhile)}</p>
            <blockquote class="conflict-theirs" dir="auto">{move || row.text()}</blockquote>
            <div class="form-actions">
                <button type="button" class="button button--small" on:click=press(keep_mine)>
                    {say(row.texts, Text::KeepMine)}
                </button>
                <button type="button" class="button button--small" on:click=press(take_theirs)>
                    {say(row.texts, Text::TakeTheirs)}
                </button>
            </div>
        </div>
    }
    .into_any()
}

impl Row {
    fn text(self) -> String {
        criterion(self.room, (self.story, self.id), |c| c.text.clone())
    }

    fn revision(self) -> u32 {
        untrack(|| criterion(self.room, (self.story, self.id), |c| c.revision))
    }

    fn is_on_its_way(self) -> bool {
        self.commands.is_pending(|command| {
            matches!(command, Command::EditCriterion { criterion, .. } if *criterion == self.id)
        })
    }

    fn begin(self) {
        self.draft.begin(untrack(|| self.text()), self.revision());
        self.desk.stay(self.story);
        self.editing.set(true);
    }

    fn close(self) {
        let _ = self.draft.conflict.try_set(false);
        let _ = self.editing.try_set(false);
        self.desk.release();
    }

    /// Sends the draft and shows the room's text again at once; the draft comes back when the room
    /// does not take it.
    fn save(self, revision: u32) {
        let text = self.draft.text.get_untracked();
        if !self.draft.is_changed() || text.trim().is_empty() {
            return self.close();
        }
        // Enter sends it, and leaving the field would send it again.
        if untrack(|| self.is_on_its_way()) {
            return;
        }
        let command = Command::EditCriterion {
            story: self.story,
            criterion: self.id,
            revision,
            text: text.clone(),
        };
        self.commands.send_then(command, move |answer| {
            if self.draft.text.try_get_untracked().is_none() {
                return;
            }
            let now = untrack(|| self.text());
            match self.draft.outcome(&answer, (&now, self.revision())) {
                Outcome::Saved => self.close(),
                Outcome::Again(revision) => self.save(revision),
                Outcome::Conflict => {}
                Outcome::Refused => {
                    if let Err(refusal) = &answer {
                        self.commands.notify_refusal(refusal);
                    }
                }
            }
        });
    }

    /// Takes it out of the list; the toast puts it back where it was.
    fn delete(self) {
        let Self { story: id, texts, commands, .. } = self;
        let found = untrack(|| {
            story(self.room, id, |story| {
                let found = story.criteria.get(self.id).cloned();
                found.map(|found| (found, story.criteria.before(self.id)))
            })
        });
        let Some((found, after)) = found else { return };
        let command = Command::RemoveCriterion { story: id, criterion: self.id };
        let undo = Command::AddCriterion { story: id, text: found.text, state: found.state, after };
        commands.send_then(command, move |answer| match answer {
            Ok(()) => commands.notify(Toast {
                text: texts.get(Text::DoneCriterionDeleted),
                undo: Some(undo),
                ..Toast::default()
            }),
            Err(refusal) => commands.notify_refusal(&refusal),
        });
    }
}
