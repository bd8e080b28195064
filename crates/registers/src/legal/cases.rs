//! Cases one by one: when each began, when and how it ended. What has not ended is open, and a funnel must not take it
//! for a failure.

use crate::format::{Input, Row};
use crate::perception::Report;
use crate::perception::checks::Duplicates;
use crate::perception::number::here;
use crate::perception::report::Reading;
use crate::perception::simple::Fixed;
use probity_core::date::Precision;
use probity_core::{Diagnostic, PartialDate, Place};
use probity_statistics::cube::TOTAL;

/// One case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its identifier.
    pub case: String,
    /// The day it began.
    pub start: PartialDate,
    /// The day it ended; `None` while it is open.
    pub end: Option<PartialDate>,
    /// How it ended; `None` while it is open.
    pub outcome: Option<String>,
    /// The group it is followed in; the year of its start unless the file says otherwise.
    pub cohort: String,
    /// Where it stands.
    pub place: Place,
}

/// Group of cases whose group is not known.
const UNKNOWN: &str = "_U";

/// Cases from a table `case,start[,end,outcome,cohort]`. They are grouped by the column `by`; without it by `cohort`.
pub fn cases(input: &Input, by: Option<&str>) -> Reading<Case> {
    Reading::collect(|sink| read(input, by, sink))
}

/// [`cases`] grouped by `cohort`, as a stream.
pub fn cases_into(input: &Input, sink: &mut dyn FnMut(Case)) -> Report {
    read(input, None, sink)
}

fn read(input: &Input, by: Option<&str>, sink: &mut dyn FnMut(Case)) -> Report {
    let (file, mut seen) = (input.name(), Duplicates::default());
    // A column that was asked for must be there.
    let required: Vec<&str> = ["case", "start"].into_iter().chain(by).collect();
    Fixed::run(input, &required, &["end", "outcome", "cohort"], sink, &mut |row, columns, _| {
        let (required, optional) = columns.split_at(required.len());
        let [Some(at), Some(at_start), grouped @ ..] = required else { return Ok(None) };
        let [at_end, at_outcome, at_cohort] = *optional else { return Ok(None) };
        let (at, at_start) = (*at, *at_start);
        let part = |index: Option<usize>| index.map(|index| row.text(index)).unwrap_or_default();
        if row.text(at).is_empty() {
            let fault = Diagnostic::error("text-missing", file, "`case` is missing");
            return Err(vec![here(fault, row, at, "case").expected("an identifier of the case, no name of a person")]);
        }
        let start = day(file, row, at_start, "start")?;
        let end = match at_end.filter(|index| !row.text(*index).is_empty()) {
            Some(index) => Some((index, day(file, row, index, "end")?)),
            None => None,
        };
        let outcome = Some(part(at_outcome)).filter(|outcome| !outcome.is_empty());
        ended(file, row, start, end, outcome, (at_end, at_outcome))?;
        let case = row.text(at).to_owned();
        if let Some(earlier) = seen.earlier(case.clone(), row.line()) {
            let message = format!("{case} is there twice: in lines {earlier} and {}", row.line());
            let fault = Diagnostic::error("duplicate-row", file, message);
            return Err(vec![here(fault, row, at, "case").expected("one row a case").hint("the first was kept")]);
        }
        let at_cohort = grouped.first().copied().unwrap_or(at_cohort);
        let cohort = match (part(at_cohort), by) {
            (TOTAL, _) => return Err(vec![reserved(file, row, at_cohort, by)]),
            ("", Some(_)) => UNKNOWN.to_owned(),
            ("", None) => format!("{:04}", start.year()),
            (written, _) => written.to_owned(),
        };
        let (end, outcome) = (end.map(|(_, end)| end), outcome.map(str::to_owned));
        Ok(Some(Case { case, start, end, outcome, cohort, place: row.place(at) }))
    })
}

fn reserved(file: &str, row: &Row, at_cohort: Option<usize>, by: Option<&str>) -> Diagnostic {
    let fault = Diagnostic::error("word-reserved", file, "`_T` stands for all cases together");
    here(fault, row, at_cohort.unwrap_or(0), by.unwrap_or("cohort")).expected("another name of a group")
}

/// A case has an end and an outcome or neither, and does not end before it began.
fn ended(
    file: &str,
    row: &Row,
    start: PartialDate,
    end: Option<(usize, PartialDate)>,
    outcome: Option<&str>,
    (at_end, at_outcome): (Option<usize>, Option<usize>),
) -> Result<(), Vec<Diagnostic>> {
    let fault = match (end, outcome) {
        (Some((index, end)), _) if end.day() < start.day() => {
            let fault = Diagnostic::error("end-before-start", file, "the case ends before it begins");
            here(fault, row, index, "end").expected(format!("{start} or later")).hint("are day and month exchanged?")
        }
        (Some(_), None) => {
            let fault = Diagnostic::error("outcome-missing", file, "the case has an end and no outcome");
            here(fault, row, at_outcome.or(at_end).unwrap_or(0), "outcome")
                .hint("say how it ended, or leave both empty while it is open")
        }
        (None, Some(_)) => {
            let fault = Diagnostic::error("end-missing", file, "the case has an outcome and no end");
            here(fault, row, at_end.or(at_outcome).unwrap_or(0), "end")
                .hint("give the day of the outcome, or leave both empty while it is open")
        }
        _ => return Ok(()),
    };
    Err(vec![fault])
}

/// A cell as a day.
fn day(file: &str, row: &Row, index: usize, field: &str) -> Result<PartialDate, Vec<Diagnostic>> {
    let parsed = row.text(index).parse::<PartialDate>();
    parsed.ok().filter(|date| date.precision() == Precision::Day).ok_or_else(|| {
        let code = if row.text(index).is_empty() { "date-missing" } else { "date" };
        let fault = Diagnostic::error(code, file, "this is not a day of the calendar");
        vec![here(fault, row, index, field).expected("a day such as 2023-04-30").hint("write year, month and day")]
    })
}
