//! The act a line names: title in guillemets, date, number, in any order. Codes have no guillemets; their name is printed.

use super::line::{Grammar, Prepared};
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
    let broken = line.quotes.first().is_some_and(|quote| !quote.closed);
    if broken {
        // What follows the title is hidden behind the open guillemet: it is read again without it.
        return unclosed(grammar, line).map(|act| (act, true));
    }
    let read = grammar.line(line);
    let tokens = read.tokens;
    let noun = tokens.iter().position(|token| token.lower().is_some_and(|word| read.words.act(word).is_some()))?;
    let date = (0..tokens.len()).find_map(|at| read.date(at)).map(|(date, _)| date);
    let number = (0..tokens.len()).find_map(|at| read.number(at)).map(|(number, _)| number);
    let title = line.quotes.first().map(|quote| spaced(&quote.text));
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
    Some((Modified { title, date, number, repeal: false }, false))
}

fn unclosed(grammar: Grammar, line: &Prepared) -> Option<Modified> {
    let start = line.quotes.first()?.start;
    let text: String = line.chars.iter().map(|sign| if *sign == '«' { ' ' } else { *sign }).collect();
    let again = Prepared::new(&text);
    let (mut act, _) = named(grammar, &again)?;
    let read = grammar.line(&again);
    let lead = line.chars.len().saturating_sub(again.chars.len());
    let after = |at: &usize| read.tokens.get(*at).is_some_and(|token| token.start + lead > start);
    let stop =
        (0..read.tokens.len()).filter(after).find(|at| read.date(at + 1).is_some() || read.number(*at).is_some());
    let first = (0..read.tokens.len()).find(after)?;
    act.title = Some(read.text(first, stop.unwrap_or(read.tokens.len())));
    Some(act)
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
