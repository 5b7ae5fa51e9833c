//! What facilitators decide for the room.

use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::access::Access;
use super::deck_editor::DeckEditor;
use super::defaults_button::DefaultsButton;
use super::permissions::Permissions;
use super::room_section::RoomSection;
use super::round_settings::RoundSettings;
use super::settings_section::SettingsSection;
use crate::components::lazy_part::PartMissing;
use crate::features::dimensions::DimensionsEditor;
use crate::i18n::Text;

/// Loads the settings.
#[wasm_split(dialogs, fallible)]
pub fn load_settings() -> Result<AnyView, PartMissing> {
    Ok(view! { <SettingsContent /> }.into_any())
}

#[component]
fn SettingsContent() -> impl IntoView {
    view! {
        <SettingsSection title=Text::SettingsRoom>
            <RoomSection />
        </SettingsSection>
        <SettingsSection title=Text::SettingsRounds>
            <RoundSettings />
        </SettingsSection>
        <SettingsSection title=Text::Deck>
            <DeckEditor />
        </SettingsSection>
        <SettingsSection title=Text::Dimensions>
            <DimensionsEditor />
        </SettingsSection>
        <SettingsSection title=Text::Permissions>
            <Permissions />
        </SettingsSection>
        <SettingsSection title=Text::SettingsAccess>
            <Access />
        </SettingsSection>
        <DefaultsButton />
    }
}
