//! The tables of a released package read back into observations: how a site knows what it said before. A table with
//! another header belongs to another structure and is not read.

use super::table::{canonical_header, sdmx_header};
use super::{Dataflow, Observation};

/// The observations of a table as [`super::canonical_csv`] or [`super::sdmx_csv`] wrote it for the structure of
/// `flow`; `None` when it is no such table.
pub fn observations(flow: &Dataflow, table: &[u8]) -> Option<Vec<Observation>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table);
    let mut records = reader.records();
    let header: Vec<String> = records.next()?.ok()?.iter().map(str::to_owned).collect();
    let skipped = if header == canonical_header(flow) {
        0
    } else if header == sdmx_header(flow) {
        3
    } else {
        return None;
    };
    let width = flow.dimensions.len();
    let mut read: Vec<Observation> = records.map(|record| row(&record.ok()?, skipped, width)).collect::<Option<_>>()?;
    read.sort_by(|a, b| a.key.cmp(&b.key));
    Some(read)
}

fn row(record: &csv::StringRecord, skipped: usize, width: usize) -> Option<Observation> {
    let cell = |at: usize| record.get(skipped + at);
    let number = |at: usize| match cell(at)? {
        "" => Some(None),
        text => text.parse::<f64>().ok().map(Some),
    };
    let key = (0..width).map(|at| cell(at).map(str::to_owned)).collect::<Option<_>>()?;
    Some(Observation {
        key,
        value: number(width)?,
        interval: number(width + 1)?.zip(number(width + 2)?),
        unit: cell(width + 3)?.to_owned(),
        obs_status: cell(width + 4)?.parse().ok()?,
        conf_status: cell(width + 5)?.parse().ok()?,
        reason: cell(width + 6)?.to_owned(),
        finding: cell(width + 7)?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::samples;
    use crate::dataflow::{canonical_csv, sdmx_csv};

    #[test]
    fn a_table_reads_back_what_was_written() {
        for flow in samples::flows() {
            for table in [canonical_csv(&flow, &flow.rows()), sdmx_csv(&flow, &flow.rows())] {
                assert_eq!(observations(&flow, table.as_bytes()).as_ref(), Some(&flow.observations));
            }
            assert_eq!(observations(&flow, b"A,B\n1,2\n"), None);
            assert_eq!(observations(&flow, b""), None);
        }
    }
}
