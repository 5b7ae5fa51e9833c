//! What the revealed cards say: the agreement in words, numbers and names, the votes by card, and the
//! estimates that can be saved.

use domain::statistics::Statistics;
use leptos::html;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use super::estimate_choices::EstimateChoices;
use super::result_facts::ResultFacts;
use super::talk_start::TalkStart;
use super::vote_bars::VoteBars;
use super::wording;
use crate::components::lazy_part::{LazyPart, PartMissing};
use crate::features::references::load_references;
use crate::i18n::{Text, use_i18n};

/// Loads the result of the round on the table.
#[wasm_split(soon, fallible)]
pub fn load_result(result: Memo<Option<Statistics>>) -> Result<AnyView, PartMissing> {
    Ok(view! { <ResultPanel result /> }.into_any())
}

#[component]
fn ResultPanel(
    /// The result; `None` for a moment while the panel is being removed.
    result: Memo<Option<Statistics>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let node = NodeRef::<html::Section>::new();
    node.on_load(|panel| {
        // Where the page scrolls, the result comes into view.
        request_animation_frame(move || {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            panel.scroll_into_view_with_scroll_into_view_options(&options);
        });
    });
    let words = move |describe: fn(_, &Statistics) -> String| {
        result.with(|result| result.as_ref().map(|result| describe(i18n, result)))
    };
    let besides = move || words(wording::besides).filter(|words| !words.is_empty());
    view! {
        <section node_ref=node class="result" aria-label=i18n.text(Text::Result)>
            <div class="result-words">
                <p class="result-agreement">{move || words(wording::agreement)}</p>
                {move || besides().map(|words| view! { <p class="result-besides">{words}</p> })}
                <TalkStart result />
                <ResultFacts result />
            </div>
            <VoteBars result />
            <LazyPart load=move || load_references(result) />
            <EstimateChoices result />
        </section>
    }
}
