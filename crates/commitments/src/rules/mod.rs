//! The rules that hold over the log: who may say what (S), what may be said again (C), what must be there (R), what time
//! allows (T), and what only deserves a warning (A). The same fold runs when something is loaded, recorded and verified,
//! so a log edited with a stolen key breaks the same rules as a careless file.

mod changes;
mod decisions;
mod keys;
mod ledger;
mod place;
mod plan;
mod references;
pub(crate) mod roles;
mod shipped;
mod signers;
pub(crate) mod state;
mod sums;
pub(crate) mod times;

use crate::procedure::Procedures;
use crate::record::party::Role;
use crate::record::{Kind, Record};
use ecow::EcoString;
use jiff::Timestamp;
use jiff::civil::Date;
use probity_store::Event;
use serde::de::IntoDeserializer as _;
use serde::{Deserialize as _, Serialize};
use std::fmt;

pub use ledger::{LoadError, Loaded, Pen, Recording, ReplayError, Verified, load, rehearse, replay, verify};
pub use place::{BehindError, Place};
pub use plan::{Library, NoLibrary, Planned, Refused, plan};
pub use signers::Actors;
pub use state::{Kept, State};

/// A rule, as the documentation numbers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Rule {
    /// Who implements does not judge.
    S1,
    /// Who claims does not judge.
    S2,
    /// Nothing is implemented without a result notice and evidence.
    S3,
    /// Verdicts and reports are the organ's.
    S4,
    /// Nobody reports on their own state.
    S5,
    /// Publication is authorised by the state's head of delegation.
    S6,
    /// A notice is signed by another.
    S7,
    /// A measure is approved by another.
    S8,
    /// What those outside may record.
    S9,
    /// Only one's own roles and bodies.
    S10,
    /// Only what one's role is there for.
    S11,
    /// The same key again.
    C1,
    /// Corrections by the same role.
    C2,
    /// What is referred to is there.
    R1,
    /// Adopted, authorised, published.
    T1,
    /// The chain of reports.
    T2,
    /// Beginnings and ends.
    T3,
    /// Verdicts belong to their evaluation and its parts.
    T4,
    /// Nothing from the future.
    T5,
    /// The content of a line is not a record. Only a log edited by hand can break this.
    Record,
}

impl Rule {
    /// The exit code of a command that meets it: 1 for a refused act, 3 for contradictory input.
    pub fn exit(self) -> u8 {
        if self <= Self::C2 { 1 } else { 3 }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Record => f.write_str("record"),
            rule => fmt::Debug::fmt(rule, f),
        }
    }
}

/// A broken rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Broken {
    /// The event that breaks it.
    pub seq: u64,
    /// Which rule.
    pub rule: Rule,
    /// The field that does, when one does.
    pub field: Option<&'static str>,
    /// How, in a sentence.
    pub message: String,
    /// Whether what it refers to only has to be recorded.
    #[serde(skip)]
    pub absent: bool,
}

/// Something that is shown but never repaired or refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// `A1`.
    pub code: &'static str,
    /// The key of the record.
    pub key: String,
    /// The arithmetic.
    pub message: String,
    /// The event.
    #[serde(skip)]
    pub seq: u64,
}

/// Who records, when, and how: everything of an event but the record.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// The event's number.
    pub seq: u64,
    /// Who.
    pub actor: EcoString,
    /// In which role.
    pub role: Role,
    /// When it is recorded.
    pub at: Timestamp,
    /// When it holds.
    pub effective: Date,
    /// Why it replaces an earlier record.
    pub corrects: Option<String>,
    /// Whether the observatory's own key signs.
    pub by_observatory: bool,
}

/// What the program brings with it: records that may be referred to without being in the log.
#[derive(Debug, Clone, Default)]
pub struct Shipped {
    /// Procedures of reviewing bodies.
    pub procedures: Procedures,
}

/// A reference to something that may still come in the same batch.
#[derive(Debug, Clone)]
struct Owed {
    seq: u64,
    field: &'static str,
    kind: Kind,
    key: String,
}

impl Owed {
    /// R1: it has not come.
    fn broken(self) -> Broken {
        let message = format!("there is no {} `{}` in the log", self.kind, self.key);
        Broken { seq: self.seq, rule: Rule::R1, field: Some(self.field), message, absent: true }
    }
}

/// The fold over the log that knows when a rule is broken.
#[derive(Debug, Clone, Default)]
pub struct Fold {
    state: State,
    owed: Vec<Owed>,
    /// Reports whose counts are compared when the batch is complete.
    counted: Vec<(u64, String)>,
    batch: Option<Timestamp>,
    warnings: Vec<Warning>,
}

impl Fold {
    /// Over an empty log.
    pub fn new(shipped: Shipped) -> Self {
        Self { state: State::new(shipped), ..Self::default() }
    }

    /// Behind everything that a state has taken.
    pub fn behind(state: State) -> Self {
        Self { state, ..Self::default() }
    }

    /// Does something with the fold and takes back every record that it has taken meanwhile. What this costs depends on
    /// these records alone.
    pub fn attempt<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        self.state.note_changes();
        let done = work(self);
        self.state.take_back();
        (self.owed, self.counted, self.batch) = (Vec::new(), Vec::new(), None);
        self.warnings.clear();
        done
    }

    /// What is recorded so far.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The same, when nothing more will be recorded.
    pub fn into_state(self) -> State {
        self.state
    }

    /// Warnings since they were last taken.
    pub fn take_warnings(&mut self) -> Vec<Warning> {
        std::mem::take(&mut self.warnings)
    }

    /// Takes one more record and says which rules it breaks. It is taken all the same, so that one mistake is reported once
    /// and not by everything that refers to it.
    pub fn apply(&mut self, act: &Act, record: Record) -> Vec<Broken> {
        // Events of one instant are one batch: only within it may a reference come before what it refers to.
        let mut broken = if self.batch == Some(act.at) { Vec::new() } else { self.settle() };
        self.batch = Some(act.at);
        let mut absent = Vec::new();
        let mut say = |rule, field, message| broken.push(Broken { seq: act.seq, rule, field, message, absent: false });
        references::check(&self.state, act, &record, &mut say, (&mut absent, &mut self.owed));
        roles::check(&self.state, act, &record, &mut say);
        times::check(&self.state, act, &record, &mut say);
        if let Record::Published(published) = &record {
            let messages = sums::published(published);
            let key = record.key();
            self.warnings.extend(messages.into_iter().map(|message| warning(&key, act.seq, message)));
        }
        if let Some(report) = self.counts_of(&record)
            && self.counted.iter().all(|(_, known)| *known != report)
        {
            self.counted.push((act.seq, report));
        }
        broken.extend(absent.into_iter().map(Owed::broken));
        let own = record.key();
        self.state.take(act, record, &own);
        broken
    }

    /// The report whose printed counts a record gives, or is one of the verdicts of.
    fn counts_of(&self, record: &Record) -> Option<String> {
        match record {
            Record::Report(report) => report.counts.as_ref().map(|_| record.key()),
            Record::Verdict(verdict) if !verdict.draft => {
                let report = self.state.report(verdict.report.as_str())?;
                report.counts.as_ref().map(|_| report.id.to_string())
            }
            _ => None,
        }
    }

    /// Takes a record of the log as it stands there, without asking the rules: they were asked when it was recorded, and what
    /// an edited log breaks is for [`verify`] to say.
    fn keep(&mut self, act: &Act, record: Record, own: &str) {
        self.state.take(act, record, own);
    }

    /// Ends a batch: what is still missing is missing, and counts are compared with the verdicts there are. Called by itself
    /// when the next batch begins, and by whoever reaches the end.
    pub fn settle(&mut self) -> Vec<Broken> {
        let mut broken: Vec<Broken> = Vec::new();
        let missing = std::mem::take(&mut self.owed).into_iter().filter(|it| !self.state.has(it.kind, &it.key));
        broken.extend(missing.map(Owed::broken));
        for (seq, key) in std::mem::take(&mut self.counted) {
            let messages = sums::report(&self.state, &key);
            self.warnings.extend(messages.into_iter().map(|message| warning(&key, seq, message)));
        }
        broken
    }

    /// Takes an event of the log; `observatory` is the signer of the observatory's key.
    pub fn event(&mut self, event: &Event, observatory: &str) -> Vec<Broken> {
        let record = kind_of(&event.kind).and_then(|kind| Record::read(kind, &event.record).map_err(|it| it.message));
        let act = role_of(&event.role).map(|role| Act {
            seq: event.seq,
            actor: event.actor.as_str().into(),
            role,
            at: event.at,
            effective: event.effective,
            corrects: event.corrects.clone(),
            by_observatory: event.signer == observatory,
        });
        match act.and_then(|act| Ok((act, of_key(record?, &event.key)?))) {
            Ok((act, record)) => self.apply(&act, record),
            Err(message) => vec![Broken { seq: event.seq, rule: Rule::Record, field: None, message, absent: false }],
        }
    }
}

fn kind_of(name: &str) -> Result<Kind, String> {
    Kind::named(name).ok_or_else(|| format!("`{name}` is not a kind of record"))
}

fn role_of(name: &str) -> Result<Role, String> {
    let role: Result<Role, serde::de::value::Error> = Role::deserialize(name.into_deserializer());
    role.map_err(|_| format!("`{name}` is not a role"))
}

/// A record under its own key.
fn of_key(record: Record, key: &str) -> Result<Record, String> {
    if record.is_called(key) {
        return Ok(record);
    }
    Err(format!("the key is `{key}`, the record has `{}`", record.key()))
}

fn warning(key: &str, seq: u64, message: String) -> Warning {
    Warning { code: "A1", key: key.to_owned(), message, seq }
}

/// How the parts of the fold report: rule, field, sentence.
type Say<'a> = &'a mut dyn FnMut(Rule, Option<&'static str>, String);
