//! How ready a story is.

use domain::ids::StoryId;
use domain::product::action::ProductAction;
use domain::product::readiness::{DefinitionOfReady, Readiness as Holding};
use domain::settings::Permission;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::product_store::use_product;
use super::ready_points::ReadyPoints;
use crate::components::icon::Icon;
use crate::components::lazy_part::PartMissing;
use crate::i18n::{Text, use_i18n};
use crate::state::{RoomDialog, Topic, full_name, use_room, use_room_ui};

/// Loads it.
#[wasm_split(ready, fallible)]
pub fn load_readiness(story: StoryId) -> Result<AnyView, PartMissing> {
    Ok(view! { <Readiness story /> }.into_any())
}

/// The points of the room's definition, how many of them hold, and the button that calls the story ready where people do
/// that.
#[component]
fn Readiness(story: StoryId) -> impl IntoView {
    let (i18n, product, room, ui) = (use_i18n(), use_product(), use_room(), use_room_ui());
    let ready = Memo::new(move |_| product.read_of(story, |product| product.ready.clone()));
    let holds = Memo::new(move |_| {
        room.track(Topic::Room);
        room.track(Topic::Story(story));
        product
            .read_of(story, |product| {
                room.peek(|view| {
                    let story = view.board.stories.get(story)?;
                    let checked = product.checked(story.id);
                    Some(Holding::of(&product.ready, checked, story, &view.board.deck).holds)
                })
            })
            .unwrap_or_default()
    });
    let meter = move || {
        let (met, all) = holds.with(|holds| (holds.iter().filter(|it| **it).count(), holds.len()));
        if all == 0 {
            return view! { <p class="story-hint">{i18n.get(Text::ReadyUndefined)}</p> }.into_any();
        }
        let numbers = [met, all].map(|number| i18n.number(number as f64));
        let count = i18n.format(Text::ReadyMet, &[("met", &numbers[0]), ("all", &numbers[1])]);
        let is_ready = room.story(story, |story| story.is_ready);
        let though = (is_ready && met < all).then(|| {
            let text = i18n.plural(Text::ReadyThough, all - met);
            view! { <p class="ready-though">{text}</p> }
        });
        view! {
            <p class="ready-meter">
                <progress
                    class="ready-bar"
                    max=all.to_string()
                    value=met.to_string()
                    aria-hidden="true"
                />
                {count}
            </p>
            {though}
        }
        .into_any()
    };
    let is_facilitator = Memo::new(move |_| {
        room.read(Topic::People, |view| view.me().is_some_and(|me| me.facilitator))
    });
    let define = move || {
        is_facilitator.get().then(|| {
            view! {
                <button
                    type="button"
                    class="button button--quiet button--small"
                    on:click=move |_| ui.dialog.set(Some(RoomDialog::Ready))
                >
                    {Icon::Sliders.view()}
                    {i18n.text(Text::ReadyDefine)}
                </button>
            }
        })
    };
    view! {
        <section class="preparation-section" aria-label=i18n.text(Text::DefinitionOfReady)>
            <h4 class="preparation-title">{i18n.text(Text::DefinitionOfReady)}</h4>
            {meter}
            <ReadyPoints story ready holds />
            <div class="form-actions">
                <MarkReady story ready holds />
                {define}
            </div>
        </section>
    }
}

/// Calls the story ready, or takes that back, where people decide that. Where nothing is ready before all points hold, it
/// waits for them.
#[component]
fn MarkReady(
    story: StoryId,
    ready: Memo<DefinitionOfReady>,
    holds: Memo<Vec<bool>>,
) -> impl IntoView {
    let (i18n, product, room) = (use_i18n(), use_product(), use_room());
    let is_ready = Memo::new(move |_| room.story(story, |story| story.is_ready));
    let is_held = move || {
        let is_missing = holds.with(|holds| holds.contains(&false));
        !is_ready.get() && is_missing && ready.with(|ready| ready.is_strict)
    };
    let is_offered =
        Memo::new(move |_| room.may(Permission::Steer) && !ready.with(DefinitionOfReady::decides));
    let press = move |_| {
        let is_ready = !is_ready.get_untracked();
        let name = room.peek(|view| view.board.stories.get(story).map(full_name));
        let done = if is_ready { Text::DoneReady } else { Text::DoneNotReady };
        product.send_with_undo(&ProductAction::MarkReady { story, is_ready }, move |i18n| {
            i18n.format(done, &[("story", &name.unwrap_or_default())])
        });
    };
    move || {
        is_offered.get().then(|| {
            view! {
                <button
                    type="button"
                    class="button button--small"
                    class:button--primary=move || !is_ready.get()
                    disabled=is_held
                    on:click=press
                >
                    {move || i18n.get(if is_ready.get() { Text::UnmarkReady } else { Text::MarkReady })}
                </button>
            }
        })
    }
}
