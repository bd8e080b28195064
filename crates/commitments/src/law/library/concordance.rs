//! Which provisions of national law answer which obligation of a treaty, as people have judged it: rows of a table, each
//! with its author, the day of the text that was read, and whether somebody reviewed it.

use super::value::Work;
use crate::date::iso_day;
use jiff::civil::Date;
use probity_core::{Diagnostic, Place};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// How a provision answers an obligation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// It does what is asked.
    Implements,
    /// It does part of it.
    Partly,
    /// It does the opposite.
    Contradicts,
    /// The law says nothing.
    Silent,
}

/// Whether somebody else looked at the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Review {
    /// Not yet.
    Draft,
    /// Yes.
    Reviewed,
}

/// A row of a concordance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// `uncac/5/2`: instrument, article, paragraph.
    pub standard: String,
    /// The act; none where the law is silent.
    pub work: Option<Work>,
    /// The provision; none for the whole act.
    pub eid: Option<String>,
    /// The last provision of several.
    pub eid_to: Option<String>,
    /// The day of the text that was read.
    pub at: Option<Date>,
    /// How it answers.
    pub relation: Relation,
    /// Who says so.
    pub author: String,
    /// Whether somebody else looked at it.
    pub review: Review,
    /// What it rests on.
    pub evidence: Option<String>,
}

const COLUMNS: [&str; 9] = ["standard", "work", "eid", "eid_to", "at", "relation", "author", "review", "evidence"];
/// Columns without which nothing can be said.
const NEEDED: [&str; 4] = ["standard", "work", "relation", "review"];

impl Row {
    /// What tells rows apart: the obligation, the provision and the author.
    pub(super) fn key(&self) -> (String, String, String, String, String) {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let work = self.work.as_ref().map(|work| work.as_str().to_owned()).unwrap_or_default();
        (self.standard.clone(), work, text(&self.eid), text(&self.eid_to), self.author.clone())
    }
}

macro_rules! read_word {
    ($type:ident, $what:literal, $($word:literal => $value:ident),*) => {
        impl FromStr for $type {
            type Err = &'static str;

            fn from_str(text: &str) -> Result<Self, &'static str> {
                match text {
                    $($word => Ok(Self::$value),)*
                    _ => Err($what),
                }
            }
        }

        impl $type {
            /// As in the table.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$value => $word,)*
                }
            }
        }
    };
}

read_word!(Relation, "`implements`, `partly`, `contradicts` or `silent`",
    "implements" => Implements, "partly" => Partly, "contradicts" => Contradicts, "silent" => Silent);
read_word!(Review, "`draft` or `reviewed`", "draft" => Draft, "reviewed" => Reviewed);

/// The rows of a table, how many were read, and what is wrong with those that were not kept.
pub(super) fn rows(file: &str, text: &str) -> Result<(Vec<Row>, usize, Vec<Diagnostic>), Diagnostic> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let damaged = |error: &csv::Error| {
        let row = error.position().map_or(0, csv::Position::line);
        Diagnostic::error("law-concordance", file, format!("this is not CSV: {error}")).at(Place {
            sheet: None,
            row,
            column: 1,
        })
    };
    let header = reader.headers().map_err(|error| damaged(&error))?.clone();
    let places = COLUMNS.map(|column| header.iter().position(|name| name.trim() == column));
    for (column, place) in COLUMNS.iter().zip(places) {
        if place.is_none() && NEEDED.contains(column) {
            let message = format!("there is no column `{column}`");
            return Err(Diagnostic::error("law-concordance", file, message)
                .at(Place { sheet: None, row: 1, column: 1 })
                .found(header.iter().collect::<Vec<_>>().join(","))
                .expected(COLUMNS.join(",")));
        }
    }
    let (mut rows, mut read, mut faults) = (Vec::new(), 0, Vec::new());
    for record in reader.records() {
        read += 1;
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                faults.push(damaged(&error));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let cells = Cells { file, line, places: &places, record: &record };
        match cells.row() {
            Ok(row) => rows.push(row),
            Err(fault) => faults.push(fault),
        }
    }
    Ok((rows, read, faults))
}

struct Cells<'a> {
    file: &'a str,
    line: u64,
    places: &'a [Option<usize>; COLUMNS.len()],
    record: &'a csv::StringRecord,
}

impl Cells<'_> {
    fn cell(&self, column: &str) -> Option<&str> {
        let at = COLUMNS.iter().position(|name| *name == column)?;
        let cell = self.record.get((*self.places.get(at)?)?)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    fn fault(&self, column: &str, message: &str, expected: &str) -> Diagnostic {
        let at = COLUMNS.iter().position(|name| *name == column).and_then(|at| *self.places.get(at)?);
        let column_number = at.and_then(|at| u32::try_from(at + 1).ok()).unwrap_or_default();
        let place = Place { sheet: None, row: self.line, column: column_number };
        let line = self.record.iter().collect::<Vec<_>>().join(",");
        let fault = Diagnostic::error("law-concordance", self.file, message).at(place).field(column).line(line);
        fault.expected(expected).found(self.cell(column).unwrap_or_default())
    }

    fn row(&self) -> Result<Row, Diagnostic> {
        let standard = self.cell("standard").filter(|standard| is_standard(standard));
        let standard = standard.ok_or_else(|| {
            self.fault("standard", "this is not an obligation", "instrument/article[/paragraph], such as `uncac/5/2`")
        })?;
        let word = |column: &'static str| self.cell(column).unwrap_or_default();
        let relation: Relation =
            word("relation").parse().map_err(|list| self.fault("relation", "this is not a relation", list))?;
        let review: Review =
            word("review").parse().map_err(|list| self.fault("review", "this is not a state of review", list))?;
        let work = match self.cell("work").map(str::parse::<Work>) {
            Some(Ok(work)) => Some(work),
            None if relation == Relation::Silent => None,
            _ => {
                let expected = "a URI such as `/akn/kz/act/law/2015-11-18/410-v`; only `silent` rows may have none";
                return Err(self.fault("work", "this is not the URI of a work", expected));
            }
        };
        let at = match self.cell("at").map(iso_day) {
            Some(None) => return Err(self.fault("at", "this is not a day", "a day such as `2024-03-22`")),
            at => at.flatten(),
        };
        let text = |column: &str| self.cell(column).map(str::to_owned);
        Ok(Row {
            standard: standard.to_owned(),
            work,
            eid: text("eid"),
            eid_to: text("eid_to"),
            at,
            relation,
            author: word("author").to_owned(),
            review,
            evidence: text("evidence"),
        })
    }
}

/// Two or three steps, none of them empty.
fn is_standard(text: &str) -> bool {
    let steps: Vec<&str> = text.split('/').collect();
    (2..=3).contains(&steps.len()) && steps.iter().all(|step| !step.is_empty() && !step.contains(char::is_whitespace))
}
