//! # What it finds
//! For every country, how much of the difference between two editions is said by the sources that both editions have,
//! how much comes from sources that came or went, and how much a changed scale alone would have moved; and whether the
//! like-for-like part is more than noise.
//!
//! # Why it matters
//! "Up eleven points" mixes real change with a changed set of instruments and a changed ruler. Most year-on-year
//! headlines are noise, and testing 180 countries one by one finds 18 "changes" at the ten per cent level in pure noise.
//!
//! # Formula
//! With x the scores and r a source's value on its own fixed scale:
//!
//!     total         = mean of the later edition - mean of the earlier one
//!     like_for_like = mean over common sources of x_to - x_from
//!     composition   = total - like_for_like
//!     rebasing      = mean over common sources of M_to(r_from) - M_from(r_from), M the edition's fitted map
//!     z             = paired t statistic over the c common sources (c - 1 degrees of freedom, c >= 3)
//!     q             = Benjamini-Hochberg over all countries
//!
//! `rose` or `fell` needs q at most 0.10 and the same sign after the rebasing is taken off.
//!
//! # Exclusions
//! Countries scored in one edition only are `not_applicable`. Without a common source nothing can be said:
//! `insufficient`. A source whose own values are not public counts zero in the rebasing.
//!
//! # Source
//! Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57(1); the decomposition follows from the
//! definition of the mean.

use super::editions::{AcrossEditions, Editions, INPUTS, OfEditions};
use crate::breaks::BreakRules;
use crate::change::{Change, ChangeRules, Options, RawEditions, Verdict, compare};
use crate::panel::{Edition, Panel};
use probity_core::kernel::ErasedKernel;
use probity_core::parameter::ParameterError;
use probity_core::special::student;
use probity_core::{Evidence, Finding, FindingId, Input, Interval, Method, Parameters, State};
use std::sync::Arc;

/// What really changed between editions.
pub struct CpiChange;

const ID: &str = "cpi-change";

impl Method for CpiChange {
    fn id(&self) -> &'static str {
        ID
    }

    fn source(&self) -> &'static str {
        include_str!("cpi_change.rs")
    }

    fn inputs(&self) -> &'static [Input] {
        INPUTS
    }

    fn kernel(&self, parameters: &Parameters) -> Result<Box<dyn ErasedKernel>, ParameterError> {
        let coverage = parameters.get("coverage")?.number("coverage")?;
        Ok(Box::new(AcrossEditions(Pairs { parameters: parameters.clone(), coverage })))
    }
}

struct Pairs {
    parameters: Parameters,
    coverage: f64,
}

impl OfEditions for Pairs {
    fn findings(&self, editions: &Editions) -> Vec<Finding> {
        let (panel, raw) = (editions.panel(), editions.raw());
        pairs(&panel).into_iter().flat_map(|[from, to]| self.pair(from, to, &raw, editions)).collect()
    }
}

/// Each edition with the next one, and the first with the last.
fn pairs(panel: &Panel) -> Vec<[&Edition; 2]> {
    let editions: Vec<&Edition> = panel.editions.values().collect();
    let mut pairs: Vec<[&Edition; 2]> = editions.windows(2).map(|pair| [pair[0], pair[1]]).collect();
    if let [first, _, .., last] = editions[..] {
        pairs.push([first, last]);
    }
    pairs
}

impl Pairs {
    fn pair(&self, from: &Edition, to: &Edition, raw: &Panel, state: &Editions) -> Vec<Finding> {
        let period = format!("{}-{}", from.year, to.year);
        let Ok(rules) = ChangeRules::from_parameters(&self.parameters, from.year, to.year) else { return Vec::new() };
        let break_rules = BreakRules::from_parameters(&self.parameters, to.year).ok();
        let raw = match (raw.editions.get(&from.year), raw.editions.get(&to.year), &break_rules) {
            (Some(from), Some(to), Some(rules)) => Some(RawEditions { from, to, rules }),
            _ => None,
        };
        let comparison = compare(from, to, &Options { rules: &rules, raw, published: None });
        let changes = comparison.changes.iter().flat_map(|change| {
            let evidence = state.evidence(&change.iso3, [from.year, to.year]);
            self.country(change, &period, &evidence)
        });
        let left_out = comparison.left_out.iter().map(|country| {
            Finding::new(id("like_for_like", &country.iso3, &period), State::NotApplicable, "points")
                .because("scored_in_one_edition")
                .on(state.evidence(&country.iso3, [from.year, to.year]))
        });
        let counts = counts(&comparison.changes, &period);
        changes.chain(left_out).chain(counts).collect()
    }

    fn country(&self, change: &Change, period: &str, evidence: &Arc<[Evidence]>) -> Vec<Finding> {
        let part = |measure: &str, value: f64| {
            Finding::value(id(measure, &change.iso3, period), value, "points").on(evidence.clone())
        };
        let mut findings = vec![part("total", change.total), self.like_for_like(change, period, evidence)];
        findings.extend(change.composition.map(|value| part("composition", value)));
        findings.extend(change.rebasing.map(|value| part("rebasing", value)));
        findings.extend(change.q.map(|q| Finding { unit: "probability".to_owned(), ..part("q", q) }));
        findings
    }

    fn like_for_like(&self, change: &Change, period: &str, evidence: &Arc<[Evidence]>) -> Finding {
        let id = id("like_for_like", &change.iso3, period);
        let Some(value) = change.like_for_like else {
            return Finding::new(id, State::Insufficient, "points").because("no_common_source").on(evidence.clone());
        };
        let interval = change.se.and_then(|se| {
            let half = student::critical(self.coverage, change.common - 1) * se;
            Interval::closed(value - half, value + half)
        });
        let reason = if change.p.is_none() { "too_few_common_sources" } else { change.verdict.word() };
        Finding { interval, ..Finding::value(id, value, "points") }.because(reason).on(evidence.clone())
    }
}

/// How many countries clearly rose or fell, of how many compared. The subject `all` is no country.
fn counts(changes: &[Change], period: &str) -> [Finding; 3] {
    let count = |measure: &str, wanted: &dyn Fn(&Change) -> bool| {
        let n = changes.iter().filter(|change| wanted(change)).count();
        Finding::value(id(measure, "all", period), n as f64, "countries").because("all_rows")
    };
    [
        count("rose", &|change| change.verdict == Verdict::Rose),
        count("fell", &|change| change.verdict == Verdict::Fell),
        count("compared", &|change| change.q.is_some()),
    ]
}

fn id(measure: &str, iso3: &str, period: &str) -> FindingId {
    FindingId { method: ID.into(), measure: measure.into(), subject: iso3.into(), period: period.into() }
}
