//! What the desk asks of the log of commitments: what is recorded, what was recorded by whom, and to record something more.
//! The program answers with the files of an observatory, tests with a log in a temporary directory.

use jiff::Timestamp;
use jiff::civil::Date;
use probity_commitments::record::load::Entry;
use probity_commitments::rules::Loaded;
use probity_commitments::view::Snapshot;
use probity_core::Diagnostic;
use probity_store::Attachments;
use std::sync::Arc;

/// One event of the log, without its record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// Its number.
    pub seq: u64,
    /// When it was recorded.
    pub at: Timestamp,
    /// When it holds.
    pub effective: Date,
    /// Who recorded it.
    pub actor: String,
    /// In which role, as the log writes it.
    pub role: String,
    /// Its kind, as the log writes it.
    pub kind: String,
    /// The key of its record.
    pub key: String,
    /// Where it is known from; may be empty.
    pub source: String,
    /// Why it replaces an earlier record.
    pub corrects: Option<String>,
    /// The key that signed it.
    pub signer: String,
    /// Its hash.
    pub hash: String,
    /// Its record, as the log writes it.
    pub record: String,
}

/// Which events are asked for, latest first. Empty members ask for all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
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

/// Why nothing was recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// Every broken rule; its code is the rule's, such as `S1`.
    pub diagnostics: Vec<Diagnostic>,
    /// As of the command line: 1 a refused act, 3 contradictory input, 4 a provision that the library does not have.
    pub exit: u8,
}

/// Why the log cannot be asked: damage, a full disk, a missing key. The sentence names file and remedy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Trouble(pub String);

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

/// Where files of evidence are kept, beside the log.
#[derive(Debug, Clone, Copy)]
pub struct Shelf<'a> {
    /// The files.
    pub files: &'a Attachments,
    /// How many bytes a file may have.
    pub largest: u64,
}

/// The log, as far as the desk needs it.
pub trait Records: Send + Sync {
    /// What is recorded now.
    ///
    /// # Errors
    /// When the log cannot be read.
    fn snapshot(&self) -> Result<Arc<Snapshot>, Trouble>;

    /// Events of the log, latest first.
    ///
    /// # Errors
    /// When the log cannot be read.
    fn events(&self, filter: &Filter) -> Result<Vec<EventRow>, Trouble>;

    /// Records entries at an instant, all or none, or with `check` only says what would happen.
    ///
    /// # Errors
    /// When the log cannot be written. A broken rule is an inner [`Refusal`].
    fn record(&self, entries: Vec<Entry>, at: Timestamp, check: bool) -> Result<Result<Loaded, Refusal>, Trouble>;

    /// Where files of evidence are kept.
    fn shelf(&self) -> Shelf<'_>;
}
