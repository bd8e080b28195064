//! One event: the exact members of a line, what its hash is over, and the only bytes it can be written as. A line is
//! right only when it equals those bytes, so neither a space, nor a spelling of a number, nor a second member of the
//! same name can be slipped in.

use crate::key::SigningKey;
use jiff::Timestamp;
use jiff::civil::Date;
use probity_core::{Digest, canonical};
use serde::Deserialize;
use serde_json::{Map, Value};

/// The hash before the first event.
pub const NO_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What somebody wants to record; the log adds place, time, hash and signature.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Who records.
    pub actor: String,
    /// In which role.
    pub role: String,
    /// What sort of record it is.
    pub kind: String,
    /// The record's key among those of its kind.
    pub key: String,
    /// When the fact holds in the world.
    pub effective: Date,
    /// Where it is known from; empty when nobody said.
    pub source: String,
    /// Why it replaces an earlier record of the same key.
    pub corrects: Option<String>,
    /// The record itself.
    pub record: Map<String, Value>,
}

/// One line of the log. Hash, chain, signature and signer are kept as they stand there: whether they are right is what
/// [`crate::verify()`] says.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Who recorded.
    pub actor: String,
    /// When it was recorded.
    pub at: Timestamp,
    /// Why it replaces an earlier record of the same key.
    #[serde(default)]
    pub corrects: Option<String>,
    /// When the fact holds in the world.
    pub effective: Date,
    /// SHA-256 of the canonical event without `hash` and `sig`.
    pub hash: String,
    /// The record's key among those of its kind.
    pub key: String,
    /// What sort of record it is.
    pub kind: String,
    /// The hash of the event before.
    pub prev: String,
    /// The record itself.
    pub record: Map<String, Value>,
    /// In which role it was recorded.
    pub role: String,
    /// The event's number, from 0.
    pub seq: u64,
    /// The signature over the hash.
    pub sig: String,
    /// The key that made it.
    pub signer: String,
    /// Where the fact is known from.
    pub source: String,
    /// The version of this form: 1.
    pub v: u8,
}

/// A line that is not an event in its only form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotAnEvent(pub String);

/// Which members are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Members {
    All,
    /// All but `hash` and `sig`: what the hash is over.
    Hashed,
}

impl Event {
    /// Puts a draft behind the event with the hash `prev`.
    pub fn seal(draft: Draft, at: Timestamp, seq: u64, prev: &str, key: &SigningKey) -> Self {
        let Draft { actor, role, kind, key: name, effective, source, corrects, record } = draft;
        let mut event = Self {
            actor,
            at,
            corrects,
            effective,
            hash: String::new(),
            key: name,
            kind,
            prev: prev.to_owned(),
            record,
            role,
            seq,
            sig: String::new(),
            signer: key.public().signer().to_owned(),
            source,
            v: 1,
        };
        event.hash = event.computed_hash(&mut Vec::new());
        event.sig = key.sign(&event.hash);
        event
    }

    /// Reads one line (without its line feed), which must be exactly what [`Event::line`] gives. `scratch` is for the
    /// bytes in between, so that a million lines need one buffer.
    ///
    /// # Errors
    /// When it is not an event, or not written in its only form.
    pub fn parse(line: &[u8], scratch: &mut Vec<u8>) -> Result<Self, NotAnEvent> {
        let event: Self = serde_json::from_slice(line).map_err(|error| NotAnEvent(error.to_string()))?;
        if event.v != 1 {
            return Err(NotAnEvent(format!("the form has version {}; this program knows 1", event.v)));
        }
        scratch.clear();
        event.write(Members::All, scratch);
        if scratch.as_slice() == line {
            return Ok(event);
        }
        let same = scratch.iter().zip(line).take_while(|(a, b)| a == b).count();
        Err(NotAnEvent(format!("byte {} is not what the canonical form (RFC 8785) has there", same + 1)))
    }

    /// The line, without its line feed.
    pub fn line(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.write(Members::All, &mut out);
        out
    }

    /// What `hash` should be.
    pub fn computed_hash(&self, scratch: &mut Vec<u8>) -> String {
        scratch.clear();
        self.write(Members::Hashed, scratch);
        Digest::of(scratch).to_string()
    }

    /// The draft this event was made from.
    pub fn draft(&self) -> Draft {
        Draft {
            actor: self.actor.clone(),
            role: self.role.clone(),
            kind: self.kind.clone(),
            key: self.key.clone(),
            effective: self.effective,
            source: self.source.clone(),
            corrects: self.corrects.clone(),
            record: self.record.clone(),
        }
    }

    /// Writes the members in the order of their names, which is that of the canonical form.
    fn write(&self, members: Members, out: &mut Vec<u8>) {
        let text = |out: &mut Vec<u8>, name: &[u8], value: &str| {
            out.extend_from_slice(name);
            canonical::write_text(value, out);
        };
        text(out, b"{\"actor\":", &self.actor);
        text(out, b",\"at\":", &self.at.to_string());
        if let Some(reason) = &self.corrects {
            text(out, b",\"corrects\":", reason);
        }
        text(out, b",\"effective\":", &self.effective.to_string());
        if members == Members::All {
            text(out, b",\"hash\":", &self.hash);
        }
        text(out, b",\"key\":", &self.key);
        text(out, b",\"kind\":", &self.kind);
        text(out, b",\"prev\":", &self.prev);
        out.extend_from_slice(b",\"record\":");
        canonical::write_object(&self.record, out);
        text(out, b",\"role\":", &self.role);
        out.extend_from_slice(b",\"seq\":");
        out.extend_from_slice(self.seq.to_string().as_bytes());
        if members == Members::All {
            text(out, b",\"sig\":", &self.sig);
        }
        text(out, b",\"signer\":", &self.signer);
        text(out, b",\"source\":", &self.source);
        out.extend_from_slice(b",\"v\":1}");
    }

    /// Whether the event was recorded by the end of `known` (UTC).
    pub fn known_by(&self, known: Date) -> bool {
        day(self.at) <= known
    }
}

/// The day of an instant, in UTC.
pub fn day(at: Timestamp) -> Date {
    jiff::tz::Offset::UTC.to_datetime(at).date()
}
