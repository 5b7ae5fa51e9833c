//! A field that counts what is typed the way its reader would, and says when it is too much. What is
//! typed lives in a draft that only the caller empties or replaces.

use std::rc::Rc;

use domain::refusal::Field;

use crate::characters;
use crate::dom::{El, View, el};
use crate::i18n::Text;
use crate::page::texts;
use crate::signals::{Memo, Var};

/// From this part of the limit on, the count is shown.
const NEAR: f64 = 0.8;

/// A labelled input (or text area) for one of the domain's fields.
pub struct LimitedField {
    id: &'static str,
    label: Text,
    field: Field,
    draft: Var<String>,
    error: Rc<dyn Fn() -> Option<String>>,
    placeholder: Option<Text>,
    input: El,
}

impl LimitedField {
    /// A field of one line with this id, which must be unique on the page. `field` says how long
    /// what is typed into `draft` may be.
    pub fn new(id: &'static str, label: Text, field: Field, draft: Var<String>) -> Self {
        let input = el("input").attr("type", "text").attr("autocomplete", "off");
        let error = Rc::new(|| None);
        Self { id, label, field, draft, error, placeholder: None, input }
    }

    /// Takes several lines.
    pub fn multiline(self) -> Self {
        Self { input: el("textarea").attr("rows", "3"), ..self }
    }

    /// Shows below why what was typed cannot be taken.
    pub fn error(self, error: impl Fn() -> Option<String> + 'static) -> Self {
        Self { error: Rc::new(error), ..self }
    }

    /// Shows an example while nothing is typed.
    pub fn placeholder(self, placeholder: Text) -> Self {
        Self { placeholder: Some(placeholder), ..self }
    }

    /// Lets browsers fill in what they know under this name.
    pub fn autocomplete(self, kind: &str) -> Self {
        Self { input: self.input.attr("autocomplete", kind), ..self }
    }

    /// Has the focus when it appears.
    pub fn focused(self) -> Self {
        self.input.focus_soon();
        self
    }

    fn view(self) -> El {
        let Self { id, label, field, draft, error, placeholder, input } = self;
        let texts = texts();
        let limit = field.limit();
        let length = Memo::new(move || draft.with(|draft| characters::length_near(draft, limit)));
        let is_over = move || length.get() > limit;
        let count = move || {
            let length = length.get();
            if (length as f64) < limit as f64 * NEAR {
                return String::new();
            }
            let (length, limit) = (texts.number(length as f64), texts.number(limit as f64));
            texts.with(Text::LimitCount, &[("length", &length), ("limit", &limit)])
        };
        let problem = error.clone();
        let note = [id, "-note"].concat();
        let input = input
            .attr("id", id)
            .class("field-input")
            .attr("aria-describedby", &note)
            .aria("aria-invalid", move || is_over() || problem().is_some())
            .draft(draft);
        let input = match placeholder {
            Some(placeholder) => input.attr_of("placeholder", texts.say(placeholder)),
            None => input,
        };
        let problem = el("span.field-error").text_of(move || error().unwrap_or_default());
        let count = el("span.field-count").class_if("is-over", is_over).text_of(count);
        let note = el("div").attr("id", &note).class("field-note").attr("aria-live", "polite");
        el("div.field")
            .child(el("label.field-label").attr("for", id).text_of(texts.say(label)))
            .child(input)
            .child(note.child(problem).child(count))
    }
}

impl From<LimitedField> for View {
    fn from(field: LimitedField) -> Self {
        field.view().into()
    }
}
