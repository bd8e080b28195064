//! A value as published: absent, unreadable, or there. The three are told apart because a flag must say which of them
//! kept it from an answer.

use super::record::Fill;
use crate::json::raw::{Kind, Raw};
use crate::json::reader::{Broken, Reader};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// One value of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cell<'a, T> {
    /// Not there, null or empty.
    #[default]
    Absent,
    /// There, but not of the kind it should be; the JSON text.
    Unreadable(&'a str),
    /// Read.
    Is(T),
}

impl<'a, T> Cell<'a, T> {
    /// The value, if it could be read.
    pub fn get(&self) -> Option<&T> {
        match self {
            Self::Is(value) => Some(value),
            Self::Absent | Self::Unreadable(_) => None,
        }
    }

    /// Whether a value was read.
    pub fn is_there(&self) -> bool {
        matches!(self, Self::Is(_))
    }

    /// The reason code for a rule that needs this value at `path`: `missing:…` or `unreadable:…`.
    pub fn lack(&self, path: &str) -> String {
        match self {
            Self::Unreadable(_) => ["unreadable:", path].concat(),
            Self::Absent | Self::Is(_) => ["missing:", path].concat(),
        }
    }
}

impl<T> Cell<'_, T>
where
    T: AsRef<str>,
{
    /// The text; empty when there is none.
    pub fn text(&self) -> &str {
        self.get().map_or("", AsRef::as_ref)
    }
}

/// What can be read from a single JSON value of any kind (never `null`).
pub trait FromRaw<'a>: Sized {
    /// Reads it.
    fn from_raw(raw: Raw<'a>) -> Cell<'a, Self>;
}

impl<'de: 'a, 'a, T: FromRaw<'a>> Deserialize<'de> for Cell<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Raw(<&RawValue>::deserialize(deserializer)?.get());
        Ok(if raw.kind() == Kind::Null { Self::Absent } else { T::from_raw(raw) })
    }
}

impl<'a, T: FromRaw<'a>> Fill<'a> for Cell<'a, T> {
    fn fill(&mut self, reader: &mut Reader<'a>) -> Result<(), Broken> {
        let raw = reader.raw()?;
        if raw.kind() != Kind::Null {
            *self = T::from_raw(raw);
        }
        Ok(())
    }
}

/// A text; one of nothing but spaces is absent.
pub type Text<'a> = Cow<'a, str>;

impl<'a> FromRaw<'a> for Cow<'a, str> {
    fn from_raw(raw: Raw<'a>) -> Cell<'a, Self> {
        match raw.text() {
            Some(text) if text.trim().is_empty() => Cell::Absent,
            Some(text) => Cell::Is(text),
            None => Cell::Unreadable(raw.0),
        }
    }
}

/// An identifier: a text, or a number in its literal text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id<'a>(pub Cow<'a, str>);

impl AsRef<str> for Id<'_> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<'a> FromRaw<'a> for Id<'a> {
    fn from_raw(raw: Raw<'a>) -> Cell<'a, Self> {
        match raw.identifier() {
            Some(text) if text.trim().is_empty() => Cell::Absent,
            Some(text) => Cell::Is(Self(text)),
            None => Cell::Unreadable(raw.0),
        }
    }
}

impl<'a> FromRaw<'a> for bool {
    fn from_raw(raw: Raw<'a>) -> Cell<'a, Self> {
        match raw.0.trim_matches('"') {
            "true" => Cell::Is(true),
            "false" => Cell::Is(false),
            _ => Cell::Unreadable(raw.0),
        }
    }
}

/// A whole number: an integer, an integral float or a numeric text.
impl<'a> FromRaw<'a> for i64 {
    fn from_raw(raw: Raw<'a>) -> Cell<'a, Self> {
        use crate::process::amount::Amount;
        match Amount::from_raw(raw) {
            Cell::Is(amount) if amount.millionths() % 1_000_000 == 0 => {
                Self::try_from(amount.millionths() / 1_000_000).map_or(Cell::Unreadable(raw.0), Cell::Is)
            }
            Cell::Absent => Cell::Absent,
            _ => Cell::Unreadable(raw.0),
        }
    }
}
