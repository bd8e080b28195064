//! When an amending act begins to apply. The rule is kept as printed in a short form; days are counted elsewhere, from
//! the publication that the text cannot know.

use super::excepted;
use super::line::{Grammar, Prepared};
use crate::law::refs::token::TokenKind;
use jiff::civil::Date;
use serde::Serialize;

/// The rule of commencement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Commencement {
    /// `from_signature`, `from_date`, `from_publication` or `after_publication:N:calendar|working`.
    pub rule: String,
    /// The day, for `from_date`.
    pub date: Option<Date>,
    /// The day from which relations are covered that arose before.
    pub retroactive: Option<Date>,
}

/// Whether the line says when this act begins to apply.
pub(super) fn is_one(grammar: Grammar, line: &Prepared) -> bool {
    is_of_this_act(grammar, line) && line.has(&grammar.phrases.commences)
}

/// Whether the line begins with the words for this act.
pub(super) fn is_of_this_act(grammar: Grammar, line: &Prepared) -> bool {
    let first = line.tokens.first().and_then(|token| token.lower());
    first.is_some_and(|word| grammar.phrases.this_act.iter().any(|this| this == word))
}

/// The rule of such a line; none when it is none of the known ones.
pub(super) fn read(grammar: Grammar, line: &Prepared) -> Option<Commencement> {
    let phrases = grammar.phrases;
    let (from, cut) = own(grammar, line);
    let says = |list: &[String]| list.iter().any(|phrase| line.find(phrase).is_some_and(|at| at >= from && at < cut));
    let date = |from: usize, to: usize| {
        let read = grammar.line(line);
        let inside = |at: &usize| read.tokens.get(*at).is_some_and(|token| token.start >= from && token.end <= to);
        (0..read.tokens.len()).filter(inside).find_map(|at| read.date(at)).map(|(date, _)| date)
    };
    let before = phrases.retroactive.iter().find_map(|phrase| line.find(phrase));
    let retroactive = before.and_then(|at| date(if phrases.preverbal { cut } else { at }, usize::MAX));
    let day = date(from, cut);
    let (rule, date) = if says(&phrases.after) {
        let unit = if says(&phrases.working) { "working" } else { "calendar" };
        (format!("after_publication:{}:{unit}", days(grammar, line, from, cut)?), None)
    } else if let Some(day) = day {
        ("from_date".to_owned(), Some(day))
    } else if says(&phrases.from_publication) {
        ("from_publication".to_owned(), None)
    } else if says(&phrases.from_signature) {
        ("from_signature".to_owned(), None)
    } else {
        return None;
    };
    Some(Commencement { rule, date, retroactive })
}

/// Between which characters a clause speaks of the act itself, and not of provisions it leaves out or of what was before.
fn own(grammar: Grammar, line: &Prepared) -> (usize, usize) {
    let phrases = grammar.phrases;
    let first = |list: &[String]| list.iter().find_map(|phrase| line.find(phrase));
    let excepted = excepted::word(grammar, line);
    match phrases.preverbal {
        true => (excepted.unwrap_or(0), first(&phrases.commences).unwrap_or(line.chars.len())),
        false => {
            let ends = [first(&phrases.retroactive), excepted, Some(line.chars.len())];
            (0, ends.into_iter().flatten().min().unwrap_or_default())
        }
    }
}

/// A number of days, in digits or in words up to ninety-nine; none when it is one of months or years.
fn days(grammar: Grammar, line: &Prepared, from: usize, cut: usize) -> Option<u32> {
    let word = |at: usize| line.tokens.get(at)?.lower().and_then(|word| grammar.words.cardinal(word));
    let until = |at: usize| line.tokens.iter().take_while(|token| token.start < at).count();
    let number = |at: usize| -> Option<(u32, usize)> {
        if let TokenKind::Number { clean, .. } = &line.tokens.get(at)?.kind {
            return Some((clean.parse().ok()?, at + 1));
        }
        let first = word(at)?;
        let unit = word(at + 1).filter(|unit| first % 10 == 0 && *unit < 10);
        Some((u32::from(first + unit.unwrap_or(0)), at + 1 + usize::from(unit.is_some())))
    };
    let (days, next) = (until(from)..until(cut)).find_map(number)?;
    // "Десяти календарных дней": one word may stand between.
    let unit = |at: usize| line.tokens.get(at).is_some_and(|token| token.among(&grammar.phrases.days));
    (unit(next) || unit(next + 1)).then_some(days)
}
