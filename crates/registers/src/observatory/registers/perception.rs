//! Registers of perception and experience: scores of sources, published indices, names, and simulated levels.

use super::{Register, RowTaker, Settings};
use crate::format::Input;
use crate::perception::{self, GovernanceCell, Label, Published, Report, ScoreCell, Truth};
use crate::table::ColumnKind::{Integer, Number, Text};
use crate::table::Value;

/// The readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::observatory) enum Reader {
    Scores,
    Published,
    Raw,
    Governance,
    Truth,
    Labels,
}

pub(super) const GOVERNANCE_SCORES: Register = Register {
    name: "governance-scores",
    about: "Values of sources (0–1) by unit, one group an indicator and year; `representative` is 1 or 0",
    columns: &[("group", Text), ("unit", Text), ("source", Text), ("representative", Integer), ("value", Number)],
    reader: super::Reader::Perception(Reader::Governance),
};

pub(super) const NAMES: Register = Register {
    name: "names",
    about: "Names of countries and sources in the product's languages",
    columns: &[("code", Text), ("en", Text), ("kk", Text), ("ru", Text)],
    reader: super::Reader::Perception(Reader::Labels),
};

pub(super) const PERCEPTION_PUBLISHED: Register = Register {
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
    reader: super::Reader::Perception(Reader::Published),
};

pub(super) const PERCEPTION_RAW: Register = Register {
    name: "perception-raw",
    about: "Scores of sources on their own fixed scales",
    columns: &[("edition", Integer), ("iso3", Text), ("source", Text), ("value", Number)],
    reader: super::Reader::Perception(Reader::Raw),
};

pub(super) const PERCEPTION_SCORES: Register = Register {
    name: "perception-scores",
    about: "Scores of sources, standardised to 0–100, one row a country, edition and source",
    columns: &[("edition", Integer), ("iso3", Text), ("country", Text), ("source", Text), ("value", Number)],
    reader: super::Reader::Perception(Reader::Scores),
};

pub(super) const PERCEPTION_TRUTH: Register = Register {
    name: "perception-truth",
    about: "Simulated true levels, for demonstrations only",
    columns: &[("edition", Integer), ("iso3", Text), ("level", Number)],
    reader: super::Reader::Perception(Reader::Truth),
};

impl Reader {
    pub(super) fn read(self, input: &Input, settings: &Settings, take: &mut RowTaker<'_>) -> Report {
        match self {
            Self::Scores => perception::scores_into(input, &mut |cell: &ScoreCell| {
                let row = [
                    edition(cell.edition),
                    Value::Text(&cell.iso3),
                    Value::Text(&cell.country),
                    Value::Text(&cell.source),
                    Value::Number(cell.value),
                ];
                take(&row, &cell.place);
            }),
            Self::Raw => perception::raw_into(input, &mut |cell: &ScoreCell| {
                let row = [
                    edition(cell.edition),
                    Value::Text(&cell.iso3),
                    Value::Text(&cell.source),
                    Value::Number(cell.value),
                ];
                take(&row, &cell.place);
            }),
            Self::Published => perception::published_into(input, &mut |record: Published| published(&record, take)),
            Self::Governance => perception::governance_into(
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
            Self::Labels => perception::labels_into(input, &mut |label: Label| {
                let [en, kk, ru] = &label.names;
                take(&[Value::Text(&label.code), Value::Text(en), Value::Text(kk), Value::Text(ru)], &label.place);
            }),
            Self::Truth => perception::truth_into(input, &mut |truth: Truth| {
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
