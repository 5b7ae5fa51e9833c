//! The points of the definition of ready, on one story.

use domain::ids::StoryId;
use domain::product::action::ProductAction;
use domain::product::readiness::{DefinitionOfReady, ReadyCheck, ReadyPoint};
use domain::settings::Permission;
use leptos::prelude::*;

use super::product_store::use_product;
use super::ready_check::in_words;
use crate::components::icon::Icon;
use crate::i18n::{Text, use_i18n};
use crate::state::use_room;

/// Each with whether it holds. Those that people check are boxes to tick.
#[component]
pub fn ReadyPoints(
    /// Which story.
    story: StoryId,
    /// The definition.
    ready: Memo<DefinitionOfReady>,
    /// Whether each of its points holds, in their order.
    holds: Memo<Vec<bool>>,
) -> impl IntoView {
    let rows = move || ready.get().points.into_iter().enumerate().collect::<Vec<_>>();
    view! {
        <ul class="ready-points">
            <For each=rows key=|(place, point)| (*place, point.number) let((place, point))>
                <Point
                    story
                    point
                    holds=Memo::new(move |_| holds.with(|all| all.get(place) == Some(&true)))
                />
            </For>
        </ul>
    }
}

#[component]
fn Point(story: StoryId, point: ReadyPoint, holds: Memo<bool>) -> impl IntoView {
    let (i18n, product, room) = (use_i18n(), use_product(), use_room());
    let ReadyPoint { number, check } = point;
    let is_by_hand = matches!(check, ReadyCheck::ByHand(_));
    let text = in_words(i18n, &check);
    let toggle = move |_| {
        let holds = !holds.get_untracked();
        product.send(&ProductAction::Check { story, point: number, holds });
    };
    let may_check = Memo::new(move |_| is_by_hand && room.may(Permission::Texts));
    let sign = move || {
        if may_check.get() {
            return view! { <input type="checkbox" prop:checked=holds on:change=toggle /> }
                .into_any();
        }
        let (icon, state) = match holds.get() {
            true => (Icon::Check, Text::ReadyHolds),
            false => (Icon::Cross, Text::ReadyHoldsNot),
        };
        view! {
            <span class="ready-sign">
                {icon.view()} <span class="visually-hidden">{i18n.get(state)}</span>
            </span>
        }
        .into_any()
    };
    view! {
        <li>
            <label class="ready-point" class:holds=holds>
                {sign}
                <bdi>{text}</bdi>
            </label>
        </li>
    }
}
