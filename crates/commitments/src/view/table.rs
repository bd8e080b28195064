//! Rows as CSV: the columns of the contract, also when there is no row.

use serde::{Serialize, Serializer};

/// What is printed for something that nobody has judged yet.
pub(super) const NOT_ASSESSED: &str = "not_assessed";

/// What is printed for something that a report judged without saying how.
pub(super) const UNKNOWN: &str = "unknown";

/// A row of a table.
pub(super) trait Table: Serialize {
    /// The columns, in the order of the fields.
    const COLUMNS: &'static [&'static str];
}

/// Rows as CSV with their header.
pub(super) fn csv<'a, R: Table + 'a>(rows: impl IntoIterator<Item = &'a R>) -> Result<String, csv::Error> {
    let mut out = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    out.write_record(R::COLUMNS)?;
    for row in rows {
        out.serialize(row)?;
    }
    let bytes = out.into_inner().map_err(|error| error.into_error())?;
    // Every field was text.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
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
