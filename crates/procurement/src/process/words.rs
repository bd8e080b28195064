//! Arrays of plain values, such as roles, tags and references to lots. A single value stands for an array of one;
//! elements that are no text and no number are left out and counted.

use super::cell::{Cell, FromValue as _, Id};
use super::place::{Namer, Steps};
use super::record::{Fill, Opened, Value};
use std::borrow::Cow;

/// Texts (or numbers in their literal text), in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words<'a> {
    /// The texts.
    pub words: Vec<Cow<'a, str>>,
    /// Elements that were of another kind.
    pub wrong: usize,
}

impl Words<'_> {
    /// Whether a word is among them.
    pub fn has(&self, word: &str) -> bool {
        self.words.iter().any(|own| own == word)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The texts.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(AsRef::as_ref)
    }
}

impl<'a> Fill<'a> for Words<'a> {
    fn name(namer: &mut Namer) {
        namer.elements(|_| {});
    }

    fn open(&mut self, steps: Steps, object: bool) -> Opened {
        if steps.inside().is_some() {
            self.wrong += 1;
        } else {
            self.words.clear();
            self.wrong = usize::from(object);
        }
        if self.wrong > 0 { Opened::Wrong } else { Opened::Right }
    }

    fn put(&mut self, steps: Steps, value: Value<'a>) -> bool {
        if steps.inside().is_none() {
            *self = Self::default();
        }
        match Id::from_value(value) {
            Cell::Is(Id(word)) => self.words.push(word),
            Cell::Absent => {}
            Cell::Unreadable(_) => self.wrong += 1,
        }
        self.wrong > 0
    }
}
