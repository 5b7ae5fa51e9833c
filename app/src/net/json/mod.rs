//! JSON on the wire, with no more code than what travels needs: no numbers with fractions, no maps, and
//! one error that says nothing. A whole library for it would cost every first visit twenty kilobytes.

mod reading;
mod writing;

use std::fmt;

pub use reading::read;
pub use writing::write;

/// It is of another form.
#[derive(Debug)]
struct Bad;

impl fmt::Display for Bad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("of another form")
    }
}

impl std::error::Error for Bad {}

impl serde::de::Error for Bad {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl serde::ser::Error for Bad {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}
