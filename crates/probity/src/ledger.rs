//! The log of commitments of an observatory, as every command that asks it begins: the directory, the observatory's key
//! from `probity.toml`, and a fold over the events. What the events mean is the room's business, what is printed the
//! command's.
//!
//! A view is two lines:
//!
//! ```text
//! let ledger = Ledger::open(&arguments.dir)?;
//! let fold = ledger.replay(arguments.known, |event, record| view.take(event, record))?;
//! ```
//!
//! `fold.state()` has the records that count as of `known`; the closure sees every event that was known by then, also
//! those that were replaced later, in the order of recording. `--at` is the view's own business: `event.effective`.

use crate::evidence::Pins;
use crate::failure::Failure;
use crate::keys;
use jiff::Timestamp;
use jiff::civil::Date;
use probity_commitments::record::Record;
use probity_commitments::record::load::Entry;
use probity_commitments::rules::{self, Fold, LoadError, Loaded, Recording, ReplayError, Shipped, load, rehearse};
use probity_registers::observatory::{Configuration, FILE, replace};
use probity_registers::{Error, Observatory};
use probity_store::{Attachments, Glance, Log, LogError, NoCheckpoint, PublicKey, SignedCheckpoint, SigningKey};
use std::path::Path;

/// Where the log lies in an observatory.
const FOLDER: &str = "commitments";
/// Where files of evidence lie beside it.
const EVIDENCE: &str = "evidence";
/// Where the observatory's secret key lies in it.
const KEY: &str = "keys/log.key";
/// What stands above the public key in `probity.toml`.
const NOTE: &str = "
# The public half of keys/log.key, which signs the log of commitments. Without the secret half nothing more can be
# recorded, so keep a copy of it in a safe place; with another key nothing recorded so far verifies.
";

/// The log of an observatory.
#[derive(Debug)]
pub struct Ledger {
    observatory: Observatory,
    log: Log,
    key: PublicKey,
}

impl Ledger {
    /// The log of the observatory in `dir`. One into which nothing was recorded yet is empty.
    ///
    /// Ends the command with exit 4 when the directory is no observatory or has no key for its log, with exit 3 when its
    /// configuration cannot be read.
    pub fn open(dir: &Path) -> Result<Self, Failure> {
        let observatory = Observatory::open(dir).map_err(|error| match error {
            Error::NotAnObservatory(_) => Failure::missing(error.to_string()),
            other => other.into(),
        })?;
        let shown = dir.join(FILE).display().to_string();
        let Some(text) = &observatory.configuration().keys.log else {
            let message = format!("{shown} has no key for the log of commitments (`[keys] log`)");
            let hint = format!("`probity init {}` makes one and leaves everything else as it is", dir.display());
            return Err(Failure::missing(message).hint(hint));
        };
        let key = text.parse().map_err(|error| {
            Failure::input(format!("{shown}: `[keys] log` is `{text}`: {error}"))
                .hint("restore the line from a copy: with another key nothing in the log verifies")
        })?;
        let log = Log::at(dir.join(FOLDER));
        Ok(Self { observatory, log, key })
    }

    /// Reads the log into a fold, up to the end of the day `known` (UTC) when one is given. `each` is given every event that
    /// counts, with its record, in the order of recording. Signatures are not checked here; `verify` does that.
    ///
    /// Ends the command with exit 3 when the log cannot be read.
    pub fn replay(&self, known: Option<Date>, each: impl FnMut(&Glance<'_>, &Record)) -> Result<Fold, Failure> {
        let mut lines = self.log.snapshot().map_err(failed)?.lines;
        rules::replay(&mut lines, known, shipped()?, &self.key, &mut NoCheckpoint, each)
            .map_err(|error| self.unreadable(&error))
    }

    /// A log that cannot be read into a fold.
    pub fn unreadable(&self, error: &ReplayError) -> Failure {
        let hint = format!("`probity commitments verify --dir {}` names every defect", self.directory().display());
        Failure::input(format!("`{}`: {error}", self.log.path().display())).hint(hint)
    }

    /// The observatory's public key: the one that may sign for everybody.
    pub fn key(&self) -> &PublicKey {
        &self.key
    }

    /// The observatory.
    pub fn observatory(&self) -> &Observatory {
        &self.observatory
    }

    /// The files of the log.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// The files that pieces of evidence name.
    pub fn files(&self) -> Attachments {
        Attachments::at(self.directory().join(FOLDER).join(EVIDENCE))
    }

    /// The observatory's directory.
    pub fn directory(&self) -> &Path {
        self.observatory.directory()
    }

    /// The observatory's secret key, which signs events and checkpoints.
    pub fn secret(&self) -> Result<SigningKey, Failure> {
        let path = self.directory().join(KEY);
        let shown = path.display();
        if !path.is_file() {
            let message = format!("the observatory's secret key {shown} is not there");
            return Err(Failure::missing(message).hint("restore it from a copy, or record where it is kept"));
        }
        let key = keys::of_events(&path)?;
        match *key.public() == self.key {
            true => Ok(key),
            false => Err(Failure::input(format!("{shown} is not the key that {FILE} names (`[keys] log`)"))
                .hint("restore either of them from a copy")),
        }
    }

    /// The keeper of the log's checkpoint; with a key it can also make new ones.
    pub fn checkpoint(&self, key: Option<&SigningKey>) -> Result<SignedCheckpoint, Failure> {
        let origin = format!("probity/commitments/{}", self.key.signer());
        let keeper = match key {
            Some(key) => SignedCheckpoint::signing(&origin, key),
            None => SignedCheckpoint::of(&origin, &self.key),
        };
        keeper.map_err(|error| Failure::input(error.to_string()))
    }

    /// Records entries at an instant, all or none, or with `check` only says what would happen. `own` signs the checkpoint,
    /// `key` the events.
    pub fn append(
        &self,
        entries: Vec<Entry>,
        (own, key): (&SigningKey, &SigningKey),
        at: Timestamp,
        check: bool,
    ) -> Result<Result<Loaded, LoadError>, Failure> {
        let mut checkpoint = self.checkpoint(Some(own))?;
        let library = Pins::of(&self.observatory, &entries)?;
        let recording = Recording { at, key, observatory: self.key(), shipped: shipped()?, library: &library };
        Ok(match check {
            true => rehearse(self.log.snapshot().map_err(failed)?, entries, recording, &mut checkpoint),
            false => load(&mut self.log.write().map_err(failed)?, entries, recording, &mut checkpoint),
        })
    }
}

/// Gives the observatory in `dir` a key for its log, unless it has one. `seed` is asked for when a new key is needed. Each
/// step is whole and is not done twice, so a command that was killed is simply given again.
pub fn furnish(dir: &Path, seed: impl FnOnce() -> Result<[u8; 32], Failure>) -> Result<(), Failure> {
    if Observatory::open(dir)?.configuration().keys.log.is_some() {
        return Ok(());
    }
    let path = dir.join(KEY);
    if !path.is_file() {
        fs_err::create_dir_all(path.parent().unwrap_or(dir))?;
        keys::write(&path, &SigningKey::new(&seed()?).secret_line())?;
    }
    let public = keys::of_events(&path)?.public().to_string();
    let file = dir.join(FILE);
    let text = fs_err::read_to_string(&file)?;
    let gap = if text.ends_with('\n') { "" } else { "\n" };
    let text = format!("{text}{gap}{NOTE}[keys]\nlog = \"{public}\"\n");
    if let Err(error) = toml::from_str::<Configuration>(&text) {
        let message = format!("{} cannot take the key of the log: {}", file.display(), error.message());
        return Err(Failure::input(message).hint(format!("write `log = \"{public}\"` under `[keys]` by hand")));
    }
    Ok(replace(&file, text.as_bytes())?)
}

/// What the program brings with it: procedures that nobody has to record.
pub fn shipped() -> Result<Shipped, Failure> {
    Shipped::with_program()
        .map_err(|wrong| Failure::input("the procedures of this program cannot be read").diagnostics(wrong))
}

/// A log that cannot be read or written.
pub fn failed(error: LogError) -> Failure {
    let backwards = matches!(error, LogError::Backwards { .. });
    let failure = Failure::input(error.to_string());
    match backwards {
        true => failure.hint("give a later --now, or set the clock right"),
        false => failure,
    }
}
