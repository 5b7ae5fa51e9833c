//! What people say of their cards, in words, and where it stands on the table.

mod said;
pub mod wording;

pub use said::load_said;
