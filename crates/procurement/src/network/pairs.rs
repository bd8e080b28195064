//! Pairs of firms that bid against each other in the same process, with what a flag saw of each meeting. There are many
//! times more pairs than firms, and most meet once: a meeting is a few numbers at the end of a list, the list is put in
//! order when it has grown, and a pair gets its name only when somebody asks for its row.

use super::BIDDERS_MAX;
use super::roster::{Roster, renumbered};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// Between the names of a pair.
const BETWEEN: char = '|';
/// Meetings that may be added before equal ones are counted together.
const UNSETTLED: usize = 1 << 20;

/// Meetings of pairs, the firm whose identifier comes first in byte order first. `S` is what was seen of one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pairs<S> {
    /// The firms.
    pub roster: Roster,
    meetings: Vec<Meeting<S>>,
    /// How many meetings there were when equal ones were last counted together.
    settled: usize,
    /// Processes with too many bidders to list their pairs.
    pub crowded: u64,
}

/// Meetings of two firms at which the same was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Meeting<S> {
    pair: (u32, u32),
    /// What was seen.
    pub seen: S,
    /// How often.
    pub times: u32,
}

impl<S> Default for Pairs<S> {
    fn default() -> Self {
        Self { roster: Roster::default(), meetings: Vec::new(), settled: 0, crowded: 0 }
    }
}

impl<S: Copy + Ord> Pairs<S> {
    /// Takes a process in: `look` says what is seen of each pair of firms of different bidders, by the places of both among
    /// the firms (see [`super::firms`]); a process with too many bidders is only counted.
    pub fn each(&mut self, bidders: &[Vec<&str>], firms: &[&str], look: impl Fn(usize, usize) -> S) {
        if bidders.len() > BIDDERS_MAX {
            self.crowded += 1;
            return;
        }
        let numbers: Vec<u32> = firms.iter().map(|firm| self.roster.number(firm)).collect();
        let number = |at: usize| numbers.get(at).copied().unwrap_or_default();
        let meeting = |a: usize, b: usize| Meeting { pair: (number(a), number(b)), seen: look(a, b), times: 1 };
        if bidders.iter().all(|own| own.len() == 1) {
            // Each bidder is a firm of its own: every two of them are a pair.
            for a in 0..firms.len() {
                self.meetings.extend((a + 1..firms.len()).map(|b| meeting(a, b)));
            }
        } else {
            self.meetings.extend(joint(bidders, firms).into_iter().map(|(a, b)| meeting(a, b)));
        }
        self.settle_if_grown();
    }

    /// Takes other pairs in; `renumber` gives what was seen with new numbers instead of those of the other's firms.
    pub fn merge(&mut self, other: Self, renumber: impl Fn(S, &dyn Fn(u32) -> u32) -> S) {
        let numbers = self.roster.merge(&other.roster);
        let new = |old: u32| renumbered(&numbers, old);
        let renumbered = other.meetings.into_iter().map(|Meeting { pair: (a, b), seen, times }| Meeting {
            pair: (new(a), new(b)),
            seen: renumber(seen, &new),
            times,
        });
        self.meetings.extend(renumbered);
        self.crowded += other.crowded;
        self.settle_if_grown();
    }

    /// Memory goes by pairs and not by processes, and sorting costs a little for every meeting.
    fn settle_if_grown(&mut self) {
        if self.meetings.len() >= 2 * self.settled + UNSETTLED {
            self.meetings.sort_unstable();
            self.count_equal();
        }
    }

    fn count_equal(&mut self) {
        self.meetings.dedup_by(|next, kept| {
            let same = (next.pair, next.seen) == (kept.pair, kept.seen);
            kept.times += if same { next.times } else { 0 };
            same
        });
        self.settled = self.meetings.len();
    }

    /// The same with all meetings of a pair beside one another, in no order of names, for [`Self::named`].
    pub fn together(mut self) -> Self {
        self.meetings.sort_unstable();
        self.count_equal();
        self
    }

    /// The same with all pairs in the byte order of their names `a|b`, for [`Self::sorted`].
    pub fn in_order(mut self) -> Self {
        let Self { roster, meetings, .. } = &mut self;
        if roster.sorted().any(|(firm, _)| firm.contains(BETWEEN)) {
            let name = |pair| name(roster, pair);
            meetings.sort_by_cached_key(|own| (name(own.pair), own.seen));
        } else {
            // Where no identifier has the mark, pairs are in the order of their first firms with the mark, then of the second.
            let (first, second) = (ranks(roster, with_mark), ranks(roster, str::cmp));
            let rank = |ranks: &[u32], firm: u32| renumbered(ranks, firm);
            meetings.sort_unstable_by_key(|own| (rank(&first, own.pair.0), rank(&second, own.pair.1), own.seen));
        }
        self.count_equal();
        self
    }

    /// All pairs by the names of both firms, with their meetings.
    pub fn named(&self) -> impl Iterator<Item = ((&str, &str), &[Meeting<S>])> {
        let names = |(a, b): (u32, u32)| (self.roster.name(a), self.roster.name(b));
        let pairs = self.meetings.chunk_by(|a, b| a.pair == b.pair);
        pairs.filter_map(move |own| Some((names(own.first()?.pair), own)))
    }

    /// All pairs with their meetings, in the order they are in.
    pub fn sorted(&self) -> impl Iterator<Item = (String, &[Meeting<S>])> {
        let named = |own: &[Meeting<S>]| own.first().map(|first| name(&self.roster, first.pair)).unwrap_or_default();
        self.meetings.chunk_by(|a, b| a.pair == b.pair).map(move |own| (named(own), own))
    }
}

fn name(roster: &Roster, (a, b): (u32, u32)) -> String {
    [roster.name(a), "|", roster.name(b)].concat()
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

    fn firms<'b>(bidders: &[Vec<&'b str>]) -> Vec<&'b str> {
        let firms: std::collections::BTreeSet<&str> = bidders.iter().flatten().copied().collect();
        firms.into_iter().collect()
    }
    use proptest::prelude::*;

    fn seen(bidders: &[Vec<&str>]) -> (Vec<String>, u64) {
        let mut pairs = Pairs::<()>::default();
        pairs.each(bidders, &firms(bidders), |_, _| ());
        let pairs = pairs.in_order();
        assert!(pairs.sorted().all(|(_, own)| own.len() == 1 && own[0].times == 1));
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
        one.each(&both, &firms(&both), |_, _| 1);
        let three = [vec!["z"], vec!["m"], vec!["a"]];
        two.each(&three, &firms(&three), |a, b| u32::try_from(a * 10 + b).unwrap_or_default());
        one.each(&both, &firms(&both), |_, _| 1);
        one.merge(two, |seen, _| seen);
        let one = one.in_order();
        let seen = |own: &[Meeting<u32>]| own.iter().map(|own| (own.seen, own.times)).collect::<Vec<_>>();
        let all: Vec<_> = one.sorted().map(|(name, own)| (name, seen(own))).collect();
        let expected = [("a|m", vec![(1, 1)]), ("a|z", vec![(1, 2), (2, 1)]), ("m|z", vec![(12, 1)])];
        assert_eq!(all, expected.map(|(name, own)| (name.to_owned(), own)));
    }

    #[test]
    fn a_list_that_grows_counts_equal_meetings_together() {
        let mut pairs = Pairs::<u8>::default();
        let both = [vec!["a"], vec!["b"]];
        (0..UNSETTLED + 5).for_each(|at| pairs.each(&both, &firms(&both), |_, _| (at % 3) as u8));
        assert!(pairs.meetings.len() < 10);
        let pairs = pairs.in_order();
        let (_, own) = pairs.sorted().next().expect("a pair");
        assert_eq!(own.iter().map(|own| own.times as usize).sum::<usize>(), UNSETTLED + 5);
        assert_eq!(own.len(), 3);
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
