//! The cards of the room as text, with a picture of what they become: another deck in a running room, or one
//! of one's own (rule 29).

use domain::command::Command;
use domain::deck::{Card, DeckKind};
use domain::deck_text;
use domain::refusal::Refusal;
use leptos::prelude::*;

use crate::components::copy_link::CopyLink;
use crate::host::{Host, use_host};
use crate::i18n::{Text, messages, use_i18n};
use crate::session::use_commands;
use crate::state::browser_storage;
use crate::state::{Toast, Topic, use_room, use_toaster};

/// The key of the decks that were made in this browser, a line each, the latest first.
const DECKS_KEY: &str = "ready-room:decks";

/// How many of them are kept.
const KEPT: usize = 8;

/// The editor.
#[component]
pub fn DeckEditor() -> impl IntoView {
    let (host, i18n, room) = (use_host(), use_i18n(), use_room());
    let (commands, toaster) = (use_commands(), use_toaster());
    let now = move || room.read(Topic::Room, |view| deck_text::text(&view.board.deck.cards));
    let draft = RwSignal::new(untrack(now));
    let refusal = RwSignal::new(None::<Refusal>);
    let asks = move || matches!(refusal.get(), Some(Refusal::VotesWouldBeDropped(_)));
    let own = StoredValue::new(own_decks(host));
    let apply = move |drop_votes: bool| {
        let text = draft.get_untracked();
        let deck = deck_text::choice(deck_text::parse(&text));
        let is_own = deck.kind == DeckKind::Custom;
        commands.send_undoable(Command::SetDeck { deck, drop_votes }, move |answer| match answer {
            Ok(done) => {
                refusal.try_set(None);
                if is_own {
                    remember(host, &text);
                }
                let text = untrack(|| i18n.get(Text::DoneDeckChanged));
                toaster.show(Toast::with_undo(text, done.id));
            }
            Err(why) => drop(refusal.try_set(Some(why))),
        });
    };
    let choose = move |text: String| {
        if !text.is_empty() {
            draft.set(text);
            refusal.set(None);
        }
    };
    let ready_made = |kind: DeckKind| {
        let text = deck_text::ready_made(kind);
        view! { <option value=text.clone()>{text.clone()}</option> }
    };
    let own_option = |text: String| view! { <option value=text.clone()>{text.clone()}</option> };
    let preview = move || {
        let cards = draft.with(|draft| deck_text::parse(draft));
        let card = |card: Card| {
            let counts_as = card.number().filter(|_| card.value.is_some());
            view! {
                <span class="mini-card">
                    {card.label}
                    {counts_as.map(|number| view! { <sub>{i18n.number(number)}</sub> })}
                </span>
            }
        };
        cards.into_iter().map(card).collect_view()
    };
    let error = move || refusal.get().map(|refusal| messages::refusal(i18n, &refusal));
    let is_same = move || draft.with(|draft| *draft == now());
    view! {
        <label class="settings-choice">
            <span>{i18n.text(Text::DeckReady)}</span>
            <select
                class="field-input"
                on:change:target=move |event| choose(event.target().value())
            >
                <option value="">{i18n.text(Text::DeckChoose)}</option>
                {DeckKind::ALL.map(ready_made).into_iter().collect_view()}
                {own.get_value().into_iter().map(own_option).collect_view()}
            </select>
        </label>
        <label class="field">
            <span class="field-label">{i18n.text(Text::DeckCards)}</span>
            <textarea
                class="field-input"
                rows="2"
                aria-describedby="deck-hint"
                prop:value=draft
                on:input:target=move |event| {
                    draft.set(event.target().value());
                    refusal.set(None);
                }
            />
        </label>
        <p class="settings-hint" id="deck-hint">
            {i18n.text(Text::DeckHint)}
        </p>
        <p class="deck-option-cards" aria-hidden="true">
            {preview}
        </p>
        <p class="field-error" role="alert">
            {error}
        </p>
        <div class="settings-actions">
            <button
                type="button"
                class="button button--primary"
                disabled=is_same
                on:click=move |_| apply(untrack(asks))
            >
                {move || i18n.get(if asks() { Text::DeckUseAnyway } else { Text::DeckUse })}
            </button>
            <CopyLink link=draft label=Text::DeckCopy />
        </div>
    }
}

fn own_decks(host: Host) -> Vec<String> {
    let kept = browser_storage::item(host, DECKS_KEY).unwrap_or_default();
    kept.lines().map(str::to_owned).collect()
}

/// Keeps a deck, as one line, before those that were kept earlier.
fn remember(host: Host, text: &str) {
    let text = deck_text::text(&deck_text::parse(text));
    let mut decks = own_decks(host);
    decks.retain(|other| *other != text);
    decks.insert(0, text);
    decks.truncate(KEPT);
    browser_storage::set_item(host, DECKS_KEY, &decks.join("\n"));
}
