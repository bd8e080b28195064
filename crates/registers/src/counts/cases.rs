//! Cases to follow: `case,start,end,outcome[,cohort]`, one row a case; an empty end is a case that is still open.

use super::{faults, text};
use crate::format::{Flow, Input, Leniency, Row, RowSink};
use crate::perception::Reading;
use crate::perception::checks::Duplicates;
use crate::perception::number::here;
use crate::perception::simple::Fixed;
use jiff::civil::Date;
use probity_core::{Diagnostic, PartialDate, Place};
use probity_statistics::cube::TOTAL;
use probity_statistics::funnel::Case;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Code of a group that is not known.
const UNKNOWN: &str = "_U";

/// One case with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseRow {
    /// The case's name.
    pub case: String,
    /// What happened.
    pub followed: Case,
    /// Where it stands.
    pub place: Place,
}

/// Cases from a table. Their cohort is the column `by`; without one it is the column `cohort`, and where that is not
/// there or empty the year of the start.
pub fn cases(input: &Input, by: Option<&str>) -> Reading<CaseRow> {
    Reading::collect(|sink| cases_into(input, by, sink))
}

fn cases_into(input: &Input, by: Option<&str>, sink: &mut dyn FnMut(CaseRow)) -> crate::perception::Report {
    let (file, mut seen, mut words) = (input.name(), Duplicates::default(), Words::default());
    let base = ["case", "start", "end", "outcome"];
    let required: Vec<&str> = base.into_iter().chain(by).collect();
    let optional: &[&str] = if by.is_some() { &[] } else { &["cohort"] };
    Fixed::run(input, &required, optional, sink, &mut |row, columns, _| {
        let [Some(at_case), Some(at_start), Some(at_end), Some(at_outcome), at_cohort] = columns[..] else {
            return Ok(None);
        };
        let read = (
            text(file, row, at_case, "case"),
            date(file, row, at_start, "start").and_then(|start| start.ok_or_else(|| no_start(file, row, at_start))),
            date(file, row, at_end, "end"),
        );
        let (case, start, end) = match read {
            (Ok(case), Ok(start), Ok(end)) => (case, start, end),
            (case, start, end) => return Err(faults([case.err(), start.err(), end.err()])),
        };
        let end = ending(file, row, (at_end, at_outcome), start, end, &mut words).map_err(|fault| vec![fault])?;
        let cohort = cohort(file, row, at_cohort, by, start).map_err(|fault| vec![fault])?;
        if let Some(earlier) = seen.earlier(case.clone(), row.line()) {
            let message = format!("the case is there twice: in lines {earlier} and {}", row.line());
            let fault = here(Diagnostic::error("duplicate-row", file, message), row, at_case, "case");
            return Err(vec![fault.expected("one row a case").hint("delete one of the two rows")]);
        }
        let followed = Case { cohort: words.once(&cohort), start, end };
        Ok(Some(CaseRow { case, followed, place: row.place(at_case) }))
    })
}

/// Whether the header is that of totals by stage rather than of single cases.
pub fn is_aggregated(input: &Input) -> bool {
    struct Header(bool);
    impl RowSink for Header {
        fn header(&mut self, header: &Row) -> Flow {
            let has = |name: &str| header.texts().any(|text| text.eq_ignore_ascii_case(name));
            self.0 = has("stage") && has("count") && !has("case");
            Flow::Stop
        }
        fn row(&mut self, _: &Row) -> Flow {
            Flow::Stop
        }
        fn fault(&mut self, _: Diagnostic) -> Flow {
            Flow::Stop
        }
    }
    let mut header = Header(false);
    crate::format::stream(input, Leniency::default(), &mut header).is_ok() && header.0
}

/// Words that come again and again, kept once.
#[derive(Default)]
struct Words(BTreeSet<Arc<str>>);

impl Words {
    fn once(&mut self, word: &str) -> Arc<str> {
        if let Some(kept) = self.0.get(word) {
            return kept.clone();
        }
        let word: Arc<str> = Arc::from(word);
        self.0.insert(word.clone());
        word
    }
}

/// How the case ended; `None` while it is open.
fn ending(
    file: &str,
    row: &Row,
    (at_end, at_outcome): (usize, usize),
    start: Date,
    end: Option<Date>,
    words: &mut Words,
) -> Result<Option<(Date, Arc<str>)>, Diagnostic> {
    let outcome = row.text(at_outcome);
    let fault = |message: &str, index: usize, field: &str| {
        here(Diagnostic::error("case-contradicts", file, message), row, index, field)
    };
    match end {
        None if outcome.is_empty() => Ok(None),
        None => Err(fault("the case has an outcome and no day on which it ended", at_end, "end")
            .expected("a date")
            .hint("fill it in, or empty the outcome if the case is still open")),
        Some(_) if outcome.is_empty() => Err(fault("the case ended and nothing says how", at_outcome, "outcome")
            .expected("an outcome")
            .hint("fill it in, or empty `end` if the case is still open")),
        Some(end) if end < start => Err(fault("the case ends before it starts", at_end, "end")
            .expected(format!("a day from {start} on"))
            .hint("were the columns exchanged?")),
        Some(end) => Ok(Some((end, words.once(outcome)))),
    }
}

fn cohort(file: &str, row: &Row, at: Option<usize>, by: Option<&str>, start: Date) -> Result<String, Diagnostic> {
    let text = at.map(|index| row.text(index)).unwrap_or_default();
    match (text, by, at) {
        ("", Some(_), _) => Ok(UNKNOWN.to_owned()),
        ("", None, _) => Ok(format!("{:04}", start.year())),
        (TOTAL, by, Some(index)) => {
            let field = by.unwrap_or("cohort");
            let fault = Diagnostic::error("word-reserved", file, "`_T` stands for all cohorts together");
            Err(here(fault, row, index, field).expected("another name"))
        }
        (text, ..) => Ok(text.to_owned()),
    }
}

fn date(file: &str, row: &Row, index: usize, field: &str) -> Result<Option<Date>, Diagnostic> {
    let text = row.text(index);
    if text.is_empty() {
        return Ok(None);
    }
    let fault = |message: String| {
        here(Diagnostic::error("date-expected", file, message), row, index, field)
            .expected("a day such as 2023-04-30")
    };
    let date: PartialDate = text.parse().map_err(|error| fault(format!("{error}")))?;
    date.day().map(Some).ok_or_else(|| fault("the day is missing: a duration needs it".to_owned()))
}

fn no_start(file: &str, row: &Row, index: usize) -> Diagnostic {
    let fault = Diagnostic::error("date-expected", file, "the day on which the case began is missing");
    here(fault, row, index, "start").expected("a day such as 2023-04-30")
}
