//! What is known of a release that a reader holds: the answer of the page "verify" and of the API. "Not known here" is
//! an answer, not an error: it is what a forged release gets.

use super::manifest::{NotAStatement, Statement};
use crate::log::{Act, Entry};
use crate::note::{self, Note, VerifierKey};
use probity_core::Digest;
use serde::Serialize;

/// A release the observatory stands by, or stood by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// What its note states.
    pub statement: Statement,
    /// Names on the note's signature lines.
    pub signers: Vec<String>,
    /// Its number in the transparency log, if it is there.
    pub log_index: Option<u64>,
}

/// A text that is neither a note about a package nor a hash.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotUnderstood {
    /// Neither of the two.
    #[error(
        "expected the text of a package's MANIFEST.note, or the 64 hexadecimal digits of its MANIFEST's SHA-256 ({0})"
    )]
    Form(note::Error),
    /// A note about something else.
    #[error("this is a signed note, but not one about a package: {0}")]
    Statement(#[from] NotAStatement),
}

/// How a release stands today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "standing", rename_all = "snake_case")]
pub enum Standing {
    /// No release of this observatory: forged, changed, or of another one.
    Unknown,
    /// Nothing speaks against it.
    Valid,
    /// A later version replaces it.
    Corrected {
        /// The version that replaces it.
        by: String,
        /// Why.
        reason: String,
    },
    /// It is no longer to be used.
    Retracted {
        /// Why.
        reason: String,
    },
}

/// How it stands with the signature of the note that was asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "signature", rename_all = "snake_case")]
pub enum Signed {
    /// Only a hash was asked about, or no key is known here.
    NotChecked,
    /// By these keys of the observatory.
    Valid {
        /// Names of the keys.
        signers: Vec<String>,
    },
    /// By none of the observatory's keys, or wrongly.
    Invalid {
        /// What is wrong.
        message: String,
    },
}

/// What is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The hash asked about.
    pub manifest: Digest,
    /// How the release stands.
    pub standing: Standing,
    /// The release of that hash.
    pub release: Option<Known>,
    /// Whether the note that was sent states the same as the release's own; `None` when only a hash was sent or the
    /// release is not known.
    pub agrees: Option<bool>,
    /// The signature of the note that was sent.
    pub signed: Signed,
}

/// Looks up the text of a note or a hash (bare or after `sha256:`). `entries` are those of the observatory's log, for
/// corrections and retractions; `keys` are the observatory's own.
///
/// # Errors
/// When the text is neither.
pub fn known(text: &str, releases: &[Known], entries: &[Entry], keys: &[VerifierKey]) -> Result<Answer, NotUnderstood> {
    let trimmed = text.trim();
    let (manifest, asked, signed) = match trimmed.strip_prefix("sha256:").unwrap_or(trimmed).parse::<Digest>() {
        Ok(manifest) => (manifest, None, Signed::NotChecked),
        Err(_) => {
            let note = parse(text)?;
            let statement = Statement::parse(note.text())?;
            (statement.manifest, Some(statement), signed(&note, keys))
        }
    };
    let release = releases.iter().find(|release| release.statement.manifest == manifest).cloned();
    let agrees = release.as_ref().zip(asked.as_ref()).map(|(release, asked)| release.statement == *asked);
    let standing = release.as_ref().map_or(Standing::Unknown, |release| standing(&release.statement, entries));
    Ok(Answer { manifest, standing, release, agrees, signed })
}

/// A form on a page ends lines with carriage returns and may lose the last line feed; both are put right before the
/// strict reading.
fn parse(text: &str) -> Result<Note, NotUnderstood> {
    let mut text = text.replace("\r\n", "\n");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Note::parse(text.as_bytes()).map_err(NotUnderstood::Form)
}

fn signed(note: &Note, keys: &[VerifierKey]) -> Signed {
    if keys.is_empty() {
        return Signed::NotChecked;
    }
    match note.verify(keys) {
        Ok(signers) => Signed::Valid { signers: signers.into_iter().map(|signer| signer.name).collect() },
        Err(error) => Signed::Invalid { message: error.to_string() },
    }
}

/// A retraction outweighs a correction; of several the last counts.
fn standing(statement: &Statement, entries: &[Entry]) -> Standing {
    let about = entries
        .iter()
        .rev()
        .filter(|entry| entry.dataset == statement.package && entry.supersedes() == Some(statement.version.as_str()));
    let mut standing = Standing::Valid;
    for entry in about {
        match (&entry.act, &standing) {
            (Some(Act::Retraction { reason, .. }), _) => return Standing::Retracted { reason: reason.clone() },
            (Some(Act::Correction { reason, .. }), Standing::Valid) => {
                standing = Standing::Corrected { by: entry.version.clone(), reason: reason.clone() };
            }
            _ => {}
        }
    }
    standing
}
