//! From bytes to text: detects encodings, and what is not text. Knows no format.

use std::borrow::Cow;

use domain::limits;
use domain::preview::Unreadable;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How many bytes at the start of a file are checked for every other one being zero.
const PROBED_BYTES: usize = 1024;

/// The text of a file: UTF-16 if a byte-order mark or zero bytes indicate it, UTF-8 if that is
/// valid, and otherwise Windows-1252, which Western spreadsheets write. Line ends are kept.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    if bytes.len() > limits::FILE_BYTES {
        return Err(Unreadable::TooLarge { limit: limits::FILE_BYTES as u32 });
    }
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) if encoding != UTF_8 => {
            encoding.decode_without_bom_handling(&bytes[mark..]).0
        }
        Some((_, mark)) => utf8_or_windows(&bytes[mark..])?,
        None => match utf16(bytes) {
            Some(encoding) => encoding.decode_without_bom_handling(bytes).0,
            None => utf8_or_windows(bytes)?,
        },
    };
    if text.contains('\0') {
        return Err(Unreadable::NotText);
    }
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    Ok(text)
}

/// Detects UTF-16 without a byte-order mark. Most of what trackers write is ASCII, so half of the
/// bytes are zero, all at even or all at odd offsets.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let (pairs, _) = bytes[..bytes.len().min(PROBED_BYTES)].as_chunks::<2>();
    let zeros = |side: usize| pairs.iter().filter(|pair| pair[side] == 0).count();
    let is_most = |count: usize| count > 0 && count * 2 > pairs.len();
    match (zeros(0), zeros(1)) {
        (0, high) if is_most(high) => Some(UTF_16LE),
        (high, 0) if is_most(high) => Some(UTF_16BE),
        _ => None,
    }
}

/// The text with each line break replaced by a blank.
pub fn one_line(text: &str) -> String {
    text.replace("\r\n", " ").replace(['\r', '\n'], " ")
}

/// The lines of a text, ended by LF, CR LF or CR.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| line.split('\r'))
}

fn utf8_or_windows(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    // Any bytes are valid Windows-1252, but control characters indicate images and archives.
    if bytes.iter().any(|byte| byte.is_ascii_control() && !matches!(byte, b'\t'..=b'\r')) {
        return Err(Unreadable::NotText);
    }
    Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_is_read_from_every_encoding() {
        let text = "Öffnungszeiten;3 €";
        let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
            mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect::<Vec<u8>>()
        };
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            utf16([0xff, 0xfe], u16::to_le_bytes),
            utf16([0xfe, 0xff], u16::to_be_bytes),
            text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            b"\xd6ffnungszeiten;3 \x80".to_vec(),
        ] {
            assert_eq!(decode(&bytes).as_deref(), Ok(text));
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(b"").err(), Some(Unreadable::Empty));
        assert_eq!(decode(b"\xef\xbb\xbf \r\n").err(), Some(Unreadable::Empty));
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n").err(), Some(Unreadable::NotText));
        assert_eq!(decode(b"PK\x03\x04\0\0").err(), Some(Unreadable::NotText));
        assert_eq!(decode(b"S\0u\0\0m").err(), Some(Unreadable::NotText));
    }

    #[test]
    fn a_file_may_have_20_mib() {
        let limit = 20 * 1024 * 1024;
        assert!(decode(&vec![b'x'; limit]).is_ok());
        assert_eq!(
            decode(&vec![b'x'; limit + 1]).err(),
            Some(Unreadable::TooLarge { limit: limit as u32 })
        );
    }
}
