//! Further numbers beside the estimate: their results, what is saved of them for a story, and which ones the
//! room votes on. The cards for them are in the hand.

mod dimension_bars;
mod dimension_facts;
mod dimension_result;
mod dimension_results;
mod dimensions_editor;
mod editor_row;
mod save_score;
mod score_choice;
mod score_field;
mod story_scores;

pub use dimension_results::DimensionResults;
pub use dimensions_editor::DimensionsEditor;
pub use story_scores::StoryScores;
