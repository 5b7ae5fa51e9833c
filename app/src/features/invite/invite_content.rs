//! The invitation as a code, and the link by which one goes on as the same person on another device (rules 1, 4).

use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::code::Code;
use crate::api::addresses;
use crate::components::copy_link::CopyLink;
use crate::components::lazy_part::PartMissing;
use crate::host::use_host;
use crate::i18n::{Text, use_i18n};
use crate::navigation::device_link;
use crate::session::use_commands;

/// Loads the content of the dialog.
#[wasm_split(invite, fallible)]
pub fn load_invite() -> Result<AnyView, PartMissing> {
    Ok(view! { <InviteContent /> }.into_any())
}

#[component]
fn InviteContent() -> impl IntoView {
    let (host, i18n, commands) = (use_host(), use_i18n(), use_commands());
    let room = commands.room_id();
    let invitation = host.link().unwrap_or_else(|| addresses::room(host, &room));
    let own = device_link(host, &room, &commands.secret());
    let is_own_shown = RwSignal::new(false);
    view! {
        <section class="invite-code">
            <Code text=invitation.clone() label=Text::InviteCode />
            <p>{i18n.text(Text::InviteHint)}</p>
            <CopyLink link=invitation label=Text::CopyRoomLink />
        </section>
        <section class="invite-code">
            <h3>{i18n.text(Text::OtherDevice)}</h3>
            <p>{i18n.text(Text::OtherDeviceHint)}</p>
            <Show
                when=move || is_own_shown.get()
                fallback=move || {
                    view! {
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| is_own_shown.set(true)
                        >
                            {i18n.text(Text::OtherDeviceShow)}
                        </button>
                    }
                }
            >
                <Code text=own.clone() label=Text::OtherDeviceCode />
                <CopyLink link=own.clone() label=Text::CopyRoomLink />
            </Show>
        </section>
    }
}
