//! One edition's scores, intervals and ranks. Beside what the publisher prints stand the plain sample error, the t
//! interval, the leave-one-source-out range and the scores that rounded sources leave possible.

use super::rules::EditionRules;
use crate::panel::{Country, Edition};
use crate::{exact, standing};
use probity_core::Decimal;
use probity_core::special::student;
use std::collections::BTreeMap;

/// A source score's legal range.
const LOWEST: i64 = 0;
const HIGHEST: i64 = 100;
/// Half a point in tenths: what a source written as a whole number may have been rounded by.
const HALF_POINT: i64 = 5;

/// A country's result in one edition. Scores, errors and limits are in points of the 0–100 scale.
#[derive(Debug, Clone, PartialEq)]
pub struct CountryScore {
    /// ISO 3166-1 alpha-3.
    pub iso3: String,
    /// The name as published.
    pub country: String,
    /// Number of sources.
    pub n: u32,
    /// The mean of the sources, rounded half up.
    pub score: i64,
    /// The standard error as the publisher computes it, with the edition's finite-population correction.
    pub se: f64,
    /// Lower limit of the publisher's interval.
    pub ci_low: f64,
    /// Upper limit of the publisher's interval.
    pub ci_high: f64,
    /// Competition rank on the rounded score, 1 = least corrupt.
    pub rank: u32,
    /// The unrounded mean.
    pub mean: f64,
    /// The standard error of the mean from the sample alone: s/sqrt(n).
    pub se_sample: f64,
    /// Lower limit of the t interval around the mean.
    pub t_low: f64,
    /// Upper limit of the t interval around the mean.
    pub t_high: f64,
    /// Lowest mean when one source is left out.
    pub jack_low: f64,
    /// Highest mean when one source is left out.
    pub jack_high: f64,
    /// Lowest score reachable when sources written as whole numbers were rounded from unknown decimals.
    pub score_low: i64,
    /// Highest score reachable in the same way.
    pub score_high: i64,
}

/// A country that cannot be scored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooFew {
    /// ISO 3166-1 alpha-3.
    pub iso3: String,
    /// Number of its sources, fewer than the rules ask for.
    pub n: u32,
}

/// An edition's results.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scored {
    /// Scored countries, by `iso3`.
    pub scores: Vec<CountryScore>,
    /// Countries with too few sources, by `iso3`.
    pub too_few: Vec<TooFew>,
}

/// Scores an edition. The result does not depend on the order of countries or sources. A score that is no finite
/// number counts as missing; readers refuse such cells before they come here.
pub fn score_edition(edition: &Edition, rules: &EditionRules) -> Scored {
    let mut result = Scored::default();
    let mut critical = BTreeMap::new();
    let mut countries: Vec<&Country> = edition.countries.iter().collect();
    countries.sort_by(|a, b| a.iso3.cmp(&b.iso3));
    for country in countries {
        let sources = exact::available(country);
        let n = sources.len() as u32;
        match exact::standard_error(&sources) {
            Some(se_sample) if n >= rules.min_sources => {
                let t = *critical.entry(n).or_insert_with(|| student::critical(rules.coverage, n - 1));
                result.scores.push(score_country(country, &sources, se_sample, t, rules));
            }
            _ => result.too_few.push(TooFew { iso3: country.iso3.clone(), n }),
        }
    }
    let standings = standing::competition(&result.scores, |a, b| a.score.cmp(&b.score));
    for (score, standing) in result.scores.iter_mut().zip(standings) {
        score.rank = standing.rank;
    }
    result
}

/// One country; its rank is filled in when all are there. `t` is the critical value for its number of sources.
fn score_country(country: &Country, sources: &[Decimal], se_sample: f64, t: f64, rules: &EditionRules) -> CountryScore {
    let n = sources.len() as u32;
    let sum = Decimal::sum(sources);
    let (score, mean) = (sum.divide_round_half_up(n), sum.divide(n));
    let se = se_sample * rules.correction(n);
    let [ci_low, ci_high] = rules.interval(score, mean, se);
    let [jack_low, jack_high] = leave_one_out(sources, sum);
    let [score_low, score_high] = reachable(sources);
    CountryScore {
        iso3: country.iso3.clone(),
        country: country.name.clone(),
        n,
        score,
        se,
        ci_low,
        ci_high,
        rank: 0,
        mean,
        se_sample,
        t_low: mean - t * se_sample,
        t_high: mean + t * se_sample,
        jack_low,
        jack_high,
        score_low,
        score_high,
    }
}

/// The mean without each value in turn, in the order of `values`; empty with fewer than two.
pub fn without_each(values: &[f64]) -> Vec<f64> {
    let decimals: Vec<Decimal> = values.iter().filter_map(|value| exact::decimal(*value)).collect();
    let sum = Decimal::sum(&decimals);
    let rest = (decimals.len() as u32).saturating_sub(1);
    if rest == 0 { Vec::new() } else { decimals.iter().map(|value| sum.minus(*value).divide(rest)).collect() }
}

/// The lowest and highest mean over all ways of leaving one source out; at least two sources.
fn leave_one_out(sources: &[Decimal], sum: Decimal) -> [f64; 2] {
    let rest = (sources.len() as u32).saturating_sub(1);
    let largest = sources.iter().copied().reduce(Decimal::max).unwrap_or(sum);
    let smallest = sources.iter().copied().reduce(Decimal::min).unwrap_or(sum);
    [sum.minus(largest).divide(rest), sum.minus(smallest).divide(rest)]
}

/// The lowest and highest rounded mean when every whole number may stand for any value within half a point of it.
fn reachable(sources: &[Decimal]) -> [i64; 2] {
    let end = |tenths: i64| -> i64 {
        let moved = sources.iter().map(|source| {
            if !source.is_integer() {
                return *source;
            }
            source.plus_tenths(tenths).max(Decimal::integer(LOWEST)).min(Decimal::integer(HIGHEST))
        });
        Decimal::sum(&moved.collect::<Vec<_>>()).divide_round_half_up(sources.len() as u32)
    };
    [end(-HALF_POINT), end(HALF_POINT)]
}
