//! # What it finds
//! Markets in which firms that always meet take turns at winning.
//! # Why it matters
//! Competitors win as often as they are better; firms that share a market among themselves win in turn. Frameworks that
//! call off suppliers in a fixed order do so by rule.
//! # Formula
//!     stable clique: firms of one class of items and region that all met in >= `meetings` tenders and in at least half of
//!         all tenders of either; at least `firms` of them
//!     winners: of tenders in which more than half of them bid and one of them won, in the order of dates, at least `least`
//!     repeats: wins by a firm that had won one of the last k − 1; p = share of random orders with so few
//!     entropy: H / ln k of the wins; p = share of random draws among the bidders with so much
//!     p = min(1, 2 · the smaller of the two), adjusted over all cliques (Benjamini and Hochberg)
//!     flagged when the adjusted p of a clique of the market is below q_max; value = the smallest
//! # Exclusions
//! Cancelled and excluded processes, processes without a class, a date or bidders. Markets without a stable clique are
//! `none`; those whose cliques have too few tenders `n<least`.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R057; the test is ours.

use super::gathered::gathered;
use crate::compare::binomial::benjamini_hochberg;
use crate::compare::rates::largest_flagged;
use crate::compare::{count, number};
use crate::flag::{Calibration, Definition, Evidence, Judge, Outcome, Row, Rows, Subject};
use crate::network::{Rotation, Tenders, cliques};
use std::collections::BTreeMap;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R057",
    of: &[Subject::Market],
    source: include_str!("r057.rs"),
    build: |setup| {
        let size = |name: &str| Ok(usize::try_from(count(setup, name)?).unwrap_or(usize::MAX));
        let rule = Rule {
            meetings: count(setup, "meetings")?,
            firms: size("firms")?,
            least: size("least")?,
            draws: size("draws")?.clamp(99, 1_000_000),
            q_max: number(setup, "q_max")?,
        };
        Ok(gathered(move |tenders| Judged::of(rule, &tenders)))
    },
};

#[derive(Clone, Copy)]
struct Rule {
    meetings: u64,
    firms: usize,
    least: usize,
    draws: usize,
    q_max: f64,
}

/// A clique and what is found about it.
struct Tested {
    region: String,
    firms: String,
    rotation: Option<Rotation>,
    q: Option<f64>,
}

struct Judged {
    rule: Rule,
    markets: BTreeMap<String, Vec<Tested>>,
    tests: usize,
}

impl Judged {
    fn of(rule: Rule, all: &Tenders) -> Self {
        let mut markets: BTreeMap<String, Vec<Tested>> = BTreeMap::new();
        for (class, region, tenders) in all.sequences() {
            let own = markets.entry(class.to_owned()).or_default();
            for clique in cliques(&tenders, rule.meetings).into_iter().filter(|own| own.len() >= rule.firms) {
                let mut names: Vec<&str> = clique.iter().map(|firm| all.firms.name(*firm)).collect();
                names.sort_unstable();
                let firms = names.join("|");
                let name = format!("{class} {region} {firms}");
                let rotation = Rotation::of(&clique, &tenders, rule.least, rule.draws, &name);
                own.push(Tested { region: region.to_owned(), firms, rotation, q: None });
            }
        }
        let p: Vec<f64> = markets.values().flatten().filter_map(|own| own.rotation.as_ref()).map(Rotation::p).collect();
        let tested = markets.values_mut().flatten().filter(|own| own.rotation.is_some());
        tested.zip(benjamini_hochberg(&p)).for_each(|(own, q)| own.q = Some(q));
        Self { rule, markets, tests: p.len() }
    }
    fn look(&self, cliques: &[Tested]) -> Outcome {
        if cliques.is_empty() {
            return Outcome::not_applicable("none");
        }
        let best = cliques.iter().filter_map(|own| Some((own, own.rotation.as_ref()?, own.q?)));
        let Some((clique, rotation, q)) = best.min_by(|a, b| a.2.total_cmp(&b.2).then(a.1.p().total_cmp(&b.1.p())))
        else {
            return Outcome::not_applicable(format!("n<{}", self.rule.least));
        };
        let evidence = Evidence::default().with("firms", &clique.firms).with("region", &clique.region);
        let evidence = evidence.with("tenders", rotation.winners.len()).with("repeats", rotation.repeats);
        let evidence = evidence.with("entropy", rotation.entropy).with("p of repeats", rotation.p_repeats);
        let evidence = evidence.with("p of entropy", rotation.p_entropy).with("cliques tested", self.tests);
        Outcome::flagged_if(q < self.rule.q_max).value(q).on(evidence)
    }
}

impl Judge for Judged {
    fn rows(&self) -> Rows<'_> {
        let row = move |(market, cliques): (&String, &Vec<Tested>)| Row {
            subject_type: Subject::Market,
            subject: market.clone(),
            outcome: self.look(cliques),
        };
        Box::new(self.markets.iter().map(row))
    }

    fn notes(&self) -> BTreeMap<String, serde_json::Value> {
        BTreeMap::from([("cliques_tested".to_owned(), self.tests.into())])
    }

    fn calibration(&self) -> Option<Calibration<'_>> {
        let tested = self.markets.values().flatten();
        let found = tested.filter_map(|own| Some((own.rotation.as_ref()?.p(), own.q?)));
        Some(Calibration::of([largest_flagged(found, self.rule.q_max)]).relative())
    }
}
