//! What our logs record: that a version of a data set was released, corrected or retracted. Entries are canonical JSON
//! and name packages by hash; they never hold data about persons.

use probity_core::{Digest, canonical};
use serde::{Deserialize, Serialize};

/// An entry of a log of releases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Name of the package.
    pub dataset: String,
    /// The version that is released, or that is retracted.
    pub version: String,
    /// The hash of its MANIFEST.
    pub manifest_sha256: Digest,
    /// The day, `YYYY-MM-DD`.
    pub released_at: String,
    /// What a correction or retraction says; nothing for a plain release.
    #[serde(flatten)]
    pub act: Option<Act>,
}

/// What happens to an earlier version. Nothing is ever deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Act {
    /// This version replaces an earlier one, which was wrong.
    Correction {
        /// The version that is replaced.
        supersedes: String,
        /// Why, for readers.
        reason: String,
    },
    /// A version is no longer to be used; `version` and `manifest_sha256` name the same one.
    Retraction {
        /// The version that is withdrawn.
        supersedes: String,
        /// Why, for readers.
        reason: String,
    },
}

/// Bytes that are no entry of a log of releases.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAnEntry {
    /// Not JSON of this shape.
    #[error("this is no entry of a log of releases: {0}")]
    Shape(String),
    /// Right, but spelt in another way.
    #[error("the entry is not canonical JSON (RFC 8785): keys sorted, no spaces, no line feed at the end")]
    Spelling,
}

impl Entry {
    /// The entry's bytes in a log.
    ///
    /// # Errors
    /// Never for texts; kept because the writer of JSON can say no.
    pub fn bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        canonical::json(self).map(String::into_bytes)
    }

    /// Reads an entry; strict, since its bytes are what is signed.
    ///
    /// # Errors
    /// When the bytes are no entry or not canonical.
    pub fn parse(bytes: &[u8]) -> Result<Self, NotAnEntry> {
        let shape = |error: serde_json::Error| NotAnEntry::Shape(error.to_string());
        let entry: Self = serde_json::from_slice::<Loose>(bytes).map_err(shape)?.entry()?;
        if entry.bytes().map_err(shape)? == bytes { Ok(entry) } else { Err(NotAnEntry::Spelling) }
    }

    /// The version that this entry replaces or withdraws.
    pub fn supersedes(&self) -> Option<&str> {
        match self.act.as_ref()? {
            Act::Correction { supersedes, .. } | Act::Retraction { supersedes, .. } => Some(supersedes),
        }
    }

    /// Why, for corrections and retractions.
    pub fn reason(&self) -> Option<&str> {
        match self.act.as_ref()? {
            Act::Correction { reason, .. } | Act::Retraction { reason, .. } => Some(reason),
        }
    }
}

/// The fields as they stand in JSON, so that one that does not belong there is named.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Loose {
    dataset: String,
    version: String,
    manifest_sha256: Digest,
    released_at: String,
    kind: Option<String>,
    supersedes: Option<String>,
    reason: Option<String>,
}

impl Loose {
    fn entry(self) -> Result<Entry, NotAnEntry> {
        let wrong = |text: &str| NotAnEntry::Shape(text.to_owned());
        let act = match (self.kind.as_deref(), self.supersedes, self.reason) {
            (None, None, None) => None,
            (Some("correction"), Some(supersedes), Some(reason)) => Some(Act::Correction { supersedes, reason }),
            (Some("retraction"), Some(supersedes), Some(reason)) => Some(Act::Retraction { supersedes, reason }),
            _ => return Err(wrong("`kind` is correction or retraction, always with `supersedes` and `reason`")),
        };
        let Self { dataset, version, manifest_sha256, released_at, .. } = self;
        Ok(Entry { dataset, version, manifest_sha256, released_at, act })
    }
}
