//! The settings of a room: what it allows, and to whom (rules 11, 12, 17, 18, 44).

use serde::{Deserialize, Serialize};

use crate::limits;
use crate::omit;

/// A group of actions that a room permits to facilitators only, or to everyone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Reveal a round and start the next one.
    Reveal,
    /// Choose the current story and save an estimate.
    Steer,
    /// Add, order, delete and restore stories.
    Backlog,
    /// Edit story texts and criteria.
    Texts,
}

/// Whom a room permits something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Allowed {
    /// Only facilitators.
    #[default]
    Facilitators,
    /// Everyone in the room.
    Everyone,
}

/// The settings of a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Settings {
    /// Reveal automatically, three seconds after every connected estimator has voted.
    pub auto_reveal: bool,
    /// After a reveal, those who had voted may change their card.
    pub change_after_reveal: bool,
    /// Who may reveal.
    pub reveal: Allowed,
    /// Who may choose the current story and save an estimate.
    pub steer: Allowed,
    /// Who may add, order and delete stories.
    pub backlog: Allowed,
    /// Who may edit story texts and criteria.
    pub texts: Allowed,
    /// Whether people may join whom the server cannot vouch for.
    pub guests: bool,
    /// Whether the cards are revealed without the names of those who played them (rule 44).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub anonymous: bool,
    /// Whether the page shows observers who has voted, and not only how many (rule 44).
    #[serde(skip_serializing_if = "is_on")]
    pub observers_see_voters: bool,
    /// How long the timer runs that starts with each round, in seconds; 0 for none (rule 27).
    #[serde(skip_serializing_if = "omit::zero")]
    pub timer_seconds: u32,
    /// Reveal the cards when the timer has come to its end.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub reveal_at_zero: bool,
    /// Whether the room is locked: only people who were in it before come in, and facilitators.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub locked: bool,
    /// Whether newcomers are asked for a passcode, except for those whom the server vouches for. The
    /// passcode itself is nowhere on the board; [`Command::SetPasscode`] sets it.
    ///
    /// [`Command::SetPasscode`]: crate::command::Command::SetPasscode
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub passcode: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            auto_reveal: true,
            change_after_reveal: true,
            reveal: Allowed::Facilitators,
            steer: Allowed::Facilitators,
            backlog: Allowed::Facilitators,
            texts: Allowed::Everyone,
            guests: true,
            anonymous: false,
            observers_see_voters: true,
            timer_seconds: 0,
            reveal_at_zero: false,
            locked: false,
            passcode: false,
        }
    }
}

/// A change of some settings of a room. Those that are not given stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct SettingsPatch {
    /// See [`Settings::auto_reveal`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_reveal: Option<bool>,
    /// See [`Settings::change_after_reveal`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change_after_reveal: Option<bool>,
    /// See [`Settings::reveal`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reveal: Option<Allowed>,
    /// See [`Settings::steer`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub steer: Option<Allowed>,
    /// See [`Settings::backlog`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backlog: Option<Allowed>,
    /// See [`Settings::texts`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub texts: Option<Allowed>,
    /// See [`Settings::guests`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guests: Option<bool>,
    /// See [`Settings::anonymous`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anonymous: Option<bool>,
    /// See [`Settings::observers_see_voters`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub observers_see_voters: Option<bool>,
    /// See [`Settings::timer_seconds`]. More than [`limits::TIMER_SECONDS`] counts as that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timer_seconds: Option<u32>,
    /// See [`Settings::reveal_at_zero`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reveal_at_zero: Option<bool>,
    /// See [`Settings::locked`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locked: Option<bool>,
}

fn is_on(setting: &bool) -> bool {
    *setting
}

impl SettingsPatch {
    /// The settings after the change.
    pub fn applied(&self, to: &Settings) -> Settings {
        Settings {
            auto_reveal: self.auto_reveal.unwrap_or(to.auto_reveal),
            change_after_reveal: self.change_after_reveal.unwrap_or(to.change_after_reveal),
            reveal: self.reveal.unwrap_or(to.reveal),
            steer: self.steer.unwrap_or(to.steer),
            backlog: self.backlog.unwrap_or(to.backlog),
            texts: self.texts.unwrap_or(to.texts),
            guests: self.guests.unwrap_or(to.guests),
            anonymous: self.anonymous.unwrap_or(to.anonymous),
            observers_see_voters: self.observers_see_voters.unwrap_or(to.observers_see_voters),
            timer_seconds: self
                .timer_seconds
                .map_or(to.timer_seconds, |seconds| seconds.min(limits::TIMER_SECONDS)),
            reveal_at_zero: self.reveal_at_zero.unwrap_or(to.reveal_at_zero),
            locked: self.locked.unwrap_or(to.locked),
            passcode: to.passcode,
        }
    }
}

/// A change of all settings that can be changed this way.
impl From<Settings> for SettingsPatch {
    fn from(settings: Settings) -> Self {
        Self {
            auto_reveal: Some(settings.auto_reveal),
            change_after_reveal: Some(settings.change_after_reveal),
            reveal: Some(settings.reveal),
            steer: Some(settings.steer),
            backlog: Some(settings.backlog),
            texts: Some(settings.texts),
            guests: Some(settings.guests),
            anonymous: Some(settings.anonymous),
            observers_see_voters: Some(settings.observers_see_voters),
            timer_seconds: Some(settings.timer_seconds),
            reveal_at_zero: Some(settings.reveal_at_zero),
            locked: Some(settings.locked),
        }
    }
}

impl Settings {
    /// Whom the room permits this.
    pub fn allowed(&self, permission: Permission) -> Allowed {
        match permission {
            Permission::Reveal => self.reveal,
            Permission::Steer => self.steer,
            Permission::Backlog => self.backlog,
            Permission::Texts => self.texts,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_are_not_given_stay_and_those_of_a_later_version_are_passed_over() {
        let before = Settings { guests: false, reveal: Allowed::Everyone, ..Settings::default() };
        let patch: SettingsPatch =
            serde_json::from_str(r#"{ "auto_reveal": false, "of_a_later_version": 1 }"#).unwrap();
        let after = patch.applied(&before);
        assert_eq!(after, Settings { auto_reveal: false, ..before });
    }

    #[test]
    fn all_settings_are_a_patch_too() {
        let open = Settings { texts: Allowed::Facilitators, guests: false, ..Settings::default() };
        assert_eq!(SettingsPatch::from(open.clone()).applied(&Settings::default()), open);
    }
}
