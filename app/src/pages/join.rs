//! The gate of a room: a name and a role.

use domain::people::Role;
use domain::protocol::Lobby;
use domain::refusal::{Field, Refusal};
use leptos::prelude::*;

use super::header::PageHeader;
use crate::i18n::{Text, Texts};
use crate::parts::limit::LimitedField;
use crate::{sentences, storage};

/// What there is to choose between.
const ROLES: [(Role, Text, Text); 2] = [
    (Role::Estimator, Text::RoleEstimator, Text::RoleEstimatorHint),
    (Role::Observer, Text::RoleObserver, Text::RoleObserverHint),
];

/// Asks who comes.
#[component]
pub fn JoinPage(
    /// What a stranger may know of the room.
    lobby: Signal<Lobby>,
    /// The name that is offered.
    name: String,
    /// The role that is offered.
    role: Role,
    /// Why the server did not let them in.
    refused: RwSignal<Option<Refusal>>,
    /// Asks to be let in.
    join: Callback<(String, Role)>,
) -> impl IntoView {
    let texts = expect_context::<Texts>();
    let name = RwSignal::new(name);
    let role = RwSignal::new(role);
    let asked = RwSignal::new(None::<String>);
    // What was refused is said until the name changes.
    let error = Signal::derive(move || {
        let same = asked.with(|asked| name.with(|name| asked.as_ref() == Some(name)));
        let refusal = refused.get().filter(|_| same);
        refusal.map(|refusal| sentences::refusal(texts, &refusal))
    });
    let waiting = move || asked.with(Option::is_some) && refused.with(Option::is_none);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let typed = name.get_untracked();
        asked.set(Some(typed.clone()));
        match domain::text::name(&typed) {
            Ok(name) => {
                storage::keep_name(&name);
                join.run((name, role.get_untracked()));
            }
            Err(refusal) => refused.set(Some(refusal)),
        }
    };
    let here = move || match lobby.with(|lobby| lobby.connected) as usize {
        0 => texts.get(Text::NobodyHere),
        here => texts.count(Text::PeopleHere, here),
    };
    let card = move |(value, title, hint): (Role, Text, Text)| {
        view! {
            <label class="role-card" class:is-chosen=move || role.get() == value>
                <input
                    type="radio"
                    name="role"
                    class="role-card-input"
                    prop:checked=move || role.get() == value
                    on:change=move |_| role.set(value)
                />
                <span class="role-card-title">{move || texts.get(title)}</span>
                <span class="role-card-hint">{move || texts.get(hint)}</span>
            </label>
        }
    };
    view! {
        <PageHeader />
        <main class="join">
            <form class="join-form card" on:submit=submit novalidate>
                <h1 class="join-title">
                    <bdi>{move || lobby.with(|lobby| lobby.title.clone())}</bdi>
                </h1>
                <p class="join-here">{here}</p>
                <LimitedField
                    id="join-name"
                    label=Signal::derive(move || texts.get(Text::YourName))
                    field=Field::Name
                    draft=name
                    error
                    autocomplete="nickname"
                    focused=true
                />
                <fieldset class="join-roles">
                    <legend class="field-label">{move || texts.get(Text::YourRole)}</legend>
                    {ROLES.map(card).into_iter().collect_view()}
                </fieldset>
                <button type="submit" class="button button--primary" disabled=waiting>
                    {move || texts.get(Text::JoinRoom)}
                </button>
                {(!storage::is_lasting())
                    .then(|| {
                        view! { <p class="join-storage">{move || texts.get(Text::NoStorage)}</p> }
                    })}
            </form>
        </main>
    }
    .into_any()
}
