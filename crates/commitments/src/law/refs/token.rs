//! Words, numbers and signs of one line, each with its offsets in characters. A number with its inserted part (`12-1`,
//! `10²`) and its bracket (`5-1)`) is one token.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::law) struct Token {
    /// The first character.
    pub(in crate::law) start: usize,
    /// The character after the last one.
    pub(in crate::law) end: usize,
    pub(in crate::law) kind: TokenKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::law) enum TokenKind {
    /// A number, cleaned; whether a bracket follows it, whether a word is tied to it by a dash (`15-баптың`), and whether its
    /// parts are printed with dots.
    Number { clean: String, closed: bool, tied: bool, dotted: bool },
    /// A word: in lower case, and whether it begins with a capital letter.
    Word { lower: String, capital: bool },
    /// Anything else that is not white space.
    Sign(char),
}

impl Token {
    pub(in crate::law) fn lower(&self) -> Option<&str> {
        match &self.kind {
            TokenKind::Word { lower, .. } => Some(lower),
            _ => None,
        }
    }

    pub(in crate::law) fn capital(&self) -> bool {
        matches!(self.kind, TokenKind::Word { capital: true, .. })
    }

    pub(in crate::law) fn is(&self, sign: char) -> bool {
        self.kind == TokenKind::Sign(sign)
    }

    /// Whether it is this word or this sign.
    pub(in crate::law) fn among(&self, list: &[String]) -> bool {
        match &self.kind {
            TokenKind::Word { lower, .. } => list.iter().any(|one| one == lower),
            TokenKind::Sign(sign) => list.iter().any(|one| one.chars().eq([*sign])),
            TokenKind::Number { .. } => false,
        }
    }
}

/// The digits of inserted numbers, as they are printed high.
pub(in crate::law) fn is_superscript(sign: char) -> bool {
    SUPERSCRIPTS.contains(&sign)
}

/// By their value.
pub(in crate::law) const SUPERSCRIPTS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// The brackets of a sentence: how many are open, and how many close behind each character without one that opens.
struct Brackets {
    open: usize,
    closing: Vec<usize>,
}

impl Brackets {
    fn new(text: &[char]) -> Self {
        let mut closing = vec![0; text.len() + 1];
        let mut count: usize = 0;
        for (slot, sign) in closing.iter_mut().zip(text).rev() {
            match sign {
                ')' => count += 1,
                '(' => count = count.saturating_sub(1),
                _ => {}
            }
            *slot = count;
        }
        Self { open: 0, closing }
    }

    fn sign(&mut self, sign: char) {
        match sign {
            '(' => self.open += 1,
            ')' => self.open = self.open.saturating_sub(1),
            _ => {}
        }
    }

    /// Whether the bracket before this character is a number's: as many follow as are needed to close what is open.
    fn is_of_number(&self, behind: usize) -> bool {
        self.closing.get(behind).copied().unwrap_or_default() >= self.open
    }
}

pub(in crate::law) fn tokens(text: &[char]) -> Vec<Token> {
    let mut found = Vec::new();
    let mut brackets = Brackets::new(text);
    let mut at = 0;
    while let Some(&sign) = text.get(at) {
        if sign.is_whitespace() {
            at += 1;
        } else if sign.is_ascii_digit() {
            at = number(text, at, &brackets, &mut found);
        } else if sign.is_alphabetic() {
            let end = word_end(text, at);
            let lower = text.iter().take(end).skip(at).flat_map(|one| one.to_lowercase()).nfc().collect();
            found.push(Token { start: at, end, kind: TokenKind::Word { lower, capital: sign.is_uppercase() } });
            at = end;
        } else {
            brackets.sign(sign);
            found.push(Token { start: at, end: at + 1, kind: TokenKind::Sign(sign) });
            at += 1;
        }
    }
    found
}

fn is(text: &[char], at: usize, test: impl Fn(char) -> bool) -> bool {
    text.get(at).copied().is_some_and(test)
}

fn is_dash(sign: char) -> bool {
    matches!(sign, '-' | '\u{2010}' | '\u{2011}')
}

fn word_end(text: &[char], start: usize) -> usize {
    let mut end = start;
    loop {
        let joint = is(text, end, |sign| is_dash(sign) || sign == '\'') && is(text, end + 1, char::is_alphabetic);
        // A letter may be printed as two: `й` as `и` and its breve.
        if !(joint || is(text, end, |sign| sign.is_alphanumeric() || is_combining_mark(sign))) {
            return end;
        }
        end += 1;
    }
}

fn number(text: &[char], start: usize, brackets: &Brackets, found: &mut Vec<Token>) -> usize {
    let digit = |at: usize| is(text, at, |sign| sign.is_ascii_digit());
    let mut end = start;
    loop {
        let joint = is(text, end, |sign| is_dash(sign) || sign == '.') && digit(end + 1);
        if !(joint || digit(end) || is(text, end, is_superscript)) {
            break;
        }
        end += 1;
    }
    let printed = || text.iter().take(end).skip(start).copied();
    let is_digit = |sign: char| sign.is_ascii_digit() || is_superscript(sign);
    let clean = printed().map(|sign| if is_digit(sign) { sign } else { '-' }).collect();
    let dotted = printed().any(|sign| sign == '.');
    let tied = is(text, end, is_dash) && is(text, end + 1, char::is_alphabetic);
    let closed = is(text, end, |sign| sign == ')') && brackets.is_of_number(end + 1);
    end += usize::from(closed);
    found.push(Token { start, end, kind: TokenKind::Number { clean, closed, tied, dotted } });
    end + usize::from(tied)
}
