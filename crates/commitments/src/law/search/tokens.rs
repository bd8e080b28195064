//! Where the words of a text are. A number and its ending behind a hyphen (`15-баптың`) are one word, and so are words that
//! a hyphen joins; everything else that is no letter, mark or digit parts them.

use unicode_normalization::char::is_combining_mark;

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// The byte at which it begins.
    pub start: usize,
    /// The word as it stands there.
    pub text: &'a str,
}

impl Token<'_> {
    /// The byte behind it.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter) || letter == '\u{ad}'
}

/// The hyphens that join: not the dashes, which part.
fn joins(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}' | '\u{2011}')
}

/// The words of a text, in its order.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let inside = start.is_some() && joins(letter) && letters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if is_of_word(letter) || inside {
            start = start.or(Some(at));
        } else if let Some(start) = start.take() {
            tokens.extend(text.get(start..at).map(|text| Token { start, text }));
        }
    }
    tokens.extend(start.and_then(|start| text.get(start..).map(|text| Token { start, text })));
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_with_its_ending_is_one_word_and_dashes_part() {
        let words: Vec<&str> =
            tokens("«15‑баптың» 1-тармағы – 2008 жылғы, іс-қимыл-").iter().map(|token| token.text).collect();
        assert_eq!(words, ["15‑баптың", "1-тармағы", "2008", "жылғы", "іс-қимыл"]);
    }

    proptest! {
        #[test]
        fn every_word_stands_where_it_says_and_no_letter_is_lost(text in any::<String>()) {
            let found = tokens(&text);
            prop_assert!(found.iter().all(|token| text.get(token.start..token.end()) == Some(token.text)));
            let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).count();
            prop_assert_eq!(found.iter().map(|token| letters(token.text)).sum::<usize>(), letters(&text));
        }
    }
}
