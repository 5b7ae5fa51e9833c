//! The line below the hand in which one says how sure one is of the chosen card, and why.

use domain::command::Command;
use domain::limits;
use domain::remark::{Confidence, Reason, Remark};
use leptos::html;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::play_card::{RoundInPlay, chosen_label};
use super::words_draft::WordsDraft;
use crate::components::keyboard::is_submit;
use crate::components::lazy_part::PartMissing;
use crate::features::remark::wording;
use crate::i18n::{Text, use_i18n};
use crate::session::use_commands;
use crate::state::{Topic, use_drafts, use_room};

/// The value of the choice that opens the field for own words.
const OWN: &str = "own";

/// Loads the line. It is for one round: another one gets a line of its own.
#[wasm_split(remark, fallible, preload(preload_remark))]
pub fn load_remark_line(round: RoundInPlay) -> Result<AnyView, PartMissing> {
    Ok(view! { <RemarkLine round /> }.into_any())
}

#[component]
fn RemarkLine(round: RoundInPlay) -> impl IntoView {
    let (room, i18n, commands) = (use_room(), use_i18n(), use_commands());
    let remark = Memo::new(move |_| {
        let pending = commands.pending_remark(round.story, round.number);
        pending.unwrap_or_else(|| {
            room.read(Topic::Table, |view| view.remark_on(round.story).cloned()).unwrap_or_default()
        })
    });
    let say = move |change: &dyn Fn(&mut Remark)| {
        let mut said = remark.get_untracked();
        change(&mut said);
        let card = untrack(|| chosen_label(room, commands, round));
        if card.is_some() && said != remark.get_untracked() {
            let (story, round, revealed) = (round.story, round.number, round.is_revealed);
            let (remark, scores) = (Some(said), None);
            commands.send(Command::Vote { story, round, card, revealed, remark, scores });
        }
    };
    let draft = WordsDraft::new(use_drafts(), round, || remark.get_untracked().words);
    let is_own = RwSignal::new(!draft.text.get_untracked().is_empty());
    let field = NodeRef::<html::Input>::new();
    let choose = move |value: String| {
        let ready = Reason::ALL.into_iter().find(|ready| value_of(*ready) == value);
        is_own.set(value == OWN);
        if value != OWN {
            draft.set(String::new());
            say(&move |said| (said.reason, said.words) = (ready, String::new()));
        }
        request_animation_frame(move || {
            if let Some(Some(field)) = field.try_get_untracked() {
                let _ = field.focus();
            }
        });
    };
    let send = move || {
        // A field that is just being removed still reports that it was left.
        let Some(words) = draft.text.try_get_untracked() else { return };
        say(&move |said| {
            (said.reason, said.words) = (None, words.trim().to_owned());
        });
        draft.forget();
    };
    let degree = move |confidence: Confidence| {
        let is_chosen = move || remark.with(|remark| remark.confidence == confidence);
        view! {
            <button
                type="button"
                class="segment"
                aria-pressed=move || is_chosen().to_string()
                on:click=move |_| say(&move |said| said.confidence = confidence)
            >
                {i18n.text(wording::confidence(confidence))}
            </button>
        }
    };
    let ready = move |reason: Reason| {
        let is_chosen = move || remark.with(|remark| remark.reason == Some(reason));
        view! {
            <option value=value_of(reason) selected=is_chosen>
                {i18n.text(wording::reason(reason))}
            </option>
        }
    };
    let chosen = move || match remark.with(|remark| remark.reason) {
        _ if is_own.get() => OWN,
        Some(reason) => value_of(reason),
        None => "",
    };
    view! {
        <div class="remark" role="group" aria-label=i18n.text(Text::HowSure)>
            <span class="remark-label" aria-hidden="true">
                {i18n.text(Text::HowSure)}
            </span>
            <span class="segmented">{Confidence::ALL.map(degree).into_iter().collect_view()}</span>
            <select
                class="field-input remark-reason"
                aria-label=i18n.text(Text::WhyThisCard)
                prop:value=chosen
                on:change:target=move |event| choose(event.target().value())
            >
                <option value="" selected=move || chosen().is_empty()>
                    {i18n.text(Text::WhyThisCard)}
                </option>
                {Reason::ALL.map(ready).into_iter().collect_view()}
                <option value=OWN selected=move || is_own.get()>
                    {i18n.text(Text::ReasonOwn)}
                </option>
            </select>
            <Show when=move || is_own.get()>
                <input
                    node_ref=field
                    class="field-input remark-words"
                    dir="auto"
                    autocomplete="off"
                    aria-label=i18n.text(Text::ReasonOwn)
                    maxlength=limits::REASON.to_string()
                    prop:value=move || draft.text.get()
                    on:input:target=move |event| draft.set(event.target().value())
                    on:change=move |_| send()
                    on:keydown=move |event| {
                        if is_submit(&event) {
                            event.prevent_default();
                            send();
                        }
                    }
                />
            </Show>
        </div>
    }
}

/// What the choice of a reason is called in the form.
fn value_of(reason: Reason) -> &'static str {
    match reason {
        Reason::UnknownDependency => "unknown_dependency",
        Reason::Bigger => "bigger",
        Reason::Smaller => "smaller",
        Reason::DoneBefore => "done_before",
        Reason::CriteriaUnclear => "criteria_unclear",
    }
}
