//! Two editions compared, country by country. `total` is what a reader sees, `like_for_like` what the sources that
//! both editions have say, `composition` the rest; `rebasing` is what a changed scale alone would have moved.

use super::listing::{Published, listed};
use super::paired;
use super::rules::ChangeRules;
use crate::breaks::{BreakRules, SourceMap, fit_source};
use crate::exact;
use crate::panel::{Country, Edition};
use probity_core::Decimal;
pub use probity_core::Verdict;
use std::collections::BTreeMap;

/// A country's change. All differences are later minus earlier, in points.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// ISO 3166-1 alpha-3.
    pub iso3: String,
    /// Number of sources that both editions have.
    pub common: u32,
    /// Difference of the unrounded means.
    pub total: f64,
    /// Mean difference of the common sources; `None` without a common source.
    pub like_for_like: Option<f64>,
    /// Standard error of `like_for_like` over the common sources, in points; `None` with fewer than two.
    pub se: Option<f64>,
    /// `total` minus `like_for_like`: exactly 0 when no source came or went.
    pub composition: Option<f64>,
    /// What the changed maps alone would have moved the mean of the common sources by, raw values held fixed; a source
    /// without raw value or map counts 0. `None` when no raw values were given or no source is common.
    pub rebasing: Option<f64>,
    /// Number of common sources whose rebasing could be computed.
    pub mapped: u32,
    /// The paired statistic; infinite when all differences are equal and not 0.
    pub z: Option<f64>,
    /// Its two-sided p-value.
    pub p: Option<f64>,
    /// The p-value adjusted over all countries that have one.
    pub q: Option<f64>,
    /// What can be said.
    pub verdict: Verdict,
    /// Whether the publisher's own rule lists the change; `None` when a published figure is missing.
    pub ti_listed: Option<bool>,
}

/// A country that could not be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// ISO 3166-1 alpha-3.
    pub iso3: String,
    /// Its number of sources in the earlier edition; 0 when it is not there.
    pub from: u32,
    /// Its number of sources in the later edition.
    pub to: u32,
}

/// All changes between two editions.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comparison {
    /// Countries scored in both, by `iso3`.
    pub changes: Vec<Change>,
    /// Countries scored in one only, by `iso3`; they have no change.
    pub left_out: Vec<LeftOut>,
}

/// Each source's own fixed scale in the two editions, in place of scores.
#[derive(Debug, Clone, Copy)]
pub struct RawEditions<'a> {
    /// Raw values that the earlier edition used.
    pub from: &'a Edition,
    /// Raw values that the later edition used.
    pub to: &'a Edition,
    /// Thresholds of the map fit.
    pub rules: &'a BreakRules,
}

/// What a comparison may use besides the two editions.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The rules.
    pub rules: &'a ChangeRules,
    /// Raw values, for `rebasing`.
    pub raw: Option<RawEditions<'a>>,
    /// Published scores, for `ti_listed`.
    pub published: Option<&'a Published>,
}

/// A source that both editions have: its columns, and its maps when raw values allow to fit both.
struct Common<'a> {
    from: usize,
    to: usize,
    rebase: Option<Rebase<'a>>,
}

/// How one source's scale moved between the editions.
struct Rebase<'a> {
    before: SourceMap,
    after: SourceMap,
    raw: BTreeMap<&'a str, f64>,
}

/// Compares two editions. The result does not depend on the order of countries or sources.
pub fn compare(from: &Edition, to: &Edition, options: &Options<'_>) -> Comparison {
    let common = common_sources(from, to, options.raw);
    let mut countries: BTreeMap<&str, [Option<&Country>; 2]> = BTreeMap::new();
    for (side, edition) in [from, to].into_iter().enumerate() {
        for country in &edition.countries {
            countries.entry(&country.iso3).or_default()[side] = Some(country);
        }
    }
    let mut result = Comparison::default();
    for (iso3, sides) in countries {
        let sums = sides.map(|country| country.map(exact::available).unwrap_or_default());
        if let [Some(before), Some(after)] = sides
            && sums.iter().all(|sources| sources.len() >= options.rules.min_sources.max(1) as usize)
        {
            let mut change = country_change(before, after, &sums, &common, options);
            change.ti_listed = ti_listed(iso3, from.year, to.year, options);
            result.changes.push(change);
        } else {
            let [from, to] = sums.map(|sources| sources.len() as u32);
            result.left_out.push(LeftOut { iso3: iso3.to_owned(), from, to });
        }
    }
    judge(&mut result.changes, options.rules);
    result
}

/// The sources of both editions by code, so that floats are added in the same order whatever the files' order.
fn common_sources<'a>(from: &Edition, to: &Edition, raw: Option<RawEditions<'a>>) -> Vec<Common<'a>> {
    let codes: BTreeMap<&str, usize> = from.sources.iter().enumerate().map(|(i, code)| (code.as_str(), i)).collect();
    let rebase = |code: &str| -> Option<Rebase<'a>> {
        let raw = raw?;
        let before = fit_source(from, raw.from, code, raw.rules)?;
        let after = fit_source(to, raw.to, code, raw.rules)?;
        let column = raw.from.column(code)?;
        let values = raw.from.countries.iter().filter_map(|country| {
            let value = country.scores.get(column).copied().flatten().filter(|value| value.is_finite())?;
            Some((country.iso3.as_str(), value))
        });
        Some(Rebase { before, after, raw: values.collect() })
    };
    codes
        .into_iter()
        .filter_map(|(code, column)| Some(Common { from: column, to: to.column(code)?, rebase: rebase(code) }))
        .collect()
}

fn country_change(
    before: &Country,
    after: &Country,
    sources: &[Vec<Decimal>; 2],
    common: &[Common<'_>],
    options: &Options<'_>,
) -> Change {
    let score =
        |country: &Country, column: usize| country.scores.get(column).copied().flatten().and_then(exact::decimal);
    let mut differences = Vec::new();
    let (mut rebased, mut mapped) = (0.0, 0u32);
    for source in common {
        let (Some(x_from), Some(x_to)) = (score(before, source.from), score(after, source.to)) else { continue };
        differences.push(x_to.minus(x_from));
        if let Some(rebase) = &source.rebase
            && let Some(raw) = rebase.raw.get(before.iso3.as_str())
        {
            rebased += rebase.after.score(*raw) - rebase.before.score(*raw);
            mapped += 1;
        }
    }
    let c = differences.len() as u32;
    let split = split(sources, &differences);
    let tested = paired::test(&differences, options.rules.min_common);
    Change {
        iso3: before.iso3.clone(),
        common: c,
        total: split.total,
        like_for_like: split.like_for_like,
        se: exact::standard_error(&differences),
        composition: split.composition,
        rebasing: (options.raw.is_some() && c > 0).then(|| rebased / f64::from(c)),
        mapped,
        z: tested.map(|test| test.z),
        p: tested.map(|test| test.p),
        q: None,
        verdict: Verdict::NoClearChange,
        ti_listed: None,
    }
}

struct Split {
    total: f64,
    like_for_like: Option<f64>,
    composition: Option<f64>,
}

/// The three terms over a common denominator, in whole decimals: each is one division away from exact, and a
/// composition of 0 is exactly 0.
fn split(sources: &[Vec<Decimal>; 2], differences: &[Decimal]) -> Split {
    let [n_from, n_to] = [sources[0].len() as u32, sources[1].len() as u32];
    let difference = Decimal::sum(&sources[1]).times(n_from).minus(Decimal::sum(&sources[0]).times(n_to));
    let total = difference.divide(n_from * n_to);
    let c = differences.len() as u32;
    if c == 0 {
        return Split { total, like_for_like: None, composition: None };
    }
    let sum = Decimal::sum(differences);
    let rest = difference.times(c).minus(sum.times(n_from * n_to));
    Split { total, like_for_like: Some(sum.divide(c)), composition: Some(rest.divide(n_from * n_to * c)) }
}

fn ti_listed(iso3: &str, from: i16, to: i16, options: &Options<'_>) -> Option<bool> {
    let published = options.published?;
    let row = |year: i16| published.get(&(year, iso3.to_owned()));
    listed(&options.rules.listing, row(from)?, row(to)?)
}

/// Fills in `q` over all countries with a p-value, then the verdicts.
fn judge(changes: &mut [Change], rules: &ChangeRules) {
    let p: Vec<f64> = changes.iter().filter_map(|change| change.p).collect();
    let mut adjusted = rules.adjustment.adjust(&p).into_iter();
    for change in changes.iter_mut().filter(|change| change.p.is_some()) {
        change.q = adjusted.next();
        change.verdict = verdict(change, rules.q);
    }
}

/// A change counts when it is beyond noise and keeps its direction once the changed scale is taken out. Without raw
/// values nothing can be taken out.
fn verdict(change: &Change, largest_q: f64) -> Verdict {
    let (Some(q), Some(like_for_like)) = (change.q, change.like_for_like) else { return Verdict::NoClearChange };
    let real = like_for_like - change.rebasing.unwrap_or(0.0);
    if q > largest_q {
        Verdict::NoClearChange
    } else if like_for_like > 0.0 && real > 0.0 {
        Verdict::Rose
    } else if like_for_like < 0.0 && real < 0.0 {
        Verdict::Fell
    } else {
        Verdict::NoClearChange
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(like_for_like: f64, rebasing: Option<f64>, q: f64) -> Change {
        Change {
            iso3: "KAZ".to_owned(),
            common: 7,
            total: like_for_like,
            like_for_like: Some(like_for_like),
            se: Some(1.0),
            composition: Some(0.0),
            rebasing,
            mapped: 1,
            z: Some(3.0),
            p: Some(q),
            q: Some(q),
            verdict: Verdict::NoClearChange,
            ti_listed: None,
        }
    }

    #[test]
    fn a_rise_that_the_changed_scale_explains_is_no_clear_change() {
        assert_eq!(verdict(&change(1.0, None, 0.05), 0.10), Verdict::Rose);
        assert_eq!(verdict(&change(1.0, Some(0.4), 0.10), 0.10), Verdict::Rose);
        assert_eq!(verdict(&change(1.0, Some(1.0), 0.05), 0.10), Verdict::NoClearChange);
        assert_eq!(verdict(&change(1.0, Some(1.5), 0.05), 0.10), Verdict::NoClearChange);
        assert_eq!(verdict(&change(-1.0, Some(0.5), 0.05), 0.10), Verdict::Fell);
        assert_eq!(verdict(&change(-1.0, Some(0.5), 0.11), 0.10), Verdict::NoClearChange);
    }
}
