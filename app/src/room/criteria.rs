//! A story's acceptance criteria: how far the team is with them, and one more. Each sees to itself.

use domain::command::Command;
use domain::ids::{CriterionId, StoryId};
use domain::limits;
use domain::refusal::Field;
use domain::settings::Permission;
use domain::story::CriterionState;
use web_sys::{FocusEvent, KeyboardEvent};

use super::criterion::criterion_row;
use super::desk::Desk;
use super::editing::is_enter;
use super::reads::{may, story};
use super::sorting::sorting;
use crate::dom::{El, View, button, dynamic, each, el, when};
use crate::i18n::{Text, Texts};
use crate::page::{commands, room, texts};
use crate::parts::icon::Icon;
use crate::parts::limit::LimitedField;
use crate::sentences;
use crate::signals::{Memo, Var};
use crate::state::RoomState;

/// The criteria of a story.
pub fn criteria(desk: Desk, id: StoryId) -> El {
    let (commands, room, texts) = (commands(), room(), texts());
    let ids = Memo::new(move || {
        story(room, id, |story| story.criteria.iter().map(|c| c.id.0).collect::<Vec<u32>>())
    });
    let may_edit = Memo::new(move || may(room, Permission::Texts));
    let sorting = sorting(desk, ids, ".criteria", move |criterion, after| {
        let (criterion, after) = (CriterionId(criterion), after.map(CriterionId));
        commands.send(Command::MoveCriterion { story: id, criterion, after });
    });
    let row = move |key| criterion_row(desk, id, CriterionId(key), sorting, may_edit);
    let list = el("ol.criteria-list").child(each(move || ids.get(), row));
    let takes_more = move || may_edit.get() && ids.with(|ids| ids.len() < limits::CRITERIA);
    let stays_empty = move || ids.with(Vec::is_empty) && !may_edit.get();
    let hint = move || el("p.story-hint").text_of(texts.say(Text::NoCriteria));
    let body = el("div.criteria-body")
        .child(list)
        .child(when(takes_more, move || add_criterion(desk, id)))
        .child(when(stays_empty, hint));
    let open = Var::new(false);
    el("section.criteria")
        .class_if("is-open", move || open.get())
        .child(heading(room, texts, id, open))
        .child(body)
}

/// The heading twice: as a button that opens the list where it is folded, and as a title.
fn heading(room: RoomState, texts: Texts, id: StoryId, open: Var<bool>) -> El {
    let named = move |element: El| {
        let progress = dynamic(move || progress(room, texts, id));
        element.text_of(texts.say(Text::Criteria)).child(progress)
    };
    let toggle = button("criteria-toggle")
        .aria("aria-expanded", move || open.get())
        .on_click(move |_| open.update(|open| *open = !*open));
    let title = el("span.criteria-title");
    el("h3.criteria-heading").child(named(toggle).child(Icon::Down.view())).child(named(title))
}

/// How many are agreed, in words.
fn progress(room: RoomState, texts: Texts, id: StoryId) -> View {
    let (agreed, unclear, all) = story(room, id, |story| {
        let count = |state| story.criteria.iter().filter(|c| c.state == state).count();
        let (agreed, unclear) = (count(CriterionState::Agreed), count(CriterionState::Unclear));
        (agreed, unclear, story.criteria.len())
    });
    if all == 0 {
        return View::nothing();
    }
    let (agreed, all) = (texts.number(agreed as f64), texts.number(all as f64));
    let agreed = texts.with(Text::CriteriaAgreed, &[("agreed", &agreed), ("all", &all)]);
    let unclear = (unclear > 0).then(|| {
        el("span.criteria-count.criteria-count--unclear")
            .text(&texts.count(Text::CriteriaUnclear, unclear))
    });
    View::of([el("span.criteria-count").text(&agreed).into(), unclear.into()])
}

fn add_criterion(desk: Desk, story: StoryId) -> El {
    let texts = texts();
    let commands = commands();
    let draft = Var::new(String::new());
    let error = Var::new(None::<String>);
    let add = move || {
        // A field that is taken off the page may lose its focus after its draft is gone.
        let text = draft.try_get_untracked().unwrap_or_default();
        if text.trim().is_empty() {
            return;
        }
        draft.set(String::new());
        error.set(None);
        let state = CriterionState::default();
        let command = Command::AddCriterion { story, text: text.clone(), state, after: None };
        commands.send_then(command, move |answer| {
            let Err(refusal) = answer else { return };
            error.set(Some(sentences::refusal(texts, &refusal)));
            if draft.try_get_untracked().is_some_and(|now| now.is_empty()) {
                draft.set(text);
            }
        });
    };
    let keys = move |event: KeyboardEvent| {
        if is_enter(&event) {
            event.prevent_default();
            add();
        }
    };
    let leave = move |_: FocusEvent| {
        add();
        desk.release();
    };
    let field = LimitedField::new("add-criterion", Text::AddCriterion, Field::Criterion, draft)
        .placeholder(Text::AddCriterionHint)
        .error(move || error.get());
    el("div.add-criterion")
        .on("keydown", keys)
        .on("focusin", move |_: FocusEvent| desk.stay(story))
        .on("focusout", leave)
        .child(Icon::Plus.view())
        .child(field)
}
