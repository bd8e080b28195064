//! Who wins against whom: of two firms that meet often, how often each won a tender in which the other bid. Rivals share
//! their wins; a firm that only ever loses to the same one may cover its bids, or may just be dearer.

use super::pairs::{Meeting, Pairs};
use super::{BIDDERS_MAX, bidders, firms};
use crate::compare::binomial::{at_most, benjamini_hochberg};
use crate::facts::{Facts, Winner, is_submitted};
use std::collections::{BTreeMap, BTreeSet};

/// Decided meetings from which on a pair is tested: with fewer no outcome is rarer than one in twenty.
const TESTED_MIN: u64 = 6;

/// Meetings of firms in tenders, by what became of them.
#[derive(Debug, Clone, Default)]
pub struct Wins(Pairs<Outcome>);

/// What became of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Neither won, both did, or nobody knows.
    Open,
    /// The firm whose identifier comes first in byte order won.
    First,
    /// The other won.
    Second,
}

/// A firm and one it won against.
#[derive(Debug, Clone, PartialEq)]
pub struct Win {
    /// Who won.
    pub winner: String,
    /// Who bid too, and did not.
    pub loser: String,
    /// Tenders that `winner` won against `loser`.
    pub tenders: u64,
    /// Tenders that one of the two won against the other.
    pub decided: u64,
    /// Tenders in which both bid, each in a bid of its own.
    pub joint: u64,
    /// How probable so lopsided a split of the decided ones is if each had won every second time (exact binomial test, both
    /// sides); `None` of fewer than six.
    pub p: Option<f64>,
    /// The same, adjusted for the number of pairs tested (Benjamini and Hochberg).
    pub q: Option<f64>,
}

impl Wins {
    /// Takes a process in, unless it is cancelled, excluded or crowded. It is one meeting however many lots it has: whoever
    /// wins one lot of a tender often wins the others.
    pub fn observe(&mut self, facts: &Facts<'_>) {
        let all = firms(facts);
        if facts.is_cancelled() || facts.is_excluded() || all.len() < 2 || all.len() > BIDDERS_MAX {
            return;
        }
        let won = won(facts, all);
        self.0.each(bidders(facts), all, |a, b| match (won.contains(&(a, b)), won.contains(&(b, a))) {
            (true, false) => Outcome::First,
            (false, true) => Outcome::Second,
            _ => Outcome::Open,
        });
    }

    /// Takes other meetings in.
    pub fn merge(&mut self, other: Self) {
        self.0.merge(other.0, |seen, _| seen);
    }

    /// Who won against whom among firms with `least` joint tenders, in the byte order of winner and loser.
    pub fn finish(self, least: u64) -> Vec<Win> {
        let pairs = self.0.together();
        let mut split: BTreeMap<(&str, &str), [u64; 3]> = BTreeMap::new();
        for (pair, meetings) in pairs.named() {
            let of = |wanted: Outcome| {
                let own = meetings.iter().filter(|meeting| meeting.seen == wanted);
                own.map(|meeting: &Meeting<Outcome>| u64::from(meeting.times)).sum::<u64>()
            };
            let counts = [of(Outcome::First), of(Outcome::Second), of(Outcome::Open)];
            if counts.iter().sum::<u64>() >= least {
                split.insert(pair, counts);
            }
        }
        let lopsided = |[first, second, _]: &[u64; 3]| {
            let decided = first + second;
            (decided >= TESTED_MIN).then(|| (2.0 * at_most(decided, *first.min(second), 0.5)).min(1.0))
        };
        let p: Vec<f64> = split.values().filter_map(lopsided).collect();
        let mut adjusted = benjamini_hochberg(&p).into_iter();
        let mut wins = Vec::new();
        for ((a, b), counts) in &split {
            let p = lopsided(counts);
            let q = p.and_then(|_| adjusted.next());
            let [first, second, open] = *counts;
            for (winner, loser, tenders) in [(a, b, first), (b, a, second)].into_iter().filter(|own| own.2 > 0) {
                let (winner, loser) = ((*winner).to_owned(), (*loser).to_owned());
                wins.push(Win { winner, loser, tenders, decided: first + second, joint: first + second + open, p, q });
            }
        }
        wins.sort_by(|x, y| (&x.winner, &x.loser).cmp(&(&y.winner, &y.loser)));
        wins
    }
}

/// Who won a lot in which who else bid, by their places among all firms of the process. Partners of a winning bid won both.
fn won(facts: &Facts<'_>, all: &[&str]) -> BTreeSet<(usize, usize)> {
    let place = |firm: &&str| all.binary_search(firm).ok();
    let mut won = BTreeSet::new();
    for group in &facts.groups {
        let (Winner::One { .. }, Some((award, _))) = (&group.winner, group.awards.first()) else { continue };
        let winners: BTreeSet<usize> = facts.suppliers(*award).iter().filter_map(place).collect();
        let bids = group.bids.iter().filter(|(_, bid)| is_submitted(bid));
        let bidding: BTreeSet<usize> = bids.flat_map(|(at, _)| facts.tenderers(*at)).filter_map(place).collect();
        for winner in winners.intersection(&bidding) {
            won.extend(bidding.difference(&winners).map(|loser| (*winner, *loser)));
        }
    }
    won
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::Process;
    use crate::settings::Settings;

    /// A release: lots with the firms that bid for each and the one that won it.
    fn release(lots: &[(&str, &str)]) -> String {
        let (mut named, mut bids, mut awards) = (Vec::new(), Vec::new(), Vec::new());
        for (lot, (bidding, winner)) in lots.iter().enumerate() {
            named.push(format!(r#"{{"id":"{lot}"}}"#));
            let related = format!(r#""relatedLots":["{lot}"]"#);
            for firm in bidding.chars() {
                bids.push(format!(r#"{{"status":"valid","tenderers":[{{"id":"{firm}"}}],{related}}}"#));
            }
            for firm in winner.chars() {
                awards.push(format!(r#"{{"status":"active","suppliers":[{{"id":"{firm}"}}],{related}}}"#));
            }
        }
        let [named, bids, awards] = [named, bids, awards].map(|own| own.join(","));
        format!(r#"{{"tender":{{"lots":[{named}]}},"bids":{{"details":[{bids}]}},"awards":[{awards}]}}"#)
    }

    fn of(releases: &[String], least: u64) -> Vec<Win> {
        let settings = Settings::default();
        let mut wins = Wins::default();
        for text in releases {
            // Every process is a part of its own, as with many threads.
            let mut part = Wins::default();
            let process = Process::parse(text).expect("a release");
            part.observe(&Facts::new(&process, &[], &settings));
            wins.merge(part);
        }
        wins.finish(least)
    }

    fn short(wins: &[Win]) -> Vec<String> {
        wins.iter()
            .map(|own| format!("{}>{} {} {} {}", own.winner, own.loser, own.tenders, own.decided, own.joint))
            .collect()
    }

    #[test]
    fn a_firm_that_only_loses_to_another_is_told_from_rivals() {
        let mut releases = vec![release(&[("abc", "a")]); 7];
        releases.extend(vec![release(&[("bc", "b")]); 3]);
        releases.extend(vec![release(&[("bc", "c")]); 3]);
        let found = of(&releases, 3);
        assert_eq!(short(&found), ["a>b 7 7 7", "a>c 7 7 7", "b>c 3 6 13", "c>b 3 6 13"]);
        // Seven of seven: 2/2⁷ on both sides; q over three pairs, of which two have it.
        let near = |found: Option<f64>, expected: f64| assert!((found.expect("tested") - expected).abs() < 1e-12);
        let [first, .., last] = &found[..] else { panic!("rows") };
        near(first.p, 2.0 / 128.0);
        near(first.q, 3.0 / 128.0);
        near(last.p, 1.0);
        near(of(&releases[..6], 6)[0].p, 2.0 / 64.0);
        assert_eq!(of(&releases[..5], 3)[0].p, None, "five cannot");
        assert!(of(&releases[..2], 3).is_empty(), "they hardly met");
    }

    #[test]
    fn firms_whose_identifiers_have_the_mark_between_names_are_kept_apart() {
        let bid = |firm: &str| format!(r#"{{"status":"valid","tenderers":[{{"id":"{firm}"}}]}}"#);
        let release = |[winner, loser]: [&str; 2]| {
            let won = format!(r#"{{"status":"active","suppliers":[{{"id":"{winner}"}}]}}"#);
            format!(r#"{{"bids":{{"details":[{},{}]}},"awards":[{won}]}}"#, bid(winner), bid(loser))
        };
        // Both pairs are `a|b|c`, and each is won from both sides.
        let mut releases = vec![release(["a", "b|c"]); 2];
        releases.extend([["b|c", "a"], ["a|b", "c"], ["a|b", "c"], ["c", "a|b"]].map(release));
        assert_eq!(short(&of(&releases, 3)), ["a>b|c 2 3 3", "a|b>c 2 3 3", "b|c>a 1 3 3", "c>a|b 1 3 3"]);
    }

    #[test]
    fn a_tender_counts_once_and_only_for_a_firm_that_won_lots_in_which_the_other_bid() {
        let times = |lots: &[(&str, &str)]| short(&of(&vec![release(lots); 3], 3));
        // Two lots for `a`, one tender.
        assert_eq!(times(&[("ab", "a"), ("ab", "a")]), ["a>b 3 3 3"]);
        // A lot each, different lots, several winners, a winner that did not bid: nothing is decided.
        for lots in
            [[("ab", "a"), ("ab", "b")], [("a", "a"), ("b", "")], [("ab", "ab"), ("a", "")], [("ab", "c"), ("a", "")]]
        {
            assert!(times(&lots).is_empty(), "{lots:?}");
        }
    }
}
