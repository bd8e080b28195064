//! References of GRECO's documents. The same report is printed `GrecoEval1/2Rep(2021)1` and `Greco Eval I-II Rep (2021) 1E`;
//! people ask for it by any spelling, so that spellings are compared by what they say and kept as they were printed.

use crate::roman;
use std::fmt;
use std::str::FromStr;

/// A reference as printed, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// As somebody wrote it, without the spaces around it.
    pub printed: String,
    /// What it says.
    pub normal: Normal,
}

/// What a reference says. Its text form is the usual one: `Greco RC-III (2012) 10E`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Normal {
    /// What kind of report.
    pub kind: ReportKind,
    /// Rounds, in ascending order, each once.
    pub rounds: Vec<u16>,
    /// The year of the document.
    pub year: u16,
    /// Its number in the year.
    pub serial: u32,
    /// The letter of its language, in upper case: `E` or `F`.
    pub lang: Option<char>,
    /// What follows, such as `addendum`: lower case, single spaces.
    pub suffix: Option<String>,
}

/// Kinds of reports that references name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReportKind {
    /// Evaluation report, `Eval`.
    Evaluation,
    /// Compliance report and what follows it, `RC`.
    Compliance,
}

/// A text that is not a reference.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a reference of GRECO: at character {column} {expected} is expected")]
pub struct ReferenceError {
    /// The text.
    pub text: String,
    /// Which character is the first wrong one, from 1.
    pub column: usize,
    /// What was expected there.
    pub expected: &'static str,
}

impl Reference {
    /// Whether both name the same document; translations of it are the same document.
    pub fn same_document(&self, other: &Self) -> bool {
        self.normal.document() == other.normal.document()
    }
}

impl Normal {
    /// What identifies the document, whatever its language and the spaces in its suffix.
    pub fn document(&self) -> (ReportKind, &[u16], u16, u32, String) {
        let suffix = self.suffix.as_deref().unwrap_or_default();
        let suffix = suffix.chars().filter(|letter| !letter.is_whitespace()).collect();
        (self.kind, &self.rounds, self.year, self.serial, suffix)
    }
}

impl fmt::Display for Normal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numeral = |round: &u16| roman::write(*round).unwrap_or_else(|| round.to_string()).to_uppercase();
        let rounds: Vec<String> = self.rounds.iter().map(numeral).collect();
        match self.kind {
            ReportKind::Evaluation => write!(f, "Greco Eval {} Rep", rounds.join("-"))?,
            ReportKind::Compliance => write!(f, "Greco RC-{}", rounds.join("/"))?,
        }
        write!(f, " ({:04}) {}", self.year, self.serial)?;
        if let Some(lang) = self.lang {
            write!(f, "{lang}")?;
        }
        self.suffix.as_ref().map_or(Ok(()), |suffix| write!(f, " {suffix}"))
    }
}

impl FromStr for Reference {
    type Err = ReferenceError;

    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        let printed = text.trim();
        let mut cursor = Cursor { text: printed, rest: printed };
        let normal = cursor.reference()?;
        Ok(Self { printed: printed.to_owned(), normal })
    }
}

/// Words that suffixes begin with, for references without any space: in `1EAddendum` the `E` is the language.
const SUFFIX_WORDS: [&str; 10] =
    ["addendum", "second", "2nd", "third", "final", "follow", "interim", "theme", "rev", "corrigendum"];

/// Letters of the official languages of the Council of Europe.
const LANGUAGES: [char; 2] = ['E', 'F'];

/// The part of a text that is not read yet. Spaces between parts are free.
struct Cursor<'a> {
    text: &'a str,
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    fn reference(&mut self) -> Result<Normal, ReferenceError> {
        self.word("greco", "`Greco`")?;
        let kind = self.kind()?;
        self.dash();
        let rounds = self.rounds()?;
        if starts_with(self.rest.trim_start(), "rep") {
            self.word("rep", "`Rep`")?;
        }
        self.sign('(')?;
        let year = self.digits("a year of four digits")?;
        let year = Some(year).filter(|year| year.len() == 4).and_then(|year| year.parse().ok());
        let year = year.ok_or_else(|| self.error("a year of four digits"))?;
        self.sign(')')?;
        let serial = self.digits("the number of the document")?;
        let serial = serial.parse().map_err(|_| self.error("the number of the document"))?;
        let lang = self.lang();
        Ok(Normal { kind, rounds, year, serial, lang, suffix: self.suffix() })
    }

    fn kind(&mut self) -> Result<ReportKind, ReferenceError> {
        for (word, kind) in [("eval", ReportKind::Evaluation), ("rc", ReportKind::Compliance)] {
            if starts_with(self.rest.trim_start(), word) {
                self.word(word, word_of(kind))?;
                return Ok(kind);
            }
        }
        Err(self.error("`Eval` or `RC`"))
    }

    fn rounds(&mut self) -> Result<Vec<u16>, ReferenceError> {
        let mut rounds = vec![self.round()?];
        while self.dash() {
            rounds.push(self.round()?);
        }
        rounds.sort_unstable();
        rounds.dedup();
        Ok(rounds)
    }

    /// A round, in digits or as a numeral.
    fn round(&mut self) -> Result<u16, ReferenceError> {
        let expected = "a round such as `III` or `3`";
        self.skip();
        let digits = self.take(|letter| letter.is_ascii_digit());
        let round = match digits {
            "" => {
                let before = self.rest;
                let numeral = self.take(|letter| "ivxIVX".contains(letter));
                roman::value(numeral).ok_or_else(|| {
                    self.rest = before;
                    self.error(expected)
                })?
            }
            digits => digits.parse().map_err(|_| self.error(expected))?,
        };
        Some(round).filter(|round| *round > 0).ok_or_else(|| self.error(expected))
    }

    /// The letter of the language: one letter that stands alone, or `E` or `F` stuck to a word that suffixes begin with.
    fn lang(&mut self) -> Option<char> {
        let rest = self.rest.trim_start_matches(is_separator);
        let letter = rest.chars().next().filter(char::is_ascii_alphabetic)?;
        let after = rest.get(1..)?;
        let alone = !after.chars().next().is_some_and(char::is_alphanumeric);
        let upper = letter.to_ascii_uppercase();
        let stuck = || LANGUAGES.contains(&upper) && SUFFIX_WORDS.iter().any(|word| starts_with(after, word));
        if alone || stuck() {
            self.rest = after;
            return Some(upper);
        }
        None
    }

    /// Everything else, without the signs and spaces around it.
    fn suffix(&mut self) -> Option<String> {
        let words = self.rest.trim_matches(is_separator).to_lowercase();
        self.rest = "";
        let suffix = words.split_whitespace().collect::<Vec<_>>().join(" ");
        (!suffix.is_empty()).then_some(suffix)
    }

    fn skip(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn word(&mut self, word: &str, expected: &'static str) -> Result<(), ReferenceError> {
        self.skip();
        let after = self.rest.get(word.len()..).filter(|_| starts_with(self.rest, word));
        self.rest = after.ok_or_else(|| self.error(expected))?;
        Ok(())
    }

    fn sign(&mut self, sign: char) -> Result<(), ReferenceError> {
        self.skip();
        let expected = if sign == '(' { "`(` before the year" } else { "`)` after the year" };
        self.rest = self.rest.strip_prefix(sign).ok_or_else(|| self.error(expected))?;
        Ok(())
    }

    /// A sign between rounds, or before the first.
    fn dash(&mut self) -> bool {
        self.skip();
        let after = self.rest.strip_prefix(|letter| letter == '/' || is_dash(letter));
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn digits(&mut self, expected: &'static str) -> Result<&'a str, ReferenceError> {
        self.skip();
        let digits = self.take(|letter| letter.is_ascii_digit());
        if digits.is_empty() { Err(self.error(expected)) } else { Ok(digits) }
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|letter| !wanted(letter)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn error(&self, expected: &'static str) -> ReferenceError {
        let left = self.rest.trim_start().chars().count();
        let column = self.text.chars().count().saturating_sub(left) + 1;
        ReferenceError { text: self.text.to_owned(), column, expected }
    }
}

fn word_of(kind: ReportKind) -> &'static str {
    match kind {
        ReportKind::Evaluation => "`Eval`",
        ReportKind::Compliance => "`RC`",
    }
}

/// Hyphens and dashes, as typesetters vary them.
fn is_dash(letter: char) -> bool {
    letter == '-' || ('\u{2010}'..='\u{2015}').contains(&letter) || letter == '\u{2212}'
}

/// What can stand around a suffix without being part of it.
fn is_separator(letter: char) -> bool {
    letter.is_whitespace() || is_dash(letter) || ",:;.".contains(letter)
}

/// Whether `text` begins with `word`, which is in lower case, whatever the case of the text.
fn starts_with(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}
