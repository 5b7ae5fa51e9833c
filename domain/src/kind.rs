//! What kind of work a story is, as far as its tracker's name for its type says so. Trackers call
//! the same thing by different names, in different languages, and teams add their own.

/// A kind of work that every tracker knows, whatever it calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something that somebody shall be able to do.
    Story,
    /// Something that does not work as it should.
    Bug,
    /// Work that nobody asked for but that has to be done.
    Task,
    /// Work to find something out.
    Spike,
}

/// The names of each kind in trackers, in lower case.
const NAMES: [(Kind, &[&str]); 4] = [
    (
        Kind::Story,
        &[
            "story",
            "user story",
            "product backlog item",
            "requirement",
            "user-story",
            "récit",
            "historia",
            "historia de usuario",
            "história",
            "história de usuário",
            "storia",
            "historyjka",
            "история",
            "ストーリー",
            "用户故事",
        ],
    ),
    (
        Kind::Bug,
        &[
            "bug",
            "defect",
            "fehler",
            "defekt",
            "bogue",
            "anomalie",
            "error",
            "erro",
            "errore",
            "błąd",
            "ошибка",
            "バグ",
            "缺陷",
        ],
    ),
    (
        Kind::Task,
        &[
            "task",
            "chore",
            "aufgabe",
            "tâche",
            "tarea",
            "tarefa",
            "attività",
            "zadanie",
            "задача",
            "タスク",
            "任务",
        ],
    ),
    (Kind::Spike, &["spike", "research", "enabler"]),
];

impl Kind {
    /// The kind that a tracker means by this name; `None` for names of a team's own.
    pub fn of(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase();
        let is_called_so = |(_, names): &&(Self, &[&str])| names.contains(&name.as_str());
        NAMES.iter().find(is_called_so).map(|(kind, _)| *kind)
    }

    /// Its English name, which most trackers use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Story => "Story",
            Self::Bug => "Bug",
            Self::Task => "Task",
            Self::Spike => "Spike",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_known_by_its_names_in_trackers_and_languages() {
        for (name, kind) in [
            ("User Story", Some(Kind::Story)),
            (" BUG ", Some(Kind::Bug)),
            ("Fehler", Some(Kind::Bug)),
            ("Ошибка", Some(Kind::Bug)),
            ("chore", Some(Kind::Task)),
            ("Spike", Some(Kind::Spike)),
            ("Verbesserung", None),
            ("", None),
        ] {
            assert_eq!(Kind::of(name), kind, "{name}");
        }
    }
}
