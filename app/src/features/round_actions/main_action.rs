//! The primary action: a button, or a hint where there is nothing to press.

use domain::command::Command;
use domain::people::Person;
use leptos::prelude::*;

use super::offer::Offer;
use super::primary_action::PrimaryAction;
use super::round_commands::reveal;
use crate::features::people::TakeOver;
use crate::features::result::save_estimate;
use crate::i18n::{I18n, Text, phrases, use_i18n};
use crate::session::{Commands, use_commands};
use crate::state::{RoomStore, Topic, use_room};

/// The primary action as a button, or who may do it. The button stays the same element while only its
/// label changes.
#[component]
pub fn MainAction(
    /// What is offered.
    offer: Memo<Offer>,
) -> impl IntoView {
    let (room, i18n, commands) = (use_room(), use_i18n(), use_commands());
    let is_offered = move |is_it: fn(&PrimaryAction) -> bool| {
        move || offer.with(|offer| offer.is_allowed && is_it(&offer.action))
    };
    let act = Callback::new(move |()| {
        if offer.with_untracked(Offer::is_settled) {
            act(room, commands, offer.with_untracked(|offer| offer.action.clone()));
        }
    });
    view! {
        <Show when=is_offered(|action| *action == PrimaryAction::Reveal)>
            <PrimaryButton label=move || reveal_label(room, i18n) on_press=act />
        </Show>
        <Show when=is_offered(|action| matches!(action, PrimaryAction::Save { .. }))>
            <PrimaryButton
                label=move || offer.with(|offer| save_label(i18n, &offer.action))
                on_press=act
            />
        </Show>
        <Show when=is_offered(|action| matches!(action, PrimaryAction::Next(_)))>
            <PrimaryButton label=i18n.text(Text::NextStory) on_press=act />
        </Show>
        <Show when=is_offered(|action| *action == PrimaryAction::Choose)>
            <p class="actions-hint">{i18n.text(Text::ChooseEstimate)}</p>
        </Show>
        <Show when=move || offer.with(|offer| !offer.is_allowed)>
            <p class="actions-hint">
                {move || offer.with(|offer| who_may(room, i18n, &offer.action))}
            </p>
            <TakeOver />
        </Show>
    }
}

#[component]
fn PrimaryButton(#[prop(into)] label: Signal<String>, on_press: Callback<()>) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button button--primary button--large"
            on:click=move |_| on_press.run(())
        >
            {label}
        </button>
    }
}

fn act(room: RoomStore, commands: Commands, action: PrimaryAction) {
    match action {
        PrimaryAction::Reveal => reveal(room, commands),
        PrimaryAction::Save { story, estimate, next } => {
            save_estimate(room, commands, story, Some(estimate));
            if next.is_some() {
                commands.send(Command::Select(next));
            }
        }
        PrimaryAction::Next(next) => commands.send(Command::Select(Some(next))),
        PrimaryAction::Choose | PrimaryAction::Nothing => {}
    }
}

fn reveal_label(room: RoomStore, i18n: I18n) -> String {
    room.track(Topic::People);
    let (missing, votes, counts_down) = room.read(Topic::Table, |view| {
        let round = view.board.round();
        let votes = round.map_or(0, |round| round.votes());
        (view.board.missing_votes(), votes, round.is_some_and(|round| round.reveal_at().is_some()))
    });
    match (counts_down, votes, missing) {
        (true, ..) => i18n.get(Text::RevealNow),
        (_, 0, _) => i18n.get(Text::RevealNoVotes),
        (_, _, 0) => i18n.get(Text::Reveal),
        (_, _, missing) => i18n.plural(Text::RevealMissing, missing),
    }
}

fn save_label(i18n: I18n, action: &PrimaryAction) -> String {
    let PrimaryAction::Save { estimate, next, .. } = action else { return String::new() };
    let text = if next.is_some() { Text::SaveAndNext } else { Text::SaveEstimate };
    i18n.format(text, &[("estimate", estimate)])
}

/// Who may do what this person may not.
fn who_may(room: RoomStore, i18n: I18n, action: &PrimaryAction) -> String {
    let names: Vec<String> = room.read(Topic::People, |view| {
        let facilitators = view.board.connected().filter(|person| person.facilitator);
        facilitators.map(Person::shown_name).collect()
    });
    let text = match action {
        _ if names.is_empty() => return i18n.get(Text::NoFacilitator),
        PrimaryAction::Reveal => Text::WhoReveals,
        _ => Text::WhoSteers,
    };
    i18n.format(text, &[("names", &phrases::list(i18n, &names))])
}
