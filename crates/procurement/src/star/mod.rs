//! Processes as tables: a star schema around `process`, for methods that compute from tables and for everybody who has a
//! reader of Parquet. One pass over the input; what a block gives is written as soon as all blocks before it are.

mod parts;
mod process;
mod row;
mod schema;
mod versions;
mod visit;

pub(crate) use visit::{Take, Visit, Walk, is_record};

use crate::facts::Facts;
use crate::run::{Options, Publishes, Rejects, RunError, Sheet, Watch, Watched, watch};
use probity_core::Diagnostic;
use probity_registers::Input;
use probity_registers::table::{StarCell, StarColumn, StarRows, StarWriter};
use row::Row;
use schema::{Id, PUBLISHES, TABLES, Table};
use std::borrow::Cow;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::sync::Mutex;
use tempfile::NamedTempFile;

type Writer = StarWriter<BufWriter<NamedTempFile>>;

/// A table that was written.
pub struct Written {
    /// Its name.
    pub name: &'static str,
    /// Its columns.
    pub columns: Vec<StarColumn>,
    /// Its rows.
    pub rows: u64,
    /// The file, without a name yet.
    pub file: NamedTempFile,
}

/// All tables of a run.
pub struct Star {
    /// The tables.
    pub tables: Vec<Written>,
    /// SHA-256 of the inputs as they are, packed or not; of those that were read to their end.
    pub digests: Vec<Option<String>>,
    /// What could not be used.
    pub rejects: Rejects,
    /// Files that could not be read, or not to their end.
    pub faults: Vec<Diagnostic>,
}

/// Where rows of the present process go.
struct Put<'s> {
    rows: &'s mut [StarRows],
    process: u64,
    at: u64,
}

impl Put<'_> {
    fn row<'p>(&self, positions: &[usize]) -> Row<'p> {
        Row::new(self.process, positions, self.at)
    }

    fn add(&mut self, table: Id, row: &Row<'_>) {
        if let Some(rows) = self.rows.get_mut(table as usize) {
            rows.push(row.cells());
        }
    }
}

/// What a part of the input gives.
struct Piece {
    rows: Vec<StarRows>,
    processes: u64,
    publishes: Publishes,
}

struct Tables<'o> {
    folder: &'o Path,
    open: Mutex<Result<Vec<Writer>, RunError>>,
}

fn poisoned<T>(_: T) -> RunError {
    RunError::Program("a thread that wrote tables ended early".to_owned())
}

fn open(folder: &Path, table: &Table) -> Result<Writer, RunError> {
    let file = BufWriter::with_capacity(1 << 16, probity_registers::temporary(folder)?);
    Ok(StarWriter::new(file, table.name, &table.columns())?)
}

impl Watch for Tables<'_> {
    /// Tables hold what is published.
    const AMONG_PUBLISHERS: bool = false;
    type Part = Piece;

    const GOES_ON: bool = false;

    fn start(&self) -> Piece {
        let rows = TABLES.iter().map(|_| StarRows::default()).collect();
        Piece { rows, processes: 0, publishes: Publishes::default() }
    }

    fn restart(&self) {
        if let Ok(mut own) = self.open.lock() {
            *own = TABLES.iter().map(|table| open(self.folder, table)).collect();
        }
    }

    fn look(&self, part: &mut Piece, _: &mut Sheet, facts: &Facts<'_>) {
        part.publishes.observe(facts.process);
        let mut put = Put { rows: &mut part.rows, process: part.processes, at: facts.place.at };
        process::rows(facts, &mut put);
        versions::rows(facts, &mut put);
        anomalies(facts, &mut put);
        part.processes += 1;
    }

    fn merge(&self, into: &mut Piece, other: Piece) {
        if let Ok(mut own) = self.open.lock() {
            let written = own.as_mut().ok().map(|writers| {
                let mut all = writers.iter_mut().zip(&other.rows);
                all.try_for_each(|(writer, rows)| writer.append(rows, into.processes))
            });
            if let Some(Err(error)) = written {
                *own = Err(error.into());
            }
        }
        into.processes += other.processes;
        into.publishes.merge(other.publishes);
    }
}

/// What is odd in the release.
fn anomalies(facts: &Facts<'_>, put: &mut Put<'_>) {
    let (process, at) = (put.process, put.at);
    let mut take = |path: &str, indexes: &[usize], found: &str, problem: &'static str| {
        let indexes = indexes.iter().map(usize::to_string).collect::<Vec<_>>().join(".");
        let row = Row::new(process, &[], at).keyed(path.to_owned(), indexes);
        put.add(Id::Anomaly, &row.string(Some(found.to_owned())).string(Some(problem)));
    };
    look_for_odd(facts, &mut take);
}

/// Calls `take` with everything odd in a release. Few have any, and those that have none are not walked through.
pub(crate) fn look_for_odd<'t>(facts: &'t Facts<'_>, take: &'t mut Take<'t>) {
    let placeholders = facts.settings.placeholders.as_slice();
    if facts.process.odd || !placeholders.is_empty() {
        facts.process.visit(&mut Walk::new(placeholders, take));
    }
}

/// Writes the tables of files of any size.
///
/// # Errors
/// As [`watch`], and when a table cannot be written.
pub fn tables(inputs: &[Input], options: Options<'_>) -> Result<Star, RunError> {
    let own = Tables { folder: options.folder, open: Mutex::new(Ok(Vec::new())) };
    let Watched { part, digests, rejects, faults, .. } = watch(inputs, &own, options)?;
    let writers = own.open.into_inner().map_err(poisoned)??;
    let mut tables = Vec::new();
    for (table, writer) in TABLES.iter().zip(writers) {
        tables.push(closed(table, writer)?);
    }
    let mut writer = open(options.folder, &PUBLISHES)?;
    let mut rows = StarRows::default();
    for (publisher, path, processes) in part.publishes.counts() {
        let text = |text: String| StarCell::Text(Cow::Owned(text));
        rows.push(&[text(publisher.to_owned()), text(path), StarCell::Unsigned(processes)]);
    }
    writer.append(&rows, 0)?;
    tables.push(closed(&PUBLISHES, writer)?);
    Ok(Star { tables, digests, rejects, faults })
}

fn closed(table: &Table, writer: Writer) -> Result<Written, RunError> {
    let (mut file, rows) = writer.finish()?;
    file.flush()?;
    let file = file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    Ok(Written { name: table.name, columns: table.columns(), rows, file })
}
