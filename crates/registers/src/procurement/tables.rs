//! Tables that the settings of procurement name: exchange rates, registers of firms, tax havens. They are kept as any
//! source, so that runs are named after them and packages carry them; whoever computes with one reads it whole.

use crate::format::Input;
use crate::perception::Report;
use probity_core::{Diagnostic, Place};

/// Largest table, in bytes, that is read at once.
const BYTES_MAX: u64 = 1 << 30;

/// Streams the rows below the header, as they stand there.
pub fn rows_into(input: &Input, sink: &mut dyn FnMut(&str, Place)) -> Report {
    let bytes = match input.read_all(BYTES_MAX) {
        Ok(bytes) => bytes,
        Err(fault) => return Report::unusable(fault),
    };
    let Ok(text) = std::str::from_utf8(&bytes) else {
        let fault = Diagnostic::error("encoding", input.name(), "a table must be UTF-8; this file is not");
        return Report::unusable(fault.hint("save it as CSV UTF-8"));
    };
    let mut report = Report::default();
    for (line, row) in (1..).zip(text.lines()).skip(1).filter(|(_, row)| !row.trim().is_empty()) {
        report.row(Vec::new());
        sink(row, Place { sheet: None, row: line, column: 0 });
    }
    if report.kept == 0 {
        let fault = Diagnostic::error("header-only", input.name(), "there is no row below the header");
        report.condemn(fault.hint("check the filter of the export"));
    }
    report
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_kept_with_their_lines() {
        let read = |text: &str| {
            let mut rows = Vec::new();
            let input = Input::bytes("rates.csv", text.as_bytes());
            let report = rows_into(&input, &mut |row, place| rows.push((row.to_owned(), place.row)));
            (rows, report.unusable)
        };
        let (rows, unusable) = read("date,base,currency,rate\n2024-01-01,EUR,USD,1\n\n2024-01-02,EUR,USD,2\n");
        assert_eq!(rows, [("2024-01-01,EUR,USD,1".to_owned(), 2), ("2024-01-02,EUR,USD,2".to_owned(), 4)]);
        assert!(!unusable && read("date,base\n").1);
    }
}
