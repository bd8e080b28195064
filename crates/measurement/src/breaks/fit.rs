//! The affine map from a source's own scale to the index's: score = intercept + slope * raw. Fitted robustly, because
//! a quarter of the rows may carry another year's raw value, and scores cut at the scale's ends say nothing of the map.

use super::rules::BreakRules;
use crate::panel::Edition;
use std::collections::BTreeMap;

/// A source's ends of scale; a score there may have been cut and is left out of the fit.
const LOWEST: f64 = 0.0;
const HIGHEST: f64 = 100.0;

/// The map of one source in one edition.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SourceMap {
    /// Points a unit of the raw scale.
    pub slope: f64,
    /// Points at raw value 0.
    pub intercept: f64,
    /// Smallest raw value of the edition.
    pub raw_low: f64,
    /// Largest raw value of the edition.
    pub raw_high: f64,
    /// Rows that entered the last fit.
    pub rows: u32,
}

impl SourceMap {
    /// The score the map gives a raw value, in points, not cut at the ends of the scale.
    pub fn score(&self, raw: f64) -> f64 {
        self.intercept + self.slope * raw
    }

    /// The largest difference to `other` at the two ends of this map's raw range, in points.
    pub fn distance(&self, other: &Self) -> f64 {
        let at = |raw: f64| (self.score(raw) - other.score(raw)).abs();
        at(self.raw_low).max(at(self.raw_high))
    }
}

/// Fits the map of source `code` from an edition and the raw values joined to it (an edition whose scores are raw
/// values). `None` when the source is missing in one of them, has fewer rows than the rules ask for, or raw values
/// that are all the same.
pub fn fit_source(edition: &Edition, raw: &Edition, code: &str, rules: &BreakRules) -> Option<SourceMap> {
    let pairs = paired(edition, raw, code)?;
    let (raw_low, raw_high) = (pairs.first()?.0, pairs.last()?.0);
    let usable: Vec<(f64, f64)> =
        pairs.into_iter().filter(|(_, score)| *score != LOWEST && *score != HIGHEST).collect();
    if usable.len() < rules.min_rows as usize {
        return None;
    }
    let mut line = least_squares(&usable)?;
    let mut rows = usable.len();
    for _ in 0..rules.refits {
        let residual = |(raw, score): &(f64, f64)| (score - line.0 - line.1 * raw).abs();
        let bound = quantile(usable.iter().map(residual).collect(), rules.keep).max(rules.tolerance);
        let kept: Vec<(f64, f64)> = usable.iter().filter(|row| residual(row) <= bound).copied().collect();
        // Rows that share one raw value would leave no slope: then the fit before stands.
        let Some(refit) = least_squares(&kept) else { break };
        (line, rows) = (refit, kept.len());
    }
    Some(SourceMap { slope: line.1, intercept: line.0, raw_low, raw_high, rows: rows as u32 })
}

/// Raw value and score of every country that has both, sorted, so that no sum depends on the order of countries.
fn paired(edition: &Edition, raw: &Edition, code: &str) -> Option<Vec<(f64, f64)>> {
    let (score_column, raw_column) = (edition.column(code)?, raw.column(code)?);
    let raws: BTreeMap<&str, f64> = raw
        .countries
        .iter()
        .filter_map(|country| Some((country.iso3.as_str(), finite(&country.scores, raw_column)?)))
        .collect();
    let mut pairs: Vec<(f64, f64)> = edition
        .countries
        .iter()
        .filter_map(|country| Some((*raws.get(country.iso3.as_str())?, finite(&country.scores, score_column)?)))
        .collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    Some(pairs)
}

fn finite(scores: &[Option<f64>], column: usize) -> Option<f64> {
    scores.get(column).copied().flatten().filter(|value| value.is_finite())
}

/// Intercept and slope of the least-squares line; `None` when all raw values are the same.
fn least_squares(rows: &[(f64, f64)]) -> Option<(f64, f64)> {
    let n = rows.len() as f64;
    let mean_raw = rows.iter().map(|row| row.0).sum::<f64>() / n;
    let mean_score = rows.iter().map(|row| row.1).sum::<f64>() / n;
    let spread: f64 = rows.iter().map(|row| (row.0 - mean_raw) * (row.0 - mean_raw)).sum();
    if rows.first()?.0 == rows.last()?.0 {
        return None;
    }
    let slope = rows.iter().map(|row| (row.0 - mean_raw) * (row.1 - mean_score)).sum::<f64>() / spread;
    Some((mean_score - slope * mean_raw, slope))
}

/// The quantile by linear interpolation between order statistics (type 7); 0 for no values.
fn quantile(mut values: Vec<f64>, share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let position = share * (values.len().saturating_sub(1)) as f64;
    let below = position.floor() as usize;
    match (values.get(below), values.get(below + 1)) {
        (Some(low), Some(high)) => low + (position - below as f64) * (high - low),
        (Some(low), None) => *low,
        _ => 0.0,
    }
}
