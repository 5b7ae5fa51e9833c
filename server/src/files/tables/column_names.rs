//! Names of columns in spreadsheets that people maintain themselves, and in exports of trackers that
//! have no module of their own. Jira's names are in `jira_names`; all are compared by their key (see
//! `header`).

/// The title, named as such.
pub const TITLE: [&str; 22] = [
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
    "Název",
    "Başlık",
    "Назва",
    "标题",
    "標題",
    "제목",
    "Τίτλος",
    "כותרת",
    "Otsikko",
    "Tittel",
];

/// What Redmine and OpenProject call the title. Some of these words also mean a theme, so they come
/// after those above.
pub const SUBJECT: [&str; 8] =
    ["Thema", "Sujet", "Asunto", "Assunto", "Oggetto", "Temat", "題名", "Onderwerp"];

/// The title, if no column is named as such.
pub const NAME: [&str; 16] = [
    "Name",
    "Nom",
    "Nombre",
    "Nome",
    "Nazwa",
    "Имя",
    "Naam",
    "名称",
    "名前",
    "이름",
    "Story Name",
    "Task Name",
    "Item Name",
    "Issue Title",
    "Task Title",
    "Card Name",
];

/// The whole story in a sentence: the title if there is no other, otherwise a description.
pub const STORY: [&str; 12] = [
    "User Story",
    "Story",
    "User Stories",
    "Récit utilisateur",
    "Historia de usuario",
    "História de usuário",
    "História do usuário",
    "Storia utente",
    "Historyjka użytkownika",
    "История",
    "Пользовательская история",
    "ユーザーストーリー",
];

/// What may be the title if nothing says story.
pub const ITEM: [&str; 9] = [
    "Item",
    "Issue",
    "Backlog Item",
    "Product Backlog Item",
    "PBI",
    "Work Item",
    "Requirement",
    "Anforderung",
    "Card",
];

/// Work on a story: the title only if nothing above it is there.
pub const TASK: [&str; 8] =
    ["Task", "Aufgabe", "Tâche", "Tarea", "Tarefa", "Attività", "Zadanie", "Задача"];

/// What groups stories, if there are none below it.
pub const FEATURE: [&str; 1] = ["Feature"];

/// The key.
pub const ID: [&str; 28] = [
    "ID",
    "Issue ID",
    "Story ID",
    "Task ID",
    "Reference",
    "ReferenceId",
    "Reference ID",
    "Ref",
    "Ticket",
    "Card ID",
    "Item ID",
    "Item ID (auto generated)",
    "Work Package ID",
    "User Story ID",
    "US ID",
    "Ticket ID",
    "Issue Number",
    "Number",
    "Nr",
    "No",
    "#",
    "Nummer",
    "Número",
    "Numéro",
    "Numero",
    "Numer",
    "Номер",
    "编号",
];

/// Other names of the description.
pub const TEXT: [&str; 15] = [
    "Card Description",
    "Details",
    "Body",
    "Content",
    "Text",
    "Beschreibungstext",
    "Inhalt",
    "Popis",
    "Açıklama",
    "Опис",
    "描述",
    "说明",
    "설명",
    "Omschrijving",
    "Beschrijving",
];

/// What may be used as a description.
pub const NOTES: [&str; 13] = [
    "Notes",
    "Note",
    "Notizen",
    "Comments",
    "Comment",
    "Bemerkung",
    "Bemerkungen",
    "Remarques",
    "Notas",
    "Notatki",
    "Uwagi",
    "Заметки",
    "メモ",
];

/// The estimate in other languages and tools.
pub const POINTS: [&str; 27] = [
    "SP",
    "Story Pts",
    "Pts",
    "Sprint Points",
    "Total Points",
    "Complexity",
    "Consensus",
    "Story-Punkte",
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
    "Oszacowanie",
    "Оценка",
    "Очки",
    "見積もり",
    "ポイント",
    "故事点",
    "스토리 포인트",
    "Estimated Points",
];

/// The estimate as a size.
pub const SIZE: [&str; 5] = ["Size", "T-Shirt Size", "Größe", "Taille", "Talla"];

/// What an estimate is called only if nothing else is one: it may also be what a story is worth.
pub const VALUE: [&str; 1] = ["Value"];

/// Labels.
pub const TAGS: [&str; 14] = [
    "Tags",
    "Tag",
    "Schlagwörter",
    "Schlagworte",
    "Mots-clés",
    "Etiqueta",
    "Tagi",
    "Теги",
    "タグ",
    "标签",
    "標籤",
    "레이블",
    "태그",
    "Štítky",
];

/// The epic or feature.
pub const EPIC: [&str; 12] = [
    "Epic",
    "Epic Name",
    "Feature",
    "Theme",
    "Epos",
    "Épopée",
    "Épica",
    "Épico",
    "Epica",
    "Epik",
    "Эпик",
    "エピック",
];

/// The title of what stands above a story.
pub const PARENT_TITLE: [&str; 4] =
    ["Parent title", "Parent task subject", "Epic title", "Parent name"];

/// The number of what stands above a story, beside Jira's names for it.
pub const PARENT_NUMBER: [&str; 6] = [
    "Parent task",
    "Übergeordnetes Ticket",
    "Übergeordnetes Arbeitspaket",
    "Tâche parente",
    "Subtask of",
    "Родительская задача",
];

/// Whether, or when, a row was archived.
pub const ARCHIVED: [&str; 12] = [
    "Archived",
    "Is archived",
    "Archived at",
    "Archived date",
    "Date archived",
    "Archiviert",
    "Archivé",
    "Archivado",
    "Arquivado",
    "Archiviato",
    "Zarchiwizowane",
    "Архив",
];

/// The address.
pub const LINK: [&str; 14] = [
    "Card URL",
    "Address",
    "Link",
    "URL",
    "Web URL",
    "html_url",
    "Permalink",
    "Issue URL",
    "App URL",
    "Lien",
    "Enlace",
    "Adresse",
    "Ссылка",
    "リンク",
];

/// The type, in tools that call it so.
pub const TYPE: [&str; 8] =
    ["Type", "Typ", "Tipo", "Tracker", "Story Type", "Тип", "タイプ", "Trackers"];

/// Other columns that tables of stories have. They say that a row is a header.
pub const OTHER: [&str; 48] = [
    "Status",
    "State",
    "Priority",
    "Priorität",
    "Priorité",
    "Prioridad",
    "Prioridade",
    "Priorità",
    "Priorytet",
    "Приоритет",
    "優先度",
    "Estado",
    "Stato",
    "Statut",
    "Статус",
    "ステータス",
    "Assignee",
    "Assignees",
    "Assigned To",
    "Bearbeiter",
    "Zugewiesen an",
    "Owner",
    "Reporter",
    "Author",
    "Creator",
    "Created",
    "Created At",
    "Updated",
    "Erstellt",
    "Aktualisiert",
    "Due Date",
    "Fällig",
    "Fälligkeitsdatum",
    "Start Date",
    "Sprint",
    "Iteration",
    "Project",
    "Projekt",
    "Projet",
    "Proyecto",
    "Milestone",
    "Version",
    "Component",
    "Komponente",
    "Resolution",
    "Repository",
    "Swimlane",
    "Section/Column",
];
