//! What the fuzz targets share: reading bytes under a name, and what must hold whatever the bytes are. A crash is a
//! defect; so is a report that does not add up.

use probity_registers::Input;
use probity_registers::perception::{Reading, Report};

/// Reads `bytes` under `name` and checks the outcome.
pub fn read<T>(name: &str, bytes: &[u8], reader: impl FnOnce(&Input) -> Reading<T>) -> Vec<T> {
    let reading = reader(&Input::bytes(name, bytes));
    check(&reading.report);
    assert!(!reading.report.unusable || reading.records.is_empty(), "an unusable file gave records");
    reading.records
}

/// Every row is either kept or rejected, every rejected row is explained, and a file that cannot be used says why.
pub fn check(report: &Report) {
    assert_eq!(report.read, report.kept + report.rejected, "rows were lost");
    assert!(!report.unusable || report.diagnostics.iter().any(|diagnostic| diagnostic.is_error()));
    if !report.unusable {
        assert!(report.rejected <= report.rejects().count() as u64, "a rejected row has no reason");
    }
}
