//! The way into a room: a name, a role, and the passcode where the room asks for one.

use domain::people::Role;
use domain::protocol::{Join, Lobby};
use domain::refusal::{Field, Refusal};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::page_header::PageHeader;
use crate::api::addresses;
use crate::components::choice::Choice;
use crate::components::limited_field::LimitedField;
use crate::early::{take_over, waiting_label};
use crate::host::{role_from_name, role_name, use_host};
use crate::i18n::{Text, characters, refusals, use_i18n};
use crate::session::use_commands;
use crate::state::browser_storage;

/// The names of the fields.
const NAME: &str = "join-name";
const ROLE: &str = "role";
const PASSCODE: &str = "join-passcode";

/// The roles with what they are called and what they mean.
const ROLES: [(Role, Text, Text); 2] = [
    (Role::Estimator, Text::RoleEstimator, Text::RoleEstimatorHint),
    (Role::Observer, Text::RoleObserver, Text::RoleObserverHint),
];

/// Asks who comes in.
#[component]
pub fn JoinPage(
    /// What a stranger may know of the room; `None` until the server has said it.
    lobby: Memo<Option<Lobby>>,
    /// The name that is offered.
    name: String,
    /// The role that is offered.
    role: Role,
    /// Why the server did not let them in.
    refused: RwSignal<Option<Refusal>>,
    /// Asks to be let in.
    on_join: Callback<Join>,
) -> impl IntoView {
    let (host, i18n) = (use_host(), use_i18n());
    let name = RwSignal::new(name);
    let role = RwSignal::new(role);
    let passcode = RwSignal::new(String::new());
    let submitted = RwSignal::new(None::<String>);
    // What was refused is said until the name changes, of the passcode beside its field.
    let error = move |of_passcode: bool| {
        let is_same = submitted.get().is_some_and(|submitted| submitted == name.get());
        let is_its = |refusal: &Refusal| of_passcode == (*refusal == Refusal::PasscodeWrong);
        let refusal = refused.get().filter(|refusal| is_same && is_its(refusal));
        refusal.map(|refusal| refusals::words(i18n, &refusal))
    };
    let says = move |what: fn(&Lobby) -> bool| lobby.with(|lobby| lobby.as_ref().is_some_and(what));
    // The room may have begun to ask while this was shown; the field then stays.
    let has_passcode = Memo::new(move |before: Option<&bool>| {
        let is_refused = refused.with(|refused| *refused == Some(Refusal::PasscodeWrong));
        before == Some(&true) || is_refused || says(|lobby| lobby.passcode)
    });
    let is_waiting = move || submitted.with(Option::is_some) && refused.with(Option::is_none);
    let send = move || {
        let typed = name.get_untracked();
        submitted.set(Some(typed.clone()));
        match characters::name(&typed) {
            Ok(name) => {
                browser_storage::store_name(host, &name);
                let passcode = passcode.get_untracked();
                let passcode = (!passcode.is_empty()).then_some(passcode);
                on_join.run(Join { name, role: role.get_untracked(), passcode });
            }
            Err(refusal) => refused.set(Some(refusal)),
        }
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    let form = NodeRef::new();
    take_over(host, form, move |early| {
        name.set(early.value(NAME).unwrap_or_default());
        role.set(role_from_name(&early.value(ROLE).unwrap_or_default()));
        if early.is_sent() {
            send();
        }
    });
    let title = move || lobby.with(|lobby| Some(lobby.as_ref()?.title.clone()));
    let people_here = move || match lobby.with(|lobby| Some(lobby.as_ref()?.connected as usize)) {
        // The line stays where it is.
        None => "\u{a0}".to_owned(),
        Some(0) => i18n.get(Text::NobodyHere),
        Some(connected) => i18n.plural(Text::PeopleHere, connected),
    };
    let role_card = move |(value, title, hint)| {
        view! {
            <Choice
                class="role-card"
                group=ROLE
                value=role_name(value)
                is_chosen=move || role.get() == value
                on_choose=move || role.set(value)
            >
                <span class="role-card-title">{i18n.text(title)}</span>
                <span class="role-card-hint">{i18n.text(hint)}</span>
            </Choice>
        }
    };
    view! {
        <PageHeader />
        <main class="join">
            <form node_ref=form class="join-form card" novalidate on:submit=on_submit>
                <h1 class="join-title">
                    <bdi>{move || title().unwrap_or_else(|| i18n.get(Text::AppName))}</bdi>
                </h1>
                <p class="join-here">{people_here}</p>
                <Show when=move || says(|lobby| lobby.locked)>
                    <p class="join-locked" role="status">
                        {i18n.text(Text::RefusalLocked)}
                    </p>
                </Show>
                <LimitedField
                    id=NAME
                    label=Text::YourName
                    field=Field::Name
                    draft=name
                    error=Signal::derive(move || error(false))
                    autocomplete="nickname"
                    focused=true
                />
                <Show when=move || has_passcode.get()>
                    <LimitedField
                        id=PASSCODE
                        label=Text::Passcode
                        field=Field::Passcode
                        draft=passcode
                        error=Signal::derive(move || error(true))
                    />
                </Show>
                <fieldset class="join-roles">
                    <legend class="field-label">{i18n.text(Text::YourRole)}</legend>
                    {ROLES.map(role_card).into_iter().collect_view()}
                </fieldset>
                <button
                    type="submit"
                    class="button button--primary"
                    disabled=is_waiting
                    data-waiting=waiting_label(i18n, Text::JoinWaiting)
                >
                    {i18n.text(Text::JoinRoom)}
                </button>
                {is_browser().then(|| view! { <StorageNote /> })}
            </form>
        </main>
    }
}

/// Says that nothing is remembered, where the browser gives no storage.
#[component]
fn StorageNote() -> impl IntoView {
    let (host, i18n, commands) = (use_host(), use_i18n(), use_commands());
    // A frame may be given no storage where the same page in a window of its own is.
    let link = move || {
        view! {
            <a href=addresses::room(host, &commands.room_id()) target="_blank">
                {i18n.text(Text::OpenInWindow)}
            </a>
        }
    };
    (!browser_storage::is_lasting()).then(|| {
        view! {
            <p class="join-storage">{i18n.text(Text::NoStorage)}</p>
            {(!host.is_page()).then(link)}
        }
    })
}
