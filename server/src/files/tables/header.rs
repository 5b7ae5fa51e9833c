//! Names of columns and how they are compared, without the wrapper that Jira puts around the names
//! of custom fields. Knows no table and no format.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What Jira writes before the name of a custom field, in its languages:
/// `Custom field (Story Points)`.
const WRAPPERS: [&str; 21] = [
    "Custom field",
    "Custom fields",
    "Benutzerdefiniertes Feld",
    "Benutzerdefinierte Felder",
    "Champ personnalisé",
    "Champs personnalisés",
    "Campo personalizado",
    "Campos personalizados",
    "Campo customizado",
    "Campos customizados",
    "Campo personalizzato",
    "Campi personalizzati",
    "Pole niestandardowe",
    "Pola niestandardowe",
    "Pole użytkownika",
    "Пользовательское поле",
    "Пользовательские поля",
    "Настраиваемое поле",
    "Настраиваемые поля",
    "カスタムフィールド",
    "カスタム フィールド",
];

/// What explains a name in brackets, besides whole phrases: `Title (required)`.
const REMARKS: [&str; 22] = [
    "optional",
    "required",
    "mandatory",
    "short",
    "long",
    "Markdown",
    "HTML",
    "Fibonacci",
    "SP",
    "AC",
    "pts",
    "points",
    "Pflicht",
    "Pflichtfeld",
    "kurz",
    "Punkte",
    "facultatif",
    "obligatoire",
    "opcional",
    "obligatorio",
    "obrigatório",
    "opcjonalne",
];

/// The most characters of a cell in a header.
pub const LONGEST_NAME: usize = 60;

/// The most bytes of a name with what explains it.
const LONGEST_HEADING: usize = 1_000;

/// The name of one column, ready to be compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// Without the wrapper, as [`key`] makes it.
    pub name: String,
    /// The name without what explains it, if something does: that of `Acceptance criteria (one per
    /// line, please)` is `Acceptance criteria`.
    pub short: Option<String>,
    /// Whether it was the name of a custom field.
    pub is_custom: bool,
}

/// Reads the header cells of one file.
pub struct Headings {
    wrappers: HashSet<String>,
}

impl Headings {
    /// Those that know the wrappers of all languages.
    pub fn shared() -> &'static Self {
        static HEADINGS: LazyLock<Headings> = LazyLock::new(|| Headings {
            wrappers: WRAPPERS.iter().map(|wrapper| key(wrapper)).collect(),
        });
        &HEADINGS
    }

    /// The heading in a cell. Only the outermost wrapper is removed, so
    /// `Custom field (Story Points (QA))` is `Story Points (QA)`.
    pub fn read(&self, cell: &str) -> Heading {
        // A text that stands where there is no header may be as long as the file.
        if cell.len() > LONGEST_HEADING {
            return Heading::default();
        }
        let folded = fold(cell);
        let inner = folded.split_once('(').and_then(|(wrapper, rest)| {
            let inner = rest.strip_suffix(')')?;
            self.wrappers.contains(&key(wrapper)).then(|| inner.trim())
        });
        match inner {
            Some(inner) => Heading { name: key(inner), short: None, is_custom: true },
            None => Heading { name: key(&folded), short: short(&folded), is_custom: false },
        }
    }
}

/// The name before an explanation: of several words in brackets, behind a colon or a dash, or a
/// single word in brackets that says nothing else than how to fill in the column.
fn short(folded: &str) -> Option<String> {
    let (name, remark, is_phrase_only) = if let Some((name, rest)) = folded.split_once(['(', '[']) {
        (name, rest.trim_end_matches([')', ']', ':', ' ']), false)
    } else {
        let (name, rest) = folded.split_once(": ").or_else(|| folded.split_once(" - "))?;
        (name, rest, true)
    };
    let is_phrase = remark.contains([' ', ',', '/', ';']);
    let is_remark = || !is_phrase_only && REMARKS.iter().any(|word| key(word) == key(remark));
    (!name.trim().is_empty() && (is_phrase || is_remark())).then(|| key(name))
}

/// The text as the names of columns are compared: folded, without blanks, `_`, `-` and `.`, and
/// without a colon or an asterisk around it, so that `story_points`, `StoryPoints` and
/// `Story points:` are one name.
pub fn key(text: &str) -> String {
    let folded = fold(text);
    let name = folded.trim_matches(['*', ':', ' ', '"', '\u{feff}']);
    let name: String =
        name.chars().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '.')).collect();
    if name.is_empty() { folded } else { name }
}

/// The text without case, accents, full-width forms and typographic variants, and with single
/// blanks.
pub fn fold(text: &str) -> String {
    let folded: String = text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '’' | '‘' | 'ʼ' | '´' | '`' => '\'',
            '‐' | '–' | '—' => '-',
            'ł' => 'l',
            other => other,
        })
        .collect();
    // In capitals it is two letters.
    folded.replace('ß', "ss").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_blanks_and_the_wrapper_do_not_matter() {
        let headings = Headings::shared();
        for cell in [
            "Custom field (Story Points)",
            " Champs personnalisés (Story  points) ",
            "champs personnalises (STORY POINTS)",
            "Benutzerdefinierte Felder (Story\u{a0}Points)",
            "カスタム フィールド（Story Points）",
        ] {
            let heading = headings.read(cell);
            assert_eq!((heading.name.as_str(), heading.is_custom), ("storypoints", true), "{cell}");
        }
        assert_eq!(fold("Critères d’acceptation"), fold("criteres d'acceptation"));
        assert_eq!(fold("Zgłoszenie"), fold("zgloszenie"));
        assert_eq!(fold("GRÖSSE"), fold("Größe"));
    }

    #[test]
    fn names_match_as_a_whole() {
        let headings = Headings::shared();
        assert_eq!(headings.read("Custom field (Story Points (QA))").name, "storypoints(qa)");
        assert_eq!(headings.read("Bonus (Story Points)").name, "bonus(storypoints)");
    }

    #[test]
    fn signs_between_words_and_at_the_end_do_not_matter() {
        for cell in
            ["story_points", "StoryPoints", "storypoints", "Story points:", "*Story-Points*"]
        {
            assert_eq!(key(cell), "storypoints", "{cell}");
        }
        assert_eq!(key("#"), "#");
    }

    #[test]
    fn a_name_may_be_explained() {
        let short = |cell| Headings::shared().read(cell).short;
        for cell in [
            "Acceptance criteria (one per line, please)",
            "Acceptance Criteria [what must be true?]",
            "Acceptance criteria: what must be true",
            "Acceptance criteria – one per line",
            "Acceptance criteria (required):",
        ] {
            assert_eq!(short(cell).as_deref(), Some("acceptancecriteria"), "{cell}");
        }
        for cell in ["Story Points (QA)", "Custom field (Story Points (for QA))", "Story Points"] {
            assert_eq!(short(cell), None, "{cell}");
        }
    }
}
