//! The page of addresses that there is nothing at.

use super::notice::notice_page;
use crate::dom::View;
use crate::i18n::Text;

/// Says that there is nothing here.
pub fn not_found_page() -> View {
    notice_page(Text::NotFoundTitle, Text::NotFoundText, false)
}
