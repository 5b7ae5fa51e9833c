//! That one is facilitator, and stepping down. The last facilitator is warned first (rule 9).

use domain::command::Command;
use domain::refusal::Refusal;
use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::use_room;

/// The badge with the button to step down.
#[component]
pub fn FacilitatorBadge() -> impl IntoView {
    let (i18n, room, commands) = (use_i18n(), use_room(), use_commands());
    let is_warned = RwSignal::new(false);
    let step_down = move |even_if_last: bool| {
        let participant = room.peek(|view| view.you);
        let command = Command::SetFacilitator { participant, facilitator: false, even_if_last };
        commands.send_then(command, move |answer| match answer {
            Err(Refusal::LastFacilitator) => drop(is_warned.try_set(true)),
            Err(refusal) => commands.show_refusal(&refusal),
            Ok(()) => {}
        });
    };
    view! {
        <p class="me-facilitator">
            <span class="me-badge">{Icon::Star.view()} {i18n.text(Text::YouFacilitate)}</span>
            <button type="button" class="link-button" on:click=move |_| step_down(false)>
                {i18n.text(Text::StepDown)}
            </button>
        </p>
        <Show when=move || is_warned.get()>
            <div class="conflict" role="alert">
                <p class="conflict-text">{i18n.text(Text::LastFacilitatorWarning)}</p>
                <div class="form-actions">
                    <button
                        type="button"
                        class="button button--small"
                        on:click=move |_| is_warned.set(false)
                    >
                        {i18n.text(Text::StayFacilitator)}
                    </button>
                    <button
                        type="button"
                        class="button button--small button--danger"
                        on:click=move |_| step_down(true)
                    >
                        {i18n.text(Text::StepDownAnyway)}
                    </button>
                </div>
            </div>
        </Show>
    }
}
