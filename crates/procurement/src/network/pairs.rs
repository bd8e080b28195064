//! Pairs of firms that bid against each other in the same process, with whatever a flag counts of them.

use super::BIDDERS_MAX;
use super::roster::{Roster, renumbered};
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// Pairs by number, the firm whose identifier comes first in byte order first.
#[derive(Debug, Clone, Default)]
pub struct Pairs<T> {
    /// The firms.
    pub roster: Roster,
    pairs: HashMap<(u32, u32), T, RandomState>,
    /// Processes with too many bidders to list their pairs.
    pub crowded: u64,
}

impl<T: Default> Pairs<T> {
    /// What is kept of a pair; `a` comes before `b` in byte order.
    pub fn entry(&mut self, a: &str, b: &str) -> &mut T {
        let key = (self.roster.number(a), self.roster.number(b));
        self.pairs.entry(key).or_default()
    }

    /// Takes other pairs in, `add` what is kept of them. The numbers of the other's firms are given to `add`.
    pub fn merge(&mut self, other: Self, add: impl Fn(&mut T, T, &dyn Fn(u32) -> u32)) {
        let numbers = self.roster.merge(&other.roster);
        let new = |old: u32| renumbered(&numbers, old);
        for ((a, b), own) in other.pairs {
            add(self.pairs.entry((new(a), new(b))).or_default(), own, &new);
        }
        self.crowded += other.crowded;
    }

    /// All pairs as `a|b` in byte order.
    pub fn sorted(&self) -> Vec<(String, &T)> {
        let name = |(a, b): &(u32, u32)| format!("{}|{}", self.roster.name(*a), self.roster.name(*b));
        let mut all: Vec<(String, &T)> = self.pairs.iter().map(|(key, own)| (name(key), own)).collect();
        all.sort_by(|x, y| x.0.cmp(&y.0));
        all
    }
}

/// Calls `look` for every pair of firms of different bidders, in byte order, each pair once; `false` when there are too many
/// bidders.
pub fn each<'b>(bidders: &[Vec<&'b str>], mut look: impl FnMut(&'b str, &'b str)) -> bool {
    if bidders.len() > BIDDERS_MAX {
        return false;
    }
    let mut pairs = Vec::new();
    for (at, one) in bidders.iter().enumerate() {
        for other in bidders.iter().skip(at + 1) {
            for a in one {
                pairs.extend(other.iter().filter(|b| *b != a).map(|b| if a < b { (*a, *b) } else { (*b, *a) }));
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs.into_iter().for_each(|(a, b)| look(a, b));
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partners_of_a_joint_bid_are_no_pair() {
        let mut seen = Vec::new();
        assert!(each(&[vec!["b", "c"], vec!["a"]], |a, b| seen.push(format!("{a}{b}"))));
        assert_eq!(seen, ["ab", "ac"]);
        let many: Vec<Vec<&str>> = (0..61).map(|_| vec!["x"]).collect();
        assert!(!each(&many, |_, _| ()));
    }

    #[test]
    fn merging_keeps_what_belongs_to_a_pair() {
        let (mut one, mut two) = (Pairs::<u32>::default(), Pairs::<u32>::default());
        *one.entry("a", "z") += 1;
        *two.entry("m", "z") += 5;
        *two.entry("a", "z") += 2;
        one.merge(two, |own, other, _| *own += other);
        let all: Vec<(String, u32)> = one.sorted().into_iter().map(|(name, n)| (name, *n)).collect();
        assert_eq!(all, [("a|z".to_owned(), 3), ("m|z".to_owned(), 5)]);
    }
}
