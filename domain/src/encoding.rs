//! The encodings in which files of text are written that are not in Unicode, as a person may choose
//! among them.

use serde::{Deserialize, Serialize};

/// The encoding of a file. The names on the wire are those of <https://encoding.spec.whatwg.org>.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Encoding {
    /// Unicode, as almost everything writes it today.
    #[serde(rename = "utf-8")]
    Utf8,
    /// Unicode as spreadsheets on Windows write it in a file called Unicode text.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// The same with the bytes of each pair the other way round.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// Western Europe and America, on Windows.
    #[serde(rename = "windows-1252")]
    Windows1252,
    /// Western Europe and America, on a Mac.
    #[serde(rename = "macintosh")]
    Macintosh,
    /// Central Europe: Polish, Czech, Hungarian and others, on Windows.
    #[serde(rename = "windows-1250")]
    Windows1250,
    /// Central Europe, on Unix.
    #[serde(rename = "iso-8859-2")]
    Iso8859_2,
    /// Cyrillic, on Windows.
    #[serde(rename = "windows-1251")]
    Windows1251,
    /// Cyrillic, on Unix.
    #[serde(rename = "koi8-u")]
    Koi8U,
    /// Cyrillic, in the command line of Windows.
    #[serde(rename = "ibm866")]
    Ibm866,
    /// Cyrillic, on a Mac.
    #[serde(rename = "x-mac-cyrillic")]
    MacCyrillic,
    /// Greek.
    #[serde(rename = "windows-1253")]
    Windows1253,
    /// Turkish.
    #[serde(rename = "windows-1254")]
    Windows1254,
    /// Hebrew.
    #[serde(rename = "windows-1255")]
    Windows1255,
    /// Arabic.
    #[serde(rename = "windows-1256")]
    Windows1256,
    /// Baltic.
    #[serde(rename = "windows-1257")]
    Windows1257,
    /// Vietnamese.
    #[serde(rename = "windows-1258")]
    Windows1258,
    /// Thai.
    #[serde(rename = "windows-874")]
    Windows874,
    /// Simplified Chinese: GB 18030 and GBK.
    #[serde(rename = "gbk")]
    Gbk,
    /// Traditional Chinese.
    #[serde(rename = "big5")]
    Big5,
    /// Japanese, on Windows and a Mac.
    #[serde(rename = "shift_jis")]
    ShiftJis,
    /// Japanese, on Unix.
    #[serde(rename = "euc-jp")]
    EucJp,
    /// Korean.
    #[serde(rename = "euc-kr")]
    EucKr,
}

impl Encoding {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 23] = [
        Self::Utf8,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Windows1252,
        Self::Macintosh,
        Self::Windows1250,
        Self::Iso8859_2,
        Self::Windows1251,
        Self::Koi8U,
        Self::Ibm866,
        Self::MacCyrillic,
        Self::Windows1253,
        Self::Windows1254,
        Self::Windows1255,
        Self::Windows1256,
        Self::Windows1257,
        Self::Windows1258,
        Self::Windows874,
        Self::Gbk,
        Self::Big5,
        Self::ShiftJis,
        Self::EucJp,
        Self::EucKr,
    ];

    /// What people call it, which is the same in all languages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Windows1252 => "Windows-1252",
            Self::Macintosh => "Mac OS Roman",
            Self::Windows1250 => "Windows-1250",
            Self::Iso8859_2 => "ISO 8859-2",
            Self::Windows1251 => "Windows-1251",
            Self::Koi8U => "KOI8",
            Self::Ibm866 => "IBM 866",
            Self::MacCyrillic => "Mac OS Cyrillic",
            Self::Windows1253 => "Windows-1253",
            Self::Windows1254 => "Windows-1254",
            Self::Windows1255 => "Windows-1255",
            Self::Windows1256 => "Windows-1256",
            Self::Windows1257 => "Windows-1257",
            Self::Windows1258 => "Windows-1258",
            Self::Windows874 => "Windows-874",
            Self::Gbk => "GBK",
            Self::Big5 => "Big5",
            Self::ShiftJis => "Shift JIS",
            Self::EucJp => "EUC-JP",
            Self::EucKr => "EUC-KR",
        }
    }
}
