//! A quick look at a line for those who fold a log of millions of events: texts are borrowed from the line and the record
//! is left as it stands, to be read only by who needs it. Nothing is checked but the form; `verify` does that.

use crate::event::{NotAnEvent, day};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// An event whose texts stand in its line.
#[derive(Debug, Clone, Deserialize)]
pub struct Glance<'a> {
    /// Who recorded.
    #[serde(borrow)]
    pub actor: Cow<'a, str>,
    /// When it was recorded.
    pub at: Timestamp,
    /// Why it replaces an earlier record of the same key.
    #[serde(borrow, default)]
    pub corrects: Option<Cow<'a, str>>,
    /// When the fact holds in the world.
    pub effective: Date,
    /// The event's hash.
    #[serde(borrow)]
    pub hash: Cow<'a, str>,
    /// The record's key among those of its kind.
    #[serde(borrow)]
    pub key: Cow<'a, str>,
    /// What sort of record it is.
    #[serde(borrow)]
    pub kind: Cow<'a, str>,
    /// The hash of the event before.
    #[serde(borrow)]
    pub prev: Cow<'a, str>,
    /// The text of the record, canonical JSON.
    #[serde(borrow)]
    pub record: &'a RawValue,
    /// In which role it was recorded.
    #[serde(borrow)]
    pub role: Cow<'a, str>,
    /// The event's number, from 0.
    pub seq: u64,
    /// The key that signed it.
    #[serde(borrow)]
    pub signer: Cow<'a, str>,
    /// Where the fact is known from.
    #[serde(borrow)]
    pub source: Cow<'a, str>,
}

impl<'a> Glance<'a> {
    /// Looks at one line (without its line feed).
    ///
    /// # Errors
    /// When it is not an event.
    pub fn at(line: &'a [u8]) -> Result<Self, NotAnEvent> {
        serde_json::from_slice(line).map_err(|error| NotAnEvent(error.to_string()))
    }

    /// Whether the event was recorded by the end of `known` (UTC).
    pub fn known_by(&self, known: Date) -> bool {
        day(self.at) <= known
    }
}
