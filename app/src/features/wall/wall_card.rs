//! A story on the wall. It shows no estimate of before (rule 38).

use domain::ids::StoryId;
use domain::story::Story;
use leptos::prelude::*;

use super::layout::NOT_PLACED;
use super::wall_hand::WallHand;
use crate::components::drag_handle::keep_touch;
use crate::components::icon::Icon;
use crate::i18n::{Text, use_i18n};
use crate::state::{Topic, use_room};

/// A card: a press picks it up, and it can be dragged.
#[component]
pub fn WallCard(
    /// Which story.
    story: StoryId,
    /// Who moves stories here.
    hand: WallHand,
) -> impl IntoView {
    let (room, i18n) = (use_room(), use_i18n());
    let column =
        Memo::new(move |_| hand.layout.with(|layout| layout.column(story)).unwrap_or(NOT_PLACED));
    let place = Memo::new(move |_| {
        room.read(Topic::Wall, |view| {
            let place = view.board.wall.get(story);
            place.map(|place| (place.moves, place.keeps_moving())).unwrap_or_default()
        })
    });
    let moves = move || i18n.plural(Text::WallMoves, place.get().0 as usize);
    let keeps_moving = move || place.get().1;
    // Behind the name, for who does not see where the card is.
    let place_said =
        move || [i18n.get(Text::ListSeparator), hand.column_name(column.get())].concat();
    let transform = move || {
        let (x, y) = hand.offset(story)?;
        Some(format!("translate({x}px, {y}px)"))
    };
    let texts = move || {
        room.story(story, |story: &Story| {
            let key = story.key.clone().map(|key| {
                view! {
                    <span class="story-key">
                        <bdi>{key}</bdi>
                    </span>
                }
            });
            let title = story.title.clone();
            Some(view! {
                {key}
                <span class="wall-card-title" title=title.clone()>
                    <bdi prop:textContent=title.clone() />
                </span>
            })
        })
    };
    view! {
        <li
            class="wall-card"
            class:is-held=move || hand.held() == Some(story)
            class:is-dragged=move || hand.offset(story).is_some()
            class:is-sending=move || hand.is_sending(story)
            class:is-moving=keeps_moving
            data-row=story.0
            data-column=move || column.get()
            style:grid-column=move || (column.get() + 1).to_string()
            style:transform=transform
            on:pointerdown=move |event| hand.on_pointer_down(story, &event)
            on:pointermove=move |event| hand.on_pointer_move(&event)
            on:pointerup=move |_| hand.on_pointer_up()
            on:pointercancel=move |_| hand.on_pointer_cancel()
        >
            <button
                type="button"
                class="wall-card-body"
                aria-pressed=move || (hand.held() == Some(story)).to_string()
                aria-disabled=move || (!hand.may_move()).to_string()
                tabindex=move || if hand.is_stop(story) { "0" } else { "-1" }
                on:focus=move |_| hand.on_focus(story)
                on:click=move |_| hand.press(story)
            >
                {texts}
                <span class="visually-hidden">{place_said}</span>
                <span class="wall-card-facts">
                    <Show when=move || place.get().0 != 0>
                        <span class="wall-card-moves">{moves}</span>
                    </Show>
                    <Show when=keeps_moving>
                        <span class="wall-card-mark">
                            {Icon::Again.view()} {i18n.text(Text::WallKeepsMoving)}
                        </span>
                    </Show>
                </span>
            </button>
            <Show when=move || hand.may_move()>
                <span
                    class="wall-grip"
                    aria-hidden="true"
                    on:touchstart=move |event| keep_touch(&event)
                >
                    {Icon::Grip.view()}
                </span>
            </Show>
        </li>
    }
}
