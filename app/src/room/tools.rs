//! Room tools: the link, what the room allows, and the ways out into files.

use domain::command::Command;
use domain::settings::{Allowed, Permission, Settings};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::desk::Desk;
use super::reads::{is_facilitator, may, press, say};
use crate::commands::{Commands, Toast, Tone};
use crate::i18n::{Text, Texts};
use crate::net::http::{self, Export};
use crate::parts::copy_link::CopyLink;
use crate::parts::icon::Icon;
use crate::parts::language_menu::LanguageMenu;
use crate::parts::theme_menu::ThemeMenu;
use crate::state::{RoomState, Topic};
use crate::storage;

/// What one can do with the room as a whole.
#[component]
pub fn Tools(desk: Desk) -> impl IntoView {
    let room = expect_context::<RoomState>();
    let texts = expect_context::<Texts>();
    let commands = expect_context::<Commands>();
    let quick = move || {
        may(room, Permission::Steer) && room.read(Topic::Table, |view| view.board.current.is_some())
    };
    view! {
        <section class="tools" aria-label=say(texts, Text::Tools)>
            <h2 class="panel-title">{say(texts, Text::Tools)}</h2>
            <CopyLink
                link=Signal::derive(move || http::room_address(&commands.room()))
                label=Signal::derive(move || texts.get(Text::CopyRoomLink))
            />
            <div class="tools-row">
                {export(texts, commands, Export::Csv, Text::ExportCsv)}
                {export(texts, commands, Export::Markdown, Text::ExportMarkdown)}
            </div>
            <Show when=quick>
                <button
                    type="button"
                    class="button button--quiet tools-action"
                    on:click=press(move |_| commands.send(Command::Select(None)))
                >
                    {Icon::Circle.view()}
                    {say(texts, Text::QuickRound)}
                </button>
            </Show>
            <Show when=move || is_facilitator(room)>
                <div class="tools-switches">
                    {switch(room, texts, Text::AutoReveal, |s| &mut s.auto_reveal)}
                    {switch(room, texts, Text::ChangeAfterReveal, |s| &mut s.change_after_reveal)}
                </div>
                {permissions(room, texts)}
                <button
                    type="button"
                    class="button button--quiet tools-action"
                    on:click=press(move |_| readmit(texts, commands))
                >
                    {Icon::People.view()}
                    {say(texts, Text::Readmit)}
                </button>
            </Show>
            <button
                type="button"
                class="button button--quiet tools-action"
                on:click=press(move |_| desk.help.set(true))
            >
                {Icon::Keyboard.view()}
                {say(texts, Text::Shortcuts)}
            </button>
            <div class="tools-looks">
                <LanguageMenu/>
                <ThemeMenu/>
            </div>
        </section>
    }
    .into_any()
}

fn export(texts: Texts, commands: Commands, form: Export, text: Text) -> AnyView {
    let busy = RwSignal::new(false);
    let save = move |_| {
        busy.set(true);
        let room = commands.room();
        spawn_local(async move {
            let secret = storage::room(&room).secret;
            if !http::export(&room, &secret, form).await {
                let text = texts.get(Text::ExportFailed);
                commands.notify(Toast { text, tone: Tone::Problem, ..Toast::default() });
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <button type="button" class="button button--small" disabled=busy on:click=press(save)>
            {Icon::Download.view()}
            {say(texts, text)}
        </button>
    }
    .into_any()
}

/// Finds one permission among the settings.
type Part = fn(&mut Settings) -> &mut Allowed;

/// What everyone may do, and not only facilitators (rule 11).
fn permissions(room: RoomState, texts: Texts) -> AnyView {
    let open = RwSignal::new(false);
    let parts: [(Text, Part); 4] = [
        (Text::EveryoneReveals, |s| &mut s.reveal),
        (Text::EveryoneSteers, |s| &mut s.steer),
        (Text::EveryoneOrders, |s| &mut s.backlog),
        (Text::EveryoneEdits, |s| &mut s.texts),
    ];
    let switches = move || {
        let parts = parts.into_iter().filter(|_| open.get());
        parts.map(|(text, part)| everyone(room, texts, text, part)).collect::<Vec<_>>()
    };
    view! {
        <button
            type="button"
            class="history-toggle"
            aria-expanded=move || open.get().to_string()
            on:click=press(move |_| open.update(|open| *open = !*open))
        >
            {say(texts, Text::Permissions)}
            {Icon::Down.view()}
        </button>
        <div class="tools-permissions">{switches}</div>
    }
    .into_any()
}

fn everyone(room: RoomState, texts: Texts, text: Text, part: Part) -> AnyView {
    let is_on = move |settings: &mut Settings| *part(settings) == Allowed::Everyone;
    let toggle = move |settings: &mut Settings| {
        let on = is_on(settings);
        *part(settings) = if on { Allowed::Facilitators } else { Allowed::Everyone };
    };
    choice(room, texts, text, Box::new(is_on), Box::new(toggle))
}

fn switch(
    room: RoomState,
    texts: Texts,
    text: Text,
    part: fn(&mut Settings) -> &mut bool,
) -> AnyView {
    let is_on = move |settings: &mut Settings| *part(settings);
    let toggle = move |settings: &mut Settings| {
        let on = part(settings);
        *on = !*on;
    };
    choice(room, texts, text, Box::new(is_on), Box::new(toggle))
}

/// A choice of the room; all others stay as they are.
fn choice(
    room: RoomState,
    texts: Texts,
    text: Text,
    is_on: Box<dyn Fn(&mut Settings) -> bool + Send + Sync>,
    toggle: Box<dyn Fn(&mut Settings)>,
) -> AnyView {
    let commands = expect_context::<Commands>();
    let settings = move || room.read(Topic::Room, |view| view.board.settings.clone());
    let act = move |_| {
        let mut settings = untrack(settings);
        toggle(&mut settings);
        commands.send(Command::Configure(settings));
    };
    view! {
        <button
            type="button"
            class="switch"
            role="switch"
            aria-checked=move || is_on(&mut settings()).to_string()
            on:click=press(act)
        >
            <span class="switch-text">{say(texts, text)}</span>
            <span class="switch-track" aria-hidden="true"></span>
        </button>
    }
    .into_any()
}

fn readmit(texts: Texts, commands: Commands) {
    commands.send_then(Command::Readmit, move |answer| match answer {
        Ok(()) => {
            let text = texts.get(Text::DoneReadmitted);
            commands.notify(Toast { text, ..Toast::default() });
        }
        Err(refusal) => commands.notify_refusal(&refusal),
    });
}
