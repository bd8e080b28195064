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
use probity_store::sql::{Database, Location};
use std::path::Path;
use std::sync::Arc;

/// Where the desk keeps its own things in an observatory.
const FOLDER: &str = "desk";
/// Accounts and sessions.
const FILE: &str = "desk.sqlite";

/// The people of the observatory in `dir`: in a file of it, or in the database that `probity.toml` names.
pub fn people(dir: &Path) -> Result<People, Failure> {
    let observatory = Observatory::open(dir).map_err(|error| match error {
        Error::NotAnObservatory(_) => Failure::missing(error.to_string()),
        other => other.into(),
    })?;
    let location = match &observatory.configuration().desk.database {
        Some(address) => Location::Url(address.clone()),
        None => {
            let folder = dir.join(FOLDER);
            fs_err::create_dir_all(&folder)?;
            Location::File(folder.join(FILE))
        }
    };
    let database = Database::open(&location).map_err(|error| Failure::input(error.to_string()))?;
    People::open(database).map_err(|error| Failure::input(error.to_string()))
}

/// Whether somebody was given an account.
pub fn is_staffed(observatory: &Observatory) -> bool {
    observatory.configuration().desk.database.is_some() || observatory.directory().join(FOLDER).join(FILE).is_file()
}

/// The desk over a log that is being served.
pub fn open(live: &Arc<Live>) -> Result<Staffed, Failure> {
    let people = people(live.ledger().directory())?;
    let desk = Desk::new(people, Box::new(Behind(Arc::clone(live))));
    Ok(Staffed { desk, clock: || clock::now(None) })
}

/// The log behind the desk.
struct Behind(Arc<Live>);

impl Records for Behind {
    fn snapshot(&self) -> Result<Arc<Snapshot>, Trouble> {
        self.0.now().map_err(trouble)
    }

    fn events(&self, filter: &Filter) -> Result<Vec<EventRow>, Trouble> {
        let mut rows = Vec::new();
        let wanted = |asked: &Option<String>, text: &str| asked.as_deref().is_none_or(|asked| asked == text);
        let ledger = self.0.ledger();
        let each = ledger.replay(None, |event, _| {
            let fits = wanted(&filter.actor, &event.actor)
                && wanted(&filter.kind, &event.kind)
                && wanted(&filter.key, &event.key)
                && filter.before.is_none_or(|before| event.seq < before);
            if fits {
                rows.push(EventRow {
                    seq: event.seq,
                    at: event.at,
                    effective: event.effective,
                    actor: event.actor.to_string(),
                    role: event.role.to_string(),
                    kind: event.kind.to_string(),
                    key: event.key.to_string(),
                    source: event.source.to_string(),
                    corrects: event.corrects.as_ref().map(ToString::to_string),
                    signer: event.signer.to_string(),
                    hash: event.hash.to_string(),
                    record: event.record.get().to_owned(),
                });
            }
        });
        each.map_err(trouble)?;
        rows.reverse();
        rows.truncate(filter.limit);
        Ok(rows)
    }

    fn record(&self, entries: Vec<Entry>, at: Timestamp, check: bool) -> Result<Result<Loaded, Refusal>, Trouble> {
        let ledger = self.0.ledger();
        let own = ledger.secret().map_err(trouble)?;
        match ledger.append(entries, (&own, &own), at, check).map_err(trouble)? {
            Ok(loaded) => Ok(Ok(loaded)),
            Err(LoadError::Refused(refused)) => {
                Ok(Err(Refusal { diagnostics: refused.diagnostics, exit: refused.exit }))
            }
            Err(error) => Err(Trouble(error.to_string())),
        }
    }
}

fn trouble(failure: Failure) -> Trouble {
    Trouble(failure.to_string())
}
