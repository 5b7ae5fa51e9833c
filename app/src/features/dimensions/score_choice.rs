//! What is saved of a dimension for a story after a round: the suggested card in one press, or a value by hand.

use domain::ids::StoryId;
use domain::settings::Permission;
use leptos::prelude::*;

use super::save_score::{save_score, saved_label};
use super::score_field::ScoreField;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::use_room;

/// The saved value, and what else whoever may do so can save.
#[component]
pub fn ScoreChoice(
    /// Of which story.
    story: StoryId,
    /// The name of the dimension.
    name: String,
    /// The suggested card.
    suggestion: Memo<Option<String>>,
) -> impl IntoView {
    let (room, i18n, commands) = (use_room(), use_i18n(), use_commands());
    let may_save = Memo::new(move |_| room.may(Permission::Steer));
    let field_name = name.clone();
    let buttons = move || {
        let saved = saved_label(room, story, &name);
        let chip = saved.clone().map(|saved| {
            let words = i18n.format(Text::ScoreSaved, &[("value", &saved)]);
            view! { <span class="chip chip--ready">{words}</span> }
        });
        // When the round is over, this may be asked once more for what is gone by then.
        let may_save = may_save.try_get().unwrap_or_default();
        let suggestion = suggestion.try_get().flatten();
        let other = suggestion.filter(|label| may_save && saved.as_ref() != Some(label));
        let button = other.map(|label| {
            let words = i18n.format(Text::SaveScore, &[("value", &label)]);
            let said = i18n.format(Text::SaveScoreOf, &[("value", &label), ("name", &name)]);
            let name = name.clone();
            let save = move |_| save_score(room, commands, story, name.clone(), label.clone());
            view! {
                <button type="button" class="button button--small" aria-label=said on:click=save>
                    {words}
                </button>
            }
        });
        (chip, button)
    };
    let field = move || {
        let dimension = field_name.clone();
        let may_save = may_save.try_get().unwrap_or_default();
        may_save.then(|| view! { <ScoreField story dimension /> })
    };
    view! { <div class="dimension-save">{buttons} {field}</div> }
}
