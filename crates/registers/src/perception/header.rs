//! The header of a text table: finding columns by name, and saying what is there instead when one is missing.

use super::names::nearest;
use crate::format::Row;
use probity_core::Diagnostic;

/// The names of the columns, trimmed.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    file: String,
    row: Row,
    names: Vec<String>,
}

impl Header {
    /// Takes the header row; errors about names used twice, warnings about columns without a name.
    pub(crate) fn new(file: &str, row: &Row) -> (Self, Vec<Diagnostic>) {
        let names: Vec<String> = row.texts().map(str::to_owned).collect();
        let mut diagnostics = Vec::new();
        for (index, name) in names.iter().enumerate() {
            let earlier = names[..index].iter().position(|other| other.eq_ignore_ascii_case(name));
            if name.is_empty() {
                diagnostics.push(
                    Diagnostic::warning("column-unnamed", file, "this column has no name and is ignored")
                        .at(row.place(index))
                        .hint("delete the column (row numbers of an export?), or give it a name"),
                );
            } else if let Some(earlier) = earlier {
                diagnostics.push(
                    Diagnostic::error(
                        "duplicate-column",
                        file,
                        format!("the column is there twice: columns {} and {}", earlier + 1, index + 1),
                    )
                    .at(row.place(index))
                    .found(name.clone())
                    .line(row.source_line().unwrap_or_default())
                    .hint("delete or rename one of them"),
                );
            }
        }
        (Self { file: file.to_owned(), row: row.clone(), names }, diagnostics)
    }

    /// The names.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// The header as it stands in the file; empty in workbooks.
    pub(crate) fn line(&self) -> String {
        self.row.source_line().unwrap_or_default()
    }

    /// The place of a header cell.
    pub(crate) fn place(&self, index: usize) -> probity_core::Place {
        self.row.place(index)
    }

    /// The column of this name, without regard to case.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|other| other.eq_ignore_ascii_case(name))
    }

    /// The column of this name.
    ///
    /// # Errors
    /// A diagnostic that lists the columns there are and suggests the nearest.
    pub(crate) fn require(&self, name: &str) -> Result<usize, Diagnostic> {
        self.find(name).ok_or_else(|| {
            let all = self.names.join(", ");
            let shown: String =
                if all.chars().count() > 200 { all.chars().take(200).chain(['…']).collect() } else { all };
            let diagnostic = Diagnostic::error("column-missing", &self.file, format!("there is no column `{name}`"))
                .at(self.row.whole())
                .expected(format!("a column `{name}`"))
                .found(shown)
                .line(self.line());
            let numbers = self.names.iter().filter(|name| super::number::plain(name).is_some()).count();
            if numbers * 2 > self.names.len() {
                diagnostic.hint("the first row seems to hold data: put the names of the columns above it")
            } else {
                match nearest(name, self.names.iter().map(String::as_str)) {
                    Some(near) => diagnostic.hint(format!("did you mean the column `{near}`? rename it to `{name}`")),
                    None => diagnostic.hint(format!("add the column, or rename the one that holds it to `{name}`")),
                }
            }
        })
    }

    /// All of these columns, or every diagnostic about missing ones.
    pub(crate) fn require_all<const N: usize>(&self, names: [&str; N]) -> Result<[usize; N], Vec<Diagnostic>> {
        let mut columns = [0; N];
        let mut faults = Vec::new();
        for (slot, name) in columns.iter_mut().zip(names) {
            match self.require(name) {
                Ok(index) => *slot = index,
                Err(fault) => faults.push(fault),
            }
        }
        if faults.is_empty() { Ok(columns) } else { Err(faults) }
    }
}
