//! Texts and names of columns in many languages, for tables that are made by a generator.

/// Names of the six columns in a language.
pub type Names = [&'static [&'static str]; 6];

/// The names in English.
const ENGLISH: Names = [
    &["Title", "Summary", "Story Title", "Name", "Subject", "User Story"],
    &["Issue key", "Key", "ID", "Ticket", "Reference"],
    &["Description", "Details"],
    &["Acceptance Criteria", "AC", "Acceptance criteria (one per line, please)"],
    &["Story Points", "SP", "Estimate", "Points", "Story point estimate", "Size"],
    &["Labels", "Tags"],
];

/// Texts in a language, the names of columns, and the encodings that spreadsheets write there.
pub struct Language {
    pub names: Names,
    pub texts: [&'static str; 6],
    pub encodings: &'static [&'static str],
}

/// The languages that are tried: those whose names of columns are known, and others in which the
/// names are English.
pub const LANGUAGES: [Language; 15] = [
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
