//! Lists and ranges of numbers: `1, 2 и 4`, `12–14`, `1) – 3)`, `бірінші және екінші`. Inserted numbers are printed with a
//! dash without spaces (`12-1`), ranges with a long one or with spaces around it.

use super::token::{Token, TokenKind};
use super::words::Words;

/// More numbers than any list of provisions names; a range beyond it is not one.
const RANGE_MAX: u32 = 500;

/// Numbers and the token after the last of them.
pub(super) struct Items {
    pub(super) numbers: Vec<String>,
    pub(super) next: usize,
    /// Whether a word is tied to the last of them.
    pub(super) tied: bool,
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
}

/// The numbers from a token on.
pub(super) fn items(words: &Words, tokens: &[Token], at: usize) -> Option<Items> {
    let first = item(words, tokens, at)?;
    let form = first.form;
    let mut all = Items { numbers: Vec::new(), next: first.next, tied: first.tied };
    push(words, &mut all.numbers, first.number);
    while !all.tied {
        let Some(token) = tokens.get(all.next) else { break };
        let range = is_range(tokens, all.next) || token.among(&words.ranges);
        let mut next = all.next + 1;
        if !range {
            if !token.among(&words.lists) {
                break;
            }
            // A comma before a conjunction.
            if token.is(',') && tokens.get(next).is_some_and(|word| !word.is(',') && word.among(&words.lists)) {
                next += 1;
            }
        }
        let Some(item) = item(words, tokens, next).filter(|item| item.form == form) else { break };
        if range {
            extend(&mut all.numbers, &item.number);
        } else {
            push(words, &mut all.numbers, item.number);
        }
        all.next = item.next;
        all.tied = item.tied;
    }
    Some(all)
}

/// Adds a number, or the numbers of a range that is printed with a hyphen.
fn push(words: &Words, numbers: &mut Vec<String>, number: String) {
    let ends = number.split_once('-').filter(|_| words.hyphen_ranges);
    match ends.and_then(|(from, to)| Some((from.parse::<u32>().ok()?, to.parse::<u32>().ok()?))) {
        Some((from, to)) if from < to && to - from <= RANGE_MAX => {
            numbers.extend((from..=to).map(|one| one.to_string()))
        }
        _ => numbers.push(number),
    }
}

fn is_range(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| matches!(token.kind, TokenKind::Sign('–' | '—' | '-' | '−' | '‑')))
}

fn item(words: &Words, tokens: &[Token], at: usize) -> Option<Item> {
    let token = tokens.get(at)?;
    match &token.kind {
        TokenKind::Number { clean, tied, .. } => {
            Some(Item { number: clean.clone(), form: Form::Digits, next: at + 1, tied: *tied })
        }
        TokenKind::Word { lower, .. } => {
            if let Some((number, next)) = ordinal(words, tokens, at) {
                return Some(Item { number: number.to_string(), form: Form::Ordinal, next, tied: false });
            }
            // A lettered point, "подпункт а)".
            let bracket = tokens.get(at + 1).filter(|next| next.is(')') && next.start == token.end);
            (lower.chars().count() == 1 && bracket.is_some()).then(|| Item {
                number: lower.clone(),
                form: Form::Letter,
                next: at + 2,
                tied: false,
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
            })
        }
        TokenKind::Sign(_) => None,
    }
}

/// An ordinal word, or tens and one: "двадцать первый", "он бірінші".
pub(in crate::law) fn ordinal(words: &Words, tokens: &[Token], at: usize) -> Option<(u16, usize)> {
    let word = tokens.get(at)?.lower()?;
    if let Some(number) = words.ordinal(word) {
        return Some((number, at + 1));
    }
    let tens = words.cardinal(word).filter(|tens| tens % 10 == 0)?;
    let unit = words.ordinal(tokens.get(at + 1)?.lower()?).filter(|unit| *unit < 10)?;
    Some((tens + unit, at + 2))
}

/// Adds the rest of a range. A range that goes down is an inserted number printed with spaces: `10 – 1` is `10-1`.
fn extend(numbers: &mut Vec<String>, last: &str) {
    let Some(first) = numbers.last().cloned() else { return };
    let split = |number: &str| match number.rsplit_once('-') {
        Some((head, tail)) => (Some(head.to_owned()), tail.parse::<u32>().ok()),
        None => (None, number.parse::<u32>().ok()),
    };
    let ((head, from), (other, to)) = (split(&first), split(last));
    match (from, to) {
        (Some(from), Some(to)) if head == other && to > from && to - from <= RANGE_MAX => {
            let name = |number: u32| head.as_ref().map_or(number.to_string(), |head| format!("{head}-{number}"));
            numbers.extend((from + 1..=to).map(name));
        }
        (Some(from), Some(to)) if head.is_none() && other.is_none() && to < from => {
            numbers.pop();
            numbers.push(format!("{first}-{last}"));
        }
        _ => numbers.push(last.to_owned()),
    }
}
