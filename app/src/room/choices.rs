//! The estimate beside the suggested one: any other card, a value typed by hand, or none (rule 25).

use domain::command::Command;
use domain::ids::StoryId;
use domain::limits;
use domain::settings::Permission;
use domain::statistics::Statistics;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::editing::is_enter;
use super::reads::{may, name_of, story};
use crate::commands::{Commands, Toast};
use crate::dom::{El, View, button, dynamic, el, when};
use crate::i18n::{Text, Texts};
use crate::page::{commands, room, texts};
use crate::sentences;
use crate::signals::{Memo, Var};
use crate::state::{RoomState, Topic};

/// The estimates that can be saved for the room's story, and the one that is.
pub fn choices(result: Memo<Option<Statistics>>) -> View {
    let room = room();
    let current = Memo::new(move || {
        let current = room.read(Topic::Table, |view| view.board.current);
        current.filter(|_| may(room, Permission::Steer))
    });
    dynamic(move || current.get().map(|id| choices_for(id, result)))
}

fn choices_for(id: StoryId, result: Memo<Option<Statistics>>) -> El {
    let room = room();
    let texts = texts();
    let commands = commands();
    let is_saved = move |label: &str| {
        story(room, id, |story| story.estimate.as_ref().is_some_and(|it| it.label() == label))
    };
    let is_any_saved = move || story(room, id, |story| story.estimate.is_some());
    let labels: Vec<String> = room.peek(|view| {
        let cards = view.board.deck.cards.iter().filter(|card| card.special().is_none());
        cards.map(|card| card.label.clone()).collect()
    });
    let choice = |label: String| -> View {
        let (saved, is_played) = (label.clone(), label.clone());
        let is_saved = move || is_saved(&saved);
        let is_played = move || result.with(|result| has(result.as_ref(), &is_played));
        button("choice")
            .class_if("is-played", is_played)
            .aria("aria-pressed", is_saved)
            .text(&label)
            .on_click(move |_| save(room, texts, commands, id, Some(label.clone())))
            .into()
    };
    let clear = move || {
        button("button button--quiet button--small")
            .on_click(move |_| save(room, texts, commands, id, None))
            .text_of(texts.say(Text::ClearEstimate))
    };
    el("div.choices")
        .attr("role", "group")
        .attr_of("aria-label", texts.say(Text::OtherEstimate))
        .child(el("span.choices-label").text_of(texts.say(Text::OtherEstimate)))
        .child(View::of(labels.into_iter().map(choice)))
        .child(by_hand(room, texts, commands, id))
        .child(when(is_any_saved, clear))
}

/// Whether a card was played, of those that are not special.
fn has(result: Option<&Statistics>, label: &str) -> bool {
    result.is_some_and(|result| result.sizes.iter().any(|count| count.card.label == label))
}

fn by_hand(room: RoomState, texts: Texts, commands: Commands, id: StoryId) -> View {
    let draft = Var::new(String::new());
    let error = Var::new(String::new());
    let send = move || {
        let text = draft.get_untracked();
        if text.trim().is_empty() {
            return;
        }
        let before = before(room, id);
        let command = Command::SetEstimate { story: id, estimate: Some(text.clone()) };
        commands.send_then(command, move |answer| match answer {
            Ok(()) => {
                let _ = (draft.set(String::new()), error.set(String::new()));
                told(room, texts, commands, id, Some(&text), before);
            }
            Err(refusal) => {
                error.set(sentences::refusal(texts, &refusal));
            }
        });
    };
    let keys = move |event: KeyboardEvent| {
        if is_enter(&event) {
            event.prevent_default();
            send();
        }
    };
    let field = el("input.field-input.choice-field")
        .attr_of("aria-label", texts.say(Text::EstimateByHand))
        .attr_of("placeholder", texts.say(Text::EstimateByHandHint))
        .attr("maxlength", &limits::ESTIMATE.to_string())
        .draft(draft)
        .on("keydown", keys);
    let problem = el("span.field-error").attr("role", "status").text_of(move || error.get());
    View::of([field.into(), problem.into()])
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
