//! Words, numbers and signs of one line, each with its offsets in characters. A number with its inserted part (`12-1`) and
//! its bracket (`5-1)`) is one token.

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
    /// A number, cleaned; whether a bracket follows it, and whether a word is tied to it by a dash (`15-баптың`).
    Number { clean: String, closed: bool, tied: bool },
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

pub(in crate::law) fn tokens(text: &[char]) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&sign) = text.get(at) {
        if sign.is_whitespace() {
            at += 1;
        } else if sign.is_ascii_digit() {
            at = number(text, at, &mut found);
        } else if sign.is_alphabetic() {
            let end = word_end(text, at);
            let lower = text.iter().take(end).skip(at).flat_map(|one| one.to_lowercase()).collect();
            found.push(Token { start: at, end, kind: TokenKind::Word { lower, capital: sign.is_uppercase() } });
            at = end;
        } else {
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
        if !(joint || is(text, end, |sign| sign.is_alphanumeric())) {
            return end;
        }
        end += 1;
    }
}

fn number(text: &[char], start: usize, found: &mut Vec<Token>) -> usize {
    let digit = |at: usize| is(text, at, |sign| sign.is_ascii_digit());
    let mut end = start;
    loop {
        let joint = is(text, end, |sign| is_dash(sign) || sign == '.') && digit(end + 1);
        if !(joint || digit(end)) {
            break;
        }
        end += 1;
    }
    let clean = text.iter().take(end).skip(start).map(|sign| if sign.is_ascii_digit() { *sign } else { '-' }).collect();
    let tied = is(text, end, is_dash) && is(text, end + 1, char::is_alphabetic);
    let closed = is(text, end, |sign| sign == ')');
    end += usize::from(closed);
    found.push(Token { start, end, kind: TokenKind::Number { clean, closed, tied } });
    end + usize::from(tied)
}
