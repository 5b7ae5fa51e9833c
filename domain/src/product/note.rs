//! Notes and decisions on a story (rule 52).

use serde::{Deserialize, Serialize};

use crate::refusal::{Field, Refusal};
use crate::text;

/// What people want to remember of a story.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Note {
    /// What it says, in one or more lines.
    pub text: String,
    /// Whether the team has decided this.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_decision: bool,
}

impl Note {
    pub(super) fn checked(self) -> Result<Self, Refusal> {
        Ok(Self { text: text::required(Field::Item, &self.text)?, ..self })
    }

    pub(super) fn bytes(&self) -> usize {
        self.text.len()
    }
}
