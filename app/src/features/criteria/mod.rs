//! A story's acceptance criteria.

mod add_criterion;
mod criteria;
mod criteria_counts;
mod criteria_heading;
mod criterion_edit;
mod criterion_field;
mod criterion_form;
mod criterion_row;
mod criterion_state_button;
mod criterion_text;

pub use criteria::Criteria;
pub use criteria_counts::CriteriaCounts;
