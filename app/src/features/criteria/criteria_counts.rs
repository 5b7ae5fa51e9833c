//! How far the team is with a story's criteria, in numbers.

use domain::story::{CriterionState, Story};

/// How many criteria a story has in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CriteriaCounts {
    /// The team agrees on these.
    pub agreed: usize,
    /// These need talking about.
    pub unclear: usize,
    /// All of them.
    pub all: usize,
}

impl CriteriaCounts {
    /// The counts of one story.
    pub fn of(story: &Story) -> Self {
        let count = |state| story.criteria.iter().filter(|it| it.state == state).count();
        Self {
            agreed: count(CriterionState::Agreed),
            unclear: count(CriterionState::Unclear),
            all: story.criteria.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::protocol::decode;

    use super::*;

    #[test]
    fn criteria_are_counted_by_state() {
        let story = r#"{"id": 1, "title": "A", "criteria": [
            {"id": 1, "text": "w", "state": "agreed"}, {"id": 2, "text": "x", "state": "unclear"},
            {"id": 3, "text": "y", "state": "agreed"}, {"id": 4, "text": "z"}]}"#;
        let story: Story = decode(story).unwrap();
        let counts = CriteriaCounts { agreed: 2, unclear: 1, all: 4 };
        assert_eq!(CriteriaCounts::of(&story), counts);
    }
}
