//! What a key press means on any layout of the keyboard: first what it types, and where that is no Latin
//! letter or digit, what the key is called.

use web_sys::KeyboardEvent;

/// The meanings of a press, the likelier first: what it types, and what stands on the key of a usual keyboard.
pub fn meanings(event: &KeyboardEvent) -> [Option<String>; 2] {
    let typed = event.key();
    let by_place = by_place(&typed, &event.code()).map(str::to_owned);
    [Some(typed), by_place]
}

/// The letter or digit on the key of a usual keyboard, for a character that is neither: `к` and `ρ` for R, `&`
/// and `١` for 1. Whoever types a Latin letter means it, wherever it is.
fn by_place<'c>(typed: &str, code: &'c str) -> Option<&'c str> {
    let mut characters = typed.chars();
    let (Some(character), None) = (characters.next(), characters.next()) else { return None };
    if character.is_ascii_alphanumeric() {
        return None;
    }
    let of_row = || code.strip_prefix("Digit").filter(|_| !matches!(character, '?' | ' '));
    let of_pad = || code.strip_prefix("Numpad").filter(|key| key.len() == 1);
    let of_letters = || code.strip_prefix("Key").filter(|_| character.is_alphabetic());
    of_row().or_else(of_pad).or_else(of_letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_of_other_alphabets_mean_their_keys() {
        for (typed, code, meant) in [
            ("к", "KeyR", "R"),
            ("ρ", "KeyR", "R"),
            ("ר", "KeyR", "R"),
            ("&", "Digit1", "1"),
            ("é", "Digit2", "2"),
            ("à", "Digit0", "0"),
            ("١", "Digit1", "1"),
            ("٣", "Numpad3", "3"),
        ] {
            assert_eq!(by_place(typed, code), Some(meant), "{typed}");
        }
    }

    #[test]
    fn whoever_types_a_latin_letter_or_a_sign_means_it() {
        for (typed, code) in [
            // AZERTY, QWERTZ and Dvorak.
            ("a", "KeyQ"),
            ("z", "KeyY"),
            ("r", "KeyO"),
            ("5", "Digit5"),
            ("?", "KeyM"),
            ("?", "Digit4"),
            (",", "KeyW"),
            ("Enter", "NumpadEnter"),
            ("F1", "F1"),
        ] {
            assert_eq!(by_place(typed, code), None, "{typed}");
        }
    }
}
