//! # What it finds
//! Price screens of bid rigging: how widely the bids of a tender are spread, and how far the lowest stands from the others.
//! Groups of firms that meet again and again, keep to themselves and bid with little spread are a reason to review.
//! # Why it matters
//! Firms that agree on a winner cover it with bids that are a little higher. Cover bids stand close together, and the
//! winning bid stands alone below them. Honest bids scatter with the costs of the firms.
//! # Formula
//!     b1 <= … <= bn comparable bids, x their mean, s their standard deviation (n - 1)
//!     cv = s / x;  spd = (bn - b1) / b1;  diffp = (b2 - b1) / b1;  rd = (b2 - b1) / s(b2..bn)
//!     rdnor = (b2 - b1)(n - 1) / (bn - b1);  rdalt = (b2 - b1) / [(bn - b2) / (n - 2)]
//!     a tender is below the benchmark when cv < cv_max and rd > rd_min
//!     pair weight J = tenders together / tenders of either, for pairs that met co_bids_min times
//!     group: firms joined by J >= jaccard_min, three or more; coherence = geometric / arithmetic mean of inner weights,
//!     exclusivity = inner strength / total strength; flagged when both reach their thresholds and the share of its
//!     tenders below the benchmark reaches below_min
//!     cv_3, cv_4: least cv over all subgroups of three and of four bids, for cartels that did not win everybody over
//!
//! Exchange tests. A market, two firms that met `co_bids_min` times, a firm: are more of its tenders below the benchmark
//! than if its tenders were exchanged at random with tenders of as many bids (7 and more together) — of all markets for a
//! market, of the same market for firms? p is exact: the sum of hypergeometric counts over the strata, which is what
//! endless permutations give. q is p adjusted over all markets, all pairs, all firms (Benjamini and Hochberg); flagged when
//! q <= fdr. Where nobody colludes the chance of any flag among them is then at most fdr.
//!
//! In a demonstration, where it is known who colludes, precision and recall of all rules are given with their intervals,
//! and `clean_worlds` worlds of the same generator without anything planted show how often each rule fires there. Markets,
//! pairs and firms of one world are not independent; worlds are, so that their share is the one to hold against `fdr`.
//! # Exclusions
//! Tenders with fewer than `min_bids` comparable bids or several currencies have no screens. Tenders with more than
//! `bidders_max` bidders make no pairs. Markets with fewer than `market_lots_min` tenders, pairs and firms with fewer than
//! `co_bids_min`, and those with fewer than ten others to exchange with are not tested. A market in which everybody knows
//! the costs is below the benchmark without any agreement, and where a whole market colludes its firms differ from none.
//! # Source
//! Imhof, Karagök and Rutz (2018), Screening for bid rigging; Wachs and Kertész (2019), A network approach to cartel
//! detection in public auction markets. The rule for groups joins the two and is ours.

use super::base::{TOTAL, share};
use super::clean;
use super::detection;
use super::findings::ALL;
use super::known::Known;
use super::name::name;
use super::network::{self, Group};
use super::pass::Places;
use super::tender::{self, Tender};
use super::units::{self, Family};
use probity_core::parameter::{ParameterError, Parameters};
use probity_core::suite::Member;
use probity_core::{Finding, FindingId, State};
use std::collections::BTreeMap;

/// The method.
pub const MEMBER: Member = Member { id: "bid-screens", source: include_str!("screens.rs"), is_dataset: false };

/// The thresholds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rules {
    /// Coefficient of variation below which bids stand close.
    pub cv_max: f64,
    /// Relative distance above which the lowest bid stands alone.
    pub rd_min: f64,
    /// Bids a tender needs.
    pub min_bids: usize,
    /// Bidders beyond which a tender makes no pairs.
    pub bidders_max: usize,
    /// Tenders a pair must have in common.
    pub co_bids_min: usize,
    /// Weight that joins two firms.
    pub jaccard_min: f64,
    /// Coherence of a suspected group.
    pub coherence_min: f64,
    /// Exclusivity of a suspected group.
    pub exclusivity_min: f64,
    /// Share of a suspected group's tenders below the benchmark.
    pub below_min: f64,
    /// Nominal false discovery rate of the exchange tests.
    pub fdr: f64,
    /// Tenders a market needs to be tested.
    pub market_lots_min: usize,
    /// Worlds without anything planted that a demonstration runs the method on.
    pub clean_worlds: usize,
}

impl Rules {
    /// From the method's parameters.
    ///
    /// # Errors
    /// When one is missing or of another type.
    pub fn read(parameters: &Parameters) -> Result<Self, ParameterError> {
        let number = |name: &str| parameters.get(name)?.number(name);
        let whole = |name: &str| Ok(usize::try_from(parameters.get(name)?.integer(name)?).unwrap_or(0));
        Ok(Self {
            cv_max: number("cv_max")?,
            rd_min: number("rd_min")?,
            min_bids: whole("min_bids")?,
            bidders_max: whole("bidders_max")?,
            co_bids_min: whole("co_bids_min")?,
            jaccard_min: number("jaccard_min")?,
            coherence_min: number("coherence_min")?,
            exclusivity_min: number("exclusivity_min")?,
            below_min: number("below_min")?,
            fdr: number("fdr")?,
            market_lots_min: whole("market_lots_min")?,
            clean_worlds: whole("clean_worlds")?.min(10_000),
        })
    }
}

/// Whether a tender can be judged, and is below the benchmark.
pub(super) fn below(rules: &Rules, tender: &Tender) -> Option<bool> {
    if tender.bids.len() < rules.min_bids.max(3) {
        return None;
    }
    let cv = tender.screens.cv?;
    // Losing bids that are all alike stand infinitely close: the distance is then as large as can be.
    let rd = tender.screens.rd.unwrap_or(f64::INFINITY);
    Some(cv < rules.cv_max && rd > rules.rd_min)
}

/// All findings of the method.
pub(super) fn findings(rules: &Rules, tenders: &[Tender], places: &Places<'_>, known: &Known) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut markets: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for tender in tenders {
        found.extend(tender::findings(rules, tender, places));
        if let Some(below) = below(rules, tender) {
            for market in &tender.markets {
                let count = markets.entry(market).or_default();
                *count = (count.0 + u64::from(below), count.1 + 1);
            }
        }
    }
    found.extend(markets.iter().map(|(market, (part, whole))| share(id("below_benchmark", market), *part, *whole, "")));
    let judged: Vec<bool> = tenders.iter().filter_map(|tender| below(rules, tender)).collect();
    let part = judged.iter().filter(|below| **below).count() as u64;
    found.push(share(id("below_benchmark", TOTAL), part, judged.len() as u64, ""));
    let groups = network::groups(rules, tenders);
    found.extend(groups.iter().flat_map(members));
    let families = units::families(rules, tenders);
    found.extend(families.iter().flat_map(|family| tested(rules, family)));
    if !known.is_empty() {
        found.extend(detection::findings(rules, tenders, &groups, &families, known));
        found.extend(clean::findings(rules));
    }
    found
}

pub(super) fn id(measure: &str, subject: &str) -> FindingId {
    FindingId {
        method: MEMBER.id.to_owned(),
        measure: measure.to_owned(),
        subject: name(subject),
        period: ALL.to_owned(),
    }
}

fn members(group: &Group) -> Vec<Finding> {
    let state = if group.suspected { State::Flagged } else { State::Clear };
    let member = |firm: &String| {
        let finding = Finding::new(id("group", firm), state, "share").because(group.firms.join("|"));
        Finding { value: Some(group.exclusivity), ..finding }
    };
    group.firms.iter().map(member).collect()
}

/// The adjusted and the plain probability of each unit.
fn tested(rules: &Rules, family: &Family) -> Vec<Finding> {
    let mut found = Vec::new();
    for own in &family.units {
        let plain = format!("{}_p", family.measure);
        let (adjusted, plain) = (id(family.measure, &own.unit), id(&plain, &own.unit));
        let (Some(p), Some(q)) = (own.p, own.q) else {
            found.push(Finding::new(adjusted, State::Insufficient, "").because("few_tenders"));
            continue;
        };
        let state = if q <= rules.fdr { State::Flagged } else { State::Clear };
        found.push(Finding { value: Some(q), ..Finding::new(adjusted, state, "") });
        found.push(Finding::value(plain, p, ""));
    }
    found
}
