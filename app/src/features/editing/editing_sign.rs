//! Tells the others that a text is being edited here, and says who else does (rule 40).

use domain::people::EditedText;
use leptos::prelude::*;

use crate::i18n::phrases::list;
use crate::i18n::{Text, use_i18n};
use crate::session::{Command, ConnectionStatus, use_commands};
use crate::state::{Topic, use_room};

/// Others see that the text is being edited for as long as this is on the page.
#[component]
pub fn EditingSign(
    /// Which text.
    text: EditedText,
) -> impl IntoView {
    let (i18n, commands, room) = (use_i18n(), use_commands(), use_room());
    // The room forgets it when the connection is lost, or when another page of the same person is closed.
    Effect::new(move |before: Option<()>| {
        let is_forgotten =
            room.read(Topic::People, |view| view.me().is_some_and(|me| me.editing.is_none()));
        let is_live = commands.status() == ConnectionStatus::Live;
        let is_sign = |command: &Command| matches!(command, Command::Editing(Some(_)));
        let is_on_its_way = untrack(|| commands.is_pending(is_sign));
        if is_live && !is_on_its_way && (is_forgotten || before.is_none()) {
            commands.send_then(Command::Editing(Some(text)), |_| ());
        }
    });
    on_cleanup(move || commands.send_then(Command::Editing(None), |_| ()));
    let others = Memo::new(move |_| {
        room.read(Topic::People, |view| {
            let people = view.board.people.iter();
            let others = people.filter(|one| one.id != view.you && one.editing == Some(text));
            others.map(|one| one.shown_name()).collect::<Vec<String>>()
        })
    });
    let sentence = move || {
        others.with(|names| {
            let names_in_words = list(i18n, names);
            i18n.plural_with(Text::AlsoEditing, names.len(), &[("names", &names_in_words)])
        })
    };
    view! {
        <p class="editing-sign" role="status">
            <Show when=move || !others.with(Vec::is_empty)>
                <bdi>{sentence}</bdi>
            </Show>
        </p>
    }
}
