//! Which provisions the clause on commencement leaves out, and from when they apply: "за исключением статьи 11, которая вводится
//! в действие с 1 января 2021 года", on one line or point by point below it.

use super::commencement::is_one;
use super::line::{Grammar, Mark, Prepared};
use crate::law::refs;
use jiff::civil::Date;

/// A provision that begins to apply on another day than its act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::law) struct Excepted {
    /// The provision.
    pub(in crate::law) eid: String,
    /// The day, if the clause names one.
    pub(in crate::law) date: Option<Date>,
}

/// Those of an act's text.
pub(super) fn read(grammar: Grammar, text: &str) -> Vec<Excepted> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(Prepared::new);
    let Some(clause) = lines.find(|line| is_one(grammar, line)) else { return Vec::new() };
    let Some(at) = word(grammar, &clause) else { return Vec::new() };
    let mut all = Vec::new();
    if grammar.phrases.preverbal {
        part(grammar, clause.hidden.iter().take(at).collect(), &mut all);
        return all;
    }
    part(grammar, clause.hidden.iter().skip(at).collect(), &mut all);
    if clause.opens() {
        for line in lines.take_while(|line| line.mark == Some(Mark::Bracket)) {
            part(grammar, line.hidden.iter().collect(), &mut all);
        }
    }
    all
}

/// Where the clause begins to say what is left out, or where it ends to say so if the verb comes last.
pub(super) fn word(grammar: Grammar, line: &Prepared) -> Option<usize> {
    grammar.phrases.excepted.iter().find_map(|phrase| line.find(phrase))
}

/// The provisions named in a part of the clause. Their day stands behind them, or before them if the verb comes last.
fn part(grammar: Grammar, text: String, all: &mut Vec<Excepted>) {
    let prepared = Prepared::unnumbered(&text);
    let read = grammar.line(&prepared);
    let starts = read.tokens.iter().enumerate();
    let days: Vec<(usize, Date)> = starts.filter_map(|(at, token)| Some((token.start, read.date(at)?.0))).collect();
    for one in refs::find(grammar.lang, &text).into_iter().filter(|one| one.act.is_empty() || one.act == "this") {
        let day = match grammar.phrases.preverbal {
            true => days.iter().rev().find(|(at, _)| *at < one.start),
            false => days.iter().find(|(at, _)| *at >= one.end),
        };
        all.push(Excepted { eid: one.eid, date: day.map(|(_, date)| *date) });
    }
}
