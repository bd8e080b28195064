//! An index of a signed log, so that questions about who recorded what need not read all of it. The files are the truth:
//! what stands here follows from them, is brought up to them in one transaction, and is thrown away when it does not fit.
//! It proves nothing; that a log is as it was recorded is for [`crate::verify()`] to say.

use super::{Database, Migration, Row, SqlError, Tx, Value};
use crate::event::{Event, NO_HASH};
use crate::log::{Log, LogError};
use crate::note::Note;
use crate::tail::Tail;
use crate::tlog;
use std::sync::Arc;

/// The steps of the tables.
const MIGRATIONS: &[Migration] =
    &[Migration { name: "0001_events", sql: include_str!("../../migrations/0001_events.sql") }];

/// What the columns are made from. A program that fills them otherwise reads the log again.
const VERSION: i64 = 1;

/// The name of this projection.
const NAME: &str = "events";

/// An index in a database.
#[derive(Debug, Clone)]
pub struct Index {
    database: Arc<Database>,
}

/// Which events are asked for, latest first. Empty members ask for all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// By whom.
    pub actor: Option<String>,
    /// Of which kind.
    pub kind: Option<String>,
    /// Of which record.
    pub key: Option<String>,
    /// Only events before this number.
    pub before: Option<u64>,
    /// At most so many.
    pub limit: usize,
}

/// What bringing the index up to the log did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaughtUp {
    /// How many events were read.
    pub added: u64,
    /// Whether what was there did not fit the log and was thrown away.
    pub rebuilt: bool,
    /// How many events there are.
    pub events: u64,
}

/// Up to where the log was read.
struct Place {
    next: u64,
    head: String,
    bytes: u64,
}

impl Place {
    fn beginning() -> Self {
        Self { next: 0, head: NO_HASH.to_owned(), bytes: 0 }
    }
}

impl Index {
    /// The index in a database, whose tables are made if there are none.
    ///
    /// # Errors
    /// When the database was made by a newer program, or cannot be asked.
    pub fn open(database: impl Into<Arc<Database>>) -> Result<Self, SqlError> {
        let database = database.into();
        database.migrate("index", MIGRATIONS)?;
        Ok(Self { database })
    }

    /// Reads what is new in the log. When the last line that was read is not there any more, everything is read again.
    ///
    /// # Errors
    /// When the log cannot be read or its lines are not chained (the index then stays as it was), or the database refuses.
    pub fn catch_up(&self, log: &Log) -> Result<CaughtUp, SqlError> {
        self.database.transaction(|tx| {
            let place = place(tx)?;
            let had = place.as_ref().map_or(0, |place| place.next);
            let goes_on = match &place {
                Some(place) => tail(log, place)?,
                None => None,
            };
            let rebuilt = goes_on.is_none() && had > 0;
            let (place, tail) = match place.zip(goes_on) {
                Some(found) => found,
                None => {
                    for table in ["events", "checkpoints", "projections"] {
                        tx.execute(&format!("DELETE FROM {table}"), &[])?;
                    }
                    let beginning = Place::beginning();
                    let all =
                        tail(log, &beginning)?.ok_or_else(|| SqlError::Log("the log cannot be read".to_owned()))?;
                    (beginning, all)
                }
            };
            let from = place.next;
            let events = read(tx, log, place, tail)?;
            Ok(CaughtUp { added: events - from, rebuilt, events })
        })
    }

    /// Events, latest first.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub fn events(&self, wanted: &Wanted) -> Result<Vec<Event>, SqlError> {
        let (sql, values) = question(wanted);
        self.database.query(&sql, &values)?.iter().map(event).collect()
    }

    /// The number of the first line of the log that is not what the index holds, if there is one. Reads all of both.
    ///
    /// # Errors
    /// When the log or the database cannot be read.
    pub fn differs(&self, log: &Log) -> Result<Option<u64>, SqlError> {
        let mut lines = log.snapshot().map_err(|error| told(&error))?.lines;
        let mut number = 0;
        loop {
            let rows = self.database.query(
                "SELECT body FROM events WHERE seq >= $1 ORDER BY seq LIMIT 1000",
                &[Value::Integer(whole(number))],
            )?;
            for row in &rows {
                let line = lines.next_line().map_err(|error| SqlError::Log(error.to_string()))?;
                if line.is_none_or(|line| !line.whole || line.bytes != row.text(0).unwrap_or_default().as_bytes()) {
                    return Ok(Some(number));
                }
                number += 1;
            }
            if rows.is_empty() {
                let more = lines.next_line().map_err(|error| SqlError::Log(error.to_string()))?;
                return Ok(more.map(|_| number));
            }
        }
    }
}

/// A number as both databases hold it.
fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The line of a row, read again.
fn event(row: &Row) -> Result<Event, SqlError> {
    let body = row.text(0)?;
    Event::parse(body.as_bytes(), &mut Vec::new())
        .map_err(|error| SqlError::Log(format!("the index is damaged: {error}")))
}

/// The text and the values of a question. A record has few events, so its key decides which index is used; `|| ''` keeps
/// both databases from choosing another.
fn question(wanted: &Wanted) -> (String, Vec<Value>) {
    let mut values =
        vec![Value::Integer(wanted.before.map_or(i64::MAX, whole)), Value::Integer(whole(wanted.limit as u64))];
    let mut conditions = String::new();
    let aside = if wanted.key.is_some() { " || ''" } else { "" };
    let columns = [("key", &wanted.key, ""), ("actor", &wanted.actor, aside), ("kind", &wanted.kind, aside)];
    for (column, value, aside) in columns {
        if let Some(value) = value {
            values.push(value.as_str().into());
            conditions.push_str(&format!(" AND {column}{aside} = ${}", values.len()));
        }
    }
    (format!("SELECT body FROM events WHERE seq < $1{conditions} ORDER BY seq DESC LIMIT $2"), values)
}

/// Up to where the log was read, in this form.
fn place(tx: &mut Tx<'_>) -> Result<Option<Place>, SqlError> {
    let sql = "SELECT p.last_seq, p.bytes, e.hash FROM projections p JOIN events e ON e.seq = p.last_seq \
               WHERE p.name = $1 AND p.version = $2";
    let rows = tx.query(sql, &[NAME.into(), VERSION.into()])?;
    let Some(row) = rows.first() else { return Ok(None) };
    let number = |column| row.integer(column).map(|number| u64::try_from(number).unwrap_or_default());
    Ok(Some(Place { next: number(0)? + 1, head: row.text(2)?.to_owned(), bytes: number(1)? }))
}

/// What comes behind a place, when the log still has there what was read.
fn tail(log: &Log, place: &Place) -> Result<Option<Tail>, SqlError> {
    match log.tail(place.bytes) {
        Ok(found) => Ok(found.filter(|tail| (tail.end.next, &tail.end.head) == (place.next, &place.head))),
        Err(LogError::Damaged { .. }) if place.bytes > 0 => Ok(None),
        Err(error) => Err(told(&error)),
    }
}

fn told(error: &LogError) -> SqlError {
    SqlError::Log(error.to_string())
}

/// Takes the lines behind a place, and says how many events there are then.
fn read(tx: &mut Tx<'_>, log: &Log, place: Place, mut tail: Tail) -> Result<u64, SqlError> {
    let Place { mut next, mut head, mut bytes } = place;
    let mut scratch = Vec::new();
    let from = next;
    while let Some(line) = tail.lines.next_line().map_err(|error| SqlError::Log(error.to_string()))? {
        let broken = |message: &str| {
            let file = log.path();
            let help = "`probity commitments verify` says what is wrong";
            SqlError::Log(format!("{}:{}: {message}; {help}", file.display(), next + 1))
        };
        if !line.whole {
            return Err(broken("the line does not end with a line feed"));
        }
        let event = Event::parse(line.bytes, &mut scratch).map_err(|error| broken(&error.to_string()))?;
        if event.seq != next || event.prev != head || event.computed_hash(&mut scratch) != event.hash {
            return Err(broken("the line is not the next event of the chain"));
        }
        insert(tx, &event, &String::from_utf8_lossy(line.bytes))?;
        bytes += line.bytes.len() as u64 + 1;
        (next, head) = (next + 1, event.hash);
    }
    if next > from {
        let values = [NAME.into(), VERSION.into(), whole(next - 1).into(), whole(bytes).into()];
        let sql = "INSERT INTO projections (name, version, last_seq, bytes) VALUES ($1, $2, $3, $4) ON CONFLICT (name) \
                   DO UPDATE SET version = excluded.version, last_seq = excluded.last_seq, bytes = excluded.bytes";
        tx.execute(sql, &values)?;
    }
    checkpoint(tx, tail.checkpoint.as_deref())?;
    Ok(next)
}

fn insert(tx: &mut Tx<'_>, event: &Event, line: &str) -> Result<(), SqlError> {
    let stream = format!("{}:{}", event.kind, event.key);
    let sql = "INSERT INTO events (seq, stream, version, kind, key, at, actor, body, prev_hash, hash) VALUES ($1, $2, \
               (SELECT COALESCE(MAX(version), 0) + 1 FROM events WHERE stream = $2), $3, $4, $5, $6, $7, $8, $9)";
    let mut values = vec![Value::Integer(whole(event.seq)), stream.into()];
    let texts = [&event.kind, &event.key, &event.at.to_string(), &event.actor, line, &event.prev, &event.hash];
    values.extend(texts.into_iter().map(|text: &str| Value::from(text)));
    tx.execute(sql, &values).map(drop)
}

/// Keeps the checkpoint that lies beside the log. Whether it is right is not asked here.
fn checkpoint(tx: &mut Tx<'_>, found: Option<&[u8]>) -> Result<(), SqlError> {
    let Some(bytes) = found else { return Ok(()) };
    let head = Note::parse(bytes).ok().and_then(|note| tlog::Checkpoint::parse(note.text()).ok());
    let Some(head) = head.filter(|head| head.size > 0) else { return Ok(()) };
    let note = String::from_utf8_lossy(bytes).into_owned();
    let values = [whole(head.size - 1).into(), head.root.to_string().into(), whole(head.size).into(), note.into()];
    let sql = "INSERT INTO checkpoints (seq, root, size, signature) VALUES ($1, $2, $3, $4) ON CONFLICT (seq) \
               DO UPDATE SET root = excluded.root, size = excluded.size, signature = excluded.signature";
    tx.execute(sql, &values).map(drop)
}
