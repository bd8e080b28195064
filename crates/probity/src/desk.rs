//! The desk of an observatory: where its people are kept, and what it asks of the log, answered from the files.

use crate::clock;
use crate::failure::Failure;
use crate::live::Live;
use jiff::Timestamp;
use probity_commitments::record::load::Entry;
use probity_commitments::rules::{LoadError, Loaded};
#[cfg(feature = "tls")]
use probity_desk::people::Client;
use probity_desk::{Desk, EventRow, Filter, People, Records, Refusal, Shelf, Snapshot, Trouble};
use probity_registers::observatory::Oidc;
use probity_registers::{Error, Observatory};
use probity_server::Staffed;
use probity_store::sql::{Database, Index, Location, Wanted};
use probity_store::{Attachments, Event};
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;

/// Where the desk keeps its own things in an observatory.
const FOLDER: &str = "desk";
/// Accounts and sessions.
const FILE: &str = "desk.sqlite";
/// The secret shared with an issuer, where it is not in a file.
#[cfg(feature = "tls")]
const SECRET: &str = "PROBITY_OIDC_CLIENT_SECRET";

/// The people of the observatory in `dir`.
pub fn people(dir: &Path) -> Result<People, Failure> {
    let observatory = Observatory::open(dir).map_err(|error| match error {
        Error::NotAnObservatory(_) => Failure::missing(error.to_string()),
        other => other.into(),
    })?;
    let database = database(&observatory)?;
    People::open(database).map_err(|error| Failure::input(error.to_string()))
}

/// The issuer that the configuration of the observatory in `dir` names.
pub fn issuer(dir: &Path) -> Result<String, Failure> {
    let observatory = Observatory::open(dir)?;
    let named = observatory.configuration().desk.oidc.as_ref().map(|oidc| oidc.issuer.clone());
    named.ok_or_else(|| Failure::usage("probity.toml has no `[desk.oidc]`").hint("name the issuer with `--issuer`"))
}

/// Where the desk keeps its own things: in a file of the observatory, or in the database that `probity.toml` names.
fn database(observatory: &Observatory) -> Result<Arc<Database>, Failure> {
    let location = match &observatory.configuration().desk.database {
        Some(url) => {
            let named = observatory.configuration().desk.database_authority.as_ref();
            Location::Server { url: url.clone(), authority: named.map(|file| observatory.directory().join(file)) }
        }
        None => {
            let folder = observatory.directory().join(FOLDER);
            fs_err::create_dir_all(&folder)?;
            Location::File(folder.join(FILE))
        }
    };
    Database::open(&location).map(Arc::new).map_err(|error| Failure::input(error.to_string()))
}

/// Refuses a single sign-on that this program cannot do, so that nobody looks for the link in vain.
pub fn check(observatory: &Observatory) -> Result<(), Failure> {
    if observatory.configuration().desk.oidc.is_none() || cfg!(feature = "tls") {
        return Ok(());
    }
    let message = "`[desk.oidc]` of probity.toml asks for single sign-on, which this program was built without";
    Err(Failure::usage(message).hint("build it with `cargo build --release --features tls`, or take `[desk.oidc]` out"))
}

/// How people get in: at which address, and by whose word.
fn door(people: People, observatory: &Observatory) -> Result<People, Failure> {
    let settings = &observatory.configuration().desk;
    let Some(origin) = &settings.origin else { return Ok(people) };
    let people = people.at(origin);
    match &settings.oidc {
        Some(oidc) => signed_on(people, observatory, oidc, origin),
        None => Ok(people),
    }
}

#[cfg(feature = "tls")]
#[allow(clippy::disallowed_methods, reason = "the program reads the environment, nothing below it")]
fn signed_on(people: People, observatory: &Observatory, oidc: &Oidc, origin: &str) -> Result<People, Failure> {
    let secret = match (std::env::var(SECRET).ok(), &oidc.client_secret_file) {
        (Some(secret), _) => Some(secret),
        (None, Some(file)) => {
            let text = fs_err::read_to_string(observatory.directory().join(file));
            Some(text.map_err(|error| Failure::missing(error.to_string()).hint(format!("or set {SECRET}")))?)
        }
        (None, None) => None,
    };
    let client = Client {
        issuer: oidc.issuer.clone(),
        id: oidc.client_id.clone(),
        secret: secret.map(|secret| secret.trim().to_owned()).filter(|secret| !secret.is_empty()),
        name: oidc.name.clone(),
    };
    Ok(people.signed_on_by(client, origin, Box::new(Wire::default())))
}

/// How the desk asks an issuer.
#[cfg(feature = "tls")]
#[derive(Default)]
struct Wire(probity_wire::Outgoing);

#[cfg(feature = "tls")]
impl probity_desk::people::Wire for Wire {
    fn get(&self, address: &str) -> Result<Vec<u8>, String> {
        self.0.get(address)
    }

    fn post(&self, address: &str, form: &str, authorization: Option<&str>) -> Result<(u16, Vec<u8>), String> {
        self.0.post(address, form, authorization)
    }
}

#[cfg(not(feature = "tls"))]
fn signed_on(_: People, observatory: &Observatory, _: &Oidc, _: &str) -> Result<People, Failure> {
    Err(check(observatory).err().unwrap_or_else(|| Failure::usage("single sign-on is not built in")))
}

/// Whether somebody was given an account.
pub fn is_staffed(observatory: &Observatory) -> bool {
    observatory.configuration().desk.database.is_some() || observatory.directory().join(FOLDER).join(FILE).is_file()
}

/// The desk over a log that is being served.
pub fn open(live: &Arc<Live>) -> Result<Staffed, Failure> {
    let database = database(live.ledger().observatory())?;
    let people = People::open(Arc::clone(&database)).map_err(|error| Failure::input(error.to_string()))?;
    let people = door(people, live.ledger().observatory())?;
    let index = Index::open(database).map_err(|error| Failure::input(error.to_string()))?;
    let files = live.ledger().files();
    let largest = live.ledger().observatory().configuration().desk.largest();
    let desk = Desk::new(people, Box::new(Behind { live: Arc::clone(live), index, files, largest }));
    Ok(Staffed { desk, clock: || clock::now(None) })
}

/// The log behind the desk, and its index.
struct Behind {
    live: Arc<Live>,
    index: Index,
    files: Attachments,
    largest: u64,
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

    fn shelf(&self) -> Shelf<'_> {
        Shelf { files: &self.files, largest: self.largest }
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
