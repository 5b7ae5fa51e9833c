//! A deck as text: `1, 2, 3, 5, S, M, XL=8, ?`. Cards are separated by commas, or else by blanks; a number
//! behind an equals sign is what the card counts as.

use crate::deck::{Card, Deck, DeckChoice, DeckKind, Special};
use crate::limits;
use crate::number;
use crate::refusal::{Countable, Refusal};

/// The commas of Latin, Chinese and Japanese, and Arabic writing.
const COMMAS: [char; 4] = [',', '，', '、', '،'];

/// The cards that a text names, in order. What is between two separators and is no card stays a card with
/// that label, which [`Deck::chosen`] refuses by name.
pub fn parse(text: &str) -> Vec<Card> {
    let separators: &[char] = match text {
        // A comma may be part of a number there.
        text if text.contains([';', '\n', '\t']) => &[';', '\n', '\t'],
        text if text.contains(COMMAS) => &COMMAS,
        _ => &[' '],
    };
    let pieces = text.split(separators).map(str::trim).filter(|piece| !piece.is_empty());
    pieces.map(card).collect()
}

fn card(piece: &str) -> Card {
    let with_value = piece.rsplit_once('=').and_then(|(label, value)| {
        let value = number::parse(value.trim())?;
        Some(Card { label: label.trim().to_owned(), value: Some(value) })
    });
    with_value.filter(|card| !card.label.is_empty()).unwrap_or_else(|| Card::new(piece))
}

/// The text that [`parse`] reads as these cards.
pub fn text(cards: &[Card]) -> String {
    let card = |card: &Card| match card.value {
        Some(value) => format!("{}={}", card.label, number::plain(value)),
        None => card.label.clone(),
    };
    let has_comma = cards.iter().any(|card| card.label.contains(COMMAS));
    let separator = if has_comma { "; " } else { ", " };
    cards.iter().map(card).collect::<Vec<_>>().join(separator)
}

/// A ready-made deck as text, with the special cards that it has at first.
pub fn ready_made(kind: DeckKind) -> String {
    text(&Deck::new(&DeckChoice { kind, ..DeckChoice::default() }).cards)
}

/// The choice of these cards: a ready-made deck with its special cards, if they are one.
pub fn choice(cards: Vec<Card>) -> DeckChoice {
    let plain = |card: &&Card| card.special().is_none();
    let count = cards.iter().take_while(plain).count();
    let labels: Vec<_> = cards[..count].iter().map(|card| card.label.as_str()).collect();
    let specials: Option<Vec<_>> = cards[count..].iter().map(Card::special).collect();
    let labels = labels.join(" ");
    let kind = DeckKind::ALL.into_iter().find(|kind| kind.labels() == labels);
    let has_value = cards.iter().any(|card| card.value.is_some());
    match (kind, specials) {
        (Some(kind), Some(specials)) if !has_value && in_order(&specials) => {
            DeckChoice { kind, specials, cards: String::new() }
        }
        _ => {
            let cards = self::text(&cards);
            DeckChoice { kind: DeckKind::Custom, specials: Vec::new(), cards }
        }
    }
}

fn in_order(specials: &[Special]) -> bool {
    specials.is_sorted_by(|one, next| one < next)
}

impl Deck {
    /// The chosen deck, with its cards checked if they are people's own: 2 to 30, none twice, with labels of
    /// 1 to 8 characters and numbers of 0 or more.
    pub fn chosen(choice: &DeckChoice) -> Result<Self, Refusal> {
        if choice.cards.is_empty() && choice.kind != DeckKind::Custom {
            return Ok(Self::new(choice));
        }
        let (least, most) = (*limits::CARDS.start(), *limits::CARDS.end());
        let chosen = parse(&choice.cards);
        if chosen.len() > most {
            return Err(Refusal::TooMany { of: Countable::Cards, limit: most as u32 });
        }
        let mut cards: Vec<Card> = Vec::new();
        for Card { label, value } in chosen {
            let card = Card::checked(&label, value).ok_or(Refusal::BadCard(label))?;
            if cards.iter().any(|other| other.label == card.label) {
                return Err(Refusal::SameCard(card.label));
            }
            cards.push(card);
        }
        if cards.len() < least {
            return Err(Refusal::TooFewCards(least as u32));
        }
        Ok(Self { kind: DeckKind::Custom, cards })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Vec<String> {
        parse(text).into_iter().map(|card| card.label).collect()
    }

    #[test]
    fn cards_are_separated_by_commas_or_blanks_or_lines() {
        for text in [
            "1, 2, 3, 5, S, M",
            "1 2 3  5 S M",
            "1\n2\n3\n5\nS\nM\n",
            "1,2,3,5,S,M,",
            "1，2、3،5, S, M",
        ] {
            assert_eq!(labels(text), ["1", "2", "3", "5", "S", "M"], "{text:?}");
        }
        assert_eq!(labels("0,5; 1; 2"), ["0,5", "1", "2"]);
        assert_eq!(labels("Won't do, Must"), ["Won't do", "Must"]);
        assert!(labels(" , ").is_empty());
    }

    #[test]
    fn a_number_behind_an_equals_sign_is_what_a_card_counts_as() {
        let cards = parse("S=1, XL = 8,5=x, =3");
        assert_eq!(cards[0], Card { label: "S".into(), value: Some(1.0) });
        assert_eq!(cards[1], Card { label: "XL".into(), value: Some(8.0) });
        assert_eq!(cards[2].label, "5=x");
        assert_eq!(cards[3].label, "=3");
    }

    #[test]
    fn a_deck_as_text_is_read_as_the_same_deck() {
        for text in ["S=1, M=2.5, ?", "0,5; 1; 2"] {
            assert_eq!(parse(&super::text(&parse(text))), parse(text), "{text:?}");
        }
        for kind in DeckKind::ALL {
            let chosen = DeckChoice { kind, ..DeckChoice::default() };
            let cards = Deck::new(&chosen).cards;
            assert_eq!(choice(parse(&super::text(&cards))), chosen);
        }
    }

    #[test]
    fn other_cards_are_a_deck_of_ones_own() {
        assert_eq!(choice(parse("1, 2, 3, 4, 6")).kind, DeckKind::Custom);
        assert_eq!(choice(parse("?, XS, S, M, L, XL, XXL")).kind, DeckKind::Custom);
        assert_eq!(choice(parse("XS=1, S, M, L, XL, XXL")).kind, DeckKind::Custom);
    }

    #[test]
    fn a_custom_deck_is_taken_as_given_or_refused_with_what_is_wrong() {
        let chosen = |labels: &[&str]| {
            Deck::chosen(&DeckChoice { cards: labels.join(","), ..DeckChoice::default() })
        };
        let deck = chosen(&["1", "2", " S ", "?"]).unwrap();
        let labels: Vec<_> = deck.cards.iter().map(|card| card.label.as_str()).collect();
        assert_eq!((deck.kind, labels), (DeckKind::Custom, vec!["1", "2", "S", "?"]));
        assert_eq!(chosen(&["1"]), Err(Refusal::TooFewCards(2)));
        assert_eq!(chosen(&["1", "1 "]), Err(Refusal::SameCard("1".into())));
        let long = "nine char".to_owned();
        assert_eq!(chosen(&["1", &long]), Err(Refusal::BadCard(long)));
        let many: Vec<_> = (0..31).map(|n| n.to_string()).collect();
        let many: Vec<_> = many.iter().map(String::as_str).collect();
        assert_eq!(chosen(&many), Err(Refusal::TooMany { of: Countable::Cards, limit: 30 }));
        let empty = DeckChoice { kind: DeckKind::Custom, ..DeckChoice::default() };
        assert_eq!(Deck::chosen(&empty), Err(Refusal::TooFewCards(2)));
    }
}
