//! An index as it was published: score, standard error, number of sources, interval and rank of each country. Four
//! kinds of files are read: our own CSV, published workbooks, and two old compilations of scores.

use super::checks::{Codes, Duplicates};
use super::codes::countries;
use super::number::{here, number};
use super::report::{Reading, Report};
use super::simple::{Fixed, keys, required};
use super::{published_book, published_old};
use crate::format::{self, Flow, Input, Kind, Leniency, Row, RowSink};
use probity_core::{Diagnostic, Place};
use std::sync::Arc;

/// One country in one edition as published.
#[derive(Debug, Clone, PartialEq)]
pub struct Published {
    /// The edition's year.
    pub edition: i16,
    /// The country's code.
    pub iso3: Arc<str>,
    /// The country's name.
    pub country: Arc<str>,
    /// Number of sources.
    pub n: Option<u32>,
    /// The score: 0–100 from 2012, 0–10 before.
    pub score: f64,
    /// Its standard error, in points.
    pub se: Option<f64>,
    /// Lower end of the published interval.
    pub ci_low: Option<f64>,
    /// Upper end of the published interval.
    pub ci_high: Option<f64>,
    /// Rank; 1 is the best.
    pub rank: Option<u32>,
    /// Where the score stands.
    pub place: Place,
}

/// Reads a published index.
pub fn published(input: &Input) -> Reading<Published> {
    Reading::collect(|sink| published_into(input, sink))
}

/// [`published`] as a stream.
pub fn published_into(input: &Input, sink: &mut dyn FnMut(Published)) -> Report {
    let layout = match input.kind() {
        Err(fault) => return Report::unusable(fault),
        Ok(Kind::Workbook) => Layout::Book,
        Ok(_) => match peek(input) {
            Err(fault) => return Report::unusable(fault),
            Ok(layout) => layout,
        },
    };
    match layout {
        Layout::Book => published_book::read(input, sink),
        Layout::Wide => published_old::wide(input, sink),
        Layout::Long => published_old::long(input, sink),
        Layout::Own => own(input, sink),
    }
}

enum Layout {
    Book,
    Wide,
    Long,
    Own,
}

/// Which layout the header of a text table has.
fn peek(input: &Input) -> Result<Layout, Diagnostic> {
    struct First(Vec<String>);
    impl RowSink for First {
        fn header(&mut self, row: &Row) -> Flow {
            self.0 = row.texts().map(str::to_owned).collect();
            Flow::Stop
        }
        fn row(&mut self, _: &Row) -> Flow {
            Flow::Stop
        }
        fn fault(&mut self, _: Diagnostic) -> Flow {
            Flow::Continue
        }
    }
    let mut first = First(Vec::new());
    format::stream(input, Leniency { latin: true, ..Leniency::default() }, &mut first)?;
    let has = |name: &str| first.0.iter().any(|other| other.eq_ignore_ascii_case(name));
    let years = first.0.iter().filter(|name| published_old::header_year(name).is_some()).count();
    Ok(if has("iso2c") && has("value") {
        Layout::Long
    } else if has("country") && years >= 2 && !has("year") {
        Layout::Wide
    } else {
        Layout::Own
    })
}

/// `year,iso3,n,score,se` and, where there are any, `ci_low,ci_high,rank,country`.
fn own(input: &Input, sink: &mut dyn FnMut(Published)) -> Report {
    let (file, mut codes, mut seen) = (input.name(), Codes::default(), Duplicates::default());
    let optional = ["ci_low", "ci_high", "rank", "country"];
    Fixed::run(input, &["year", "iso3", "n", "score", "se"], &optional, sink, &mut |row, columns, report| {
        let [Some(at_year), Some(at_code), at_n, Some(at_score), at_se, at_low, at_high, at_rank, at_country] =
            columns[..]
        else {
            return Ok(None);
        };
        let numbers = numbers(file, row, at_score, [at_n, at_se, at_low, at_high, at_rank])?;
        let (edition, iso3) = keys(file, row, [at_year, at_code], &mut codes, &mut seen, report)?;
        let written = at_country.map(|index| row.text(index)).filter(|name| !name.is_empty());
        let name = written.or_else(|| countries().by_iso3(&iso3).map(|country| country.name.as_str())).unwrap_or(&iso3);
        Ok(Some(Published { edition, country: Arc::from(name), iso3, place: row.place(at_score), ..numbers }))
    })
}

/// The numbers of a row, checked; edition and country are still to be filled in. `at` is n, se, low, high, rank.
pub(super) fn numbers(
    file: &str,
    row: &Row,
    at_score: usize,
    at: [Option<usize>; 5],
) -> Result<Published, Vec<Diagnostic>> {
    const NAMES: [&str; 5] = ["n", "se", "ci_low", "ci_high", "rank"];
    let mut faults = Vec::new();
    let score = required(file, row, at_score, "score")
        .and_then(|score| super::scores::in_bounds(file, row, at_score, "score", score));
    let score = score.map_err(|fault| faults.push(fault)).unwrap_or_default();
    let mut values = [None; 5];
    for ((slot, column), name) in values.iter_mut().zip(at).zip(NAMES) {
        let Some(column) = column else { continue };
        match number(file, row, column, name) {
            Err(fault) => faults.push(fault),
            Ok(Some(value))
                if matches!(name, "n" | "rank") && (value < 1.0 || value.fract() != 0.0 || value > 10_000.0) =>
            {
                faults.push(here(
                    Diagnostic::error("out-of-range", file, "this must be a whole number of 1 or more"),
                    row,
                    column,
                    name,
                ));
            }
            Ok(Some(value)) if name == "se" && value < 0.0 => {
                faults.push(here(
                    Diagnostic::error("out-of-range", file, "a standard error is never negative"),
                    row,
                    column,
                    name,
                ));
            }
            Ok(value) => *slot = value,
        }
    }
    if let [_, _, Some(low), Some(high), _] = values
        && low > high
        && let Some(column) = at[2]
    {
        let message = format!("the lower end {low} of the interval lies above its upper end {high}");
        faults.push(
            here(Diagnostic::error("interval", file, message), row, column, "ci_low")
                .hint("are the two columns exchanged?"),
        );
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let [n, se, ci_low, ci_high, rank] = values;
    let whole = |value: Option<f64>| value.map(|value| value as u32);
    let empty: Arc<str> = Arc::from("");
    Ok(Published {
        edition: 0,
        iso3: empty.clone(),
        country: empty,
        n: whole(n),
        score,
        se,
        ci_low,
        ci_high,
        rank: whole(rank),
        place: Place::default(),
    })
}
