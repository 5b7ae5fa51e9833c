//! Detects the separator of a table's cells: as declared by a spreadsheet, or from the first rows.

/// The possible separators. Those that are rare in names come first and win a tie.
pub const SEPARATORS: [u8; 4] = [b'\t', b'|', b';', b','];

/// The offset of the table, and the separator if a spreadsheet declared it in a line `sep=;`.
pub fn declared_separator(text: &str) -> (usize, Option<u8>) {
    let start = text.len() - text.trim_start_matches(['\r', '\n']).len();
    let line = text[start..].split(['\r', '\n']).next().unwrap_or_default();
    let declared = line.trim_matches('"').strip_prefix("sep=").map(str::as_bytes);
    match declared {
        Some([separator]) if SEPARATORS.contains(separator) => {
            (start + line.len(), Some(*separator))
        }
        _ => (0, None),
    }
}

/// The separator that is most frequent in the first row outside of quotation marks; if there is
/// none, the most frequent one anywhere in the first line.
pub fn sniff(text: &str) -> u8 {
    let mut is_quoted = false;
    let outside = text.bytes().filter(|byte| {
        is_quoted ^= *byte == b'"';
        !is_quoted
    });
    let first = counts(&mut text.bytes());
    let mut outside = outside;
    let (header, row) = (counts(&mut outside), counts(&mut outside));
    best(header, row).or_else(|| best(first, [0; 4])).unwrap_or(b',')
}

/// How often each separator occurs in a line.
fn counts(bytes: &mut impl Iterator<Item = u8>) -> [usize; SEPARATORS.len()] {
    let mut counts = [0; SEPARATORS.len()];
    let is_break = |byte: &u8| matches!(byte, b'\r' | b'\n');
    for byte in bytes.skip_while(is_break).take_while(|byte| !is_break(byte)) {
        if let Some(at) = SEPARATORS.iter().position(|separator| *separator == byte) {
            counts[at] += 1;
        }
    }
    counts
}

/// The most frequent separator in the header. One that is as frequent in the row below is preferred
/// if it is at least half as frequent as another one, which then belongs to the names.
fn best(header: [usize; SEPARATORS.len()], row: [usize; SEPARATORS.len()]) -> Option<u8> {
    let most = header.into_iter().max().filter(|most| *most > 0)?;
    let is_steady = |at: &usize| header[*at] == row[*at] && header[*at] * 2 >= most;
    let steady = (0..SEPARATORS.len()).rev().filter(is_steady).max_by_key(|at| header[*at]);
    let first = header.into_iter().position(|count| count == most);
    steady.or(first).map(|at| SEPARATORS[at])
}
