//! Totals and their parts: what a layout declares, or what codes say about each other. Also series over time.

use crate::cube::{Dimension, Key, ObsStatus, Observation, Period};
use probity_core::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// A total and its parts in one area and period.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Family {
    /// The total's key.
    pub(super) key: Key,
    /// What makes it a total: the dimension that is summed.
    pub(super) dimension: Dimension,
    /// The total.
    pub(super) total: Decimal,
    /// Parts that are there.
    pub(super) parts: Vec<(String, Decimal)>,
    /// Whether the layout's parts are all there, so that they must add up.
    pub(super) complete: bool,
}

/// Codes of the corruption family of UN-CTS: the total, and the two parts it publishes.
pub(super) const TOTAL: &str = "0703";
/// The first part: bribery.
pub(super) const BRIBERY: &str = "07031";
/// The second part: other acts of corruption.
pub(super) const OTHER: &str = "07039";

/// Whether an observation is a count (no rate, no amount) of everybody and everything else.
pub(super) fn counts(observation: &Observation) -> bool {
    !matches!(observation.key.code(Dimension::UnitCount), "RATE" | "AMOUNT")
}

/// Whether an observation is the count of the layout's total category: for UN-CTS corruption, otherwise any count.
pub(super) fn of_total(layout: &str, observation: &Observation) -> bool {
    counts(observation) && (layout != "unodc-cts" || observation.key.code(Dimension::Offence) == TOTAL)
}

/// All families of a file. Form СНГ-1 has none: its rows are chosen kinds of offence that are no parts of its total.
pub(super) fn families(layout: &str, observations: &[Observation]) -> Vec<Family> {
    let values: BTreeMap<&Key, Decimal> = observations
        .iter()
        .filter(|observation| counts(observation))
        .filter_map(|observation| Some((&observation.key, observation.value?)))
        .collect();
    match layout {
        "unodc-cts" => values.iter().filter_map(|(key, total)| corruption(key, *total, &values)).collect(),
        "kz-cng1" => Vec::new(),
        _ => by_codes(observations, &values),
    }
}

fn corruption(key: &Key, total: Decimal, values: &BTreeMap<&Key, Decimal>) -> Option<Family> {
    if key.code(Dimension::Offence) != TOTAL {
        return None;
    }
    let part = |code: &str| {
        let value = values.get(&key.clone().with(Dimension::Offence, code))?;
        Some((code.to_owned(), *value))
    };
    let parts: Vec<(String, Decimal)> = [BRIBERY, OTHER].into_iter().filter_map(part).collect();
    let complete = parts.len() == 2;
    Some(Family { key: key.clone(), dimension: Dimension::Offence, total, parts, complete })
}

/// Families by codes: `_T` over the other codes of a dimension, and an ICCS code over the codes one digit longer. They
/// are complete when there are at least two parts and none of them is without a value.
fn by_codes(observations: &[Observation], values: &BTreeMap<&Key, Decimal>) -> Vec<Family> {
    let mut found: BTreeMap<(Key, Dimension), (Vec<(String, Decimal)>, bool)> = BTreeMap::new();
    for observation in observations.iter().filter(|observation| counts(observation)) {
        for dimension in Dimension::ALL {
            let Some(parent) = parent(&observation.key, dimension) else { continue };
            if !values.contains_key(&parent) {
                continue;
            }
            let (parts, whole) = found.entry((parent, dimension)).or_insert((Vec::new(), true));
            match observation.value {
                Some(value) => parts.push((observation.key.code(dimension).to_owned(), value)),
                None => *whole = false,
            }
        }
    }
    let family = |((key, dimension), (mut parts, whole)): ((Key, Dimension), (Vec<(String, Decimal)>, bool))| {
        parts.sort_by(|a, b| a.0.cmp(&b.0));
        let total = *values.get(&key)?;
        let complete = whole && parts.len() >= 2;
        Some(Family { key, dimension, total, parts, complete })
    };
    found.into_iter().filter_map(family).collect()
}

/// The key this key is a part of, in a dimension.
fn parent(key: &Key, dimension: Dimension) -> Option<Key> {
    use Dimension as D;
    let code = key.code(dimension);
    match dimension {
        D::Freq | D::RefArea | D::Stage | D::UnitCount | D::TimePeriod => None,
        _ if code == "_T" => None,
        D::Offence => {
            let digits = code.bytes().all(|byte| byte.is_ascii_digit());
            (digits && code.len() >= 5).then(|| key.clone().with(dimension, &code[..code.len() - 1]))
        }
        _ => Some(key.clone().with(dimension, "_T")),
    }
}

/// Values of one series by period, with their status.
type Values = BTreeMap<Period, (Option<Decimal>, ObsStatus)>;

/// Series over time: by key without the period.
#[derive(Debug, Default)]
pub(super) struct Series(pub(super) BTreeMap<Key, Values>);

impl Series {
    pub(super) fn of(observations: &[Observation]) -> Self {
        let mut series: BTreeMap<Key, Values> = BTreeMap::new();
        for observation in observations.iter().filter(|observation| counts(observation)) {
            if let Ok(period) = observation.key.code(Dimension::TimePeriod).parse() {
                let key = observation.key.clone().with(Dimension::TimePeriod, "_T");
                series.entry(key).or_default().insert(period, (observation.value, observation.obs_status));
            }
        }
        Self(series)
    }
}

/// The distinct codes of a dimension.
pub(super) fn codes(observations: &[Observation], dimension: Dimension) -> BTreeSet<&str> {
    observations.iter().map(|observation| observation.key.code(dimension)).collect()
}
