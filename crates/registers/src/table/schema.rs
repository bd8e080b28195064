//! The columns of a table: three kinds are enough, and none of them is a date or a decimal that another program might
//! read differently.

use serde::{Deserialize, Serialize};

/// What a column holds. Every cell may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnKind {
    /// UTF-8 text.
    Text,
    /// A 64-bit whole number.
    Integer,
    /// A 64-bit float; never NaN.
    Number,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnDef {
    /// Its name; names that start with `_` are the table's own.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
}

/// A table's name and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSchema {
    /// The table's name: the register's, or what the engine calls it.
    pub name: String,
    /// Its columns, without those of provenance.
    pub columns: Vec<ColumnDef>,
}

impl TableSchema {
    /// A table with these columns.
    pub fn new(name: &str, columns: &[(&str, ColumnKind)]) -> Self {
        let column = |(name, kind): &(&str, ColumnKind)| ColumnDef { name: (*name).to_owned(), kind: *kind };
        Self { name: name.to_owned(), columns: columns.iter().map(column).collect() }
    }

    /// The position of a column.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}
