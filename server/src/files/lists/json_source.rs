//! The text of a file in JSON, deserialised piece by piece: lists stay unparsed until their
//! elements are needed, so that twenty mebibytes of empty elements take little more memory than
//! that.

use domain::format::Format;
use domain::preview::Unreadable;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::files::job::Job;

/// A list whose elements are parsed when they are needed.
pub type Raw<'t> = Vec<&'t RawValue>;

/// The text of a file, the job of reading it, and its format.
pub struct Source<'t> {
    pub text: &'t str,
    pub job: &'t Job,
    pub format: Format,
}

impl<'t> Source<'t> {
    /// Parses the whole text.
    pub fn read_whole<T: Deserialize<'t>>(&self) -> Result<T, Unreadable> {
        serde_json::from_str(self.text).map_err(|error| {
            let (line, column) = (error.line() as u32, error.column() as u32);
            self.malformed(line.max(1), column)
        })
    }

    /// The lists and objects that stand in the text one behind the other. A mistake in one of them is
    /// an error, after which there are no more.
    pub fn values(&self) -> impl Iterator<Item = Result<&'t RawValue, Unreadable>> {
        let text = self.text;
        let mut values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
        let mut is_over = false;
        std::iter::from_fn(move || {
            let value = (!is_over).then(|| values.next())??;
            is_over = value.is_err();
            Some(value.map_err(|error| {
                self.malformed((error.line() as u32).max(1), error.column() as u32)
            }))
        })
    }

    /// The whole text as the only element of a list, if it is a card in a list with this id.
    pub fn alone(&self, list: &Option<String>) -> Result<Option<Raw<'t>>, Unreadable> {
        list.is_some().then(|| self.read_whole().map(|card| vec![card])).transpose()
    }

    /// Parses one element.
    pub fn read<T: Deserialize<'t>>(&self, raw: &'t RawValue) -> Result<T, Unreadable> {
        self.job.reached(self.offset(raw))?;
        serde_json::from_str(raw.get()).map_err(|error| {
            let column = if error.line() > 1 { error.column() as u32 } else { 0 };
            self.malformed(self.line(raw) + error.line().saturating_sub(1) as u32, column)
        })
    }

    /// Bytes of the text in front of `raw`.
    pub fn offset(&self, raw: &RawValue) -> usize {
        raw.get().as_ptr() as usize - self.text.as_ptr() as usize
    }

    /// The line that `raw` starts on, from 1.
    pub fn line(&self, raw: &RawValue) -> u32 {
        1 + self.text[..self.offset(raw)].matches('\n').count() as u32
    }

    /// That the text is not in the format.
    pub fn other_format(&self) -> Unreadable {
        Unreadable::OtherFormat { wanted: self.format }
    }

    fn malformed(&self, line: u32, column: u32) -> Unreadable {
        Unreadable::Malformed { format: self.format, line, column }
    }
}
