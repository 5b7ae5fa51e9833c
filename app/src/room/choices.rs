//! The estimate beside the suggested one: any other card, a value typed by hand, or none (rule 25).

use domain::command::Command;
use domain::ids::StoryId;
use domain::limits;
use domain::settings::Permission;
use domain::statistics::Statistics;
use leptos::prelude::*;

use super::editing::{is_enter, typed};
use super::reads::{may, name_of, press, say, story};
use crate::commands::{Commands, Toast};
use crate::i18n::{Text, Texts};
use crate::sentences;
use crate::state::{RoomState, Topic};

/// The estimates that can be saved for the room's story, and the one that is.
#[component]
pub fn Choices(result: Memo<Option<Statistics>>) -> impl IntoView {
    let room = expect_context::<RoomState>();
    let may_save = Memo::new(move |_| may(room, Permission::Steer));
    let current = Memo::new(move |_| room.read(Topic::Table, |view| view.board.current));
    move || {
        let id = current.get().filter(|_| may_save.get())?;
        Some(choices(id, result))
    }
}

fn choices(id: StoryId, result: Memo<Option<Statistics>>) -> AnyView {
    let room = expect_context::<RoomState>();
    let texts = expect_context::<Texts>();
    let commands = expect_context::<Commands>();
    let saved = Memo::new(move |_| story(room, id, |story| story.estimate.clone()));
    let is_saved =
        move |label: &str| saved.with(|s| s.as_ref().is_some_and(|s| s.label() == label));
    let buttons = move || {
        let cards = room.read(Topic::Room, |view| {
            let cards = view.board.deck.cards.iter().filter(|card| card.special().is_none());
            cards.map(|card| card.label.clone()).collect::<Vec<_>>()
        });
        let played = |label: &String| {
            result.with(|r| r.iter().flat_map(|r| &r.sizes).any(|c| c.card.label == *label))
        };
        let button = |label: String| {
            let class = if played(&label) { "choice is-played" } else { "choice" };
            let (own, shown) = (label.clone(), label.clone());
            view! {
                <button
                    type="button"
                    class=class
                    aria-pressed=move || is_saved(&own).to_string()
                    on:click=press(move |_| save(room, texts, commands, id, Some(label.clone())))
                >
                    {shown}
                </button>
            }
        };
        cards.into_iter().map(button).collect::<Vec<_>>()
    };
    view! {
        <div class="choices" role="group" aria-label=say(texts, Text::OtherEstimate)>
            <span class="choices-label">{say(texts, Text::OtherEstimate)}</span>
            {buttons}
            {by_hand(room, texts, commands, id)}
            <Show when=move || saved.with(Option::is_some)>
                <button
                    type="button"
                    class="button button--quiet button--small"
                    on:click=press(move |_| save(room, texts, commands, id, None))
                >
                    {say(texts, Text::ClearEstimate)}
                </button>
            </Show>
        </div>
    }
    .into_any()
}

fn by_hand(room: RoomState, texts: Texts, commands: Commands, id: StoryId) -> AnyView {
    let draft = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let send = move || {
        let text = draft.get_untracked();
        if text.trim().is_empty() {
            return;
        }
        let before = before(room, id);
        let command = Command::SetEstimate { story: id, estimate: Some(text.clone()) };
        commands.send_then(command, move |answer| match answer {
            Ok(()) => {
                let _ = (draft.try_set(String::new()), error.try_set(None));
                told(room, texts, commands, id, Some(&text), before);
            }
            Err(refusal) => {
                let _ = error.try_set(Some(sentences::refusal(texts, &refusal)));
            }
        });
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        if is_enter(&event) {
            event.prevent_default();
            send();
        }
    };
    view! {
        <input
            class="field-input choice-field"
            aria-label=say(texts, Text::EstimateByHand)
            placeholder=say(texts, Text::EstimateByHandHint)
            maxlength=limits::ESTIMATE.to_string()
            prop:value=draft
            on:input=move |event| draft.set(typed(&event))
            on:keydown=keys
        />
        <span class="field-error" role="status">{move || error.get()}</span>
    }
    .into_any()
}

fn before(room: RoomState, id: StoryId) -> Option<String> {
    room.peek(|view| Some(view.board.stories.get(id)?.estimate.as_ref()?.label().to_owned()))
}

/// Saves an estimate, or clears it, and says so with a way back.
pub fn save(
    room: RoomState,
    texts: Texts,
    commands: Commands,
    id: StoryId,
    estimate: Option<String>,
) {
    let before = before(room, id);
    let command = Command::SetEstimate { story: id, estimate: estimate.clone() };
    commands.send_then(command, move |answer| match answer {
        Ok(()) => told(room, texts, commands, id, estimate.as_deref(), before),
        Err(refusal) => commands.notify_refusal(&refusal),
    });
}

fn told(
    room: RoomState,
    texts: Texts,
    commands: Commands,
    id: StoryId,
    estimate: Option<&str>,
    before: Option<String>,
) {
    let name = room.peek(|view| view.board.stories.get(id).map(name_of)).unwrap_or_default();
    let text = untrack(|| match estimate {
        Some(estimate) => {
            texts.with(Text::DoneEstimateSaved, &[("estimate", estimate), ("story", &name)])
        }
        None => texts.with(Text::DoneEstimateCleared, &[("story", &name)]),
    });
    let undo = Some(Command::SetEstimate { story: id, estimate: before });
    commands.notify(Toast { text, undo, ..Toast::default() });
}
