//! What is kept under a few keys: nearly always one or two, but of hundreds of thousands of subjects, where a tree would
//! take room for eleven keys at once. In the order of the keys.

use serde::{Deserialize, Serialize};
use std::borrow::Borrow;

/// Something for each of a few keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Few<K, V>(Vec<(K, V)>);

impl<K, V> Default for Few<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord, V> Few<K, V> {
    /// What is kept under a key; `new` where it is not there yet.
    pub fn of<Q: Ord + ToOwned<Owned = K> + ?Sized>(&mut self, key: &Q, new: impl FnOnce() -> V) -> &mut V
    where
        K: Borrow<Q>,
    {
        let place = match self.0.binary_search_by(|(own, _)| own.borrow().cmp(key)) {
            Ok(place) => place,
            Err(place) => {
                // Most never get a second key.
                self.0.reserve_exact(usize::from(self.0.is_empty()));
                self.0.insert(place, (key.to_owned(), new()));
                place
            }
        };
        &mut self.0[place].1
    }

    /// Whether there is such a key.
    pub fn has(&self, key: &K) -> bool {
        self.0.binary_search_by(|(own, _)| own.cmp(key)).is_ok()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The keys with what is kept, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.0.iter().map(|(key, own)| (key, own))
    }

    /// The keys, in their order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.iter().map(|(key, _)| key)
    }

    /// What is kept, in the order of the keys.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, own)| own)
    }
}

impl<K: Ord, V> From<Vec<(K, V)>> for Few<K, V> {
    fn from(mut all: Vec<(K, V)>) -> Self {
        all.sort_by(|a, b| a.0.cmp(&b.0));
        Self(all)
    }
}

impl<K, V> IntoIterator for Few<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn it_keeps_what_a_tree_keeps(keys in proptest::collection::vec("[a-d]{0,2}", 0..20)) {
            let (mut few, mut tree) = (Few::<String, u32>::default(), BTreeMap::<String, u32>::new());
            for (number, key) in (1..).zip(&keys) {
                *few.of(key.as_str(), || 0) += number;
                *tree.entry(key.clone()).or_default() += number;
            }
            prop_assert!(few.iter().eq(&tree) && few.keys().eq(tree.keys()) && few.values().eq(tree.values()));
            prop_assert!(keys.iter().all(|key| few.has(key)) && !few.has(&"z".to_owned()));
            prop_assert_eq!(few.is_empty(), tree.is_empty());
            prop_assert!(few.into_iter().eq(tree));
        }
    }
}
