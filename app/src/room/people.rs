//! Who is in the room, oneself first: name, role, and stepping up or down as facilitator.

use domain::command::Command;
use domain::ids::ParticipantId;
use domain::people::Role;
use domain::refusal::{Field, Refusal};
use domain::text;
use leptos::prelude::*;

use super::editing::{focus_on_load, is_enter, typed};
use super::person::PersonRow;
use super::reads::{is_facilitator, press, say, votes};
use crate::commands::Commands;
use crate::i18n::{Text, Texts};
use crate::parts::icon::Icon;
use crate::sentences;
use crate::state::{RoomState, Topic};

/// The people of the room.
#[component]
pub fn People() -> impl IntoView {
    let room = expect_context::<RoomState>();
    let texts = expect_context::<Texts>();
    let commands = expect_context::<Commands>();
    let list = move |connected: bool| {
        Memo::new(move |_| {
            room.read(Topic::People, |view| {
                let others = view.board.people.iter().filter(|person| person.id != view.you);
                let wanted = others.filter(|person| person.is_connected() == connected);
                wanted.map(|person| person.id).collect::<Vec<ParticipantId>>()
            })
        })
    };
    let (here, away) = (list(true), list(false));
    let count = move || texts.number((here.with(Vec::len) + 1) as f64);
    let unfolded = RwSignal::new(false);
    view! {
        <section class="people" aria-label=say(texts, Text::People)>
            <h2 class="panel-title">
                {say(texts, Text::People)} " " <span class="count">{count}</span>
            </h2>
            {me(room, texts, commands)}
            {take_over(room, texts, commands)}
            <ul class="people-list">
                <For each=move || here.get() key=|id| *id let:id>
                    <PersonRow id/>
                </For>
            </ul>
            <Show when=move || !away.with(Vec::is_empty)>
                <button
                    type="button"
                    class="history-toggle"
                    aria-expanded=move || unfolded.get().to_string()
                    on:click=press(move |_| unfolded.update(|unfolded| *unfolded = !*unfolded))
                >
                    {move || texts.count(Text::PeopleAway, away.with(Vec::len))}
                    {Icon::Down.view()}
                </button>
                <Show when=move || unfolded.get()>
                    <ul class="people-list people-list--away">
                        <For each=move || away.get() key=|id| *id let:id>
                            <PersonRow id/>
                        </For>
                    </ul>
                </Show>
            </Show>
        </section>
    }
    .into_any()
}

/// Offers to become facilitator where none has been here for a while (rule 10).
pub fn take_over(room: RoomState, texts: Texts, commands: Commands) -> AnyView {
    let from = Memo::new(move |_| {
        let mine = is_facilitator(room);
        room.read(Topic::People, |view| view.board.takeover_from()).filter(|_| !mine)
    });
    let is_free = Memo::new(move |_| from.get().is_some_and(|from| room.clock().now() >= from));
    view! {
        <Show when=move || is_free.get()>
            <button
                type="button"
                class="button take-over"
                on:click=press(move |_| commands.send(Command::TakeOver))
            >
                {Icon::Star.view()}
                {say(texts, Text::TakeOver)}
            </button>
        </Show>
    }
    .into_any()
}

fn me(room: RoomState, texts: Texts, commands: Commands) -> AnyView {
    let name = Memo::new(move |_| {
        room.read(Topic::People, |view| view.me().map(|me| me.shown_name()).unwrap_or_default())
    });
    let renaming = RwSignal::new(false);
    let heading = move || match renaming.get() {
        true => rename_field(room, texts, commands, renaming),
        false => view! {
            <span class="avatar avatar--mine" aria-hidden="true">
                <bdi>{move || text::initial(&name.get()).to_owned()}</bdi>
            </span>
            <span class="me-name"><bdi title=name>{name}</bdi></span>
            <button
                type="button"
                class="button button--quiet button--icon"
                aria-label=say(texts, Text::Rename)
                title=say(texts, Text::Rename)
                on:click=press(move |_| renaming.set(true))
            >
                {Icon::Pencil.view()}
            </button>
        }
        .into_any(),
    };
    let role = move |role: Role, text: Text| {
        let is_on = move || votes(room) == (role == Role::Estimator);
        view! {
            <button
                type="button"
                class="segment"
                aria-pressed=move || is_on().to_string()
                on:click=press(move |_| commands.send(Command::SetRole(role)))
            >
                {say(texts, text)}
            </button>
        }
    };
    view! {
        <div class="me">
            <div class="me-heading">{heading}</div>
            <div class="segmented" role="group" aria-label=say(texts, Text::YourRole)>
                {role(Role::Estimator, Text::Estimator)}
                {role(Role::Observer, Text::Observer)}
            </div>
            <Show when=move || is_facilitator(room)>{step_down(room, texts, commands)}</Show>
        </div>
    }
    .into_any()
}

fn rename_field(
    room: RoomState,
    texts: Texts,
    commands: Commands,
    renaming: RwSignal<bool>,
) -> AnyView {
    let mine = room.peek(|view| view.me().map(|me| me.name.clone())).unwrap_or_default();
    let draft = RwSignal::new(mine);
    let error = RwSignal::new(None::<String>);
    let save = move || match text::name(&draft.get_untracked()) {
        Ok(name) => {
            renaming.set(false);
            commands.send(Command::Rename(name));
        }
        Err(refusal) => error.set(Some(sentences::refusal(texts, &refusal))),
    };
    let keys = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Escape" => {
            event.stop_propagation();
            renaming.set(false);
        }
        _ if is_enter(&event) => save(),
        _ => {}
    };
    let node = NodeRef::new();
    focus_on_load(node);
    view! {
        <input
            node_ref=node
            class="field-input me-field"
            aria-label=say(texts, Text::YourName)
            maxlength=(Field::Name.limit() * 4).to_string()
            prop:value=draft
            on:input=move |event| draft.set(typed(&event))
            on:keydown=keys
        />
        <button type="button" class="button button--small" on:click=press(move |_| save())>
            {say(texts, Text::Save)}
        </button>
        <span class="field-error" role="alert">{move || error.get()}</span>
    }
    .into_any()
}

/// The last facilitator is warned first (rule 9).
fn step_down(room: RoomState, texts: Texts, commands: Commands) -> AnyView {
    let warned = RwSignal::new(false);
    let step = move |even_if_last: bool| {
        let participant = room.peek(|view| view.you);
        let command = Command::SetFacilitator { participant, facilitator: false, even_if_last };
        commands.send_then(command, move |answer| match answer {
            Err(Refusal::LastFacilitator) => drop(warned.try_set(true)),
            Err(refusal) => commands.notify_refusal(&refusal),
            Ok(()) => {}
        });
    };
    view! {
        <p class="me-facilitator">
            <span class="me-badge">{Icon::Star.view()} {say(texts, Text::YouFacilitate)}</span>
            <button type="button" class="link-button" on:click=press(move |_| step(false))>
                {say(texts, Text::StepDown)}
            </button>
        </p>
        <Show when=move || warned.get()>
            <div class="conflict" role="alert">
                <p class="conflict-text">{say(texts, Text::LastFacilitatorWarning)}</p>
                <div class="form-actions">
                    <button type="button" class="button button--small" on:click=press(move |_| warned.set(false))>
                        {say(texts, Text::StayFacilitator)}
                    </button>
                    <button type="button" class="button button--small button--danger" on:click=press(move |_| step(true))>
                        {say(texts, Text::StepDownAnyway)}
                    </button>
                </div>
            </div>
        </Show>
    }
    .into_any()
}
