//! Arrays of plain values, such as roles, tags and references to lots. A single value stands for an array of one;
//! elements that are no text and no number are left out and counted.

use super::record::Fill;
use crate::json::raw::{Kind, Raw};
use crate::json::reader::{Broken, Reader};
use serde::Deserialize;
use serde::de::Deserializer;
use serde_json::value::RawValue;
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

impl<'de: 'a, 'a> Deserialize<'de> for Words<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Raw(<&RawValue>::deserialize(deserializer)?.get());
        let mut own = Self::default();
        match raw.kind() {
            Kind::Null => {}
            Kind::List => {
                for item in serde_json::from_str::<Vec<&RawValue>>(raw.0).map_err(serde::de::Error::custom)? {
                    own.push(Raw(item.get()));
                }
            }
            _ => own.push(raw),
        }
        Ok(own)
    }
}

impl<'a> Fill<'a> for Words<'a> {
    fn fill(&mut self, reader: &mut Reader<'a>) -> Result<(), Broken> {
        if reader.next() == b'[' {
            return reader.elements(|reader| reader.raw().map(|raw| self.push(raw)));
        }
        let raw = reader.raw()?;
        if raw.kind() != Kind::Null {
            self.push(raw);
        }
        Ok(())
    }
}

impl<'a> Words<'a> {
    fn push(&mut self, raw: Raw<'a>) {
        match raw.identifier() {
            Some(text) if text.trim().is_empty() => {}
            Some(text) => self.words.push(text),
            None if raw.kind() == Kind::Null => {}
            None => self.wrong += 1,
        }
    }
}
