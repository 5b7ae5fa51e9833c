//! What everyone may do, and not only facilitators (rule 11).

use domain::settings::{Allowed, SettingsPatch};
use leptos::prelude::*;

use super::setting_switch::SettingSwitch;
use crate::i18n::Text;

/// The switches.
#[component]
pub fn Permissions() -> impl IntoView {
    view! {
        <SettingSwitch
            label=Text::EveryoneReveals
            is_on=|settings| settings.reveal == Allowed::Everyone
            patch=|on| SettingsPatch {
                reveal: Some(allowed(on)),
                ..SettingsPatch::default()
            }
        />
        <SettingSwitch
            label=Text::EveryoneSteers
            is_on=|settings| settings.steer == Allowed::Everyone
            patch=|on| SettingsPatch {
                steer: Some(allowed(on)),
                ..SettingsPatch::default()
            }
        />
        <SettingSwitch
            label=Text::EveryoneOrders
            is_on=|settings| settings.backlog == Allowed::Everyone
            patch=|on| SettingsPatch {
                backlog: Some(allowed(on)),
                ..SettingsPatch::default()
            }
        />
        <SettingSwitch
            label=Text::EveryoneEdits
            is_on=|settings| settings.texts == Allowed::Everyone
            patch=|on| SettingsPatch {
                texts: Some(allowed(on)),
                ..SettingsPatch::default()
            }
        />
    }
}

fn allowed(everyone: bool) -> Allowed {
    if everyone { Allowed::Everyone } else { Allowed::Facilitators }
}
