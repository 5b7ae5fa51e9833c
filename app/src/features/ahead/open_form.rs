//! Opening stories for voting until a time.

use domain::command::Command;
use domain::ids::StoryId;
use domain::limits;
use domain::refusal::Refusal;
use domain::settings::Permission;
use leptos::prelude::*;

use super::candidates::candidates;
use super::local_time::{field_text, latest, proposed, time_of};
use crate::features::story_choices::{StoryChoices, use_story_choice};
use crate::i18n::{Text, messages, use_i18n};
use crate::session::use_commands;
use crate::state::{Toast, Topic, use_room, use_toaster};

/// The stories that can be opened, each to be chosen, and the time until when.
#[component]
pub fn OpenForm(
    /// A story that is chosen from the beginning.
    asked: Option<StoryId>,
) -> impl IntoView {
    let (room, i18n) = (use_room(), use_i18n());
    let (commands, toaster) = (use_commands(), use_toaster());
    let all = Memo::new(move |_| room.read(Topic::Backlog, |view| candidates(&view.board, asked)));
    let choice = use_story_choice(all, asked.into_iter().collect());
    let now = room.clock().now_untracked();
    let until = RwSignal::new(field_text(proposed(now)));
    let error = RwSignal::new(None::<Refusal>);
    let open = move |_| {
        let Some(until) = time_of(&until.get_untracked()) else {
            error.set(Some(Refusal::BadVotingEnd(limits::VOTING_DAYS)));
            return;
        };
        let stories = choice.chosen.get_untracked();
        let count = stories.len();
        commands.send_undoable(Command::OpenVoting { stories, until }, move |answer| {
            error.try_set(answer.clone().err());
            if let Ok(done) = answer {
                choice.try_clear();
                let text = untrack(|| i18n.plural(Text::DoneVotingOpened, count));
                toaster.show(Toast::with_undo(text, done.id));
            }
        });
    };
    let form = move || {
        view! {
            <StoryChoices choice />
            <div class="ahead-open">
                <label class="field">
                    <span class="field-label">{i18n.text(Text::AheadUntil)}</span>
                    <input
                        type="datetime-local"
                        class="field-input"
                        min=field_text(now)
                        max=field_text(latest(now))
                        prop:value=until
                        on:input:target=move |event| until.set(event.target().value())
                    />
                </label>
                <button
                    type="button"
                    class="button"
                    disabled=move || choice.count() == 0
                    on:click=open
                >
                    {move || i18n.plural(Text::AheadOpenButton, choice.count())}
                </button>
            </div>
            <p class="field-error" role="alert">
                {move || error.get().map(|refusal| messages::refusal(i18n, &refusal))}
            </p>
        }
    };
    view! {
        <Show when=move || room.may(Permission::Steer)>
            <section class="ahead-section" aria-label=i18n.text(Text::AheadOpen)>
                <h3 class="settings-heading">{i18n.text(Text::AheadOpen)}</h3>
                <Show
                    when=move || !choice.is_empty()
                    fallback=move || {
                        view! { <p class="ahead-hint">{i18n.text(Text::AheadNone)}</p> }
                    }
                >
                    {form}
                </Show>
            </section>
        </Show>
    }
}
