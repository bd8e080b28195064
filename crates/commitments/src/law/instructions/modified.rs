//! The act a line names: title in guillemets, date, number, in any order. Codes have no guillemets; their name is printed.

use super::line::{Grammar, Prepared, Quote};
use crate::law::refs::act::Line;
use serde::Serialize;

/// An act that is changed or repealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Modified {
    /// As in guillemets, without them; the printed name of an act that has none.
    pub title: Option<String>,
    /// The day of the act.
    pub date: Option<jiff::civil::Date>,
    /// Without `№`.
    pub number: Option<String>,
    /// Whether all of it is repealed.
    pub repeal: bool,
}

/// The act, and whether its title was not closed.
pub(super) fn named(grammar: Grammar, line: &Prepared) -> Option<(Modified, bool)> {
    let read = grammar.line(line);
    let tokens = read.tokens;
    let noun = tokens.iter().position(|token| token.lower().is_some_and(|word| read.words.act(word).is_some()))?;
    let date = (0..tokens.len()).find_map(|at| read.date(at)).map(|(date, _)| date);
    let number = (0..tokens.len()).find_map(|at| read.number(at)).map(|(number, _)| number);
    let broken = line.quotes.first().is_some_and(|quote| !quote.closed);
    let title = match line.quotes.first() {
        Some(quote) if quote.closed => Some(spaced(&quote.text)),
        Some(quote) => unclosed(&read, quote),
        None => None,
    };
    if date.is_none()
        && number.is_none()
        && title.is_none()
        && read.words.act(tokens.get(noun)?.lower()?)?.kind.as_deref() != Some("code")
    {
        return None;
    }
    let title = title.or_else(|| {
        let from = (noun.saturating_sub(3)..=noun).find_map(|at| read.named(at))?;
        let stop = (from.first..from.next).find(|at| read.date(at + 1).is_some() || read.number(*at).is_some());
        Some(read.text(from.first, stop.unwrap_or(from.next)))
    });
    Some((Modified { title, date, number, repeal: false }, broken))
}

/// A title that is not closed ends with the last guillemet of the titles inside it, or before the act's date or number.
fn unclosed(read: &Line<'_>, quote: &Quote) -> Option<String> {
    if let Some((inside, _)) = quote.text.rsplit_once('»') {
        return Some(spaced(inside));
    }
    let first = read.tokens.iter().position(|token| token.start > quote.start)?;
    let ends = |at: &usize| read.date(at + 1).is_some() || read.number(*at).is_some();
    Some(read.text(first, (first..read.tokens.len()).find(ends).unwrap_or(read.tokens.len())))
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
