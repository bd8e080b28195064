//! Cleans a column of printed numbers: the way to look into the rule without a document.

use super::clean;
use probity_core::{Diagnostic, Place};
use serde::Serialize;

/// One printed number and what it becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NumRow {
    /// As it was given.
    pub num: String,
    /// Cleaned.
    pub clean: String,
}

/// The column `num` of a CSV, cleaned, in its order.
///
/// # Errors
/// A diagnostic when the text is not CSV or has no such column.
pub fn nums(file: &str, text: &str) -> Result<Vec<NumRow>, Diagnostic> {
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headers = reader.headers().map_err(|error| damaged(file, &error))?;
    let Some(column) = headers.iter().position(|name| name.trim() == "num") else {
        let found = headers.iter().collect::<Vec<_>>().join(",");
        return Err(Diagnostic::error("law-nums", file, "there is no column `num`")
            .at(Place { sheet: None, row: 1, column: 1 })
            .found(found)
            .hint("the first line names the columns; one of them is `num`"));
    };
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| damaged(file, &error))?;
        let num = record.get(column).unwrap_or_default().to_owned();
        rows.push(NumRow { clean: clean(&num), num });
    }
    Ok(rows)
}

fn damaged(file: &str, error: &csv::Error) -> Diagnostic {
    let row = error.position().map_or(0, csv::Position::line);
    Diagnostic::error("law-nums", file, format!("this is not CSV: {error}")).at(Place { sheet: None, row, column: 1 })
}
