//! Single lines as people type and paste them: `- TL-7: Mend the gate (5)` is a story with a key and
//! points, `[ ] Closes by itself` a criterion. What is typed into a field and what comes in as a list
//! is read alike. Knows no format of a file.

pub mod bullets;
pub mod reference;
pub mod title_points;

use crate::draft::StoryDraft;
use reference::Reference;

/// The lines of a text that are not blank, ended by LF, CR LF or CR.
pub fn of(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty())
}

/// The story in a line, with its key, link and points, without a bullet.
pub fn story(line: &str) -> StoryDraft {
    Reference::story(without_bullet(line.trim()))
}

/// The same by somebody who may not set estimates: points stay in the title.
pub fn story_without_points(line: &str) -> StoryDraft {
    Reference::story_without_points(without_bullet(line.trim()))
}

/// The criterion in a line, without a bullet, number, tick or box.
pub fn criterion(line: &str) -> &str {
    bullets::item(line)
        .or_else(|| bullets::strip(line))
        .filter(|rest| !rest.is_empty())
        .unwrap_or(line)
}

fn without_bullet(line: &str) -> &str {
    let line = bullets::strip(line).filter(|rest| !rest.is_empty()).unwrap_or(line);
    bullets::task(line).map(|(_, rest)| rest).filter(|rest| !rest.is_empty()).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(story: &StoryDraft, key: Option<&str>, title: &str, estimate: Option<&str>) {
        let read = (story.key.as_deref(), story.title.as_str(), story.estimate.as_deref());
        assert_eq!(read, (key, title, estimate));
    }

    #[test]
    fn keys_are_read_however_they_are_written() {
        let check = |line: &str, key, title, points| check(&story(line), key, title, points);
        check("GDN-12 Prune", Some("GDN-12"), "Prune", None);
        check("- [GDN-13] Fix (3)", Some("GDN-13"), "Fix", Some("3"));
        check("GDN-14: Replace", Some("GDN-14"), "Replace", None);
        check("GDN-14 - Replace", Some("GDN-14"), "Replace", None);
        check("(5) GDN-14 – Replace", Some("GDN-14"), "Replace", Some("5"));
        check("GDN-14 (5) Replace", Some("GDN-14"), "Replace", Some("5"));
        check("https://jira.example.com/browse/GDN-15", Some("GDN-15"), "GDN-15", None);
        check("https://jira.example.com/browse/GDN-15?x=1 Mow", Some("GDN-15"), "Mow", None);
        check("https://example.com/list", None, "https://example.com/list", None);
        check("**GDN-5** Prune", Some("GDN-5"), "Prune", None);
        check("`GDN-5`: Prune", Some("GDN-5"), "Prune", None);
        check("GDN-5 | Prune", Some("GDN-5"), "Prune", None);
        check("GDN-5 · Prune", Some("GDN-5"), "Prune", None);
        check("• GDN-5\tPrune\t5", Some("GDN-5"), "Prune", Some("5"));
        check("[ ] GDN-5 Prune (3)", Some("GDN-5"), "Prune", Some("3"));
        check("[x] Prune", None, "Prune", None);
    }

    #[test]
    fn what_only_looks_like_a_key_stays_in_the_title() {
        for line in
            ["UTF-8 names", "A-1 paper", "GDN-12th gate", "Pre-2 order", "GDN- x", "[Bug] x"]
        {
            check(&story(line), None, line, None);
        }
    }

    #[test]
    fn a_linked_key_or_title_is_read_without_the_markup_of_the_link() {
        let address = "https://jira.example.com/browse/GDN-15";
        for (line, title, points) in [
            ("- [GDN-15](@) Mow (3)", "Mow", Some("3")),
            ("- [Mow and rake](@)", "Mow and rake", None),
            ("[GDN-15 Mow](@)", "Mow", None),
            ("**[GDN-15](@)** Mow", "Mow", None),
            ("<@|GDN-15> Mow", "Mow", None),
            ("[@](@) Mow", "Mow", None),
        ] {
            let line = line.replace('@', address);
            check(&story(&line), Some("GDN-15"), title, points);
            assert_eq!(story(&line).link.as_deref(), Some(address), "{line}");
        }
        for line in ["[a](b) c", "[a](javascript:x) c", "<b> c", "[Bug] [x](y)"] {
            check(&story(line), None, line, None);
        }
    }

    #[test]
    fn a_link_is_kept() {
        let link = story("https://jira.example.com/browse/GDN-15 Mow").link;
        assert_eq!(link.as_deref(), Some("https://jira.example.com/browse/GDN-15"));
    }

    #[test]
    fn points_of_somebody_who_may_not_set_them_stay_in_the_title() {
        check(&story_without_points("TL-7 Mend (5)"), Some("TL-7"), "Mend (5)", None);
        check(&story_without_points("- (5) TL-7 Mend"), None, "(5) TL-7 Mend", None);
        check(&story_without_points("TL-7"), Some("TL-7"), "TL-7", None);
    }

    #[test]
    fn criteria_come_without_their_bullets_and_boxes() {
        for line in [
            "Closes by itself",
            "- Closes by itself",
            "1. Closes by itself",
            "[x] Closes by itself",
        ] {
            assert_eq!(criterion(line), "Closes by itself", "{line}");
        }
        assert_eq!(criterion("-5 °C"), "-5 °C");
        assert_eq!(of("a\r\n\r b\n\nc").collect::<Vec<_>>(), ["a", "b", "c"]);
    }
}
