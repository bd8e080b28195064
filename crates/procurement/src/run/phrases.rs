//! What flags say again and again: a state and its reason, without a number and without evidence. Of millions of answers a
//! few hundred differ in these, so each is kept once, and an answer that was put aside is little more than its number.

use foldhash::fast::RandomState;
use hashbrown::HashTable;
use probity_core::State;
use std::borrow::Cow;
use std::hash::BuildHasher as _;

/// Whether an answer holds as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// It does.
    Always,
    /// If the publisher publishes this path.
    Published(&'static str),
    /// When the judge has seen its key.
    Judged,
}

impl When {
    fn is(self, other: Self) -> bool {
        match (self, other) {
            (Self::Published(one), Self::Published(other)) => same(one, other),
            _ => self == other,
        }
    }
}

/// Whether two texts are the same; most are constants of the program, which stand in the same place.
fn same(one: &str, other: &str) -> bool {
    std::ptr::eq(one, other) || one == other
}

/// A reason that may be said for the first time, and is copied only then.
type Reason<'r> = &'r Cow<'static, str>;

/// What many answers have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Whether it holds as it is.
    pub when: When,
    /// The state.
    pub state: State,
    /// The reason.
    pub reason: Cow<'static, str>,
}

impl Phrase {
    fn is(&self, when: When, state: State, reason: &str) -> bool {
        self.state == state && self.when.is(when) && same(&self.reason, reason)
    }
}

/// Phrases, each kept once, numbered as they come.
#[derive(Debug, Default)]
pub struct Phrases {
    all: Vec<Phrase>,
    numbers: HashTable<u32>,
    hasher: RandomState,
}

impl Phrases {
    /// The number of a phrase. A flag often says the same of one process after another, so that `guess` is often right.
    pub fn number(&mut self, when: When, state: State, reason: Reason<'_>, guess: u32) -> u32 {
        if self.get(guess).is_some_and(|known| known.is(when, state, reason)) {
            return guess;
        }
        let Self { all, numbers, hasher } = self;
        let hash = hasher.hash_one((when, state, reason.as_ref()));
        let same = |number: &u32| all.get(*number as usize).is_some_and(|known| known.is(when, state, reason));
        if let Some(number) = numbers.find(hash, same) {
            return *number;
        }
        let number = all.len() as u32;
        all.push(Phrase { when, state, reason: reason.clone() });
        let again = |number: &u32| {
            all.get(*number as usize)
                .map_or(0, |known| hasher.hash_one((known.when, known.state, known.reason.as_ref())))
        };
        numbers.insert_unique(hash, number, again);
        number
    }

    /// The phrase of a number.
    pub fn get(&self, number: u32) -> Option<&Phrase> {
        self.all.get(number as usize)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Phrase> {
        self.all.iter()
    }

    /// Takes the phrases of another in; gives the new numbers of its own, by their old ones.
    pub fn merge(&mut self, other: &Self) -> Vec<u32> {
        other.iter().map(|own| self.number(own.when, own.state, &own.reason, u32::MAX)).collect()
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.all.clear();
        self.numbers.clear();
    }
}
