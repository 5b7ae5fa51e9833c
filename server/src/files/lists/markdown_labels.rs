//! The field labels of Markdown stories, such as `**Story Points**: 5`: their names, and the label
//! that a line begins with.

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::lines::title_points;

use crate::files::tables::header::fold;
use crate::files::tables::jira_names as names;
use crate::files::{criteria, points};

/// The field that a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    Key,
    Title,
    /// The story in one sentence, as in "As a user, I want …".
    Sentence,
    Points,
    Labels,
    Parent,
    Kind,
    Link,
    Description,
    Criteria,
    /// Planning data that a room does not keep.
    Planning,
}

/// The most bytes in the name of a label.
const LONGEST: usize = 120;

/// Names in common templates, besides those of Jira's fields.
const NAMES: [(Label, &[&str]); 10] = [
    (Label::Key, &["ID", "Story ID", "Ticket", "Issue"]),
    (
        Label::Title,
        &[
            "Title",
            "Name",
            "Story Title",
            "Titel",
            "Titre",
            "Título",
            "Titolo",
            "Tytuł",
            "Название",
            "タイトル",
        ],
    ),
    (Label::Sentence, &["Story", "User Story", "Historia de usuario", "História de usuário"]),
    (
        Label::Points,
        &[
            "Estimation",
            "Size",
            "SP",
            "Point",
            "T-Shirt Size",
            "Schätzung",
            "Punkte",
            "Estimación",
            "Puntos",
            "Estimativa",
            "Pontos",
            "Stima",
            "Punti",
        ],
    ),
    (Label::Labels, &["Tags", "Tag", "Schlagwörter", "Etiqueta"]),
    (
        Label::Parent,
        &[
            "Part of",
            "Feature",
            "Teil von",
            "Fait partie de",
            "Parte de",
            "Parte di",
            "Część",
            "Часть",
        ],
    ),
    (Label::Kind, &["Type", "Typ", "Tipo", "Тип", "タイプ"]),
    (Label::Link, &["Link", "URL", "Lien", "Enlace", "Ссылка", "リンク"]),
    (Label::Description, &["Details"]),
    (
        Label::Planning,
        &[
            "Priority",
            "Sprint",
            "Iteration",
            "Milestone",
            "Status",
            "State",
            "Assignee",
            "Assigned to",
            "Reporter",
            "Author",
            "Created",
            "Updated",
            "Due",
            "Due date",
            "Priorität",
            "Priorité",
            "Prioridad",
            "Prioridade",
            "Priorità",
        ],
    ),
];

static BY_NAME: LazyLock<HashMap<String, Label>> = LazyLock::new(|| {
    let jira = [
        (Label::Key, &names::KEY[..]),
        (Label::Title, &names::SUMMARY),
        (Label::Labels, &names::LABELS),
        (Label::Parent, &names::PARENT_SUMMARY),
        (Label::Parent, &names::PARENT),
        (Label::Parent, &names::EPIC_TYPES),
        (Label::Kind, &names::TYPE),
        (Label::Description, &names::DESCRIPTION),
        (Label::Criteria, &criteria::NAMES),
    ];
    let points = names::POINTS.iter().map(|names| (Label::Points, *names));
    let all = NAMES.into_iter().chain(jira).chain(points);
    all.flat_map(|(label, names)| names.iter().map(move |name| (fold(name), label))).collect()
});

/// The label of that name.
pub fn named(name: &str) -> Option<Label> {
    let name = name.trim().trim_end_matches([':', '：']).trim_end();
    (name.len() <= LONGEST).then(|| BY_NAME.get(&fold(name)).copied())?
}

/// The bold label that a line begins with, and the Markdown after it. There is a colon inside or
/// after the bold text, or nothing else on the line.
pub fn at_start(line: &str) -> Option<(Label, &str)> {
    let line = line.trim();
    let mark = ["**", "__"].into_iter().find(|mark| line.starts_with(mark))?;
    let end = line.bytes().take(LONGEST).collect::<Vec<_>>();
    let end = end[2..].windows(2).position(|two| two == mark.as_bytes())? + 2;
    let (name, behind) = (&line[2..end], line[end + 2..].trim_start());
    let value = behind.strip_prefix([':', '：']);
    let is_label = value.is_some() || behind.is_empty() || name.trim_end().ends_with([':', '：']);
    let label = is_label.then(|| named(name))??;
    Some((label, value.unwrap_or(behind).trim()))
}

/// The label that a line begins with, bold or not. One that is not bold has a colon behind it, and its
/// value is what such a field holds.
pub fn plain_at_start(line: &str) -> Option<(Label, &str)> {
    at_start(line).or_else(|| {
        let (name, value) = line.trim().split_once([':', '：'])?;
        let (label, value) = (named(name)?, value.trim());
        let is_value = match label {
            Label::Criteria => value.is_empty(),
            Label::Points => {
                !value.is_empty()
                    && (points::read(value).is_ok() || title_points::with_unit(value).is_some())
            }
            Label::Labels => !value.is_empty(),
            Label::Key => {
                let is_sign = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '#');
                !value.is_empty() && value.chars().all(is_sign)
            }
            _ => false,
        };
        is_value.then_some((label, value))
    })
}

/// The parts of a line in which labels stand side by side: `**Priority:** High | **Story Points:** 5`.
pub fn parts(line: &str) -> impl Iterator<Item = &str> {
    let is_split = line.contains(" | **") && at_start(line).is_some();
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let text = rest.take()?;
        let Some(at) = text.find(" | **").filter(|_| is_split) else {
            return Some(text);
        };
        rest = Some(&text[at + 3..]);
        Some(&text[..at])
    })
}

/// Whether a value is a placeholder of a template that nobody has filled in: `_points_`,
/// `<points>`.
pub fn is_placeholder(value: &str) -> bool {
    let pairs =
        [("_", "_"), ("*", "*"), ("<", ">"), ("{", "}"), ("[", "]"), ("\\<", ">"), ("`", "`")];
    let inside =
        pairs.iter().find_map(|(open, close)| value.trim().strip_prefix(open)?.strip_suffix(close));
    let is_filled = |inside: &str| inside.contains(|c: char| c.is_ascii_digit());
    matches!(value.trim(), "-" | "–" | "—" | "…" | "...")
        || inside.is_some_and(|inside| !is_filled(inside))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_may_be_written_in_many_ways() {
        for line in ["**Title**: Pick", "**Title:** Pick", "__title__ : Pick", "**Titre :** Pick"] {
            assert_eq!(at_start(line), Some((Label::Title, "Pick")), "{line}");
        }
        assert_eq!(at_start("**Acceptance Criteria**"), Some((Label::Criteria, "")));
        assert_eq!(at_start("**Story Point-Schätzung**: 5"), Some((Label::Points, "5")));
    }

    #[test]
    fn a_label_need_not_be_bold_if_its_value_is_clear() {
        assert_eq!(plain_at_start("Story Points: 3 SP"), Some((Label::Points, "3 SP")));
        assert_eq!(plain_at_start("Acceptance criteria:"), Some((Label::Criteria, "")));
        assert_eq!(plain_at_start("Labels: x, y"), Some((Label::Labels, "x, y")));
        for line in ["Size: as small as it gets", "Title: x", "Status: open", "Key: the gate's"] {
            assert_eq!(plain_at_start(line), None, "{line}");
        }
    }

    #[test]
    fn bold_text_alone_is_no_label() {
        for line in
            ["**Title** of the page", "**Bold**: x", "Title: x", "** Title", "**As a** user,"]
        {
            assert_eq!(at_start(line), None, "{line}");
        }
    }
}
