//! Rows as a table: the columns of the contract, also when there is no row.

use serde::{Serialize, Serializer};
use serde_json::Value;

/// What is printed for something that nobody has judged yet.
pub(super) const NOT_ASSESSED: &str = "not_assessed";

/// What is printed for something that a report judged without saying how.
pub(super) const UNKNOWN: &str = "unknown";

/// A row of a table.
pub(super) trait Table: Serialize {
    /// The columns, in the order of the fields.
    const COLUMNS: &'static [&'static str];
}

/// Rows by column, for whoever writes tables.
#[derive(Debug, Clone, PartialEq)]
pub struct Cells {
    /// The columns.
    pub columns: &'static [&'static str],
    /// The rows: texts, numbers, or nothing.
    pub rows: Vec<Vec<Value>>,
}

impl Cells {
    pub(super) fn of<'a, R: Table + 'a>(rows: impl IntoIterator<Item = &'a R>) -> Result<Self, serde_json::Error> {
        let cells = |row: &R| {
            let row = serde_json::to_value(row)?;
            Ok(R::COLUMNS.iter().map(|column| row.get(column).cloned().unwrap_or_default()).collect())
        };
        Ok(Self { columns: R::COLUMNS, rows: rows.into_iter().map(cells).collect::<Result<_, _>>()? })
    }
}

/// `yes` or `no`.
pub(super) fn yes_or_no<S: Serializer>(yes: &bool, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(if *yes { "yes" } else { "no" })
}

/// `yes`, `no`, or nothing.
pub(super) fn yes_no_or_nothing<S: Serializer>(yes: &Option<bool>, to: S) -> Result<S::Ok, S::Error> {
    match yes {
        Some(yes) => yes_or_no(yes, to),
        None => to.serialize_none(),
    }
}
