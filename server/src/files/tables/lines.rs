//! Line and column numbers of offsets in a text.

/// Line numbers of ascending offsets. Counts every line break once.
pub struct Lines<'t> {
    text: &'t [u8],
    offset: usize,
    line: u32,
}

impl<'t> Lines<'t> {
    /// Starts at the first line.
    pub fn new(text: &'t str) -> Self {
        Self { text: text.as_bytes(), offset: 0, line: 1 }
    }

    /// The line of an offset, from 1. CR, LF and CR LF each end a line.
    pub fn at(&mut self, offset: usize) -> u32 {
        let passed = self.offset..offset.min(self.text.len());
        let is_break = |at: &usize| match self.text[*at] {
            b'\n' => true,
            b'\r' => self.text.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        self.line += passed.clone().filter(is_break).count() as u32;
        self.offset = passed.end.max(self.offset);
        self.line
    }
}

/// The column of an offset on its line, in characters, from 1.
pub fn column(text: &str, offset: usize) -> u32 {
    let before = text.get(..offset).unwrap_or_default();
    let line = before.rsplit(['\r', '\n']).next().unwrap_or_default();
    line.chars().count() as u32 + 1
}
