//! Files that are recognised and hold no stories that can be read: what they are, so that people are
//! told how the tool that wrote them gives out something that can.

use domain::preview::Recognised;

/// How many bytes at the end of an archive are searched for the names of its parts, which its directory
/// has there as they are.
const DIRECTORY: usize = 1024 * 1024;

/// How many bytes at the start of a text tell what it is.
const HEAD: usize = 64 * 1024;

/// How files begin.
const MAGIC: [(&[u8], Recognised); 11] = [
    (b"%PDF-", Recognised::Pdf),
    (b"\x89PNG\r\n\x1a\n", Recognised::Picture),
    (b"\xff\xd8\xff", Recognised::Picture),
    (b"GIF8", Recognised::Picture),
    (b"BM", Recognised::Picture),
    (b"{\\rtf", Recognised::Document),
    (b"\x1f\x8b", Recognised::Archive),
    (b"7z\xbc\xaf\x27\x1c", Recognised::Archive),
    (b"Rar!\x1a\x07", Recognised::Archive),
    (b"BZh", Recognised::Archive),
    (b"\xfd7zXZ\x00", Recognised::Archive),
];

/// What stands behind the directory of an archive.
const END_OF_DIRECTORY: &[u8] = b"PK\x05\x06";

/// Parts of archives, the most telling first.
const PARTS: [(&str, Recognised); 11] = [
    ("xl/workbook.bin", Recognised::BinaryWorkbook),
    ("word/document.xml", Recognised::Document),
    ("ppt/presentation.xml", Recognised::Presentation),
    ("Index/Document.iwa", Recognised::IWork),
    ("Index.zip", Recognised::IWork),
    ("activeobjects.xml", Recognised::JiraBackup),
    ("exportDescriptor.properties", Recognised::Confluence),
    ("META-INF/manifest.xml", Recognised::Document),
    ("entities.xml", Recognised::JiraBackup),
    ("styles/site.css", Recognised::Confluence),
    ("", Recognised::Archive),
];

/// Texts in compound files of older programs: names of streams in UTF-16, and of programs.
const STREAMS: [(&str, Recognised); 3] = [
    ("WordDocument", Recognised::Document),
    ("PowerPoint Document", Recognised::Presentation),
    ("MSProject", Recognised::Project),
];

/// The streams that workbooks are in, protected ones too.
const WORKBOOKS: [&str; 3] = ["Workbook", "Book", "EncryptedPackage"];

/// How compound files begin.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// What a compound file of an older program is, if it is no workbook.
pub fn of_compound(bytes: &[u8]) -> Option<Recognised> {
    let wide = |text: &str| text.bytes().flat_map(|byte| [byte, 0]).collect::<Vec<_>>();
    let is_in = |text: &str| has(bytes, text.as_bytes()) || has(bytes, &wide(text));
    let is_other =
        bytes.starts_with(COMPOUND) && !WORKBOOKS.iter().any(|name| has(bytes, &wide(name)));
    STREAMS.iter().find(|(text, _)| is_other && is_in(text)).map(|(_, what)| *what)
}

/// What a file is that is neither a text nor a workbook.
pub fn of_bytes(bytes: &[u8]) -> Option<Recognised> {
    if bytes.starts_with(b"PK\x03\x04") {
        let directory = &bytes[bytes.len().saturating_sub(DIRECTORY)..];
        let is_in = |part: &str| part.is_empty() || has(directory, part.as_bytes());
        let found = PARTS.iter().find(|(part, _)| is_in(part));
        // One that is cut off has no directory, and may have been anything.
        return found.map(|(_, what)| *what).filter(|_| has(directory, END_OF_DIRECTORY));
    }
    let is_text = || std::str::from_utf8(&bytes[..bytes.len().min(4)]).is_ok();
    let found = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic))?;
    // Two letters alone may begin a text as well.
    let is_sure = found.0.len() > 2 || found.1 != Recognised::Picture || !is_text();
    (is_sure || bytes.contains(&0)).then_some(found.1)
}

/// What a text is that has no stories in a form that can be read.
pub fn of_text(text: &str) -> Option<Recognised> {
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let head = text.get(..text.floor_char_boundary(HEAD))?;
    if head.starts_with(['{', '[']) {
        return of_json(text, head);
    }
    if !head.starts_with('<') {
        return None;
    }
    let lower = head.to_ascii_lowercase();
    let has = |mark: &str| lower.contains(mark);
    if has("<entity-engine-xml") {
        Some(Recognised::JiraBackup)
    } else if has("<hibernate-generic") {
        Some(Recognised::Confluence)
    } else if has("schemas.microsoft.com/project") {
        Some(Recognised::Project)
    } else if !lower.starts_with("<!doctype html") && !lower.starts_with("<html") {
        None
    } else if has("trello") {
        Some(Recognised::TrelloPage)
    } else if has("confluence") {
        Some(Recognised::Confluence)
    } else {
        Some(Recognised::WebPage)
    }
}

fn of_json(text: &str, head: &str) -> Option<Recognised> {
    let has = |names: &[&str]| names.iter().all(|name| text.contains(&format!("\"{name}\"")));
    if head.contains("\"gid\"") && has(&["gid", "resource_type"]) {
        Some(Recognised::AsanaJson)
    } else if has(&["user_stories", "userstorycustomattributes"])
        || has(&["user_stories", "issues", "slug"])
    {
        Some(Recognised::TaigaBackup)
    } else {
        None
    }
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compound_files_are_told_by_their_streams() {
        let compound = |text: &str| {
            let wide: Vec<u8> = text.bytes().flat_map(|byte| [byte, 0]).collect();
            [COMPOUND, &wide].concat()
        };
        assert_eq!(of_compound(&compound("WordDocument")), Some(Recognised::Document));
        let plan = [COMPOUND, b"..MSProject.MPP14"].concat();
        assert_eq!(of_compound(&plan), Some(Recognised::Project));
        assert_eq!(of_compound(&compound("Workbook WordDocument")), None);
        assert_eq!(of_compound(b"WordDocument"), None);
    }

    #[test]
    fn files_are_told_by_their_content() {
        let zip =
            |part: &str| [b"PK\x03\x04....".as_slice(), part.as_bytes(), END_OF_DIRECTORY].concat();
        for (bytes, expected) in [
            (b"%PDF-1.7 ...".to_vec(), Some(Recognised::Pdf)),
            (b"\x89PNG\r\n\x1a\n...".to_vec(), Some(Recognised::Picture)),
            (b"{\\rtf1 A list}".to_vec(), Some(Recognised::Document)),
            (zip("xl/workbook.bin"), Some(Recognised::BinaryWorkbook)),
            (zip("word/document.xml"), Some(Recognised::Document)),
            (zip("Index/Document.iwa"), Some(Recognised::IWork)),
            (zip("entities.xml"), Some(Recognised::JiraBackup)),
            (zip("Stories 1f2e.csv"), Some(Recognised::Archive)),
            (b"BMW for the mayor\nA bench".to_vec(), None),
            (b"Title,Points\nGate,3\n".to_vec(), None),
        ] {
            assert_eq!(of_bytes(&bytes), expected, "{}", String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn texts_are_told_by_their_beginning() {
        for (text, expected) in [
            (
                "<?xml version=\"1.0\"?>\n<entity-engine-xml date=\"1\">",
                Some(Recognised::JiraBackup),
            ),
            ("<hibernate-generic datetime=\"1\">", Some(Recognised::Confluence)),
            ("<Project xmlns=\"http://schemas.microsoft.com/project\">", Some(Recognised::Project)),
            ("<!DOCTYPE html><title>Yard | Trello</title>", Some(Recognised::TrelloPage)),
            ("<html><body><ul><li>Gate", Some(Recognised::WebPage)),
            (
                "{\"data\":[{\"gid\":\"1\",\"resource_type\":\"task\"}]}",
                Some(Recognised::AsanaJson),
            ),
            ("<p>Gate</p>", None),
            ("{\"cards\":[]}", None),
        ] {
            assert_eq!(of_text(text), expected, "{text}");
        }
    }
}
