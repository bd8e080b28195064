//! What is kept by the name of a firm, a buyer, a pair, a group: found by hashing, because names that begin alike are slow
//! to compare, and handed out in byte order only, so that no order of hashing ever reaches an answer.

use foldhash::fast::RandomState;
use hashbrown::HashMap;
use hashbrown::hash_map::Entry;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// Something for every name.
#[derive(Debug, Clone)]
pub struct Names<T>(HashMap<String, T, RandomState>);

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self(HashMap::with_hasher(RandomState::default()))
    }
}

impl<T: PartialEq> PartialEq for Names<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T: Eq> Eq for Names<T> {}

impl<T: Default> Names<T> {
    /// What is kept of a name; nothing yet where it is new.
    pub fn of(&mut self, name: &str) -> &mut T {
        self.0.entry_ref(name).or_default()
    }
}

impl<T> Names<T> {
    /// What is kept of a name that is known.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.get(name)
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        self.0.get_mut(name)
    }

    /// What is kept, for a change that is the same whatever the order.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.values_mut()
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes others in; `add` what is kept of a name that both have.
    pub fn merge(&mut self, other: Self, mut add: impl FnMut(&mut T, T)) {
        for (name, theirs) in other.0 {
            match self.0.entry(name) {
                Entry::Occupied(mut own) => add(own.get_mut(), theirs),
                Entry::Vacant(place) => {
                    place.insert(theirs);
                }
            }
        }
    }

    /// All names in byte order with what is kept of them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        let mut all: Vec<(&str, &T)> = self.0.iter().map(|(name, own)| (name.as_str(), own)).collect();
        all.sort_unstable_by_key(|(name, _)| *name);
        all.into_iter()
    }

    /// The same as a map.
    pub fn sorted(self) -> BTreeMap<String, T> {
        self.0.into_iter().collect()
    }
}

impl<T: Serialize> Serialize for Names<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Names<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self(Vec::<(String, T)>::deserialize(from)?.into_iter().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_in_byte_order_however_they_came_in() {
        let (mut one, mut two) = (Names::<u32>::default(), Names::<u32>::default());
        for (name, n) in [("b", 1), ("a", 2), ("b", 4)] {
            *one.of(name) += n;
        }
        for (name, n) in [("c", 8), ("b", 16)] {
            *two.of(name) += n;
        }
        one.merge(two, |own, theirs| *own += theirs);
        assert_eq!(one.iter().map(|(name, n)| (name, *n)).collect::<Vec<_>>(), [("a", 2), ("b", 21), ("c", 8)]);
        assert_eq!((one.get("b"), one.get("d"), one.len(), one.is_empty()), (Some(&21), None, 3, false));
        assert_eq!(one.sorted().into_keys().collect::<Vec<_>>(), ["a", "b", "c"]);
    }
}
