//! The hand: the cards that one votes with.

mod cards_are_for;
mod hand;
mod hand_card;
mod hand_cards;
mod play_card;
mod remark_line;
mod words_draft;

pub use hand::Hand;
pub use hand_card::spoken_name;
pub use hand_cards::move_focus;
pub use play_card::{RoundInPlay, play_shown};
pub use remark_line::{load_remark_line, preload_remark};
