//! How well the rules find what was planted: precision, recall and false alarms with their intervals. Only where the truth
//! is known, which is in an invented world.

use super::base::share;
use super::known::Known;
use super::network::Group;
use super::screens::{Rules, below, id};
use super::tender::Tender;
use super::units::Family;
use probity_core::Finding;
use std::collections::BTreeSet;

/// Of each unit that was judged: whether the rule found it, whether it was planted.
type Rows = Vec<(bool, bool)>;

/// The findings.
pub(super) fn findings(
    rules: &Rules,
    tenders: &[Tender],
    groups: &[Group],
    families: &[Family],
    known: &Known,
) -> Vec<Finding> {
    let mut all = vec![
        (
            "tenders",
            tenders
                .iter()
                .filter_map(|tender| Some((below(rules, tender)?, known.rigged.contains(&tender.ocid))))
                .collect(),
        ),
        ("groups", of_groups(tenders, groups, known)),
    ];
    for family in families {
        let planted = |unit: &str| match family.what {
            "markets" => known.markets.contains(unit),
            // Both firms of a pair.
            _ => unit.split('|').all(|firm| known.cartel.contains(firm)),
        };
        all.push((family.what, family.flagged(rules.fdr).map(|(unit, found)| (found, planted(unit))).collect()));
    }
    all.into_iter().flat_map(|(what, rows)| rates(what, &rows)).collect()
}

/// The firms, each with whether it is in a suspected group.
fn of_groups(tenders: &[Tender], groups: &[Group], known: &Known) -> Rows {
    let suspected: BTreeSet<&String> =
        groups.iter().filter(|group| group.suspected).flat_map(|own| &own.firms).collect();
    let firms: BTreeSet<&String> =
        tenders.iter().flat_map(|tender| tender.bids.iter().map(|bid| &bid.bidder)).collect();
    firms.into_iter().map(|firm| (suspected.contains(firm), known.cartel.contains(firm))).collect()
}

fn rates(what: &str, rows: &[(bool, bool)]) -> [Finding; 3] {
    let count = |test: &dyn Fn(&(bool, bool)) -> bool| rows.iter().filter(|row| test(row)).count() as u64;
    let both = count(&|row| row.0 && row.1);
    [
        share(id("precision", what), both, count(&|row| row.0), ""),
        share(id("recall", what), both, count(&|row| row.1), ""),
        share(id("false_alarms", what), count(&|row| row.0 && !row.1), count(&|row| !row.1), ""),
    ]
}
