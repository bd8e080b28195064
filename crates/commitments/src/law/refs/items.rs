//! Lists and ranges of numbers: `1, 2 и 4`, `12–14`, `1) – 3)`, `бірінші және екінші`. Inserted numbers are printed with a
//! dash without spaces (`12-1`), ranges with a long one or with spaces around it.

use super::token::{SUPERSCRIPTS, Token, TokenKind, is_superscript};
use super::words::Words;
use std::collections::BTreeSet;

/// More numbers than any list of provisions names; a range beyond it is not one.
const RANGE_MAX: u32 = 500;

/// Numbers and the token after the last of them.
pub(super) struct Items {
    all: Vec<String>,
    /// Numbers printed with a hyphen, which are a range after a word in the plural, by their places.
    hyphened: Vec<usize>,
    pub(super) next: usize,
    /// Whether a word is tied to the last of them.
    tied: bool,
}

#[derive(PartialEq, Clone, Copy)]
enum Form {
    Digits,
    Ordinal,
    Letter,
}

struct Item {
    number: String,
    form: Form,
    next: usize,
    tied: bool,
    dotted: bool,
}

/// The numbers from a token on; of one thing they end at a comma.
pub(super) fn items(words: &Words, tokens: &[Token], at: usize, one: bool) -> Option<Items> {
    let first = item(words, tokens, at)?;
    let form = first.form;
    let mut all = Items { all: Vec::new(), hyphened: Vec::new(), next: first.next, tied: false };
    all.push(words, first);
    while !all.tied {
        let Some(token) = tokens.get(all.next) else { break };
        let range = is_range(tokens, all.next) || token.among(&words.ranges);
        let mut next = all.next + 1;
        if !range {
            if !token.among(&words.lists) || (one && token.is(',')) {
                break;
            }
            // A comma before a conjunction.
            if token.is(',') && tokens.get(next).is_some_and(|word| !word.is(',') && word.among(&words.lists)) {
                next += 1;
            }
        }
        let Some(item) = item(words, tokens, next).filter(|item| item.form == form) else { break };
        if range {
            extend(&mut all.all, &item.number);
            (all.next, all.tied) = (item.next, item.tied);
        } else {
            all.push(words, item);
        }
    }
    Some(all)
}

impl Items {
    fn push(&mut self, words: &Words, item: Item) {
        (self.next, self.tied) = (item.next, item.tied);
        match ends(&item.number).filter(|_| !item.dotted) {
            Some((from, to)) if words.hyphen_ranges => self.all.extend(named(from, to)),
            Some(_) => {
                self.hyphened.push(self.all.len());
                self.all.push(item.number);
            }
            None => self.all.push(item.number),
        }
    }

    /// The numbers. After a word in the plural `12-14` is a range, unless a list such as `1-1, 1-2` or `5, 5-6` is the reason
    /// for the plural.
    pub(super) fn numbers(&self, plural: bool) -> Vec<String> {
        let head = |number: &str| number.split_once('-').map_or(number, |(head, _)| head).to_owned();
        let heads: BTreeSet<String> = self.all.iter().map(|number| head(number)).collect();
        let alone = heads.len() == self.all.len();
        let one = |(at, number): (usize, &String)| match ends(number) {
            Some((from, to)) if plural && alone && self.hyphened.contains(&at) => named(from, to).collect(),
            _ => vec![number.clone()],
        };
        self.all.iter().enumerate().flat_map(one).collect()
    }
}

/// The ends of a range that is printed with a hyphen.
fn ends(number: &str) -> Option<(u32, u32)> {
    let (from, to) = number.split_once('-')?;
    let (from, to) = (from.parse().ok()?, to.parse().ok()?);
    (from < to && to - from <= RANGE_MAX).then_some((from, to))
}

fn named(from: u32, to: u32) -> impl Iterator<Item = String> {
    (from..=to).map(|one| one.to_string())
}

fn is_range(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| matches!(token.kind, TokenKind::Sign('–' | '—' | '-' | '−' | '‑')))
}

fn item(words: &Words, tokens: &[Token], at: usize) -> Option<Item> {
    let token = tokens.get(at)?;
    match &token.kind {
        TokenKind::Number { clean, tied, dotted, .. } => {
            let (number, next) = match inserted(words, tokens, at) {
                Some(letters) => (format!("{clean}{letters}"), at + 2),
                None => (clean.clone(), at + 1),
            };
            Some(Item { number, form: Form::Digits, next, tied: *tied, dotted: *dotted })
        }
        TokenKind::Word { lower, .. } => {
            if let Some((number, next)) = ordinal(words, tokens, at) {
                return Some(Item {
                    number: number.to_string(),
                    form: Form::Ordinal,
                    next,
                    tied: false,
                    dotted: false,
                });
            }
            // A lettered point, "подпункт а)".
            let bracket = tokens.get(at + 1).filter(|next| next.is(')') && next.start == token.end);
            (lower.chars().count() == 1 && bracket.is_some()).then(|| Item {
                number: lower.clone(),
                form: Form::Letter,
                next: at + 2,
                tied: false,
                dotted: false,
            })
        }
        TokenKind::Sign('«' | '“' | '"') => {
            let lower = tokens.get(at + 1)?.lower()?;
            let closes = tokens.get(at + 2).is_some_and(|end| matches!(end.kind, TokenKind::Sign('»' | '”' | '"')));
            (lower.chars().count() == 1 && closes).then(|| Item {
                number: lower.to_owned(),
                form: Form::Letter,
                next: at + 3,
                tied: false,
                dotted: false,
            })
        }
        TokenKind::Sign(_) => None,
    }
}

/// What makes a number an inserted one: "8 bis", "8bis", "15A".
fn inserted(words: &Words, tokens: &[Token], at: usize) -> Option<String> {
    let (number, next) = (tokens.get(at)?, tokens.get(at + 1)?);
    let word = next.lower().filter(|_| !words.inserted.is_empty())?;
    if next.among(&words.inserted) {
        return Some(word.to_owned());
    }
    let letter = next.start == number.end && next.capital() && word.chars().count() == 1;
    letter.then(|| word.to_uppercase())
}

/// An ordinal word, or hundred, tens and one: "двадцать первый", "сто второй", "он бірінші".
pub(in crate::law) fn ordinal(words: &Words, tokens: &[Token], at: usize) -> Option<(u16, usize)> {
    let word = tokens.get(at)?.lower()?;
    if let Some(number) = words.ordinal(word) {
        return Some((number, at + 1));
    }
    if let Some(hundred) = words.hundred(word) {
        let (rest, next) = ordinal(words, tokens, at + 1).filter(|(rest, _)| *rest < 100)?;
        return Some((hundred + rest, next));
    }
    let tens = words.cardinal(word).filter(|tens| tens % 10 == 0)?;
    let unit = words.ordinal(tokens.get(at + 1)?.lower()?).filter(|unit| *unit < 10)?;
    Some((tens + unit, at + 2))
}

/// Adds the rest of a range. A range that goes down is an inserted number printed with spaces: `10 – 1` is `10-1`.
fn extend(numbers: &mut Vec<String>, last: &str) {
    let Some(first) = numbers.last().cloned() else { return };
    let (from, to) = (Parts::of(&first), Parts::of(last));
    match (from, to) {
        (Some(from), Some(to)) if from.is_beside(&to) && to.last > from.last && to.last - from.last <= RANGE_MAX => {
            numbers.extend((from.last + 1..=to.last).map(|one| Parts { last: one, ..from }.printed()));
        }
        (Some(from), Some(to)) if from.head.is_empty() && to.head.is_empty() && to.last < from.last => {
            numbers.pop();
            numbers.push(format!("{first}-{last}"));
        }
        _ => numbers.push(last.to_owned()),
    }
}

/// A number by its parts: `12-1` and `12¹` are the first one inserted behind 12.
struct Parts<'a> {
    /// With its hyphen.
    head: &'a str,
    last: u32,
    high: bool,
}

impl<'a> Parts<'a> {
    fn of(number: &'a str) -> Option<Self> {
        if let Some(at) = number.find(is_superscript) {
            let (head, last) = number.split_at_checked(at)?;
            let value = |sign| SUPERSCRIPTS.iter().position(|one| *one == sign);
            let digits = last.chars().map(|sign| char::from_digit(u32::try_from(value(sign)?).ok()?, 10));
            return Some(Self { head, last: digits.collect::<Option<String>>()?.parse().ok()?, high: true });
        }
        let (head, last) = number.split_at_checked(number.rfind('-').map_or(0, |at| at + 1))?;
        Some(Self { head, last: last.parse().ok()?, high: false })
    }

    fn is_beside(&self, other: &Self) -> bool {
        (self.head, self.high) == (other.head, other.high)
    }

    fn printed(&self) -> String {
        let last = self.last.to_string();
        let high = |sign: char| sign.to_digit(10).and_then(|digit| SUPERSCRIPTS.get(usize::try_from(digit).ok()?));
        let last = if self.high { last.chars().filter_map(high).collect() } else { last };
        format!("{}{last}", self.head)
    }
}
