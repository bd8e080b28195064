//! The registers of an observatory: their names, columns and the reader that fills each. One table, because a
//! register's columns are a contract with every method that reads it.

use crate::Error;
use crate::format::Input;
use crate::perception::{self, GovernanceCell, Label, Published, Report, ScoreCell, Truth, nearest};
use crate::table::ColumnKind::{self, Integer, Number, Text};
use crate::table::{TableSchema, Value};
use probity_core::Place;

/// A register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Register {
    /// Its name.
    pub name: &'static str,
    /// What it holds, in a sentence.
    pub about: &'static str,
    /// Its columns; every row has provenance besides.
    pub columns: &'static [(&'static str, ColumnKind)],
    pub(super) reader: Reader,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    Scores,
    Published,
    Raw,
    Governance,
    Truth,
    Labels,
}

/// All registers, sorted by name.
pub const REGISTERS: [Register; 6] = [
    Register {
        name: "governance-scores",
        about: "Values of sources (0–1) by unit, one group an indicator and year; `representative` is 1 or 0",
        columns: &[("group", Text), ("unit", Text), ("source", Text), ("representative", Integer), ("value", Number)],
        reader: Reader::Governance,
    },
    Register {
        name: "names",
        about: "Names of countries and sources in the product's languages",
        columns: &[("code", Text), ("en", Text), ("kk", Text), ("ru", Text)],
        reader: Reader::Labels,
    },
    Register {
        name: "perception-published",
        about: "An index as it was published: score, number of sources, standard error, interval and rank",
        columns: &[
            ("edition", Integer),
            ("iso3", Text),
            ("country", Text),
            ("n", Integer),
            ("score", Number),
            ("se", Number),
            ("ci_low", Number),
            ("ci_high", Number),
            ("rank", Integer),
        ],
        reader: Reader::Published,
    },
    Register {
        name: "perception-raw",
        about: "Scores of sources on their own fixed scales",
        columns: &[("edition", Integer), ("iso3", Text), ("source", Text), ("value", Number)],
        reader: Reader::Raw,
    },
    Register {
        name: "perception-scores",
        about: "Scores of sources, standardised to 0–100, one row a country, edition and source",
        columns: &[("edition", Integer), ("iso3", Text), ("country", Text), ("source", Text), ("value", Number)],
        reader: Reader::Scores,
    },
    Register {
        name: "perception-truth",
        about: "Simulated true levels, for demonstrations only",
        columns: &[("edition", Integer), ("iso3", Text), ("level", Number)],
        reader: Reader::Truth,
    },
];

/// The register of this name.
///
/// # Errors
/// When there is none; the error lists them.
pub fn register(name: &str) -> Result<&'static Register, Error> {
    REGISTERS.iter().find(|register| register.name == name).ok_or_else(|| {
        let names = || REGISTERS.iter().map(|register| register.name);
        Error::NoRegister {
            name: name.to_owned(),
            available: names().collect::<Vec<_>>().join(", "),
            nearest: nearest(name, names()).map(str::to_owned),
        }
    })
}

/// What a plan says about a file of governance sources.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Settings {
    pub(super) group: String,
    pub(super) representative: Vec<String>,
}

/// Takes one row: its values and its place.
pub(super) type RowTaker<'a> = dyn FnMut(&[Value<'_>], &Place) + 'a;

impl Register {
    /// The table's name and columns.
    pub fn schema(&self) -> TableSchema {
        TableSchema::new(self.name, self.columns)
    }

    /// Reads a file with the register's reader.
    pub(super) fn read(&self, input: &Input, settings: &Settings, take: &mut RowTaker<'_>) -> Report {
        match self.reader {
            Reader::Scores => perception::scores_into(input, &mut |cell: &ScoreCell| {
                let row = [
                    edition(cell.edition),
                    Value::Text(&cell.iso3),
                    Value::Text(&cell.country),
                    Value::Text(&cell.source),
                    Value::Number(cell.value),
                ];
                take(&row, &cell.place);
            }),
            Reader::Raw => perception::raw_into(input, &mut |cell: &ScoreCell| {
                let row = [
                    edition(cell.edition),
                    Value::Text(&cell.iso3),
                    Value::Text(&cell.source),
                    Value::Number(cell.value),
                ];
                take(&row, &cell.place);
            }),
            Reader::Published => perception::published_into(input, &mut |record: Published| published(&record, take)),
            Reader::Governance => perception::governance_into(
                input,
                &settings.group,
                &settings.representative,
                &mut |cell: GovernanceCell| {
                    let flag = Value::Integer(i64::from(cell.representative));
                    let row = [
                        Value::Text(&cell.group),
                        Value::Text(&cell.unit),
                        Value::Text(&cell.source),
                        flag,
                        Value::Number(cell.value),
                    ];
                    take(&row, &cell.place);
                },
            ),
            Reader::Labels => perception::labels_into(input, &mut |label: Label| {
                let [en, kk, ru] = &label.names;
                take(&[Value::Text(&label.code), Value::Text(en), Value::Text(kk), Value::Text(ru)], &label.place);
            }),
            Reader::Truth => perception::truth_into(input, &mut |truth: Truth| {
                take(&[edition(truth.edition), Value::Text(&truth.iso3), Value::Number(truth.level)], &truth.place);
            }),
        }
    }
}

fn edition(year: i16) -> Value<'static> {
    Value::Integer(i64::from(year))
}

fn published(record: &Published, take: &mut RowTaker<'_>) {
    let whole = |value: Option<u32>| value.map_or(Value::Missing, |value| Value::Integer(i64::from(value)));
    let row = [
        edition(record.edition),
        Value::Text(&record.iso3),
        Value::Text(&record.country),
        whole(record.n),
        Value::Number(record.score),
        record.se.into(),
        record.ci_low.into(),
        record.ci_high.into(),
        whole(record.rank),
    ];
    take(&row, &record.place);
}
