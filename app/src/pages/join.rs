//! The gate of a room: a name and a role.

use domain::people::Role;
use domain::protocol::Lobby;
use domain::refusal::{Field, Refusal};
use web_sys::Event;

use super::header::page_header;
use crate::characters;
use crate::dom::{View, el};
use crate::i18n::{Text, Texts};
use crate::net::http;
use crate::page::{commands, host, texts};
use crate::parts::choice::{choice, radio};
use crate::parts::limit::LimitedField;
use crate::signals::{Memo, Var};
use crate::{sentences, storage};

/// What there is to choose between.
const ROLES: [(Role, Text, Text); 2] = [
    (Role::Estimator, Text::RoleEstimator, Text::RoleEstimatorHint),
    (Role::Observer, Text::RoleObserver, Text::RoleObserverHint),
];

/// Asks who comes: with what a stranger may know of the room, the name and role that are offered,
/// and why the server did not let them in. `join` asks to be let in.
pub fn join_page(
    lobby: Memo<Lobby>,
    name: String,
    role: Role,
    refused: Var<Option<Refusal>>,
    join: impl Fn(String, Role) + 'static,
) -> View {
    let (host, texts) = (host(), texts());
    let name = Var::new(name);
    let role = Var::new(role);
    let asked = Var::new(None::<String>);
    // What was refused is said until the name changes.
    let error = move || {
        let same = asked.with(|asked| name.with(|name| asked.as_ref() == Some(name)));
        let refusal = refused.get().filter(|_| same);
        refusal.map(|refusal| sentences::refusal(texts, &refusal))
    };
    let is_waiting = move || asked.with(Option::is_some) && refused.with(Option::is_none);
    let submit = move |event: Event| {
        event.prevent_default();
        let typed = name.get_untracked();
        asked.set(Some(typed.clone()));
        match characters::name(&typed) {
            Ok(name) => {
                storage::keep_name(&name);
                join(name, role.get_untracked());
            }
            Err(refusal) => refused.set(Some(refusal)),
        }
    };
    let here = move || match lobby.with(|lobby| lobby.connected) as usize {
        0 => texts.get(Text::NobodyHere),
        here => texts.count(Text::PeopleHere, here),
    };
    let title = el("bdi").text_of(move || lobby.with(|lobby| lobby.title.clone()));
    let name = LimitedField::new("join-name", Text::YourName, Field::Name, name)
        .error(error)
        .autocomplete("nickname")
        .focused();
    let roles = el("fieldset.join-roles")
        .child(el("legend.field-label").text_of(texts.say(Text::YourRole)))
        .child(View::of(ROLES.map(|choice| role_card(texts, role, choice))));
    let press = el("button")
        .attr("type", "submit")
        .class("button button--primary")
        .flag("disabled", is_waiting)
        .text_of(texts.say(Text::JoinRoom));
    let forgets =
        (!storage::is_lasting()).then(|| el("p.join-storage").text_of(texts.say(Text::NoStorage)));
    // A frame may be given no storage where the same page by itself is.
    let elsewhere = (!storage::is_lasting() && !host.is_page()).then(|| {
        el("a")
            .attr("href", &http::room_address(host, &commands().room()))
            .attr("target", "_blank")
            .text_of(texts.say(Text::OpenInWindow))
    });
    let form = el("form.join-form.card")
        .attr("novalidate", "")
        .on("submit", submit)
        .child(el("h1.join-title").child(title))
        .child(el("p.join-here").text_of(here))
        .child(name)
        .child(roles)
        .child(press)
        .child(forgets)
        .child(elsewhere);
    View::of([page_header().into(), el("main.join").child(form).into()])
}

fn role_card(texts: Texts, role: Var<Role>, (value, title, hint): (Role, Text, Text)) -> View {
    let is_chosen = move || role.get() == value;
    choice("role-card", radio("role"), is_chosen, move || role.set(value))
        .child(el("span.role-card-title").text_of(texts.say(title)))
        .child(el("span.role-card-hint").text_of(texts.say(hint)))
        .into()
}
