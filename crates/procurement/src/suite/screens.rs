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
//!
//! In a demonstration, where it is known who colludes, precision and recall of both rules are given with their intervals.
//! # Exclusions
//! Tenders with fewer than `min_bids` comparable bids or several currencies have no screens. Tenders with more than
//! `bidders_max` bidders make no pairs.
//! # Source
//! Imhof, Karagök and Rutz (2018), Screening for bid rigging; Wachs and Kertész (2019), A network approach to cartel
//! detection in public auction markets. The rule for groups joins the two and is ours.

use super::base::share;
use super::findings::ALL;
use super::known::Known;
use super::name::name;
use super::network::{self, Group};
use super::pass::Places;
use super::{REGISTER, pass};
use crate::facts::{Facts, Winner};
use probity_core::parameter::{ParameterError, Parameters};
use probity_core::suite::Member;
use probity_core::{Evidence, Finding, FindingId, Origin, Place, State};
use std::collections::{BTreeMap, BTreeSet};

/// The method.
pub const MEMBER: Member = Member { id: "bid-screens", source: include_str!("screens.rs") };

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
        })
    }
}

/// The comparable bids of a lot.
#[derive(Debug, Clone, PartialEq)]
pub struct Tender {
    /// The process.
    pub ocid: String,
    /// The lot; empty where there is only one.
    pub lot: String,
    /// The classes of its items.
    pub markets: BTreeSet<String>,
    /// Position of each bid in the release, bidder and price, cheapest first.
    pub bids: Vec<(usize, String, f64)>,
    /// Who won.
    pub winner: Option<String>,
}

/// The tenders of a process.
pub(super) fn tenders(facts: &Facts<'_>) -> Vec<Tender> {
    let several = facts.groups.len() > 1;
    let tender = |group: &crate::facts::Group<'_>| {
        let offers = group.offers.iter().filter(|_| !group.mixed_currency);
        let mut bids: Vec<(usize, String, f64)> =
            offers.map(|offer| (offer.at, offer.bidder.clone(), offer.price.to_f64())).collect();
        bids.sort_by(|a, b| a.2.total_cmp(&b.2).then(a.0.cmp(&b.0)));
        Tender {
            ocid: facts.process.ocid.text().to_owned(),
            lot: if several { group.lot.to_owned() } else { String::new() },
            markets: pass::markets(facts.process),
            bids,
            winner: match &group.winner {
                Winner::One { bidder, .. } => Some(bidder.clone()),
                _ => None,
            },
        }
    };
    facts.groups.iter().map(tender).filter(|tender| tender.bids.len() > 1).collect()
}

/// The screens of one tender; `None` where one is not defined.
pub fn screens(prices: &[f64]) -> Vec<(&'static str, Option<f64>)> {
    let n = prices.len();
    let (Some(first), Some(second), Some(last)) = (prices.first(), prices.get(1), prices.last()) else {
        return Vec::new();
    };
    let enough = |at_least: usize, value: f64| (n >= at_least && value.is_finite()).then_some(value);
    let (mean, deviation) = spread(prices);
    let losing = spread(prices.get(1..).unwrap_or_default()).1;
    vec![
        ("cv", enough(3, deviation / mean)),
        ("spd", enough(2, (last - first) / first)),
        ("diffp", enough(2, (second - first) / first)),
        ("rd", enough(3, (second - first) / losing)),
        ("rdnor", enough(2, (second - first) * (n as f64 - 1.0) / (last - first))),
        ("rdalt", enough(3, (second - first) / ((last - second) / (n as f64 - 2.0)))),
    ]
}

/// Mean and standard deviation (n − 1).
fn spread(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (mean, libm::sqrt(squares / (n - 1.0)))
}

/// Whether a tender can be judged, and is below the benchmark.
pub(super) fn below(rules: &Rules, tender: &Tender) -> Option<bool> {
    let prices: Vec<f64> = tender.bids.iter().map(|bid| bid.2).collect();
    if prices.len() < rules.min_bids.max(3) {
        return None;
    }
    let all: BTreeMap<&str, Option<f64>> = screens(&prices).into_iter().collect();
    let cv = all.get("cv").copied().flatten()?;
    // Losing bids that are all alike stand infinitely close: the distance is then as large as can be.
    let rd = all.get("rd").copied().flatten().unwrap_or(f64::INFINITY);
    Some(cv < rules.cv_max && rd > rules.rd_min)
}

/// All findings of the method.
pub(super) fn findings(rules: &Rules, tenders: &[Tender], places: &Places, known: &Known) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut markets: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for tender in tenders {
        found.extend(of_tender(rules, tender, places));
        if let Some(below) = below(rules, tender) {
            for market in &tender.markets {
                let count = markets.entry(market).or_default();
                *count = (count.0 + u64::from(below), count.1 + 1);
            }
        }
    }
    found.extend(markets.iter().map(|(market, (part, whole))| share(id("below_benchmark", market), *part, *whole, "")));
    let groups = network::groups(rules, tenders);
    found.extend(groups.iter().flat_map(members));
    if !known.is_empty() {
        found.extend(judged(rules, tenders, &groups, known));
    }
    found
}

fn id(measure: &str, subject: &str) -> FindingId {
    FindingId {
        method: MEMBER.id.to_owned(),
        measure: measure.to_owned(),
        subject: name(subject),
        period: ALL.to_owned(),
    }
}

fn of_tender(rules: &Rules, tender: &Tender, places: &Places) -> Vec<Finding> {
    let Some(place) = places.get(&tender.ocid) else { return Vec::new() };
    let subject = if tender.lot.is_empty() { tender.ocid.clone() } else { format!("{}|{}", tender.ocid, tender.lot) };
    let period = place.year.map_or_else(|| "_".to_owned(), |year| year.to_string());
    let cell = |(at, _, price): &(usize, String, f64)| {
        let pointer = format!("/bids/details/{at}/value/amount");
        let origin = Origin { source: place.source, place: Place::json(place.at, &pointer) };
        let value = probity_core::canonical::number(*price);
        Evidence { register: REGISTER.to_owned(), role: pointer, value, origin }
    };
    let evidence: std::sync::Arc<[Evidence]> = tender.bids.iter().map(cell).collect();
    let named = |measure: &str| FindingId { period: period.clone(), ..id(measure, &subject) };
    let prices: Vec<f64> = tender.bids.iter().map(|bid| bid.2).collect();
    let all = screens(&prices);
    let cv = all.iter().find(|(measure, _)| *measure == "cv").and_then(|(_, value)| *value);
    let mut found: Vec<Finding> = all
        .into_iter()
        .filter_map(|(measure, value)| Some(Finding::value(named(measure), value?, "").on(evidence.clone())))
        .collect();
    let state = match below(rules, tender) {
        Some(true) => Finding::new(named("benchmark"), State::Flagged, ""),
        Some(false) => Finding::new(named("benchmark"), State::Clear, ""),
        None => Finding::new(named("benchmark"), State::NotApplicable, "").because(format!("n<{}", rules.min_bids)),
    };
    found.push(Finding { value: cv, ..state }.on(evidence));
    found
}

fn members(group: &Group) -> Vec<Finding> {
    let state = if group.suspected { State::Flagged } else { State::Clear };
    let member = |firm: &String| {
        let finding = Finding::new(id("group", firm), state, "share").because(group.firms.join("|"));
        Finding { value: Some(group.exclusivity), ..finding }
    };
    group.firms.iter().map(member).collect()
}

/// How well both rules find what was planted.
fn judged(rules: &Rules, tenders: &[Tender], groups: &[Group], known: &Known) -> Vec<Finding> {
    let judged: Vec<(bool, bool)> = tenders
        .iter()
        .filter_map(|tender| Some((below(rules, tender)?, known.rigged.contains(&tender.ocid))))
        .collect();
    let suspected: BTreeSet<&String> =
        groups.iter().filter(|group| group.suspected).flat_map(|own| &own.firms).collect();
    let firms: BTreeSet<&String> = tenders.iter().flat_map(|tender| tender.bids.iter().map(|bid| &bid.1)).collect();
    let firms: Vec<(bool, bool)> =
        firms.into_iter().map(|firm| (suspected.contains(firm), known.cartel.contains(firm))).collect();
    let mut found = Vec::new();
    for (what, rows) in [("tenders", judged), ("firms", firms)] {
        let count = |test: &dyn Fn(&(bool, bool)) -> bool| rows.iter().filter(|row| test(row)).count() as u64;
        let both = count(&|row| row.0 && row.1);
        found.push(share(id("precision", what), both, count(&|row| row.0), ""));
        found.push(share(id("recall", what), both, count(&|row| row.1), ""));
        found.push(share(id("false_alarms", what), count(&|row| row.0 && !row.1), count(&|row| !row.1), ""));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_screens_of_three_bids_are_those_of_the_worked_example() {
        let all: BTreeMap<&str, Option<f64>> = screens(&[100.0, 110.0, 130.0]).into_iter().collect();
        for (screen, value) in [
            ("cv", 0.134_782),
            ("spd", 0.3),
            ("diffp", 0.1),
            ("rd", 0.5_f64.sqrt()),
            ("rdnor", 0.666_667),
            ("rdalt", 0.5),
        ] {
            assert!((all[screen].unwrap() - value).abs() < 1e-6, "{screen} {:?}", all[screen]);
        }
        let two: BTreeMap<&str, Option<f64>> = screens(&[100.0, 100.0]).into_iter().collect();
        assert_eq!((two["cv"], two["rd"], two["rdnor"], two["spd"]), (None, None, None, Some(0.0)));
    }
}
