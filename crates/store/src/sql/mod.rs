//! One database for what is not public and for what can be rebuilt: a file beside the observatory, or a PostgreSQL server.
//! There is one text of SQL for both and one way to ask; the subset is the one both read the same. The log in files stays
//! the truth about commitments: what this holds of it is an index.
//!
//! A connection to PostgreSQL waits on a runtime of its own: call it from a thread that may block, never from within an
//! asynchronous task.

mod error;
pub mod index;
mod migrate;
mod postgres;
mod sqlite;
mod value;

pub use error::SqlError;
pub use index::{CaughtUp, Index, Wanted};
pub use migrate::Migration;
pub use value::{Row, Value};

use self::postgres::Postgres;
use self::sqlite::Sqlite;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Where a database is.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// In a file, which is made if there is none.
    File(PathBuf),
    /// In memory, until it is dropped.
    Memory,
    /// On a PostgreSQL server.
    Server {
        /// `postgres://USER:PASSWORD@HOST:PORT/DATABASE`, and `?sslmode=require` for TLS.
        url: String,
        /// A file of certificates (PEM) that its own is checked against; without one those are that this machine trusts.
        authority: Option<PathBuf>,
    },
}

impl Location {
    /// On a PostgreSQL server whose certificate, if it has one, this machine trusts.
    pub fn server(url: &str) -> Self {
        Self::Server { url: url.to_owned(), authority: None }
    }
}

// An address may hold a password.
impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => f.debug_tuple("File").field(path).finish(),
            Self::Memory => f.write_str("Memory"),
            Self::Server { .. } => f.write_str("Server(…)"),
        }
    }
}

enum Engine {
    Sqlite(Sqlite),
    Postgres(Box<Postgres>),
}

/// An open database. Whoever asks waits for whoever asked before.
pub struct Database {
    engine: Mutex<Engine>,
    place: String,
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Database").field("place", &self.place).finish_non_exhaustive()
    }
}

/// A transaction: all of it counts, or nothing.
pub struct Tx<'a> {
    engine: MutexGuard<'a, Engine>,
    place: &'a str,
    open: bool,
}

/// The lock that makes writers on a PostgreSQL server wait for each other, as a file does by itself: the letters `probity`.
const ONE_WRITER: &str = "BEGIN; SELECT pg_advisory_xact_lock(31649837063599225)";

impl Database {
    /// Opens a database.
    ///
    /// # Errors
    /// When the file or the server cannot be reached, or is no database.
    pub fn open(location: &Location) -> Result<Self, SqlError> {
        let (engine, place) = match location {
            Location::File(path) => {
                let place = format!("the database `{}`", path.display());
                (Engine::Sqlite(Sqlite::file(path, &place)?), place)
            }
            Location::Memory => {
                let place = "the database in memory".to_owned();
                (Engine::Sqlite(Sqlite::memory(&place)?), place)
            }
            Location::Server { url, authority } => {
                let (config, place) = postgres::read(url)?;
                (Engine::Postgres(Box::new(Postgres::open(config, authority.as_deref(), &place)?)), place)
            }
        };
        Ok(Self { engine: Mutex::new(engine), place })
    }

    /// The file, or host and database without the password.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Does something all or none. What it wrote is on the disk when this returns.
    ///
    /// # Errors
    /// When the work fails, or the transaction cannot be begun or committed; nothing of it is then kept.
    pub fn transaction<T, E: From<SqlError>>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        let mut tx = Tx { engine: self.lock()?, place: &self.place, open: false };
        let begin = match &*tx.engine {
            Engine::Sqlite(_) => "BEGIN IMMEDIATE",
            Engine::Postgres(_) => ONE_WRITER,
        };
        tx.open = true;
        tx.batch(begin)?;
        let done = work(&mut tx)?;
        tx.batch("COMMIT")?;
        tx.open = false;
        Ok(done)
    }

    /// Asks something. `$1` is the first value, in any order and as often as needed.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn query(&self, sql: &str, values: &[Value]) -> Result<Vec<Row>, SqlError> {
        self.lock()?.query(sql, values, &self.place)
    }

    /// Changes something, and says how many rows.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn execute(&self, sql: &str, values: &[Value]) -> Result<u64, SqlError> {
        self.lock()?.execute(sql, values, &self.place)
    }

    /// Whether the database is in order.
    ///
    /// # Errors
    /// When it is damaged or cannot be asked.
    pub fn quick_check(&self) -> Result<(), SqlError> {
        let mut engine = self.lock()?;
        let sql = match &*engine {
            Engine::Sqlite(_) => "PRAGMA quick_check(1)",
            Engine::Postgres(_) => "SELECT 'ok'",
        };
        let rows = engine.query(sql, &[], &self.place)?;
        match rows.first().map(|row| row.text(0)).transpose()? {
            Some("ok") => Ok(()),
            other => {
                let message = other.unwrap_or("it does not answer").to_owned();
                Err(SqlError::Damaged { place: self.place.clone(), message })
            }
        }
    }

    /// Writes a copy as of this moment into a new file, while others go on reading.
    ///
    /// # Errors
    /// When the file is there already or cannot be written, and always on a PostgreSQL server.
    pub fn backup(&self, path: &Path) -> Result<(), SqlError> {
        let mut engine = self.lock()?;
        if matches!(&*engine, Engine::Postgres(_)) {
            return Err(SqlError::Elsewhere { place: self.place.clone(), what: "a backup" });
        }
        let refused =
            |message: String| SqlError::Refused { place: format!("the backup `{}`", path.display()), message };
        if path.exists() {
            return Err(refused("there is a file with this name already; choose another".to_owned()));
        }
        // The copy holds what the original holds, so it is made for nobody else to read before anything is in it.
        sqlite::create(path).map_err(|error| refused(error.to_string()))?;
        let name = path.to_str().ok_or_else(|| refused("its name is not Unicode; choose another".to_owned()))?;
        engine.execute("VACUUM INTO $1", &[name.into()], &self.place).map(drop)
    }

    /// A panic elsewhere leaves at most an open transaction, which its guard has rolled back.
    fn lock(&self) -> Result<MutexGuard<'_, Engine>, SqlError> {
        let mut engine = self.engine.lock().unwrap_or_else(PoisonError::into_inner);
        if let Engine::Postgres(server) = &mut *engine {
            server.fresh(&self.place)?;
        }
        Ok(engine)
    }
}

impl Tx<'_> {
    /// The file, or host and database without the password.
    pub fn place(&self) -> &str {
        self.place
    }

    /// Asks something; see [`Database::query`].
    ///
    /// # Errors
    /// When the database refuses.
    pub fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, SqlError> {
        self.engine.query(sql, values, self.place)
    }

    /// Changes something, and says how many rows.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, SqlError> {
        self.engine.execute(sql, values, self.place)
    }

    /// Does several statements without values.
    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), SqlError> {
        match &mut *self.engine {
            Engine::Sqlite(file) => file.batch(sql, self.place),
            Engine::Postgres(server) => server.batch(sql, self.place),
        }
    }
}

impl Drop for Tx<'_> {
    fn drop(&mut self) {
        if self.open {
            // After a failed BEGIN or a full disk there may be nothing to roll back, which is no error.
            drop(self.batch("ROLLBACK"));
        }
    }
}

impl Engine {
    fn query(&mut self, sql: &str, values: &[Value], place: &str) -> Result<Vec<Row>, SqlError> {
        match self {
            Self::Sqlite(file) => file.query(sql, values, place),
            Self::Postgres(server) => server.query(sql, values, place),
        }
    }

    fn execute(&mut self, sql: &str, values: &[Value], place: &str) -> Result<u64, SqlError> {
        match self {
            Self::Sqlite(file) => file.execute(sql, values, place),
            Self::Postgres(server) => server.execute(sql, values, place),
        }
    }
}
