//! One spelling for one word: small letters by the rules of the language, Latin letters typed for Cyrillic ones, the several
//! hyphens. Which letters stand for which is in `data/kk/spelling.toml`.

use super::DataError;
use serde::Deserialize;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::{IsNormalized, is_nfc_quick};

const SPELLING: &str = include_str!("../../../data/kk/spelling.toml");

/// The tables of letters.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spelling {
    lookalike: BTreeMap<char, char>,
    latin: BTreeMap<char, char>,
    same: BTreeMap<char, char>,
    folded: BTreeMap<char, char>,
}

/// Cyrillic with its supplement: the letters of Kazakh and Russian and of their neighbours.
fn is_cyrillic(letter: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&letter)
}

/// Hyphens that differ only in how they are typed: the hyphen, the one that does not break, the dash of figures, the en dash
/// and the minus sign.
fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}'..='\u{2013}' | '\u{2212}')
}

/// Marks that are not seen: the soft hyphen, joiners and the byte order mark.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

impl Spelling {
    /// The tables built in.
    pub fn new() -> Result<Self, DataError> {
        toml::from_str(SPELLING).map_err(|error| DataError::new("spelling.toml", &error))
    }

    /// A Russian or an English word: small letters, ё as е.
    pub fn plain(&self, word: &str) -> String {
        composed(word, |word| self.small(word.flat_map(char::to_lowercase)))
    }

    /// A Kazakh word. In a word with a Cyrillic letter Latin letters stand for the Cyrillic ones they look like; a word in
    /// Latin letters has the two kinds of i of the Latin alphabet.
    pub fn kazakh(&self, word: &str) -> String {
        if word.chars().any(is_cyrillic) {
            let looks = |letter: char| match letter.is_ascii() || ('\u{250}'..='\u{2af}').contains(&letter) {
                true => self.lookalike.get(&letter).copied().unwrap_or(letter),
                false if letter == 'Ə' || letter == 'ə' => 'ә',
                false => letter,
            };
            return composed(word, |word| self.small(word.flat_map(char::to_lowercase).map(looks)));
        }
        let lower = |letter: char| {
            let own = self.latin.get(&letter).copied();
            own.into_iter().chain(letter.to_lowercase().filter(move |_| own.is_none()))
        };
        composed(word, |word| self.small(word.flat_map(lower)))
    }

    /// A word as it is typed without Kazakh letters.
    pub fn folded(&self, word: &str) -> String {
        word.chars().map(|letter| self.folded.get(&letter).copied().unwrap_or(letter)).collect()
    }

    fn small(&self, letters: impl Iterator<Item = char>) -> String {
        let seen = letters.filter(|letter| !is_invisible(*letter));
        seen.map(|letter| match letter {
            hyphen if is_hyphen(hyphen) => '-',
            letter if letter.is_ascii() => letter,
            letter => self.same.get(&letter).copied().unwrap_or(letter),
        })
        .collect()
    }
}

/// Runs `change` over the letters of a word, each composed with its marks (й as one letter).
fn composed(word: &str, change: impl FnOnce(&mut dyn Iterator<Item = char>) -> String) -> String {
    if is_nfc_quick(word.chars()) == IsNormalized::Yes { change(&mut word.chars()) } else { change(&mut word.nfc()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelling() -> Spelling {
        Spelling::new().expect("the tables built in")
    }

    #[test]
    fn latin_letters_in_a_cyrillic_word_are_the_cyrillic_ones_they_look_like() {
        assert_eq!(spelling().kazakh("Бiлiм"), "білім");
        assert_eq!(spelling().kazakh("ІС"), "іс");
        assert_eq!(spelling().kazakh("Əдiлет"), "әділет");
    }

    #[test]
    fn latin_kazakh_keeps_its_two_kinds_of_i() {
        assert_eq!(spelling().kazakh("QIZIL"), "qızıl");
        assert_eq!(spelling().kazakh("BİR"), "bir");
    }

    #[test]
    fn letters_with_marks_apart_are_one_letter_and_yo_is_ye() {
        assert_eq!(spelling().plain("и\u{306}од"), "йод");
        assert_eq!(spelling().plain("Учёт"), "учет");
        assert_eq!(spelling().plain("е\u{308}ж"), "еж");
    }

    #[test]
    fn hyphens_are_one_and_invisible_marks_are_gone() {
        assert_eq!(spelling().kazakh("15\u{2011}бап\u{ad}тың"), "15-баптың");
    }

    #[test]
    fn kazakh_letters_fold_to_what_a_russian_keyboard_has() {
        assert_eq!(spelling().folded("жемқорлық"), "жемкорлик");
        assert_eq!(spelling().folded("жемкорлык"), "жемкорлик");
    }
}
