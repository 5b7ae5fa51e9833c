//! Guesses the encoding of text that is not in Unicode: what chardetng, the detector of Firefox,
//! says, and beside it the encodings of a Mac, which it does not know. Knows no format.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use domain::encoding::Encoding as Name;
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, IBM866, ISO_8859_2, KOI8_R, KOI8_U, MACINTOSH,
    SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
    WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
    X_MAC_CYRILLIC,
};

/// How many bytes of lines with other characters than ASCII are looked at.
const PROBED_BYTES: usize = 64 * 1024;

/// Of how many sequences of bytes that are UTF-8 one may be damaged.
const DAMAGED: usize = 8;

/// Letters of languages that are written in the encodings of Western and Central Europe, except for
/// those without accents.
const LATIN: &str = "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþßąćęłńśźżčďěňřšťůžőűăâîșțşţğıŒœ\
                     ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĄĆĘŁŃŚŹŻČĎĚŇŘŠŤŮŽŐŰĂȘȚŞŢĞİ";

/// The decoder for an encoding.
pub fn decoder(name: Name) -> &'static Encoding {
    match name {
        Name::Utf8 => UTF_8,
        Name::Utf16Le => UTF_16LE,
        Name::Utf16Be => UTF_16BE,
        Name::Windows1252 => WINDOWS_1252,
        Name::Macintosh => MACINTOSH,
        Name::Windows1250 => WINDOWS_1250,
        Name::Iso8859_2 => ISO_8859_2,
        Name::Windows1251 => WINDOWS_1251,
        Name::Koi8U => KOI8_U,
        Name::Ibm866 => IBM866,
        Name::MacCyrillic => X_MAC_CYRILLIC,
        Name::Windows1253 => WINDOWS_1253,
        Name::Windows1254 => WINDOWS_1254,
        Name::Windows1255 => WINDOWS_1255,
        Name::Windows1256 => WINDOWS_1256,
        Name::Windows1257 => WINDOWS_1257,
        Name::Windows1258 => WINDOWS_1258,
        Name::Windows874 => WINDOWS_874,
        Name::Gbk => GB18030,
        Name::Big5 => BIG5,
        Name::ShiftJis => SHIFT_JIS,
        Name::EucJp => EUC_JP,
        Name::EucKr => EUC_KR,
    }
}

/// The encoding that bytes are likely to be in which are not valid UTF-8.
pub fn guess(bytes: &[u8]) -> Name {
    if is_damaged_utf8(bytes) {
        return Name::Utf8;
    }
    let sample = sample(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&sample, true);
    let detected = named(detector.guess(None, Utf8Detection::Deny));
    let likeness = |name: &Name| likeness(&decoder(*name).decode_without_bom_handling(&sample).0);
    let mut best = (likeness(&detected), detected);
    for mac in [Name::Macintosh, Name::MacCyrillic] {
        let of_mac = likeness(&mac);
        if of_mac > best.0 {
            best = (of_mac, mac);
        }
    }
    best.1
}

/// The name of what the detector may say. What it calls ISO 8859-1 and so on is the encoding of
/// Windows that extends it.
fn named(encoding: &'static Encoding) -> Name {
    if encoding == GBK {
        return Name::Gbk;
    }
    if encoding == KOI8_R {
        return Name::Koi8U;
    }
    let is_it = |name: &Name| decoder(*name) == encoding;
    Name::ALL.into_iter().find(is_it).unwrap_or(match encoding.name() {
        "ISO-8859-4" | "ISO-8859-13" => Name::Windows1257,
        "ISO-8859-5" => Name::Windows1251,
        "ISO-8859-6" => Name::Windows1256,
        "ISO-8859-7" => Name::Windows1253,
        "ISO-8859-8" | "ISO-8859-8-I" => Name::Windows1255,
        _ => Name::Windows1252,
    })
}

/// Whether the bytes are UTF-8 but for a few, as where a text was cut or two files were joined.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut damaged) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    whole >= DAMAGED * damaged.max(1)
}

/// The first lines with other characters than ASCII.
fn sample(bytes: &[u8]) -> Vec<u8> {
    let mut sample = Vec::new();
    for line in bytes.split_inclusive(|byte| matches!(byte, b'\n' | b'\r')) {
        if !line.is_ascii() {
            let length = line.len().min(PROBED_BYTES - sample.len());
            sample.extend_from_slice(&line[..length]);
        }
        if sample.len() == PROBED_BYTES {
            break;
        }
    }
    sample
}

/// How much a text looks like words. Read in a wrong encoding, letters become signs in the middle of
/// words, capitals behind small letters, or letters of another script.
fn likeness(text: &str) -> i64 {
    let mut score = 0;
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let after = rest.peek().copied().unwrap_or(' ');
        if !c.is_ascii() {
            score += likeness_of(before, c, after);
        }
        before = c;
    }
    score
}

fn likeness_of(before: char, c: char, after: char) -> i64 {
    if c == '\u{fffd}' || c.is_control() {
        return -10;
    }
    if !c.is_alphabetic() {
        let is_inside = before.is_alphabetic() && after.is_alphabetic();
        let may_be_inside = matches!(c, '’' | '‘' | '–' | '·' | '\u{a0}') || is_wide(before);
        return if is_inside && !may_be_inside { -3 } else { 0 };
    }
    let is_latin = |c: char| c.is_ascii_alphabetic() || LATIN.contains(c);
    let is_letter = |c: char| c.is_alphabetic();
    if !is_wide(c) && (is_letter(before) && is_latin(before) != is_latin(c)) {
        return -3;
    }
    if is_wide(c) && (before.is_ascii_lowercase() || after.is_ascii_lowercase()) {
        return -3;
    }
    if before.is_lowercase() && c.is_uppercase() {
        return -3;
    }
    if LATIN.contains(c) || !is_latin(c) && (is_letter(before) || is_letter(after)) { 2 } else { 0 }
}

/// Whether it belongs to a script without capitals whose signs stand close together.
fn is_wide(c: char) -> bool {
    c >= '\u{1100}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, encodings: &[Name]) {
        for name in encodings {
            let (bytes, _, is_lossy) = decoder(*name).encode(text);
            assert!(!is_lossy, "{name:?} cannot hold {text}");
            let guessed = guess(&bytes);
            let (read, _) = decoder(guessed).decode_without_bom_handling(&bytes);
            assert_eq!(read, text, "{name:?} was taken for {guessed:?}");
        }
    }

    #[test]
    fn what_spreadsheets_write_is_recognised() {
        let western = [Name::Windows1252, Name::Macintosh];
        check("Title,Points\nSchlüssel für die Tür,3\nGröße prüfen,5\n", &western);
        check("Titre;Points\nRéparer la clôture du château,3\nÉtiquettes reçues,5\n", &western);
        check("Título;Puntos\nPintar la señal del baño,3\nMás información aquí,5\n", &western);
        let cyrillic = [Name::Windows1251, Name::Koi8U, Name::Ibm866, Name::MacCyrillic];
        check("Тема;Оценка\nПочинить замок у ворот,3\nПолить сад утром,5\n", &cyrillic);
        check(
            "Tytuł;Punkty\nNaprawić zamek przy bramie,3\nPomalować płot na żółto,5\nŚcieżka wąska\n",
            &[Name::Windows1250, Name::Iso8859_2],
        );
        check("Τίτλος;Πόντοι\nΕπισκευή της πόρτας,3\nΒάψιμο του φράχτη,5\n", &[Name::Windows1253]);
        check(
            "Başlık;Puan\nKapının kilidini değiştir,3\nÇiti boya, yeşil ağaç,5\n",
            &[Name::Windows1254],
        );
        check("כותרת;נקודות\nלתקן את השער בחצר,3\nלצבוע את הגדר,5\n", &[Name::Windows1255]);
        check("标题;点数\n修好大门的锁,3\n给花园浇水,5\n", &[Name::Gbk]);
        check("標題;點數\n修好大門的鎖,3\n給花園澆水,5\n", &[Name::Big5]);
        check(
            "タイトル;ポイント\n門の鍵を直す,3\n庭に水をやる,5\n",
            &[Name::ShiftJis, Name::EucJp],
        );
        check("제목;점수\n대문 자물쇠 고치기,3\n정원에 물 주기,5\n", &[Name::EucKr]);
    }

    #[test]
    fn a_single_word_is_enough_for_most() {
        check("Title\nTür\n", &[Name::Windows1252, Name::Macintosh]);
        check("Title,Key\n修好大门的锁,GATE-1\n", &[Name::Gbk]);
        check("Title,Key\nПолить сад,GATE-1\n", &[Name::Windows1251]);
    }

    #[test]
    fn utf8_with_a_few_wrong_bytes_is_utf8() {
        let text = "Größe prüfen, Tür öffnen, Öl für später".as_bytes();
        assert_eq!(guess(&[text, b"\xff\n"].concat()), Name::Utf8);
    }
}
