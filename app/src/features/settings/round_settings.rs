//! How rounds go: when the cards turn, what is possible afterwards, and how much time there is.

use domain::settings::SettingsPatch;
use leptos::prelude::*;

use super::round_time::RoundTime;
use super::setting_switch::SettingSwitch;
use crate::i18n::Text;

/// The settings of rounds.
#[component]
pub fn RoundSettings() -> impl IntoView {
    view! {
        <SettingSwitch
            label=Text::AutoReveal
            is_on=|settings| settings.auto_reveal
            patch=|on| SettingsPatch {
                auto_reveal: Some(on),
                ..SettingsPatch::default()
            }
        />
        <SettingSwitch
            label=Text::ChangeAfterReveal
            is_on=|settings| settings.change_after_reveal
            patch=|on| SettingsPatch {
                change_after_reveal: Some(on),
                ..SettingsPatch::default()
            }
        />
        <SettingSwitch
            label=Text::AnonymousResults
            is_on=|settings| settings.anonymous
            patch=|on| SettingsPatch {
                anonymous: Some(on),
                ..SettingsPatch::default()
            }
        />
        <SettingSwitch
            label=Text::ObserversSeeVoters
            is_on=|settings| settings.observers_see_voters
            patch=|on| SettingsPatch {
                observers_see_voters: Some(on),
                ..SettingsPatch::default()
            }
        />
        <RoundTime />
        <SettingSwitch
            label=Text::RevealAtZero
            is_on=|settings| settings.reveal_at_zero
            patch=|on| SettingsPatch {
                reveal_at_zero: Some(on),
                ..SettingsPatch::default()
            }
        />
    }
}
