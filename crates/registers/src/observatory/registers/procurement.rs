//! Registers of procurement: the releases of contracting processes with their places, tables that settings name, and what
//! is planted in an invented world.

use super::{Register, RowTaker};
use crate::format::Input;
use crate::perception::Report;
use crate::procurement::{Known, ReadReleases, Release, known_into, rows_into};
use crate::table::ColumnKind::{Integer, Number, Text};
use crate::table::Value;

/// The readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::observatory) enum Reader {
    Releases,
    Tables,
    Known,
}

pub(super) const OCDS: Register = Register {
    name: "ocds",
    about: "Releases of contracting processes (Open Contracting); `at` is the byte of the unpacked source where one begins",
    columns: &[
        ("ocid", Text),
        ("buyer", Text),
        ("title", Text),
        ("date", Text),
        ("status", Text),
        ("method", Text),
        ("amount", Number),
        ("currency", Text),
        ("at", Integer),
    ],
    reader: super::Reader::Procurement(Reader::Releases),
};

pub(super) const PLANTED: Register = Register {
    name: "ocds-planted",
    about: "What was planted in an invented world of procurement, for demonstrations only",
    columns: &[("kind", Text), ("subject", Text), ("planted", Text)],
    reader: super::Reader::Procurement(Reader::Known),
};

pub(super) const TABLES: Register = Register {
    name: "ocds-tables",
    about: "Tables that the settings of procurement name: exchange rates, registers of firms, tax havens",
    columns: &[("row", Text)],
    reader: super::Reader::Procurement(Reader::Tables),
};

impl Reader {
    pub(super) fn read(self, input: &Input, releases: ReadReleases, take: &mut RowTaker<'_>) -> Report {
        match self {
            Self::Releases => releases(input, &mut |own: Release| {
                let optional = |value: &Option<String>| value.clone().unwrap_or_default();
                let words = [&own.buyer, &own.title, &own.date, &own.status, &own.method].map(optional);
                let currency = optional(&own.currency);
                let mut row = vec![Value::Text(&own.ocid)];
                row.extend(words.iter().map(|word| cell(word)));
                row.push(own.amount.map_or(Value::Missing, Value::Number));
                row.push(cell(&currency));
                row.push(Value::Integer(i64::try_from(own.at).unwrap_or(i64::MAX)));
                take(&row, &own.place);
            }),
            Self::Tables => rows_into(input, &mut |row, place| take(&[Value::Text(row)], &place)),
            Self::Known => known_into(input, &mut |own: Known| {
                let row = [Value::Text(&own.kind), Value::Text(&own.subject), Value::Text(&own.planted)];
                take(&row, &own.place);
            }),
        }
    }
}

fn cell(text: &str) -> Value<'_> {
    if text.is_empty() { Value::Missing } else { Value::Text(text) }
}
