//! Checks the quotation marks of a CSV before it is read, because a lenient reader would shift
//! everything after a missing one.

/// The offset of the first cell with wrong quotation marks: one that is never closed, or one with
/// text after its closing mark, which is what a missing mark looks like if a later cell is quoted.
pub fn first_fault(csv: &[u8], separator: u8) -> Option<usize> {
    let ends_cell = |byte: u8| byte == separator || matches!(byte, b'\r' | b'\n');
    let mut start = 0;
    while start < csv.len() {
        let end = if csv[start] == b'"' {
            let closed = after_quoted(csv, start).map(|end| skip_blanks(csv, end, separator));
            match closed {
                Some(end) if csv.get(end).is_none_or(|byte| ends_cell(*byte)) => end,
                _ => return Some(start),
            }
        } else {
            csv[start..].iter().position(|byte| ends_cell(*byte))? + start
        };
        start = end + 1;
    }
    None
}

/// The offset after the mark that closes the one at `open`. Doubled marks are text.
fn after_quoted(csv: &[u8], open: usize) -> Option<usize> {
    let mut at = open + 1;
    loop {
        at += csv.get(at..)?.iter().position(|byte| *byte == b'"')? + 1;
        if csv.get(at) != Some(&b'"') {
            return Some(at);
        }
        at += 1;
    }
}

fn skip_blanks(csv: &[u8], from: usize, separator: u8) -> usize {
    let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\t') && **byte != separator;
    from + csv[from..].iter().take_while(is_blank).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_that_are_closed_are_no_fault() {
        for csv in [
            "",
            "a,b",
            "\"a\"",
            "\"a, \"\"b\"\"\",c\n\"\"\"\"\r\n\"\",\"\"",
            "\"a\" ,b",
            "5\" pipe,b",
            "\"two\n\nlines\"\n",
        ] {
            assert_eq!(first_fault(csv.as_bytes(), b','), None, "{csv}");
        }
        assert_eq!(first_fault(b"\"a\"\t\"b\"", b'\t'), None);
    }

    #[test]
    fn a_fault_is_found_where_its_cell_starts() {
        assert_eq!(first_fault(b"a,\"b\nc,d\n", b','), Some(2));
        assert_eq!(first_fault(b"a,\"b\nc,\"d\"\n", b','), Some(2));
        assert_eq!(first_fault(b"a\n\"", b','), Some(2));
    }
}
