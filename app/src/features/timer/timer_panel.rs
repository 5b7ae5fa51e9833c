//! What is left of the time, and what one can do about it.

use domain::command::Command;
use domain::settings::Permission;
use domain::timer::{Timer, TimerAction};
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::rest::{MINUTES, clock, minutes};
use super::timer_sound::TimerSound;
use crate::components::icon::Icon;
use crate::components::lazy_part::PartMissing;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{Topic, use_room};

/// Loads the timer. `opened` is unset by whoever closes it.
#[wasm_split(warm, fallible)]
pub fn load_timer_panel(opened: RwSignal<bool>) -> Result<AnyView, PartMissing> {
    Ok(view! { <TimerPanel opened /> }.into_any())
}

#[component]
fn TimerPanel(opened: RwSignal<bool>) -> impl IntoView {
    let (i18n, room, commands) = (use_i18n(), use_room(), use_commands());
    let timer = Memo::new(move |_| room.read(Topic::Table, |view| view.board.timer));
    let may_set = move || room.may(Permission::Reveal);
    let act = move |action: TimerAction| commands.send(Command::Timer(action));
    let close = move || {
        opened.set(false);
        if timer.get_untracked().is_some() {
            act(TimerAction::Stop);
        }
    };
    let rest = move || match timer.get() {
        Some(timer @ Timer::Running(_)) => clock(timer.rest_ms(room.clock().now())),
        Some(timer) => clock(timer.rest_ms(room.clock().now_untracked())),
        None => String::new(),
    };
    let button = move |label: Signal<String>, action: TimerAction| {
        view! {
            <button type="button" class="button button--small" on:click=move |_| act(action)>
                {label}
            </button>
        }
    };
    let start = move |minute: u32| {
        let label = Signal::derive(move || minutes(i18n, minute));
        button(label, TimerAction::Start(minute * 60))
    };
    let named = move |label: Text, action: TimerAction| {
        button(Signal::derive(move || i18n.get(label)), action)
    };
    let is_running = move || matches!(timer.get(), Some(Timer::Running(_)));
    let is_paused = move || matches!(timer.get(), Some(Timer::Paused(_)));
    view! {
        <div class="timer" role="group" aria-label=i18n.text(Text::Timer)>
            <Show
                when=move || timer.get().is_some()
                fallback=move || view! { {MINUTES.map(start).into_iter().collect_view()} }
            >
                <span
                    class="timer-rest"
                    role="timer"
                    class:is-over=move || timer.get() == Some(Timer::Over)
                >
                    {rest}
                </span>
                <span class="timer-over" role="status">
                    {move || (timer.get() == Some(Timer::Over)).then(|| i18n.get(Text::TimeIsUp))}
                </span>
                <Show when=move || {
                    may_set() && is_running()
                }>{named(Text::TimerPause, TimerAction::Pause)}</Show>
                <Show when=move || {
                    may_set() && is_paused()
                }>{named(Text::TimerResume, TimerAction::Resume)}</Show>
                <Show when=may_set>{named(Text::TimerAdd, TimerAction::Add(60))}</Show>
                <TimerSound timer />
            </Show>
            <Show when=may_set>
                <button
                    type="button"
                    class="button button--quiet button--icon"
                    aria-label=i18n.text(Text::TimerStop)
                    title=i18n.text(Text::TimerStop)
                    on:click=move |_| close()
                >
                    {Icon::Cross.view()}
                </button>
            </Show>
        </div>
    }
}
