//! Tables made by a generator: whatever language, spelling, separator, encoding and line end a table
//! has, whatever stands above it and in whatever order its columns come, the stories are the same.

use encoding_rs::Encoding;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};

use super::*;

/// How many tables are made.
const CASES: u32 = 2_500;

/// Names of the six columns in a language.
type Names = [&'static [&'static str]; 6];

const ENGLISH: Names = [
    &["Title", "Summary", "Story Title", "Name", "Subject", "User Story"],
    &["Issue key", "Key", "ID", "Ticket", "Reference"],
    &["Description", "Details"],
    &["Acceptance Criteria", "AC", "Acceptance criteria (one per line, please)"],
    &["Story Points", "SP", "Estimate", "Points", "Story point estimate", "Size"],
    &["Labels", "Tags"],
];

/// Texts in a language, the names of columns, and the encodings that spreadsheets write there.
struct Language {
    names: Names,
    texts: [&'static str; 6],
    encodings: &'static [&'static str],
}

const LANGUAGES: [Language; 15] = [
    Language {
        names: ENGLISH,
        texts: [
            "Mend the gate",
            "Paint the fence, both sides",
            "Say \"open\" aloud",
            "It squeaks",
            "Two coats of it",
            "Dry by noon",
        ],
        encodings: &[],
    },
    Language {
        names: [
            &["Titel", "Zusammenfassung"],
            &["Schlüssel", "Vorgangsschlüssel"],
            &["Beschreibung"],
            &["Akzeptanzkriterien"],
            &["Story Points", "Schätzung", "Punkte", "Größe"],
            &["Stichwörter", "Schlagwörter"],
        ],
        texts: [
            "Schlüsselbrett für Gäste",
            "Übergabe ohne Schlüssel",
            "Größe der Tür prüfen; neu",
            "Jeder Haken hängt schräg",
            "Fehlende Schlüssel fallen auf",
            "Für alle Räume gültig",
        ],
        encodings: &["windows-1252", "macintosh"],
    },
    Language {
        names: [
            &["Titre", "Résumé"],
            &["Clé", "Clé de ticket"],
            &["Description"],
            &["Critères d'acceptation", "Critères d’acceptation"],
            &["Points d'histoire", "Estimation"],
            &["Étiquettes"],
        ],
        texts: [
            "Réparer la clôture du château",
            "Afficher l'horaire d'été, dès avril",
            "Refaire le panneau à l'entrée",
            "La porte est bloquée en été",
            "Étiquette visible à dix mètres",
            "Même après la fermeture",
        ],
        encodings: &["windows-1252", "macintosh"],
    },
    Language {
        names: [
            &["Título", "Resumen"],
            &["Clave"],
            &["Descripción"],
            &["Criterios de aceptación"],
            &["Puntos de historia", "Puntos"],
            &["Etiquetas"],
        ],
        texts: [
            "Avisar cuando el pan está listo",
            "Pintar la señal del baño",
            "Elegir mañana la recogida",
            "Más información en el mostrador",
            "El aviso llegará una sola vez",
            "Según el número de años",
        ],
        encodings: &["windows-1252", "macintosh"],
    },
    Language {
        names: [
            &["Título", "Resumo"],
            &["Chave"],
            &["Descrição"],
            &["Critérios de aceitação"],
            &["Pontos de história", "Estimativa"],
            &["Etiquetas", "Rótulos"],
        ],
        texts: [
            "Consertar o portão do armazém",
            "Não mostrar as opções vazias",
            "Revisão da informação",
            "O código não está visível",
            "Três botões na página",
            "Até às dez da manhã",
        ],
        encodings: &["windows-1252", "macintosh"],
    },
    Language {
        names: [
            &["Titolo", "Riepilogo"],
            &["Chiave"],
            &["Descrizione"],
            &["Criteri di accettazione"],
            &["Punti storia", "Stima"],
            &["Etichette"],
        ],
        texts: [
            "La città è più visibile",
            "Riparare il cancello perché è rotto",
            "Libertà di scelta",
            "Così non può più cadere",
            "La qualità è già buona",
            "Sarà pronto lunedì",
        ],
        encodings: &["windows-1252", "macintosh"],
    },
    Language {
        names: [
            &["Tytuł", "Podsumowanie"],
            &["Klucz"],
            &["Opis"],
            &["Kryteria akceptacji"],
            &["Punkty"],
            &["Etykiety"],
        ],
        texts: [
            "Naprawić zamek przy bramie głównej",
            "Pomalować płot na żółto",
            "Wąska ścieżka wśród drzew",
            "Klucz się nie obraca, więc drzwi są otwarte",
            "Każdy gość widzi wszystkie łódki",
            "Odpowiedź pojawi się później",
        ],
        encodings: &["windows-1250", "iso-8859-2"],
    },
    Language {
        names: [
            &["Название", "Тема"],
            &["Ключ"],
            &["Описание"],
            &["Критерии приёмки"],
            &["Оценка"],
            &["Метки"],
        ],
        texts: [
            "Починить замок у ворот",
            "Полить сад рано утром",
            "Покрасить забор",
            "Ключ не поворачивается в замке",
            "Дверь закрывается сама",
            "Лампа видна издалека",
        ],
        encodings: &["windows-1251", "koi8-u", "ibm866", "x-mac-cyrillic"],
    },
    Language {
        names: [
            &["タイトル", "要約"],
            &["キー"],
            &["説明"],
            &["受け入れ基準"],
            &["見積もり", "ストーリーポイント"],
            &["ラベル"],
        ],
        texts: [
            "門の鍵を直す",
            "庭に水をやる",
            "柵を緑色に塗る",
            "鍵が回らないので困っています",
            "扉は自動で閉まる",
            "明かりが遠くから見える",
        ],
        encodings: &["shift_jis", "euc-jp"],
    },
    Language {
        names: ENGLISH,
        texts: [
            "修好大门的锁",
            "给花园浇水",
            "把栅栏刷成绿色",
            "钥匙转不动,需要更换",
            "门会自动关上",
            "从远处可以看到灯",
        ],
        encodings: &["gbk"],
    },
    Language {
        names: ENGLISH,
        texts: [
            "修好大門的鎖",
            "給花園澆水",
            "把柵欄刷成綠色",
            "鑰匙轉不動,需要更換",
            "門會自動關上",
            "從遠處可以看到燈",
        ],
        encodings: &["big5"],
    },
    Language {
        names: ENGLISH,
        texts: [
            "대문 자물쇠 고치기",
            "정원에 물 주기",
            "울타리를 초록색으로 칠하기",
            "열쇠가 돌아가지 않습니다",
            "문이 저절로 닫힌다",
            "멀리서도 등불이 보인다",
        ],
        encodings: &["euc-kr"],
    },
    Language {
        names: ENGLISH,
        texts: [
            "Επισκευή της πόρτας",
            "Βάψιμο του φράχτη",
            "Πότισμα του κήπου",
            "Το κλειδί δεν γυρίζει",
            "Η πόρτα κλείνει μόνη της",
            "Το φως φαίνεται από μακριά",
        ],
        encodings: &["windows-1253"],
    },
    Language {
        names: ENGLISH,
        texts: [
            "Kapının kilidini değiştir",
            "Çiti yeşile boya",
            "Bahçeyi sabah sula",
            "Anahtar dönmüyor, kapı açık kalıyor",
            "Işık uzaktan görünür",
            "Kapı kendiliğinden kapanır",
        ],
        encodings: &["windows-1254"],
    },
    Language {
        names: ENGLISH,
        texts: [
            "לתקן את השער בחצר",
            "לצבוע את הגדר",
            "להשקות את הגינה",
            "המפתח אינו מסתובב",
            "הדלת נסגרת מעצמה",
            "האור נראה מרחוק",
        ],
        encodings: &["windows-1255"],
    },
];

/// Columns that hold nothing of a story.
const OTHERS: [&str; 4] = ["Status", "Priority", "Due Date", "Reporter mail"];

/// One table.
#[derive(Clone, Debug)]
struct Case {
    language: usize,
    /// Which name of each column, and how it is spelled.
    names: Vec<(prop::sample::Index, u8)>,
    /// The places of the columns: 0 to 5 are the stories', the others hold nothing of them.
    order: Vec<usize>,
    separator: char,
    line_end: &'static str,
    encoding: prop::sample::Index,
    above: usize,
    has_total: bool,
    has_second_header: bool,
    has_trailing_cells: bool,
    is_quoted: bool,
    nothing: &'static str,
}

fn cases() -> impl Strategy<Value = Case> {
    let order = Just((0..6 + OTHERS.len()).collect::<Vec<_>>()).prop_shuffle();
    (
        0..LANGUAGES.len(),
        prop::collection::vec((any::<prop::sample::Index>(), 0_u8..6), 6),
        (order, 6..=6 + OTHERS.len()),
        select(vec![',', ';', '\t', '|']),
        select(vec!["\n", "\r\n", "\r"]),
        any::<prop::sample::Index>(),
        0_usize..8,
        (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()),
        select(vec!["", "", "-", "n/a", "null", "None"]),
    )
        .prop_map(|(language, names, (order, width), separator, line_end, encoding, above, flags, nothing)| {
            let order = order.into_iter().filter(|column| *column < width).collect();
            let (has_total, has_second_header, has_trailing_cells, is_quoted) = flags;
            Case {
                language, names, order, separator, line_end, encoding, above,
                has_total, has_second_header, has_trailing_cells, is_quoted, nothing,
            }
        })
}

/// A name as people and programs spell it.
fn spelled(name: &str, how: u8) -> String {
    match how {
        1 => name.to_uppercase(),
        2 => name.to_lowercase().replace(' ', "_"),
        3 => name.split(' ').map(capital).collect(),
        4 => format!("{name}:"),
        5 => format!(" {name} "),
        _ => name.to_owned(),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The stories of all tables in a language.
fn stories(language: &Language) -> Vec<StoryDraft> {
    let [first, second, third, description, one, other] = language.texts.map(str::to_owned);
    let criteria = [vec![one.clone(), other], vec![one], vec![]];
    let descriptions = [description.clone(), String::new(), description];
    let labels = [vec!["gate".to_owned()], vec![], vec!["north".to_owned()]];
    let estimates = [Some("3"), Some("0.5"), None];
    [first, second, third]
        .into_iter()
        .zip(criteria.into_iter().zip(descriptions))
        .zip(labels.into_iter().zip(estimates))
        .zip(1..)
        .map(|(((title, (criteria, description)), (labels, estimate)), number)| StoryDraft {
            key: Some(format!("T-{number}")),
            title,
            description,
            criteria,
            labels,
            estimate: estimate.map(str::to_owned),
            ..StoryDraft::default()
        })
        .collect()
}

impl Case {
    fn text(&self) -> String {
        let language = &LANGUAGES[self.language];
        let name = |column: usize| match self.names.get(column) {
            Some((which, how)) => {
                let names = language.names[column];
                spelled(names[which.index(names.len())], *how)
            }
            None => OTHERS[column - 6].to_owned(),
        };
        let header = self.row(name);
        let mut rows = vec![self.above(), header.clone()];
        for (at, story) in stories(language).iter().enumerate() {
            if at == 1 && self.has_second_header {
                rows.push(header.clone());
            }
            rows.push(self.row(|column| self.cell(story, column)));
        }
        if self.has_total {
            rows.push(self.row(|column| ["Total", "", "", "", "3.5", ""].get(column).unwrap_or(&"").to_string()));
        }
        rows.concat()
    }

    fn cell(&self, story: &StoryDraft, column: usize) -> String {
        let cell = match column {
            0 => story.title.clone(),
            1 => story.key.clone().unwrap_or_default(),
            2 => story.description.clone(),
            3 => story.criteria.join(self.line_end),
            4 => story.estimate.clone().unwrap_or_default(),
            5 => story.labels.concat(),
            _ => "open".to_owned(),
        };
        if cell.is_empty() { self.nothing.to_owned() } else { cell }
    }

    fn row(&self, cell: impl Fn(usize) -> String) -> String {
        let quoted = |text: String| {
            let must = text.contains([self.separator, '"', '\n', '\r']);
            if must || self.is_quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
        };
        let separator = self.separator.to_string();
        let cells: Vec<String> = self.order.iter().map(|column| quoted(cell(*column))).collect();
        let trailing = if self.has_trailing_cells { separator.repeat(2) } else { String::new() };
        format!("{}{trailing}{}", cells.join(&separator), self.line_end)
    }

    /// What stands above the header.
    fn above(&self) -> String {
        let separators = self.separator.to_string().repeat(4);
        let lines: &[&str] = match self.above {
            1 => &["Backlog of the yard", ""],
            2 => &["Server: https://tracker.example.com", "Query: open stories", "", ""],
            3 => &[&separators, &format!("{0}{0}https://tracker.example.com/1", self.separator)],
            4 => &[&format!("sep={}", self.separator)],
            5 => &["", "", ""],
            6 => &["\"Stories of the week", ""],
            7 => &["Story Points per epic", &separators, &separators],
            _ => &[],
        };
        lines.iter().map(|line| format!("{line}{}", self.line_end)).collect()
    }

    fn bytes(&self) -> Vec<u8> {
        let text = self.text();
        let marked = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| {
            mark.iter().copied().chain(text.encode_utf16().flat_map(bytes)).collect()
        };
        let encodings = LANGUAGES[self.language].encodings;
        match self.encoding.index(6 + encodings.len()) {
            0 => text.into_bytes(),
            1 => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            2 => marked(b"\xff\xfe", u16::to_le_bytes),
            3 => marked(b"\xfe\xff", u16::to_be_bytes),
            4 => marked(b"", u16::to_le_bytes),
            5 => marked(b"", u16::to_be_bytes),
            legacy => {
                let encoding = Encoding::for_label(encodings[legacy - 6].as_bytes()).unwrap();
                let (bytes, _, is_lossy) = encoding.encode(&text);
                assert!(!is_lossy, "{text}");
                bytes.into_owned()
            }
        }
    }
}

#[test]
fn the_same_stories_come_out_of_every_table() {
    let config = Config { failure_persistence: None, ..Config::with_cases(CASES) };
    let read_back = |case: Case| {
        let shown = || format!("{case:#?}\n{}", case.text());
        let preview = preview(&case.bytes());
        let preview = preview.map_err(|error| TestCaseError::fail(format!("{error:?}\n{}", shown())))?;
        prop_assert_eq!(&preview.stories, &stories(&LANGUAGES[case.language]), "{}", shown());
        let left_out = preview.not_imported.iter().map(|left| &left.why);
        let expected = case.has_total.then_some(&LeftOutReason::Total);
        prop_assert_eq!(left_out.collect::<Vec<_>>(), Vec::from_iter(expected), "{}", shown());
        Ok(())
    };
    if let Err(error) = TestRunner::new_with_rng(config, deterministic()).run(&cases(), read_back) {
        panic!("{error}");
    }
}

/// The same tables in every run.
fn deterministic() -> proptest::test_runner::TestRng {
    proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha)
}
