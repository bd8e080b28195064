//! The desk of an observatory: where its people are kept, and what it asks of the log, answered from the files.

use crate::clock;
use crate::failure::Failure;
use crate::live::Live;
use jiff::Timestamp;
use probity_commitments::record::load::Entry;
use probity_commitments::rules::{LoadError, Loaded};
use probity_desk::{Desk, EventRow, Filter, People, Records, Refusal, Snapshot, Trouble};
use probity_registers::{Error, Observatory};
use probity_server::Staffed;
use probity_store::Event;
use probity_store::sql::{Database, Index, Location, Wanted};
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;

/// Where the desk keeps its own things in an observatory.
const FOLDER: &str = "desk";
/// Accounts and sessions.
const FILE: &str = "desk.sqlite";

/// The people of the observatory in `dir`.
pub fn people(dir: &Path) -> Result<People, Failure> {
    let observatory = Observatory::open(dir).map_err(|error| match error {
        Error::NotAnObservatory(_) => Failure::missing(error.to_string()),
        other => other.into(),
    })?;
    let database = database(&observatory)?;
    People::open(database).map_err(|error| Failure::input(error.to_string()))
}

/// Where the desk keeps its own things: in a file of the observatory, or in the database that `probity.toml` names.
fn database(observatory: &Observatory) -> Result<Arc<Database>, Failure> {
    let location = match &observatory.configuration().desk.database {
        Some(address) => Location::Url(address.clone()),
        None => {
            let folder = observatory.directory().join(FOLDER);
            fs_err::create_dir_all(&folder)?;
            Location::File(folder.join(FILE))
        }
    };
    Database::open(&location).map(Arc::new).map_err(|error| Failure::input(error.to_string()))
}

/// Whether somebody was given an account.
pub fn is_staffed(observatory: &Observatory) -> bool {
    observatory.configuration().desk.database.is_some() || observatory.directory().join(FOLDER).join(FILE).is_file()
}

/// The desk over a log that is being served.
pub fn open(live: &Arc<Live>) -> Result<Staffed, Failure> {
    let database = database(live.ledger().observatory())?;
    let people = People::open(Arc::clone(&database)).map_err(|error| Failure::input(error.to_string()))?;
    let index = Index::open(database).map_err(|error| Failure::input(error.to_string()))?;
    let desk = Desk::new(people, Box::new(Behind { live: Arc::clone(live), index }));
    Ok(Staffed { desk, clock: || clock::now(None) })
}

/// The log behind the desk, and its index.
struct Behind {
    live: Arc<Live>,
    index: Index,
}

impl Records for Behind {
    fn snapshot(&self) -> Result<Arc<Snapshot>, Trouble> {
        self.live.now().map_err(trouble)
    }

    fn events(&self, filter: &Filter) -> Result<Vec<EventRow>, Trouble> {
        // Other programs record too, so the index catches up before it is asked.
        self.index.catch_up(self.live.ledger().log()).map_err(|error| Trouble(error.to_string()))?;
        let wanted = Wanted {
            actor: filter.actor.clone(),
            kind: filter.kind.clone(),
            key: filter.key.clone(),
            before: filter.before,
            limit: filter.limit,
        };
        let found = self.index.events(&wanted).map_err(|error| Trouble(error.to_string()))?;
        Ok(found.into_iter().map(row).collect())
    }

    fn record(&self, entries: Vec<Entry>, at: Timestamp, check: bool) -> Result<Result<Loaded, Refusal>, Trouble> {
        match self.live.record(entries, at, check).map_err(trouble)? {
            Ok(loaded) => Ok(Ok(loaded)),
            Err(LoadError::Refused(refused)) => {
                Ok(Err(Refusal { diagnostics: refused.diagnostics, exit: refused.exit }))
            }
            Err(error) => Err(Trouble(error.to_string())),
        }
    }
}

fn row(event: Event) -> EventRow {
    EventRow {
        seq: event.seq,
        at: event.at,
        effective: event.effective,
        actor: event.actor,
        role: event.role,
        kind: event.kind,
        key: event.key,
        source: event.source,
        corrects: event.corrects,
        signer: event.signer,
        hash: event.hash,
        record: Value::Object(event.record).to_string(),
    }
}

fn trouble(failure: Failure) -> Trouble {
    Trouble(failure.to_string())
}
