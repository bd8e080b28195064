//! The keys of records that are below another. Most records have one below them, a few have thousands; a set costs as much
//! memory for one key as for eleven, and a log of a million events has six hundred thousand such sets.

use ecow::EcoString;
use std::collections::BTreeSet;

/// Keys in their order.
#[expect(clippy::box_collection, reason = "most records have no set, and a pointer is a third of one")]
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Keys {
    first: Option<EcoString>,
    /// All of them, when there are more than one.
    all: Option<Box<BTreeSet<EcoString>>>,
}

impl Keys {
    /// Takes one more; says whether it was new.
    pub(super) fn insert(&mut self, key: EcoString) -> bool {
        match (&mut self.all, &self.first) {
            (Some(all), _) => all.insert(key),
            (None, Some(only)) if *only == key => false,
            (None, Some(_)) => {
                self.all = Some(Box::new(self.first.take().into_iter().chain([key]).collect()));
                true
            }
            (None, None) => {
                self.first = Some(key);
                true
            }
        }
    }

    /// Lets go of one.
    pub(super) fn remove(&mut self, key: &EcoString) {
        self.first.take_if(|first| first == key);
        if let Some(all) = &mut self.all {
            all.remove(key);
            if all.len() < 2 {
                self.first = all.pop_first();
                self.all = None;
            }
        }
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.first.is_none() && self.all.is_none()
    }

    /// The keys in their order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &EcoString> {
        self.first.iter().chain(self.all.iter().flat_map(|all| all.iter()))
    }
}
