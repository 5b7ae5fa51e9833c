//! Where rooms are made and found again.

use domain::deck::{DeckChoice, DeckKind};
use domain::ids::RoomId;
use domain::refusal::Field;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::header::PageHeader;
use crate::i18n::{Text, Texts};
use crate::net::http::{self, Failed};
use crate::parts::deck_picker::DeckPicker;
use crate::parts::icon::Icon;
use crate::parts::limit::LimitedField;
use crate::storage::KnownRoom;
use crate::{Place, sentences, storage};

/// What a room can do for its team, in a few words each.
const POINTS: [(Text, Text); 3] = [
    (Text::PointBlindTitle, Text::PointBlindText),
    (Text::PointCriteriaTitle, Text::PointCriteriaText),
    (Text::PointBacklogTitle, Text::PointBacklogText),
];

/// The page.
#[component]
pub fn HomePage(
    /// Goes to the new room.
    go: Callback<Place>,
) -> impl IntoView {
    let texts = expect_context::<Texts>();
    Effect::new(move || document().set_title(&texts.get(Text::AppName)));
    view! {
        <PageHeader />
        <main class="home">
            <div class="home-intro">
                <h1>{move || texts.get(Text::HomeTitle)}</h1>
                <p class="home-lead">{move || texts.get(Text::HomeLead)}</p>
            </div>
            <CreateRoom go />
            <RecentRooms />
            <section class="home-points" aria-label=move || texts.get(Text::HomePoints)>
                {POINTS
                    .map(|(title, text)| {
                        view! {
                            <div class="home-point">
                                <h2>{move || texts.get(title)}</h2>
                                <p>{move || texts.get(text)}</p>
                            </div>
                        }
                    })
                    .into_iter()
                    .collect_view()}
            </section>
        </main>
    }
    .into_any()
}

#[component]
fn CreateRoom(go: Callback<Place>) -> impl IntoView {
    let texts = expect_context::<Texts>();
    let title = RwSignal::new(String::new());
    let kind = RwSignal::new(DeckKind::default());
    let specials = RwSignal::new(DeckChoice::default().specials);
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(None);
        let typed = title.get_untracked();
        let title = match typed.trim() {
            "" => untrack(|| texts.get(Text::RoomTitleDefault)),
            typed => typed.to_owned(),
        };
        let deck = DeckChoice { kind: kind.get_untracked(), specials: specials.get_untracked() };
        spawn_local(async move {
            let outcome = create(title, deck).await;
            busy.try_set(false);
            match outcome {
                Ok(room) => go.run(Place::Room(room)),
                Err(failed) => {
                    let reason = untrack(|| match failed {
                        Failed::Refused(refusal) => sentences::refusal(texts, &refusal),
                        Failed::Unreachable => texts.get(Text::CreateUnreachable),
                    });
                    error.try_set(Some(reason));
                }
            }
        });
    };
    view! {
        <form class="home-create card" on:submit=submit novalidate>
            <LimitedField
                id="room-title"
                label=Signal::derive(move || texts.get(Text::RoomTitle))
                field=Field::RoomTitle
                draft=title
                placeholder=Signal::derive(move || texts.get(Text::RoomTitleDefault))
            />
            <DeckPicker kind specials />
            <button type="submit" class="button button--primary home-create-button" disabled=busy>
                {move || texts.get(Text::CreateRoom)}
            </button>
            <p class="field-error" role="alert">
                {move || error.get()}
            </p>
        </form>
    }
    .into_any()
}

async fn create(
    title: String,
    deck: DeckChoice,
) -> Result<RoomId, Failed<domain::refusal::Refusal>> {
    let secret = storage::new_secret();
    let room = http::create_room(&title, &deck, &secret).await?;
    storage::keep_room(&room, &KnownRoom { secret, title, ..KnownRoom::default() });
    Ok(room)
}

#[component]
fn RecentRooms() -> impl IntoView {
    let texts = expect_context::<Texts>();
    let rooms = RwSignal::new(storage::recent_rooms());
    let row = move |(id, room): (RoomId, KnownRoom)| {
        let title = room.title.clone();
        let forget = {
            let id = id.clone();
            move |_| {
                storage::forget_room(&id);
                rooms.update(|rooms| rooms.retain(|(other, _)| *other != id));
            }
        };
        let visited = domain::time::Timestamp(room.visited);
        let facts = move || {
            let time = texts.time(visited);
            texts.with(Text::RecentFacts, &[("name", &room.name), ("time", &time)])
        };
        view! {
            <li class="recent-room">
                <a class="recent-room-link" href=http::room_address(&id)>
                    <bdi class="recent-room-title">{room.title.clone()}</bdi>
                    <span class="recent-room-facts">{facts}</span>
                </a>
                <button
                    type="button"
                    class="button button--quiet recent-room-forget"
                    aria-label=move || texts.with(Text::ForgetRoom, &[("title", &title)])
                    title=move || texts.get(Text::ForgetRoomHint)
                    on:click=forget
                >
                    {Icon::Cross.view()}
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || rooms.with(|rooms| !rooms.is_empty())>
            <section class="home-recent">
                <h2>{move || texts.get(Text::RecentRooms)}</h2>
                <ul class="recent-rooms">
                    <For each=move || rooms.get() key=|(id, _)| id.clone() children=row />
                </ul>
            </section>
        </Show>
    }
    .into_any()
}
