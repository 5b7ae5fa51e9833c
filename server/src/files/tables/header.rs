//! Names of columns and how they are compared, without the wrapper that Jira puts around the names
//! of custom fields. Knows no table and no format.

use std::collections::HashSet;

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

/// The name of one column, ready to be compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// Folded, without the wrapper.
    pub name: String,
    /// Whether it was the name of a custom field.
    pub is_custom: bool,
}

/// Reads the header cells of one file.
pub struct Headings {
    wrappers: HashSet<String>,
}

impl Headings {
    /// Prepares the wrappers of all languages.
    pub fn new() -> Self {
        Self { wrappers: WRAPPERS.iter().map(|wrapper| fold(wrapper)).collect() }
    }

    /// The heading in a cell. Only the outermost wrapper is removed, so
    /// `Custom field (Story Points (QA))` is `Story Points (QA)`.
    pub fn read(&self, cell: &str) -> Heading {
        let folded = fold(cell);
        let inner = folded.split_once('(').and_then(|(wrapper, rest)| {
            let inner = rest.strip_suffix(')')?;
            self.wrappers.contains(wrapper.trim_end()).then(|| inner.trim().to_owned())
        });
        let is_custom = inner.is_some();
        Heading { name: inner.unwrap_or(folded), is_custom }
    }
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
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_blanks_and_the_wrapper_do_not_matter() {
        let headings = Headings::new();
        for cell in [
            "Custom field (Story Points)",
            " Champs personnalisés (Story  points) ",
            "champs personnalises (STORY POINTS)",
            "Benutzerdefinierte Felder (Story\u{a0}Points)",
            "カスタム フィールド（Story Points）",
        ] {
            let heading = headings.read(cell);
            assert_eq!(
                (heading.name.as_str(), heading.is_custom),
                ("story points", true),
                "{cell}"
            );
        }
        assert_eq!(fold("Critères d’acceptation"), fold("criteres d'acceptation"));
        assert_eq!(fold("Zgłoszenie"), fold("zgloszenie"));
    }

    #[test]
    fn names_match_as_a_whole() {
        let headings = Headings::new();
        assert_eq!(headings.read("Custom field (Story Points (QA))").name, "story points (qa)");
        assert_eq!(headings.read("Bonus (Story Points)").name, "bonus (story points)");
    }
}
