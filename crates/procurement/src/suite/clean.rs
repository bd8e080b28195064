//! How often the rules fire where nobody colludes: the method over many invented worlds of the same generator in which
//! nothing was planted. Every flag there is a false one, so that their share is the error of the method.

use super::base::share;
use super::network;
use super::screens::{Rules, below, id};
use super::units::{Family, families};
use crate::world::{Settings, World};
use probity_core::Finding;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Part and whole.
type Share = (u64, u64);

/// What is counted, by measure and rule.
type Counts = BTreeMap<(&'static str, &'static str), Share>;

/// The findings over the worlds that the rules ask for.
pub(super) fn findings(rules: &Rules) -> Vec<Finding> {
    let worlds: Vec<Counts> = (0..rules.clean_worlds).into_par_iter().map(|number| world(rules, number)).collect();
    let mut all = Counts::new();
    for (key, (part, whole)) in worlds.into_iter().flatten() {
        let own = all.entry(key).or_default();
        *own = (own.0 + part, own.1 + whole);
    }
    all.into_iter().map(|((measure, what), (part, whole))| share(id(measure, what), part, whole, "")).collect()
}

fn world(rules: &Rules, number: usize) -> Counts {
    let tenders = World::generate(&Settings::clean(number)).tenders();
    let mut counts = Counts::new();
    let judged: Vec<bool> = tenders.iter().filter_map(|tender| below(rules, tender)).collect();
    counts.insert(("clean_flagged", "tenders"), part(judged.iter().copied()));
    let groups = network::groups(rules, &tenders);
    let inside: BTreeSet<&String> = groups.iter().filter(|own| own.suspected).flat_map(|own| &own.firms).collect();
    let firms: BTreeSet<&String> = tenders.iter().flat_map(|own| own.bids.iter().map(|bid| &bid.bidder)).collect();
    counts.insert(("clean_flagged", "groups"), part(firms.iter().map(|firm| inside.contains(*firm))));
    counts.insert(("clean_worlds", "groups"), (u64::from(!inside.is_empty()), 1));
    for family in families(rules, &tenders) {
        of_family(rules, &family, &mut counts);
    }
    counts
}

fn of_family(rules: &Rules, family: &Family, counts: &mut Counts) {
    let flagged = part(family.flagged(rules.fdr).map(|(_, flagged)| flagged));
    counts.insert(("clean_flagged", family.what), flagged);
    let low = family.units.iter().filter_map(|own| own.p).map(|p| p <= rules.fdr);
    counts.insert(("clean_p", family.what), part(low));
    counts.insert(("clean_worlds", family.what), (u64::from(flagged.0 > 0), 1));
}

fn part(rows: impl Iterator<Item = bool>) -> Share {
    rows.fold((0, 0), |(part, whole), row| (part + u64::from(row), whole + 1))
}
