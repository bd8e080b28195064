//! What can go wrong with a database, in sentences that name the file or the host and say what to do. An address is never
//! repeated as it was given: it may hold a password.

use super::value::Value;

/// Why the database did not do something. Nothing of the transaction was kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SqlError {
    /// It cannot be opened or reached.
    #[error("{place} cannot be opened: {message}; {remedy}")]
    Open {
        /// The file, or host and database.
        place: String,
        /// What the database says.
        message: String,
        /// What to do.
        remedy: &'static str,
    },
    /// There is no room.
    #[error("{place} cannot grow: the disk is full; make room and try again, nothing was changed")]
    Full {
        /// The file, or host and database.
        place: String,
    },
    /// Somebody else holds it for too long.
    #[error("{place} is busy: another program is writing to it; try again when it has finished")]
    Busy {
        /// The file, or host and database.
        place: String,
    },
    /// The file is not what was written.
    #[error("{place} is damaged ({message}); put a backup in its place")]
    Damaged {
        /// The file, or host and database.
        place: String,
        /// What was found.
        message: String,
    },
    /// Anything else the database refuses.
    #[error("{place}: {message}")]
    Refused {
        /// The file, or host and database.
        place: String,
        /// What the database says.
        message: String,
    },
    /// A step of the schema is not the one that was made.
    #[error("{place} was made with another text of `{name}`; use the program that made it, or a backup")]
    Changed {
        /// The file, or host and database.
        place: String,
        /// The step.
        name: String,
    },
    /// A step of the schema that this program does not know.
    #[error("{place} was made by a newer program (it has `{name}`); use that program")]
    Newer {
        /// The file, or host and database.
        place: String,
        /// The step.
        name: String,
    },
    /// A column that holds something else than the program wrote there.
    #[error("column {column} holds {found}, expected {expected}; the database was changed by something else")]
    Column {
        /// Its place, from 0.
        column: usize,
        /// What should be there.
        expected: &'static str,
        /// What is there.
        found: &'static str,
    },
    /// Something only a database in a file can do.
    #[error("{place}: {what} is done with the tools of PostgreSQL (`pg_dump`), not by this program")]
    Elsewhere {
        /// The host and database.
        place: String,
        /// What was asked for.
        what: &'static str,
    },
    /// What the index holds does not follow from the log.
    #[error("{0}")]
    Log(String),
}

impl SqlError {
    pub(crate) fn column(column: usize, expected: &'static str, found: Option<&Value>) -> Self {
        let found = match found {
            None => "no column",
            Some(Value::Null) => "nothing",
            Some(Value::Integer(_)) => "a number",
            Some(Value::Text(_)) => "a text",
        };
        Self::Column { column, expected, found }
    }
}
