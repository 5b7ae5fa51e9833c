//! The hand: the cards that one votes with.

mod cards_are_for;
mod hand;
mod hand_card;
mod hand_cards;
mod move_focus;
mod play_card;
mod remark_line;
mod score_choices;
mod score_hand;
mod score_row;
mod words_draft;

pub use hand::Hand;
pub use hand_card::spoken_name;
pub use move_focus::move_focus;
pub use play_card::{RoundInPlay, has_dimensions, play_shown};
pub use remark_line::{load_remark_line, preload_remark};
pub use score_hand::load_score_hand;
