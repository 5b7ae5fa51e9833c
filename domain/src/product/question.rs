//! Questions on a story (rule 51).

use serde::{Deserialize, Serialize};

use crate::day::Day;
use crate::refusal::{Field, Refusal};
use crate::text;

/// Something that somebody has to find out before a story is ready.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Question {
    /// What is asked, in one or more lines.
    pub text: String,
    /// Who is to find out, in the words of those who asked; empty for nobody yet.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// The answer; empty while the question is open.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answer: String,
}

impl Question {
    /// Whether it waits for an answer.
    pub fn is_open(&self) -> bool {
        self.answer.is_empty()
    }

    /// Whether it still waits for an answer after the day until which somebody wanted to find out.
    pub fn is_late(&self, today: Day) -> bool {
        self.is_open() && self.due.is_some_and(|due| due < today)
    }

    pub(super) fn checked(self) -> Result<Self, Refusal> {
        let owner = match self.owner.trim() {
            "" => String::new(),
            owner => text::shown_name(owner)?,
        };
        Ok(Self {
            text: text::required(Field::Item, &self.text)?,
            owner,
            due: self.due,
            answer: text::within(Field::Item, text::block(self.answer.trim()))?,
        })
    }

    pub(super) fn bytes(&self) -> usize {
        self.text.len() + self.owner.len() + self.answer.len()
    }
}
