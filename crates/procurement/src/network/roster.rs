//! Firms by number: an identifier is kept once, however many tenders and pairs name it.

use foldhash::fast::RandomState;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::HashMap;

/// Identifiers in the order of their first appearance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    names: Vec<String>,
    numbers: HashMap<String, u32, RandomState>,
}

impl Roster {
    /// The number of an identifier; a new one if it has none.
    pub fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }

    /// The identifier of a number.
    pub fn name(&self, number: u32) -> &str {
        usize::try_from(number).ok().and_then(|at| self.names.get(at)).map_or("", String::as_str)
    }

    /// All identifiers with their numbers, in byte order.
    pub fn sorted(&self) -> impl Iterator<Item = (&str, u32)> {
        let mut all: Vec<(&str, u32)> = self.numbers.iter().map(|(name, number)| (name.as_str(), *number)).collect();
        all.sort_unstable();
        all.into_iter()
    }

    /// Takes the identifiers of another roster in; gives the new numbers of its own, by position.
    pub fn merge(&mut self, other: &Self) -> Vec<u32> {
        other.names.iter().map(|name| self.number(name)).collect()
    }
}

impl Serialize for Roster {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.names.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Roster {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let names = Vec::<String>::deserialize(from)?;
        let numbers = names.iter().cloned().zip(0..).collect();
        Ok(Self { names, numbers })
    }
}

/// The number that `numbers` gives instead of an old one.
pub(crate) fn renumbered(numbers: &[u32], old: u32) -> u32 {
    usize::try_from(old).ok().and_then(|at| numbers.get(at)).copied().unwrap_or(old)
}
