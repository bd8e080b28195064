//! Pairs of firms that bid against each other in the same process, with whatever a flag counts of them. There are many
//! times more pairs than firms: a pair is two numbers, and gets its name only when somebody asks for its row.

use super::BIDDERS_MAX;
use super::roster::{Roster, renumbered};
use foldhash::fast::RandomState;
use std::cmp::Ordering;
use std::collections::HashMap;

/// Between the names of a pair.
const BETWEEN: char = '|';

/// Pairs by number, the firm whose identifier comes first in byte order first.
#[derive(Debug, Clone, Default)]
pub struct Pairs<T> {
    /// The firms.
    pub roster: Roster,
    pairs: HashMap<(u32, u32), T, RandomState>,
    /// Processes with too many bidders to list their pairs.
    pub crowded: u64,
}

/// The firms of some bidders, each once, in byte order.
pub fn firms<'b>(bidders: &[Vec<&'b str>]) -> Vec<&'b str> {
    let mut firms: Vec<&str> = bidders.iter().flatten().copied().collect();
    firms.sort_unstable();
    firms.dedup();
    firms
}

impl<T: Default> Pairs<T> {
    /// Calls `look` for every pair of firms of different bidders, each pair once, with what is kept of it and the places of
    /// both among the firms (see [`firms`]); a process with too many bidders is only counted.
    pub fn each(&mut self, bidders: &[Vec<&str>], firms: &[&str], mut look: impl FnMut(&mut T, usize, usize)) {
        if bidders.len() > BIDDERS_MAX {
            self.crowded += 1;
            return;
        }
        let numbers: Vec<u32> = firms.iter().map(|firm| self.roster.number(firm)).collect();
        let number = |at: usize| numbers.get(at).copied().unwrap_or_default();
        let mut one = |a: usize, b: usize| look(self.pairs.entry((number(a), number(b))).or_default(), a, b);
        if bidders.iter().all(|own| own.len() == 1) {
            // Each bidder is a firm of its own: every two of them are a pair.
            (0..firms.len()).for_each(|a| (a + 1..firms.len()).for_each(|b| one(a, b)));
        } else {
            joint(bidders, firms).into_iter().for_each(|(a, b)| one(a, b));
        }
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
    pub fn sorted(&self) -> Box<dyn Iterator<Item = (String, &T)> + '_> {
        let name = |(a, b): (u32, u32)| [self.roster.name(a), "|", self.roster.name(b)].concat();
        if self.roster.sorted().any(|(firm, _)| firm.contains(BETWEEN)) {
            let mut all: Vec<(String, &T)> = self.pairs.iter().map(|(key, own)| (name(*key), own)).collect();
            all.sort_by(|x, y| x.0.cmp(&y.0));
            return Box::new(all.into_iter());
        }
        // Where no identifier has the mark, pairs are in the order of their first firms with the mark, then of the second.
        let (first, second) = (ranks(&self.roster, with_mark), ranks(&self.roster, str::cmp));
        let rank = |ranks: &[u32], firm: u32| renumbered(ranks, firm);
        let all = self.pairs.iter().map(|(key, own)| ((rank(&first, key.0), rank(&second, key.1)), *key, own));
        let mut all: Vec<_> = all.collect();
        all.sort_unstable_by_key(|(place, ..)| *place);
        Box::new(all.into_iter().map(move |(_, key, own)| (name(key), own)))
    }
}

/// The pairs of firms of different bidders, by their places.
fn joint(bidders: &[Vec<&str>], firms: &[&str]) -> Vec<(usize, usize)> {
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
    let place = |firm: &str| firms.binary_search(&firm).unwrap_or_default();
    pairs.into_iter().map(|(a, b)| (place(a), place(b))).collect()
}

/// The order of two names with the mark behind them.
fn with_mark(a: &str, b: &str) -> Ordering {
    let marked = |name: &str| name.bytes().chain(std::iter::once(BETWEEN as u8)).collect::<Vec<u8>>();
    marked(a).cmp(&marked(b))
}

/// The place of every firm in an order, by its number.
fn ranks(roster: &Roster, order: impl Fn(&str, &str) -> Ordering) -> Vec<u32> {
    let mut firms: Vec<(&str, u32)> = roster.sorted().collect();
    firms.sort_by(|a, b| order(a.0, b.0));
    let mut places: Vec<(u32, u32)> = firms.into_iter().map(|(_, firm)| firm).zip(0..).collect();
    places.sort_unstable();
    places.into_iter().map(|(_, place)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn seen(bidders: &[Vec<&str>]) -> (Vec<String>, u64) {
        let mut pairs = Pairs::<u32>::default();
        pairs.each(bidders, &firms(bidders), |own, _, _| *own += 1);
        assert!(pairs.sorted().all(|(_, own)| *own == 1));
        (pairs.sorted().map(|(name, _)| name).collect(), pairs.crowded)
    }

    #[test]
    fn partners_of_a_joint_bid_are_no_pair() {
        assert_eq!(seen(&[vec!["b", "c"], vec!["a"]]), (vec!["a|b".to_owned(), "a|c".to_owned()], 0));
        let many: Vec<Vec<&str>> = (0..61).map(|_| vec!["x"]).collect();
        assert_eq!(seen(&many), (Vec::new(), 1));
    }

    #[test]
    fn merging_keeps_what_belongs_to_a_pair() {
        let (mut one, mut two) = (Pairs::<u32>::default(), Pairs::<u32>::default());
        let both = [vec!["a"], vec!["z"]];
        one.each(&both, &firms(&both), |own, _, _| *own += 1);
        let three = [vec!["z"], vec!["m"], vec!["a"]];
        two.each(&three, &firms(&three), |own, a, b| *own += u32::try_from(a * 10 + b).unwrap_or_default());
        one.merge(two, |own, other, _| *own += other);
        let all: Vec<(String, u32)> = one.sorted().map(|(name, n)| (name, *n)).collect();
        assert_eq!(all, [("a|m".to_owned(), 1), ("a|z".to_owned(), 3), ("m|z".to_owned(), 12)]);
    }

    proptest! {
        #[test]
        fn pairs_come_in_the_byte_order_of_their_names(names in proptest::collection::btree_set("[a-c!|~]{1,3}", 2..12)) {
            let bidders: Vec<Vec<&str>> = names.iter().map(|name| vec![name.as_str()]).collect();
            let (found, _) = seen(&bidders);
            let mut sorted = found.clone();
            sorted.sort();
            prop_assert_eq!(found.len(), names.len() * (names.len() - 1) / 2);
            prop_assert_eq!(found, sorted);
        }
    }
}
