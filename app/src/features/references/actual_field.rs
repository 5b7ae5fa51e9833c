//! How large a story turned out to be, and the field where that is entered.

use domain::command::Command;
use domain::ids::StoryId;
use domain::limits;
use domain::refusal::Refusal;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::components::keyboard::is_submit;
use crate::i18n::{Text, messages, use_i18n};
use crate::session::use_commands;
use crate::state::{DraftField, Toast, full_name, use_drafts, use_room, use_toaster};

/// The actual size. Why one was refused is said beside the field.
#[component]
pub fn ActualField(
    /// Of which story.
    story: StoryId,
    /// Whether the viewer may enter it.
    may_enter: Memo<bool>,
) -> impl IntoView {
    let (room, i18n, commands, toaster) = (use_room(), use_i18n(), use_commands(), use_toaster());
    let (draft, drafts) = (RwSignal::new(String::new()), use_drafts());
    drafts.follow(DraftField::Actual(story), draft);
    let error = RwSignal::new(None::<Refusal>);
    let actual = Memo::new(move |_| {
        room.story(story, |story| story.actual.as_ref().map(|it| it.label().to_owned()))
    });
    let send = move |actual: Option<String>| {
        let name = room.peek(|view| view.board.stories.get(story).map(full_name));
        let name = name.unwrap_or_default();
        let command = Command::SetActual { story, actual: actual.clone() };
        commands.send_undoable(command, move |answer| {
            error.try_set(answer.clone().err());
            let Ok(done) = answer else { return };
            if actual.is_some() {
                draft.try_set(String::new());
                drafts.forget(DraftField::Actual(story));
            }
            let text = untrack(|| match actual {
                Some(actual) => {
                    let values = [("actual", actual.as_str()), ("story", &name)];
                    i18n.format(Text::DoneActualSaved, &values)
                }
                None => i18n.format(Text::DoneActualCleared, &[("story", &name)]),
            });
            toaster.show(Toast::with_undo(text, done.id));
        });
    };
    let on_keydown = move |event: KeyboardEvent| {
        let typed = draft.get_untracked();
        if is_submit(&event) && !typed.trim().is_empty() {
            event.prevent_default();
            send(Some(typed));
        }
    };
    let saved =
        move || actual.get().map(|actual| i18n.format(Text::ActualWas, &[("actual", &actual)]));
    view! {
        <Show when=move || actual.with(Option::is_some)>
            <span class="chip">{saved}</span>
        </Show>
        <Show when=move || may_enter.get()>
            <input
                class="field-input choice-field"
                aria-label=i18n.text(Text::ActualValue)
                placeholder=i18n.text(Text::ActualValue)
                maxlength=limits::ESTIMATE.to_string()
                prop:value=draft
                on:input:target=move |event| draft.set(event.target().value())
                on:keydown=on_keydown
            />
            <Show when=move || actual.with(Option::is_some)>
                <button
                    type="button"
                    class="button button--quiet button--small"
                    on:click=move |_| send(None)
                >
                    {i18n.text(Text::ClearEstimate)}
                </button>
            </Show>
            <span class="field-error" role="status">
                {move || error.get().map(|refusal| messages::refusal(i18n, &refusal))}
            </span>
        </Show>
    }
}
