//! A value as published: absent, unreadable, or there. The three are told apart because a flag must say which of them
//! kept it from an answer.

use super::amount::Amount;
use super::place::Steps;
use super::record::{Fill, Opened, Value};
use crate::json::raw::{Kind, Raw};
use crate::json::reader;
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
pub trait FromValue<'a>: Sized {
    /// Reads a string.
    fn from_text(text: reader::Text<'a>) -> Cell<'a, Self>;
    /// Reads a number, `true` or `false`.
    fn from_bare(literal: &'a str) -> Cell<'a, Self>;
    /// Reads a value; `null` is absent.
    #[inline]
    fn from_value(value: Value<'a>) -> Cell<'a, Self> {
        match value {
            Value::Text(text) => Self::from_text(text),
            Value::Bare("null") => Cell::Absent,
            Value::Bare(literal) => Self::from_bare(literal),
            Value::Whole(text) => Cell::Unreadable(text),
        }
    }
    /// The amount, of those that are amounts.
    #[inline]
    fn as_amount(&self) -> Option<Amount> {
        None
    }
}

impl<'a, T: FromValue<'a>> Fill<'a> for Cell<'a, T> {
    fn open(&mut self, _: Steps, _: bool) -> Opened {
        Opened::Whole
    }

    #[inline]
    fn put(&mut self, _: Steps, value: Value<'a>) -> bool {
        *self = T::from_value(value);
        match self {
            Self::Absent => false,
            Self::Unreadable(_) => true,
            Self::Is(value) => value.as_amount().is_some_and(Amount::may_be_odd),
        }
    }
}

/// Whether a text is nothing but spaces. The first letter nearly always tells.
#[inline]
pub fn is_blank(text: &str) -> bool {
    text.as_bytes().first().is_none_or(|first| !first.is_ascii_graphic()) && text.trim().is_empty()
}

/// A text; one of nothing but spaces is absent.
pub type Text<'a> = Cow<'a, str>;

impl<'a> FromValue<'a> for Cow<'a, str> {
    #[inline]
    fn from_text(text: reader::Text<'a>) -> Cell<'a, Self> {
        let text = text.decode();
        if is_blank(&text) { Cell::Absent } else { Cell::Is(text) }
    }

    fn from_bare(literal: &'a str) -> Cell<'a, Self> {
        Cell::Unreadable(literal)
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

impl<'a> FromValue<'a> for Id<'a> {
    #[inline]
    fn from_text(text: reader::Text<'a>) -> Cell<'a, Self> {
        let text = text.decode();
        if is_blank(&text) { Cell::Absent } else { Cell::Is(Self(text)) }
    }

    fn from_bare(literal: &'a str) -> Cell<'a, Self> {
        let number = Raw(literal).kind() == Kind::Number;
        if number { Cell::Is(Self(Cow::Borrowed(literal))) } else { Cell::Unreadable(literal) }
    }
}

impl<'a> FromValue<'a> for bool {
    fn from_text(text: reader::Text<'a>) -> Cell<'a, Self> {
        match Self::from_bare(text.inner()) {
            Cell::Is(value) => Cell::Is(value),
            _ => Cell::Unreadable(text.quoted()),
        }
    }

    fn from_bare(literal: &'a str) -> Cell<'a, Self> {
        literal.parse().map_or(Cell::Unreadable(literal), Cell::Is)
    }
}

/// A whole number: an integer, an integral float or a numeric text.
impl<'a> FromValue<'a> for i64 {
    fn from_text(text: reader::Text<'a>) -> Cell<'a, Self> {
        whole(Amount::from_text(text), text.quoted())
    }

    fn from_bare(literal: &'a str) -> Cell<'a, Self> {
        whole(Amount::from_bare(literal), literal)
    }
}

fn whole<'a>(amount: Cell<'a, Amount>, text: &'a str) -> Cell<'a, i64> {
    let number = match amount {
        Cell::Is(amount) if amount.millionths() % 1_000_000 == 0 => i64::try_from(amount.millionths() / 1_000_000).ok(),
        Cell::Absent => return Cell::Absent,
        Cell::Is(_) | Cell::Unreadable(_) => None,
    };
    number.map_or(Cell::Unreadable(text), Cell::Is)
}
