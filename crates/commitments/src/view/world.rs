//! What evidence looks like now: the text of a provision on a day, the latest run of a finding. The library of law and the
//! runs of the observatory lie outside this room's log, so a view asks them through a trait.

use super::review::Reason;
use crate::law::library::{Relation, Review};
use crate::record::evidence::{FindingPin, Provision};
use jiff::civil::Date;
use probity_core::Digest;

/// Where a provision stands on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProvisionNow {
    /// The library does not have the act, and nothing can be said.
    Unknown,
    /// It has never commenced by then.
    NotInForce,
    /// It does not exist then, or it is repealed.
    Gone {
        /// Since when, if that is known.
        since: Option<Date>,
    },
    /// It has a text.
    Text {
        /// The digest of the text.
        sha256: Digest,
        /// Since when it has this text.
        since: Date,
    },
}

/// The latest run of a finding by a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingNow {
    /// The run.
    pub run: String,
    /// The digest of the finding in that run.
    pub sha256: Digest,
    /// The day of the first run that gave this, where anybody kept it.
    pub since: Option<Date>,
}

/// What a concordance says on an obligation, for a form that nobody has filled yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The provision, `<work>#<eid>`; none where the law is silent.
    pub provision: Option<String>,
    /// How it answers.
    pub relation: Relation,
    /// Whether somebody else looked at it.
    pub review: Review,
    /// Why it needs review, if it does.
    pub doubt: Option<Reason>,
}

/// What evidence looks like now.
pub trait World {
    /// The provision in the expression that is valid on a day.
    fn provision(&self, pin: &Provision, at: Date) -> ProvisionNow;

    /// The finding in its latest run by a day; `None` when no run is known.
    fn finding(&self, pin: &FindingPin, at: Date) -> Option<FindingNow>;

    /// What the concordance says on an obligation for a state (ISO 3166 alpha-2) on a day; nothing without a library.
    fn proposals(&self, standard: &str, state: &str, at: Date) -> Vec<Proposal> {
        let _ = (standard, state, at);
        Vec::new()
    }
}

/// A world of which nothing is known: only what the log itself says can make evidence stale.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoWorld;

impl World for NoWorld {
    fn provision(&self, _: &Provision, _: Date) -> ProvisionNow {
        ProvisionNow::Unknown
    }

    fn finding(&self, _: &FindingPin, _: Date) -> Option<FindingNow> {
        None
    }
}
