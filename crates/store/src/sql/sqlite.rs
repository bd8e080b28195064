//! A database in a file, or in memory for tests. The only place that names `rusqlite`.

use super::error::SqlError;
use super::value::{Row, Value};
use fs_err as fs;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, ErrorCode, ToSql};
use std::io;
use std::path::Path;

/// How a database in a file is opened.
const SETTINGS: &str = include_str!("../../data/sqlite.sql");

/// What to do when a file cannot be opened.
const REMEDY: &str = "see that the folder is there and may be written to";

/// An open file.
pub(super) struct Sqlite(Connection);

impl Sqlite {
    pub(super) fn file(path: &Path, place: &str) -> Result<Self, SqlError> {
        let open = |message: String| SqlError::Open { place: place.to_owned(), message, remedy: REMEDY };
        create(path).map_err(|error| open(error.to_string()))?;
        Self::with(Connection::open(path).map_err(|error| open(error.to_string()))?, place)
    }

    pub(super) fn memory(place: &str) -> Result<Self, SqlError> {
        Self::with(Connection::open_in_memory().map_err(|error| told(place, &error))?, place)
    }

    fn with(connection: Connection, place: &str) -> Result<Self, SqlError> {
        connection.execute_batch(SETTINGS).map_err(|error| told(place, &error))?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(Self(connection))
    }

    pub(super) fn batch(&self, sql: &str, place: &str) -> Result<(), SqlError> {
        self.0.execute_batch(sql).map_err(|error| told(place, &error))
    }

    pub(super) fn execute(&self, sql: &str, values: &[Value], place: &str) -> Result<u64, SqlError> {
        let count = self.bound(sql, values).and_then(|mut statement| statement.raw_execute());
        count.map(|count| count as u64).map_err(|error| told(place, &error))
    }

    pub(super) fn query(&self, sql: &str, values: &[Value], place: &str) -> Result<Vec<Row>, SqlError> {
        let read = || -> rusqlite::Result<Vec<Row>> {
            let mut statement = self.bound(sql, values)?;
            let columns = statement.column_count();
            let (mut rows, mut out) = (statement.raw_query(), Vec::new());
            while let Some(row) = rows.next()? {
                let values = (0..columns).map(|column| Ok(value(row.get_ref(column)?)));
                out.push(Row(values.collect::<rusqlite::Result<_>>()?));
            }
            Ok(out)
        };
        read().map_err(|error| told(place, &error))
    }

    /// `$2` is the second value wherever it stands in the text, as in PostgreSQL; by itself SQLite numbers them by first
    /// appearance.
    fn bound(&self, sql: &str, values: &[Value]) -> rusqlite::Result<CachedStatement<'_>> {
        let mut statement = self.0.prepare_cached(sql)?;
        for place in 1..=statement.parameter_count() {
            let name = statement.parameter_name(place).and_then(|name| name.strip_prefix('$'));
            let number = name.and_then(|digits| digits.parse::<usize>().ok()).and_then(|number| number.checked_sub(1));
            let value = number.and_then(|number| values.get(number));
            let value = value.ok_or(rusqlite::Error::InvalidParameterCount(values.len(), place))?;
            statement.raw_bind_parameter(place, value)?;
        }
        Ok(statement)
    }
}

/// Makes the file if there is none, for nobody else to read: it holds the second factors of staff.
pub(super) fn create(path: &Path) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use fs::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    match options.open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        other => other.map(drop),
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

/// Nothing of ours writes fractions or bytes; what is not UTF-8 was changed by something else and compares with nothing.
fn value(found: ValueRef<'_>) -> Value {
    match found {
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Text(bytes) => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
        ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_) => Value::Null,
    }
}

/// The error in our words.
fn told(place: &str, error: &rusqlite::Error) -> SqlError {
    let (place, message) = (place.to_owned(), error.to_string());
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => SqlError::Full { place },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => SqlError::Busy { place },
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => SqlError::Damaged { place, message },
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
            SqlError::Open { place, message, remedy: REMEDY }
        }
        _ => SqlError::Refused { place, message },
    }
}
