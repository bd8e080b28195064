//! What a line of an act begins with: the name and number of a chapter or an article, the number of a paragraph or a point,
//! or nothing of the sort.

use super::data::Data;
use super::value::Kind;
use crate::law::refs::token::is_superscript;
use crate::law::refs::words::Words;
use probity_core::Language;

/// How general what is numbered by `1.`, `1)` and `(i)` is, on the scale of the words of references.
const PARAGRAPH: u8 = 50;
pub(super) const POINT: u8 = 60;
const CLAUSE: u8 = 70;
pub(super) const ANNEX: u8 = 5;
/// Words by which the act of an annex is named on the line of its number; more are a sentence.
const NAME_WORDS: usize = 12;

/// A line.
pub(super) enum Found<'a> {
    /// It begins a provision.
    Head(Head<'a>),
    /// It does not.
    Text,
}

/// The beginning of a provision.
pub(super) struct Head<'a> {
    pub(super) line: &'a str,
    /// The short name of references, or the kind itself.
    alias: &'a str,
    pub(super) rank: u8,
    pub(super) num: Option<&'a str>,
    /// What follows the number.
    pub(super) rest: &'a str,
    /// Whether that is a heading, and not text.
    pub(super) headed: bool,
}

impl Head<'_> {
    pub(super) fn is_paragraph(&self) -> bool {
        self.rank == PARAGRAPH
    }

    pub(super) fn kind(&self, data: &Data) -> Option<Kind> {
        data.lines.get(self.alias).map_or(self.alias, String::as_str).parse().ok()
    }
}

/// Reads lines of a language.
pub(super) struct Reader {
    lang: Language,
    words: &'static Words,
}

impl Reader {
    pub(super) fn of(lang: Language) -> Option<Self> {
        Some(Self { lang, words: Words::of(lang)? })
    }

    /// What a line begins with; `inner` is rank and number of the provision before it.
    pub(super) fn line<'a>(&self, line: &'a str, inner: Option<(u8, Option<&str>)>) -> Found<'a>
    where
        Self: 'a,
    {
        let head = self.annex(line).or_else(|| self.named(line)).or_else(|| numbered(line, inner));
        head.map_or(Found::Text, Found::Head)
    }

    /// Whether a line begins a provision by itself.
    pub(super) fn begins(&self, line: &str) -> bool {
        matches!(self.line(line, None), Found::Head(_))
    }

    /// Whether a line begins an annex.
    pub(super) fn is_annex(&self, line: &str) -> bool {
        self.annex(line).is_some()
    }

    /// "Приложение", "Приложение № 1 к решению", "1-қосымша", "Annex I", and nothing else on the line.
    fn annex<'a>(&self, line: &'a str) -> Option<Head<'a>> {
        let plain = line.trim_end_matches(['.', ':']);
        let (word, num, rest) = match self.lang {
            Language::Kk => match plain.split_once(is_dash) {
                Some((num, word)) => (word, Some(num), ""),
                None => (plain, None, ""),
            },
            _ => {
                let (word, behind) = plain.split_once(char::is_whitespace).unwrap_or((plain, ""));
                let behind = behind.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '№');
                let end = behind.find(char::is_whitespace).unwrap_or(behind.len());
                let (num, rest) = behind.split_at_checked(end)?;
                if is_number(num) { (word, Some(num), rest.trim_start()) } else { (word, None, behind) }
            }
        };
        let level = self.words.level(&word.to_lowercase())?;
        let numbered = num.is_none_or(is_number);
        let capital = word.starts_with(char::is_uppercase) || num.is_some() && self.lang == Language::Kk;
        let found = level.rank == ANNEX && numbered && capital && self.is_of(line, rest);
        found.then_some(Head { line, alias: "attachment", rank: ANNEX, num, rest, headed: false })
    }

    /// Whether nothing follows an annex's number, or the act it belongs to ("к решению"), and not a sentence.
    fn is_of(&self, line: &str, rest: &str) -> bool {
        let first = rest.split(char::is_whitespace).next().unwrap_or_default().to_lowercase();
        let named = self.words.annexed.contains(&first) && rest.split_whitespace().count() <= NAME_WORDS;
        rest.is_empty() || (named && !line.ends_with(['.', ';', ':', ',']))
    }

    /// "Статья 15. Подкуп", "15-бап. Пара беру", "Глава 2", "Article 5".
    fn named<'a>(&self, line: &'a str) -> Option<Head<'a>> {
        let (word, num, rest) = match self.lang {
            Language::Kk => {
                let digits = line.find(|sign: char| !is_of_number(sign))?;
                let (num, rest) = line.split_at_checked(digits)?;
                let end = rest.find(|sign: char| !sign.is_alphabetic()).unwrap_or(rest.len());
                let (word, rest) = rest.split_at_checked(end)?;
                (word, num.strip_suffix(is_dash).filter(|num| !num.is_empty())?, rest)
            }
            _ => {
                let (word, rest) = line.split_once(char::is_whitespace)?;
                let rest = rest.trim_start().trim_start_matches(['№', ' ']);
                let end = rest.find(|sign: char| sign.is_whitespace() || ".:".contains(sign)).unwrap_or(rest.len());
                let (num, rest) = rest.split_at_checked(end)?;
                (word.starts_with(char::is_uppercase).then_some(word)?, is_number(num).then_some(num)?, rest)
            }
        };
        let level = self.words.level(&word.to_lowercase())?;
        let alias = ["part", "chp", "subchp", "art", "sec"].into_iter().find(|alias| *alias == level.alias)?;
        let shouts = |rest: &str| rest.chars().any(char::is_alphabetic) && !rest.chars().any(char::is_lowercase);
        // Older acts are printed with a space: "1-бап . …".
        let marked =
            rest.is_empty() || rest.trim_start().starts_with(['.', ':']) || is_dash_first(rest) || shouts(rest);
        let rest = rest.trim_start_matches(|sign: char| sign.is_whitespace() || ".:".contains(sign) || is_dash(sign));
        marked.then_some(Head { line, alias, rank: level.rank, num: Some(num), rest, headed: true })
    }
}

/// "1. …", "5-1) …", "(b) …", "а) …", "(i) …".
fn numbered<'a>(line: &'a str, inner: Option<(u8, Option<&str>)>) -> Option<Head<'a>> {
    let head = |alias, rank, num: &'a str, rest: &'a str| {
        let (num, rest) = (Some(num), rest.trim_start());
        Some(Head { line, alias, rank, num, rest, headed: false })
    };
    if line.starts_with(|sign: char| sign.is_ascii_digit()) {
        let end = line.find(|sign: char| !is_of_number(sign))?;
        let (num, rest) = line.split_at_checked(end)?;
        let num = num.trim_end_matches(is_dash);
        if let Some(rest) = rest.strip_prefix(')').filter(|rest| !rest.trim_start().starts_with("тармақ")) {
            return head("point", POINT, num, rest);
        }
        let rest = rest.strip_prefix('.').filter(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))?;
        return head("paragraph", PARAGRAPH, num, rest);
    }
    let bracketed = line.strip_prefix('(');
    let (num, rest) = bracketed.unwrap_or(line).split_once(')')?;
    let short = (1..=4).contains(&num.chars().count()) && num.chars().all(char::is_lowercase);
    let spaced = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let letter = num.chars().count() == 1;
    let roman = num.chars().all(|sign| "ivx".contains(sign));
    let (rank, last) = inner.unwrap_or((0, None));
    // "(i)" after "(h)" is a letter.
    let clause = roman && rank >= POINT && (rank == CLAUSE || last != Some("h"));
    match short && spaced && (letter || roman) && (bracketed.is_some() || letter) {
        true if clause => head("clause", CLAUSE, num, rest),
        true if rank >= POINT
            && bracketed.is_none()
            && last.is_some_and(|num| num.starts_with(|c: char| c.is_ascii_digit())) =>
        {
            head("clause", CLAUSE, num, rest)
        }
        true if rank == CLAUSE && bracketed.is_none() => head("clause", CLAUSE, num, rest),
        true => head("point", POINT, num, rest),
        false => None,
    }
}

/// Digits with inserted parts (`5-1`, `5¹`), or Roman digits.
fn is_number(text: &str) -> bool {
    let digits = text.starts_with(|sign: char| sign.is_ascii_digit()) && text.chars().all(is_of_number);
    digits || (!text.is_empty() && text.chars().all(|sign| "IVXLCDM".contains(sign)))
}

fn is_of_number(sign: char) -> bool {
    sign.is_ascii_digit() || is_superscript(sign) || is_dash(sign)
}

fn is_dash(sign: char) -> bool {
    matches!(sign, '-' | '\u{2010}' | '\u{2011}')
}

fn is_dash_first(rest: &str) -> bool {
    rest.trim_start().starts_with(['-', '–', '—'])
}
