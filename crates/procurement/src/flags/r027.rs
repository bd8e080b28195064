//! # What it finds
//! A firm that takes part in nearly every tender of its kind, stays away from one, and is back later.
//! # Why it matters
//! Firms that agree to take turns stay away when it is not theirs. Firms also stay away when they are busy.
//! # Formula
//!     tenders of one class of items and region in the order of their dates; of one date, in the byte order of their bidders
//!     regular before a tender: the firm bid in at least `regular` of the `last` tenders before it
//!     missing: regular, did not bid, and bid in one of the `last` tenders after it
//!     flagged when missing at least `least` times; value = how often
//! # Exclusions
//! Cancelled and excluded processes, processes without a class, a date or bidders. Firms that were never regular are
//! `none`.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R027; the numbers are ours.

use super::gathered::gathered;
use crate::compare::count;
use crate::flag::{Definition, Evidence, Judge, Outcome, Row, Rows, Subject};
use crate::network::{Tender, Tenders};
use std::collections::BTreeMap;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R027",
    of: &[Subject::Tenderer],
    source: include_str!("r027.rs"),
    build: |setup| {
        let size = |name: &str| Ok(usize::try_from(count(setup, name)?).unwrap_or(usize::MAX));
        let rule = Rule { regular: size("regular")?, last: size("last")?, least: size("least")? };
        Ok(gathered(move |tenders| Judged::of(rule, tenders)))
    },
};

#[derive(Clone, Copy)]
struct Rule {
    regular: usize,
    last: usize,
    least: usize,
}

/// What is found of a firm.
#[derive(Debug, Clone, Default)]
struct Seen {
    /// Tenders before which it was regular.
    regular: usize,
    missing: usize,
    /// The first market in which it was missing.
    market: Option<String>,
}

impl Rule {
    fn look(&self, market: &str, tenders: &[&Tender], seen: &mut BTreeMap<u32, Seen>) {
        let mut places: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (at, tender) in tenders.iter().enumerate() {
            tender.bidders.iter().for_each(|firm| places.entry(*firm).or_default().push(at));
        }
        for (firm, places) in places.iter().filter(|(_, places)| places.len() >= self.regular.max(1)) {
            let own = seen.entry(*firm).or_default();
            // A firm can be regular only within reach of its bids.
            let end = places.last().map_or(0, |last| last.saturating_add(self.last + 1).min(tenders.len()));
            // Bids before `now`, and those of them that are too long ago; both only grow.
            let (mut until, mut gone) = (0, 0);
            let bid_before = |count: usize, at: usize| places.get(count).is_some_and(|place| *place < at);
            for now in places.first().copied().unwrap_or_default() + 1..end {
                while bid_before(until, now) {
                    until += 1;
                }
                while bid_before(gone, now.saturating_sub(self.last)) {
                    gone += 1;
                }
                if until - gone < self.regular.max(1) {
                    continue;
                }
                own.regular += 1;
                let next = places.get(until).copied();
                if next.is_some_and(|next| next > now && next <= now.saturating_add(self.last)) {
                    own.missing += 1;
                    own.market.get_or_insert_with(|| market.to_owned());
                }
            }
        }
    }
}

struct Judged {
    rule: Rule,
    seen: BTreeMap<u32, Seen>,
    tenders: Tenders,
}

impl Judged {
    fn of(rule: Rule, tenders: Tenders) -> Self {
        let mut seen: BTreeMap<u32, Seen> = BTreeMap::new();
        for (class, region, tenders) in tenders.sequences() {
            let market = if region.is_empty() { class.to_owned() } else { format!("{class} in {region}") };
            rule.look(&market, &tenders, &mut seen);
        }
        Self { rule, seen, tenders }
    }
}

impl Judge for Judged {
    fn rows(&self) -> Rows<'_> {
        let bidders: std::collections::BTreeSet<u32> =
            self.tenders.all.iter().flat_map(|tender| tender.bidders.iter().copied()).collect();
        let firms = self.tenders.firms.sorted().filter(move |(_, number)| bidders.contains(number));
        let rows = firms.map(move |(name, number)| {
            let outcome = match self.seen.get(&number) {
                Some(own) if own.regular > 0 => {
                    let evidence = Evidence::default().with("regular before", own.regular);
                    let evidence = match &own.market {
                        Some(market) => evidence.with("first in", market),
                        None => evidence,
                    };
                    let much = own.missing >= self.rule.least.max(1);
                    Outcome::flagged_if(much).value(own.missing as f64).on(evidence)
                }
                _ => Outcome::not_applicable("none"),
            };
            Row { subject_type: Subject::Tenderer, subject: name.to_owned(), outcome }
        });
        Box::new(rows)
    }
}
