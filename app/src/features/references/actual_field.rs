//! How large a story turned out to be, and the field where that is entered.

use domain::command::Command;
use domain::ids::StoryId;
use domain::refusal::Refusal;
use leptos::prelude::*;

use crate::features::estimates::EstimateField;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{DraftField, Toast, full_name, use_room, use_toaster};

/// The actual size. Why one was refused is said beside the field.
#[component]
pub fn ActualField(
    /// Of which story.
    story: StoryId,
    /// Whether the viewer may enter it.
    may_enter: Memo<bool>,
) -> impl IntoView {
    let (room, i18n, commands, toaster) = (use_room(), use_i18n(), use_commands(), use_toaster());
    let error = RwSignal::new(None::<Refusal>);
    let actual = Memo::new(move |_| {
        room.story(story, |story| story.actual.as_ref().map(|it| it.label().to_owned()))
    });
    let name = move || room.peek(|view| view.board.stories.get(story).map(full_name));
    let entered = move |typed: &str| {
        let name = name().unwrap_or_default();
        i18n.format(Text::DoneActualSaved, &[("actual", typed), ("story", &name)])
    };
    let clear = move |_| {
        let name = name().unwrap_or_default();
        commands.send_undoable(Command::SetActual { story, actual: None }, move |answer| {
            error.try_set(answer.clone().err());
            let Ok(done) = answer else { return };
            let text = untrack(|| i18n.format(Text::DoneActualCleared, &[("story", &name)]));
            toaster.show(Toast::with_undo(text, done.id));
        });
    };
    let saved =
        move || actual.get().map(|actual| i18n.format(Text::ActualWas, &[("actual", &actual)]));
    view! {
        <Show when=move || actual.with(Option::is_some)>
            <span class="chip">{saved}</span>
        </Show>
        <Show when=move || may_enter.get()>
            <EstimateField
                label=Signal::derive(i18n.text(Text::ActualValue))
                placeholder=Text::ActualValue
                field=DraftField::Actual(story)
                error
                command=move |typed: &str| {
                    Command::SetActual {
                        story,
                        actual: Some(typed.to_owned()),
                    }
                }
                said=entered
            >
                <Show when=move || actual.with(Option::is_some)>
                    <button type="button" class="button button--quiet button--small" on:click=clear>
                        {i18n.text(Text::ClearEstimate)}
                    </button>
                </Show>
            </EstimateField>
        </Show>
    }
}
