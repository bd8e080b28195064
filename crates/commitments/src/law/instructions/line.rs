//! One line of an amending act, prepared: its enumerator taken off, what is between guillemets and brackets hidden from
//! the grammar (titles and quoted texts name provisions too), and its tokens.

use super::words::Phrases;
use crate::law::refs::act::Line;
use crate::law::refs::token::{Token, is_superscript, tokens};
use crate::law::refs::words::Words;
use probity_core::Language;

/// How a line is numbered. Lines numbered alike are siblings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// `Статья 1.`, `1-бап.`
    Article,
    /// `1.`
    Point,
    /// `1)`
    Bracket,
}

/// A text between guillemets and the characters it takes with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quote {
    pub(super) start: usize,
    pub(super) text: String,
    pub(super) closed: bool,
}

/// A prepared line.
pub(super) struct Prepared {
    pub(super) mark: Option<Mark>,
    /// The number of an article.
    pub(super) article: Option<u32>,
    /// The line after its enumerator.
    pub(super) chars: Vec<char>,
    /// The same, with hidden characters as spaces; guillemets stay.
    pub(super) hidden: Vec<char>,
    /// Lower case of `hidden`, character for character.
    pub(super) lower: String,
    pub(super) quotes: Vec<Quote>,
    pub(super) tokens: Vec<Token>,
}

/// Everything that reads lines of a language.
#[derive(Clone, Copy)]
pub(super) struct Grammar {
    pub(super) lang: Language,
    pub(super) words: &'static Words,
    pub(super) phrases: &'static Phrases,
}

impl Grammar {
    pub(super) fn of(lang: Language) -> Option<Self> {
        Some(Self { lang, words: Words::of(lang)?, phrases: Phrases::of(lang)? })
    }

    pub(super) fn line<'a>(&self, prepared: &'a Prepared) -> Line<'a> {
        Line { lang: self.lang, words: self.words, chars: &prepared.hidden, tokens: &prepared.tokens }
    }
}

impl Prepared {
    pub(super) fn new(text: &str) -> Self {
        let (mark, rest) = enumerator(text.trim());
        let digits = text.trim().trim_start_matches(|sign: char| !sign.is_ascii_digit());
        let end = digits.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(digits.len());
        let article = (mark == Some(Mark::Article)).then(|| digits.get(..end)?.parse().ok()).flatten();
        Self { mark, article, ..Self::unnumbered(rest) }
    }

    /// A text all of which counts, character for character.
    pub(super) fn unnumbered(text: &str) -> Self {
        let chars: Vec<char> = text.chars().map(|sign| if sign.is_whitespace() { ' ' } else { sign }).collect();
        let (quotes, hidden) = hide(&chars);
        let lower = hidden.iter().map(|sign| sign.to_lowercase().next().unwrap_or(*sign)).collect();
        let tokens = tokens(&hidden);
        Self { mark: None, article: None, chars, hidden, lower, quotes, tokens }
    }

    /// The same line with another behind it.
    pub(super) fn with(&self, behind: &str) -> Self {
        let text: String = self.chars.iter().chain(&[' ']).collect();
        Self { mark: self.mark, article: self.article, ..Self::new(&(text + behind.trim())) }
    }

    /// Whether the text ends in a colon, whatever white space is after it.
    pub(super) fn opens(&self) -> bool {
        self.hidden.iter().rev().find(|sign| !sign.is_whitespace()) == Some(&':')
    }

    /// The character where a phrase begins; runs of spaces count as printed.
    pub(super) fn find(&self, phrase: &str) -> Option<usize> {
        let byte = self.lower.find(phrase)?;
        Some(self.lower.get(..byte)?.chars().count())
    }

    pub(super) fn has(&self, phrases: &[String]) -> bool {
        phrases.iter().any(|phrase| self.lower.contains(phrase.as_str()))
    }

    /// The line as printed, without its enumerator and its last colon.
    pub(super) fn heading(&self) -> String {
        let text: String = self.chars.iter().collect();
        text.trim().trim_end_matches(':').split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Takes off `Статья 1.`, `1-бап.`, `12.` or `3)`.
fn enumerator(text: &str) -> (Option<Mark>, &str) {
    for word in ["Статья ", "СТАТЬЯ "] {
        if let Some(rest) = text.strip_prefix(word) {
            let after = rest.trim_start_matches(is_of_number);
            if let Some(rest) = after.strip_prefix('.').filter(|_| after.len() < rest.len()) {
                return (Some(Mark::Article), rest.trim_start());
            }
        }
    }
    let after = text.trim_start_matches(is_of_number);
    if after.len() == text.len() || !text.starts_with(|sign: char| sign.is_ascii_digit()) {
        return (None, text);
    }
    // Older acts are printed with a space: "1-бап . …".
    if let Some(rest) = after.strip_prefix("бап").and_then(|rest| rest.trim_start().strip_prefix('.')) {
        return (Some(Mark::Article), rest.trim_start());
    }
    match (after.strip_prefix('.'), after.strip_prefix(')')) {
        (Some(rest), _) if rest.starts_with(char::is_whitespace) => (Some(Mark::Point), rest.trim_start()),
        // "5) тармақша": a provision is named, nothing is numbered.
        (_, Some(rest)) if !rest.trim_start().starts_with("тармақша") => {
            (Some(Mark::Bracket), rest.trim_start())
        }
        _ => (None, text),
    }
}

fn is_of_number(sign: char) -> bool {
    sign.is_ascii_digit() || is_superscript(sign) || sign == '-'
}

/// Quotes, and the text with what is inside guillemets and round brackets as spaces.
fn hide(chars: &[char]) -> (Vec<Quote>, Vec<char>) {
    let (mut quotes, mut hidden) = (Vec::<Quote>::new(), Vec::with_capacity(chars.len()));
    let (mut depth, mut brackets) = (0_usize, 0_usize);
    for (at, &sign) in chars.iter().enumerate() {
        let closes_number = sign == ')' && brackets == 0;
        let mut show = depth == 0 && brackets == 0;
        match sign {
            '«' if brackets == 0 => {
                if depth == 0 {
                    quotes.push(Quote { start: at, text: String::new(), closed: false });
                } else {
                    push(&mut quotes, sign);
                }
                depth += 1;
            }
            '»' if brackets == 0 && depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    show = true;
                    if let Some(quote) = quotes.last_mut() {
                        quote.closed = true;
                    }
                } else {
                    push(&mut quotes, sign);
                }
            }
            '(' if depth == 0 => {
                brackets += 1;
                show = false;
            }
            ')' if depth == 0 && !closes_number => {
                brackets -= 1;
                show = false;
            }
            _ if depth > 0 => push(&mut quotes, sign),
            _ => {}
        }
        hidden.push(if show { sign } else { ' ' });
    }
    // Behind a guillemet that is never closed everything would be lost.
    if let Some(open) = quotes.last().filter(|quote| !quote.closed) {
        let shown = hidden.iter_mut().zip(chars).skip(open.start);
        shown.for_each(|(hidden, sign)| *hidden = *sign);
    }
    (quotes, hidden)
}

fn push(quotes: &mut [Quote], sign: char) {
    if let Some(quote) = quotes.last_mut() {
        quote.text.push(sign);
    }
}
