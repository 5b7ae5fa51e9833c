//! A story's description: as typed until the server's safe HTML of it is there.

use domain::ids::StoryId;

use super::reads::story;
use crate::dom::{View, button, dynamic, effect, el, when};
use crate::i18n::{Text, Texts};
use crate::later::spawn;
use crate::net::http;
use crate::page::{host, room, texts};
use crate::signals::{Memo, Var};

/// From how many characters or lines on a description begins folded.
const LONG: (usize, usize) = (700, 12);

/// The description of a story.
pub fn description(id: StoryId) -> View {
    let (host, room, texts) = (host(), room(), texts());
    let typed = Memo::new(move || story(room, id, |story| story.description.clone()));
    let html = Var::new(None::<(String, String)>);
    let unfolded = Var::new(false);
    // The outside world: the answer comes later, and may be of a text that has changed by then.
    effect(move || {
        let text = typed.get();
        if text.is_empty() {
            return;
        }
        spawn(async move {
            if let Some(made) = http::markdown(host, &text).await {
                html.set(Some((text, made)));
            }
        });
    });
    let content = move || {
        let text = typed.get();
        let ready = html.get().filter(|(source, _)| *source == text);
        let content = match ready {
            Some((_, html)) => el("div.markdown").safe_html(&html),
            None => el("div.markdown.markdown--plain").text(&text),
        };
        content.attr("dir", "auto")
    };
    let is_empty = move || typed.with(String::is_empty);
    let hint = move || el("p.story-hint").text_of(texts.say(Text::NoDescription));
    View::of([
        when(move || !is_empty(), move || foldable(texts, typed, unfolded, dynamic(content))),
        when(is_empty, hint),
    ])
}

/// Long ones begin folded.
fn foldable(texts: Texts, typed: Memo<String>, unfolded: Var<bool>, content: View) -> View {
    let is_long = move || typed.with(|text| text.len() > LONG.0 || text.lines().count() > LONG.1);
    let more = move || {
        let words = move || if unfolded.get() { Text::ShowLess } else { Text::ShowAll };
        button("button button--quiet button--small description-more")
            .aria("aria-expanded", move || unfolded.get())
            .on_click(move |_| unfolded.update(|unfolded| *unfolded = !*unfolded))
            .text_of(move || texts.get(words()))
    };
    let description = el("div.description")
        .class_if("is-folded", move || is_long() && !unfolded.get())
        .child(content);
    View::of([description.into(), when(is_long, more)])
}
