//! Registers of legal statistics: the protected cube, and cases one by one.

use super::{Register, RowTaker};
use crate::format::Input;
use crate::legal::{self, Case, Context, Layout, Record};
use crate::perception::Report;
use crate::table::ColumnKind::{self, Integer, Number, Text};
use crate::table::Value;
use probity_core::Diagnostic;
use probity_statistics::cube::Dimension;

/// The readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::observatory) enum Reader {
    Cube,
    Cases,
}

/// The columns of the cube in lower case.
const CUBE: [(&str, ColumnKind); 27] = [
    ("freq", Text),
    ("ref_area", Text),
    ("stage", Text),
    ("unit_count", Text),
    ("offence", Text),
    ("actor_type", Text),
    ("official_level", Text),
    ("body", Text),
    ("lead_agency", Text),
    ("sex", Text),
    ("age", Text),
    ("citizenship", Text),
    ("sector", Text),
    ("severity", Text),
    ("sanction", Text),
    ("time_period", Text),
    ("obs_value", Number),
    ("currency", Text),
    ("unit_mult", Integer),
    ("obs_status", Text),
    ("conf_status", Text),
    ("counting_rule", Text),
    ("source_form", Text),
    ("source_file", Text),
    ("source_cell", Text),
    ("method_ref", Text),
    ("comment", Text),
];

pub(super) const LEGAL_STATISTICS: Register = Register {
    name: "legal-statistics",
    about: "The cube of legal statistics, protected: one row an observation; a suppressed cell has no value",
    columns: &CUBE,
    reader: super::Reader::Legal(Reader::Cube),
};

pub(super) const CASES: Register = Register {
    name: "cases",
    about: "Cases with the days they began and ended and their outcome; open cases have neither end nor outcome",
    columns: &[("case", Text), ("start", Text), ("end", Text), ("outcome", Text), ("cohort", Text)],
    reader: super::Reader::Legal(Reader::Cases),
};

impl Reader {
    pub(super) fn read(self, input: &Input, take: &mut RowTaker<'_>) -> Report {
        match self {
            Self::Cube => cube(input, take),
            Self::Cases => legal::cases_into(input, &mut |case: Case| {
                let (start, end) = (case.start.to_string(), case.end.map(|end| end.to_string()));
                let row = [
                    Value::Text(&case.case),
                    Value::Text(&start),
                    end.as_deref().map_or(Value::Missing, Value::Text),
                    case.outcome.as_deref().map_or(Value::Missing, Value::Text),
                    Value::Text(&case.cohort),
                ];
                take(&row, &case.place);
            }),
        }
    }
}

/// A cube or an official file. What is stored here is published, so that a file without a period, or with a value that
/// its own status forbids, is refused as a whole.
fn cube(input: &Input, take: &mut RowTaker<'_>) -> Report {
    let mut fault = None;
    let mut reading = legal::observations_into(input, &Context::default(), &mut |record: Record| {
        if !legal::dated(&record.observation) && fault.is_none() {
            fault = Some(
                Diagnostic::error("period-missing", input.name(), "the file does not say its period")
                    .at(record.place.clone())
                    .hint("`probity stats cube FILE --period 2022 --areas areas.csv --out D` makes a cube with period and area; import that"),
            );
        }
        row(&record, take);
    });
    if let Some(fault) = fault.filter(|_| reading.layout != Some(Layout::Cube)) {
        reading.report.diagnostics.retain(Diagnostic::is_error);
        reading.report.condemn(fault);
    }
    reading.report
}

fn row(record: &Record, take: &mut RowTaker<'_>) {
    let observation = &record.observation;
    let code = |dimension: &Dimension| Value::Text(observation.key.code(*dimension));
    let text = |text: &'_ str| -> bool { !text.is_empty() };
    let optional = |value| if text(value) { Value::Text(value) } else { Value::Missing };
    let mut row: Vec<Value<'_>> = Dimension::ALL.iter().map(code).collect();
    // The shortest text of the decimal reads back as the nearest float.
    let value = observation.value.and_then(|value| value.to_string().parse().ok());
    row.extend([
        value.map_or(Value::Missing, Value::Number),
        optional(&observation.currency),
        Value::Integer(i64::from(observation.unit_mult)),
        Value::Text(observation.obs_status.code()),
        Value::Text(observation.conf_status.code()),
        optional(&observation.counting_rule),
        optional(&observation.source_form),
        optional(&observation.source_file),
        optional(&observation.source_cell),
        optional(&observation.method_ref),
        optional(&observation.comment),
    ]);
    take(&row, &record.place);
}
