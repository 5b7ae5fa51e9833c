//! What a row of the backlog says of its story.

use domain::story::Story;
use leptos::prelude::*;

use crate::components::icon::Icon;
use crate::features::criteria::CriteriaCounts;
use crate::features::estimates::estimate_chip;
use crate::i18n::{I18n, Text};
use crate::state::Clock;

/// Key, title, criteria and estimate. Built anew whenever the story changes, so that a row needs only one
/// subscription.
pub fn story_summary(
    i18n: I18n,
    clock: &Clock,
    story: &Story,
    is_current: bool,
) -> impl IntoView + use<> {
    let key = story.key.clone().map(|key| {
        view! {
            <span class="story-key">
                <bdi>{key}</bdi>
            </span>
        }
    });
    let until = story.voting_until.filter(|_| story.is_open_for_voting(clock.now_slowly()));
    let until = until.map(|until| {
        let text = i18n.format(Text::VotingUntil, &[("time", &i18n.time(until))]);
        view! { <span class="story-row-until">{Icon::Clock.view()} {text}</span> }
    });
    view! {
        <span class="story-row-text">
            {key} <span class="story-row-title" title=story.title.clone()>
                <bdi prop:textContent=story.title.clone() />
            </span> <span class="story-row-facts" translate="no">
                {criteria(i18n, CriteriaCounts::of(story))}
                {progress(i18n, story)}
                {until}
            </span>
        </span>
        {estimate_chip(i18n, story, is_current)}
    }
}

/// How many questions are open, and whether it is ready.
fn progress(i18n: I18n, story: &Story) -> impl IntoView + use<> {
    let open = story.open_questions as usize;
    let questions = (open > 0).then(|| {
        let title = i18n.plural(Text::OpenQuestions, open);
        view! {
            <span class="open-questions" title=title>
                {Icon::Question.view()}
                {open}
            </span>
        }
    });
    let ready = story.is_ready.then(|| {
        view! { <span class="ready-mark">{Icon::Check.view()} {i18n.get(Text::StoryReady)}</span> }
    });
    (questions, ready)
}

/// How many criteria are agreed and unclear; nothing where there are none.
fn criteria(i18n: I18n, counts: CriteriaCounts) -> Option<impl IntoView + use<>> {
    let CriteriaCounts { agreed, unclear, all } = counts;
    let unclear = (unclear > 0).then(|| {
        let text = i18n.plural(Text::CriteriaUnclear, unclear);
        view! { <span class="story-row-unclear">{text}</span> }
    });
    (all > 0).then(|| {
        view! {
            <span class="story-row-criteria" title=i18n.plural(Text::CriteriaCount, all)>
                {Icon::Check.view()}
                {format!("{agreed}/{all}")}
            </span>
            {unclear}
        }
    })
}
