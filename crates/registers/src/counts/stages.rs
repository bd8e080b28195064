//! Totals by stage, for ratios: `period,stage,unit,count`.

use super::{faults, text};
use crate::format::{Flow, Input, Leniency, Row, RowSink};
use crate::perception::Reading;
use crate::perception::checks::Duplicates;
use crate::perception::nearest;
use crate::perception::number::here;
use crate::perception::simple::{Fixed, required};
use probity_core::Diagnostic;
use probity_statistics::cube::{Stage, UnitCount};
use probity_statistics::funnel::StageCount;

/// Totals from a table `period,stage,unit,count`.
pub fn stages(input: &Input) -> Reading<StageCount> {
    let (file, mut seen) = (input.name(), Duplicates::default());
    Reading::collect(|sink| {
        Fixed::run(input, &["period", "stage", "unit", "count"], &[], sink, &mut |row, columns, _| {
            let [Some(at_period), Some(at_stage), Some(at_unit), Some(at_count)] = columns[..] else {
                return Ok(None);
            };
            let stages: Vec<&str> = Stage::ALL.iter().map(|stage| stage.code()).collect();
            let units: Vec<&str> = UnitCount::ALL.iter().map(|unit| unit.code()).collect();
            let read = (
                text(file, row, at_period, "period"),
                code::<Stage>(file, row, at_stage, "stage", &stages),
                code::<UnitCount>(file, row, at_unit, "unit", &units),
                total(file, row, at_count),
            );
            let (period, stage, unit, count) = match read {
                (Ok(period), Ok(stage), Ok(unit), Ok(count)) => (period, stage, unit, count),
                (period, stage, unit, count) => {
                    return Err(faults([period.err(), stage.err(), unit.err(), count.err()]));
                }
            };
            if let Some(earlier) = seen.earlier((period.clone(), stage, unit), row.line()) {
                let message = format!("{stage} of {period} is there twice: in lines {earlier} and {}", row.line());
                let fault = here(Diagnostic::error("duplicate-row", file, message), row, at_stage, "stage");
                return Err(vec![
                    fault.expected("one row a period, stage and unit").hint("delete one of the two rows"),
                ]);
            }
            Ok(Some(StageCount { period, stage, unit, count }))
        })
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

fn code<T: std::str::FromStr>(
    file: &str,
    row: &Row,
    index: usize,
    field: &str,
    words: &[&str],
) -> Result<T, Diagnostic> {
    let text = row.text(index);
    text.parse().map_err(|_| {
        let fault = here(Diagnostic::error("word-unknown", file, format!("this is not a {field}")), row, index, field)
            .expected(format!("one of {}", words.join(", ")));
        match nearest(text, words.iter().copied()) {
            Some(near) => fault.hint(format!("did you mean `{near}`?")),
            None => fault,
        }
    })
}

fn total(file: &str, row: &Row, index: usize) -> Result<f64, Diagnostic> {
    let value = required(file, row, index, "count")?;
    if value >= 0.0 {
        return Ok(value);
    }
    let fault = Diagnostic::error("out-of-range", file, "a total is never negative");
    Err(here(fault, row, index, "count").expected("0 or more"))
}
