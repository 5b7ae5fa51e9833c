//! The list of shortcuts; loaded when it is first shown.

use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::components::lazy_part::PartMissing;
use crate::i18n::{Text, use_i18n};

/// The keys, and what they do.
const SHORTCUTS: [(&str, Text); 8] = [
    ("1 3", Text::KeyVote),
    ("R", Text::KeyReveal),
    ("N", Text::KeyNext),
    ("V", Text::KeyVoteAgain),
    ("E", Text::KeyEdit),
    ("Alt ↑ ↓", Text::KeyMove),
    ("␣ ← →", Text::KeyWall),
    ("?", Text::KeyHelp),
];

/// Loads the list.
#[wasm_split(dialogs, fallible)]
pub fn load_shortcut_list() -> Result<AnyView, PartMissing> {
    Ok(view! { <ShortcutList /> }.into_any())
}

#[component]
fn ShortcutList() -> impl IntoView {
    let i18n = use_i18n();
    let shortcut = move |(keys, text): (&'static str, Text)| {
        view! {
            <div class="shortcut">
                <dt>{keys.split(' ').map(|key| view! { <kbd>{key}</kbd> }).collect_view()}</dt>
                <dd>{i18n.text(text)}</dd>
            </div>
        }
    };
    view! { <dl class="shortcuts-list">{SHORTCUTS.map(shortcut).collect_view()}</dl> }
}
