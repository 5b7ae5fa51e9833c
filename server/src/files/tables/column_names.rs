//! Names of columns in spreadsheets that people maintain themselves. Jira's names are in
//! `jira_names`; both are compared folded (see `header`).

/// The title, named as such.
pub const TITLE: [&str; 12] = [
    "Title",
    "Titel",
    "Titre",
    "Título",
    "Titolo",
    "Tytuł",
    "Название",
    "Заголовок",
    "タイトル",
    "件名",
    "Story Title",
    "Subject",
];

/// The title, if no column is named as such.
pub const NAME: [&str; 14] = [
    "Name",
    "Nom",
    "Nombre",
    "Nome",
    "Nazwa",
    "Story Name",
    "Task Name",
    "Item",
    "Issue",
    "Task",
    "Aufgabe",
    "Backlog Item",
    "Product Backlog Item",
    "Feature",
];

/// The whole story in a sentence: the title if there is no other, otherwise a description.
pub const STORY: [&str; 7] = [
    "User Story",
    "Story",
    "User Stories",
    "Récit utilisateur",
    "Historia de usuario",
    "História de usuário",
    "История",
];

/// The key.
pub const ID: [&str; 12] = [
    "ID",
    "Issue ID",
    "Story ID",
    "Task ID",
    "Reference",
    "ReferenceId",
    "Reference ID",
    "Ref",
    "Ticket",
    "Number",
    "Nr",
    "Nr.",
];

/// Other names of the description.
pub const TEXT: [&str; 6] = ["Details", "Body", "Content", "Text", "Beschreibungstext", "Inhalt"];

/// What may be used as a description.
pub const NOTES: [&str; 7] =
    ["Notes", "Note", "Notizen", "Comments", "Comment", "Bemerkung", "Bemerkungen"];

/// The estimate in other languages.
pub const POINTS: [&str; 14] = [
    "Schätzung",
    "Punkte",
    "Aufwand",
    "Estimation",
    "Estimación",
    "Puntos",
    "Estimativa",
    "Pontos",
    "Stima",
    "Punti",
    "Punkty",
    "Оценка",
    "見積もり",
    "Size",
];

/// Labels.
pub const TAGS: [&str; 8] =
    ["Tags", "Tag", "Schlagwörter", "Schlagworte", "Mots-clés", "Etiqueta", "Теги", "タグ"];

/// The epic or feature.
pub const EPIC: [&str; 5] = ["Epic", "Epic Name", "Feature", "Theme", "Epos"];

/// The address.
pub const LINK: [&str; 8] =
    ["Link", "URL", "Web URL", "html_url", "Permalink", "Issue URL", "Lien", "Enlace"];
