//! What a reader says besides its records: how many rows it read, kept and rejected, and why.

use crate::format::Flow;
use probity_core::Diagnostic;

/// Rejected rows after which a file is given up: it is not what it is taken for, and telling more helps nobody.
const REJECTS_MAX: u64 = 100_000;
/// Diagnostics kept of such a file.
const SHOWN: usize = 20;

/// The outcome of reading one file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// Data rows in the file.
    pub read: u64,
    /// Rows that gave records (or are rightly empty).
    pub kept: u64,
    /// Rows rejected; each has at least one error that names its line.
    pub rejected: u64,
    /// The file as a whole cannot be used; its records must be thrown away.
    pub unusable: bool,
    /// Everything to tell, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// A file that cannot be used, for this reason.
    pub fn unusable(diagnostic: Diagnostic) -> Self {
        Self { unusable: true, diagnostics: vec![diagnostic], ..Self::default() }
    }

    /// Adds a reason why the file cannot be used.
    pub fn condemn(&mut self, diagnostic: Diagnostic) {
        self.unusable = true;
        self.diagnostics.push(diagnostic);
    }

    /// Adds a warning.
    pub(crate) fn warn(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Counts a row: rejected when it has errors.
    pub fn row(&mut self, errors: Vec<Diagnostic>) -> bool {
        self.read += 1;
        let good = errors.is_empty();
        if good {
            self.kept += 1;
        } else {
            self.rejected += 1;
            self.diagnostics.extend(errors);
            if self.rejected == REJECTS_MAX {
                self.give_up();
            }
        }
        good
    }

    fn give_up(&mut self) {
        self.diagnostics.truncate(SHOWN);
        let file = self.diagnostics.first().map(|first| first.file.clone()).unwrap_or_default();
        let fault = Diagnostic::error(
            "too-many-rejects",
            &file,
            format!("{REJECTS_MAX} rows were rejected; the file is given up"),
        );
        self.condemn(fault.hint("the first messages above say why; one cause often explains all"));
    }

    /// Whether to go on reading.
    pub(crate) fn flow(&self) -> Flow {
        if self.unusable { Flow::Stop } else { Flow::Continue }
    }

    /// The errors that name a row.
    pub fn rejects(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.is_error() && diagnostic.place.row > 0)
    }
}

/// Records and report of one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading<T> {
    /// The records; empty when the file is unusable.
    pub records: Vec<T>,
    /// The report.
    pub report: Report,
}

impl<T> Reading<T> {
    /// Collects what a streaming reader gives.
    pub(crate) fn collect(read: impl FnOnce(&mut dyn FnMut(T)) -> Report) -> Self {
        let mut records = Vec::new();
        let report = read(&mut |record| records.push(record));
        if report.unusable {
            records.clear();
        }
        Self { records, report }
    }
}
