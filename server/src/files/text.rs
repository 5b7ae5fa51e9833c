//! From bytes to text: detects encodings, and what is not text. Knows no format.

use std::borrow::Cow;

use domain::encoding::Encoding as Name;
use domain::limits;
use domain::preview::Unreadable;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::files::encodings;

/// How many bytes at the start of a file are checked for being UTF-16.
const PROBED_BYTES: usize = 4096;

/// The text of a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded<'b> {
    /// Line ends are kept, except that CR alone becomes LF, and byte-order marks are left out.
    pub text: Cow<'b, str>,
    /// Its encoding, if that was guessed or chosen.
    pub assumed: Option<Name>,
}

/// The text of a file, in the encoding that a person chose, or else in UTF-16 if a byte-order mark or
/// zero bytes indicate it, in UTF-8 if it is valid, and otherwise in the likeliest encoding.
pub fn decode(bytes: &[u8], chosen: Option<Name>) -> Result<Decoded<'_>, Unreadable> {
    if bytes.len() > limits::FILE_BYTES {
        return Err(Unreadable::TooLarge { limit: limits::FILE_BYTES as u32 });
    }
    let (marked, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let content = &bytes[mark..];
    let in_encoding = |encoding: &'static Encoding| encoding.decode_without_bom_handling(content).0;
    let (text, assumed) = match chosen {
        Some(name) => (in_encoding(encodings::decoder(name)), chosen),
        None if marked != UTF_8 => (in_encoding(marked), None),
        None => match std::str::from_utf8(content) {
            Ok(text) if !text.contains('\0') => (Cow::Borrowed(text), None),
            _ => match utf16(content) {
                Some(encoding) => (in_encoding(encoding), None),
                // Any bytes are valid in most encodings, but control characters indicate images and
                // archives.
                None if content.iter().any(is_binary) => return Err(Unreadable::NotText),
                None => {
                    let name = encodings::guess(content);
                    (in_encoding(encodings::decoder(name)), Some(name))
                }
            },
        },
    };
    if text.contains('\0') {
        return Err(Unreadable::NotText);
    }
    if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
        return Err(Unreadable::Empty);
    }
    Ok(Decoded { text: with_usual_lines(text), assumed })
}

fn is_binary(byte: &u8) -> bool {
    byte.is_ascii_control() && !matches!(byte, b'\t'..=b'\r')
}

/// Detects UTF-16 without a byte-order mark: some bytes are zero, which no other text has, and read
/// in pairs there are no control characters but plenty of ASCII, if only for separators.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let probed = &bytes[..bytes.len().min(PROBED_BYTES)];
    if bytes.len() % 2 == 1 || !probed.contains(&0) {
        return None;
    }
    let ascii = |encoding: &&'static Encoding| {
        let text = encoding.decode_without_bom_handling(probed).0;
        let is_wrong = |c: char| c == '\u{fffd}' || c.is_control() && !matches!(c, '\t'..='\r');
        let is_text = !text.chars().any(is_wrong);
        if is_text { text.chars().filter(char::is_ascii).count() } else { 0 }
    };
    [UTF_16LE, UTF_16BE].into_iter().max_by_key(ascii).filter(|encoding| ascii(encoding) > 0)
}

/// The text with LF where it has CR alone, as old spreadsheets on a Mac end lines, and without the
/// byte-order mark of a second file that was joined to the first.
fn with_usual_lines(text: Cow<'_, str>) -> Cow<'_, str> {
    let text = if text.contains('\r') && !text.contains('\n') {
        text.replace('\r', "\n").into()
    } else {
        text
    };
    if !text.contains('\u{feff}') {
        return text;
    }
    let text = text.trim_start_matches('\u{feff}');
    let first = text.split(['\r', '\n']).next().unwrap_or_default();
    let text = text.replace("\n\u{feff}", "\n");
    let joined = format!("\u{feff}{first}");
    if first.is_empty() { text } else { text.replace(&joined, &format!("\n{first}")) }.into()
}

/// The text with each line break replaced by a blank.
pub fn one_line(text: &str) -> String {
    text.replace("\r\n", " ").replace(['\r', '\n'], " ")
}

/// The lines of a text, ended by LF, CR LF or CR.
pub fn lines(text: &str) -> impl Iterator<Item = &str> + Clone {
    text.lines().flat_map(|line| line.split('\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
        super::decode(bytes, None).map(|decoded| decoded.text.into_owned())
    }

    fn in_utf16(text: &str, mark: &[u8], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        mark.iter().copied().chain(text.encode_utf16().flat_map(bytes)).collect()
    }

    #[test]
    fn the_same_text_is_read_from_every_encoding() {
        let text = "Öffnungszeiten;3 €";
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            in_utf16(text, b"\xff\xfe", u16::to_le_bytes),
            in_utf16(text, b"\xfe\xff", u16::to_be_bytes),
            in_utf16(text, b"", u16::to_le_bytes),
            in_utf16(text, b"", u16::to_be_bytes),
            b"\xd6ffnungszeiten;3 \x80".to_vec(),
        ] {
            assert_eq!(decode(&bytes).as_deref(), Ok(text));
        }
    }

    #[test]
    fn utf16_is_recognised_in_every_script() {
        for text in ["标题,点数\n一一,3\n", "Тема;Оценка\nСад;5\n"] {
            for bytes in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
                assert_eq!(decode(&in_utf16(text, b"", bytes)).as_deref(), Ok(text));
            }
        }
    }

    #[test]
    fn an_encoding_that_was_guessed_or_chosen_is_said() {
        let assumed = |bytes, chosen| super::decode(bytes, chosen).unwrap().assumed;
        assert_eq!(assumed("Öl".as_bytes(), None), None);
        assert_eq!(assumed(b"T\xfcr", None), Some(Name::Windows1252));
        assert_eq!(assumed(b"T\xfcr", Some(Name::Windows1251)), Some(Name::Windows1251));
        let read = super::decode(b"T\xfcr", Some(Name::Windows1251)).unwrap();
        assert_eq!(read.text, "Tьr");
    }

    #[test]
    fn lines_may_end_with_cr_alone_and_two_files_may_be_joined() {
        assert_eq!(decode(b"a\rb\r").as_deref(), Ok("a\nb\n"));
        assert_eq!(decode(b"a\r\n\"b\rc\"\r\n").as_deref(), Ok("a\r\n\"b\rc\"\r\n"));
        let joined = "\u{feff}a,b\n1,2\n\u{feff}a,b\n3,4\u{feff}a,b\n5,6\n";
        let read = decode(joined.as_bytes());
        assert_eq!(read.as_deref(), Ok("a,b\n1,2\na,b\n3,4\na,b\n5,6\n"));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(b"").err(), Some(Unreadable::Empty));
        assert_eq!(decode(b"\xef\xbb\xbf \r\n").err(), Some(Unreadable::Empty));
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n").err(), Some(Unreadable::NotText));
        assert_eq!(decode(b"PK\x03\x04\0\0").err(), Some(Unreadable::NotText));
        assert_eq!(decode(b"S\0u\0\0\0").err(), Some(Unreadable::NotText));
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
