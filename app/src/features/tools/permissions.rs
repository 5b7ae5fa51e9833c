//! What everyone may do, and not only facilitators (rule 11).

use domain::settings::Allowed;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::setting_switch::SettingSwitch;
use crate::components::lazy_part::PartMissing;
use crate::i18n::Text;

/// Loads the permissions.
#[wasm_split(settings, fallible)]
pub fn load_permissions() -> Result<AnyView, PartMissing> {
    Ok(view! { <Permissions /> }.into_any())
}

#[component]
fn Permissions() -> impl IntoView {
    view! {
        <SettingSwitch
            label=Text::EveryoneReveals
            is_on=|settings| settings.reveal == Allowed::Everyone
            set=|settings, on| settings.reveal = allowed(on)
        />
        <SettingSwitch
            label=Text::EveryoneSteers
            is_on=|settings| settings.steer == Allowed::Everyone
            set=|settings, on| settings.steer = allowed(on)
        />
        <SettingSwitch
            label=Text::EveryoneOrders
            is_on=|settings| settings.backlog == Allowed::Everyone
            set=|settings, on| settings.backlog = allowed(on)
        />
        <SettingSwitch
            label=Text::EveryoneEdits
            is_on=|settings| settings.texts == Allowed::Everyone
            set=|settings, on| settings.texts = allowed(on)
        />
    }
}

fn allowed(everyone: bool) -> Allowed {
    if everyone { Allowed::Everyone } else { Allowed::Facilitators }
}
