//! Which character parts the cells of a table: as a spreadsheet declared it, or as the first row shows.
//! Knows no cells.

/// What may part cells. Those that rarely stand in a name come first: they win a tie.
const SEPARATORS: [u8; 4] = [b'\t', b'|', b';', b','];

/// Where the table starts and the separator that a spreadsheet declared in a line `sep=;`.
pub fn declared_separator(text: &str) -> (usize, Option<u8>) {
    let line = text.lines().next().unwrap_or_default();
    let declared = line.trim_matches('"').strip_prefix("sep=").map(str::as_bytes);
    match declared {
        Some([separator]) if SEPARATORS.contains(separator) => (line.len(), Some(*separator)),
        _ => (0, None),
    }
}

/// The separator that stands most often in the first row outside of quotation marks; if there is
/// none, in the first line wherever it stands.
pub fn sniff(text: &str) -> u8 {
    let mut is_quoted = false;
    let outside = text.bytes().filter(|byte| {
        is_quoted ^= *byte == b'"';
        !is_quoted
    });
    let row = most_common_separator(outside);
    row.or_else(|| most_common_separator(text.bytes())).unwrap_or(b',')
}

fn most_common_separator(bytes: impl Iterator<Item = u8>) -> Option<u8> {
    let mut counts = [0_usize; SEPARATORS.len()];
    for byte in bytes.take_while(|byte| !matches!(byte, b'\r' | b'\n')) {
        if let Some(at) = SEPARATORS.iter().position(|separator| *separator == byte) {
            counts[at] += 1;
        }
    }
    let most = counts.into_iter().max().filter(|most| *most > 0)?;
    counts.into_iter().position(|count| count == most).map(|at| SEPARATORS[at])
}
