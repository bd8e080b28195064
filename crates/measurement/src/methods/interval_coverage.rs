//! # What it finds
//! In a world whose true levels are known, the share of intervals that hold the truth, for each kind of interval: the
//! published one, the t interval of the mean, the range of the jackknife, and both kinds of rank sets.
//!
//! # Why it matters
//! An interval is a promise about how often it is right. On real data nobody can check it; in a synthetic world made to
//! resemble the real one anybody can.
//!
//! # Formula
//!     share = intervals that hold the true value / intervals
//!
//! with an exact binomial interval of the share. For scores the truth is the latent level on the index's scale, not the
//! mean of the sources' error-free values: which sources a country has is part of the error. For rank sets it is the
//! rank of the latent level among the countries ranked; the simultaneous sets count once an edition, as a whole.
//!
//! # Exclusions
//! Countries without a score or without a known level. Nothing is computed where no true level is known.
//!
//! # Source
//! Clopper and Pearson (1934), Biometrika 26(4), for the interval of the share.

use super::cells::{AllCells, CellRow, SCORES};
use crate::cpi::{CountryScore, EditionRules, score_edition};
use crate::ranks::{Estimate, RankSet, Settings, rank_sets_both};
use crate::world::coverage::coverage;
use probity_core::kernel::ErasedKernel;
use probity_core::parameter::ParameterError;
use probity_core::{Finding, FindingId, Input, Interval, Kernel, Method, Parameters, RowView, State};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How often intervals hold the truth.
pub struct IntervalCoverage;

const ID: &str = "interval-coverage";
const TRUTH: Input = Input { register: "perception-truth", columns: &["edition", "iso3", "level"], required: true };

impl Method for IntervalCoverage {
    fn id(&self) -> &'static str {
        ID
    }

    fn source(&self) -> &'static str {
        include_str!("interval_coverage.rs")
    }

    fn inputs(&self) -> &'static [Input] {
        &[SCORES, TRUTH]
    }

    fn kernel(&self, parameters: &Parameters) -> Result<Box<dyn ErasedKernel>, ParameterError> {
        let settings = super::rank_sets::settings(parameters)?;
        Ok(Box::new(Promises { settings, parameters: parameters.clone() }))
    }
}

struct Promises {
    settings: Settings,
    parameters: Parameters,
}

enum Row<'a> {
    Score(CellRow<'a>),
    Truth { edition: i16, iso3: &'a str, level: f64, import: u64 },
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct Tables {
    scores: AllCells,
    /// By edition and country: the import it came with and the level. Of several imports the latest counts.
    truth: BTreeMap<(i16, String), (u64, f64)>,
}

impl Tables {
    fn level(&mut self, key: (i16, String), import: u64, level: f64) {
        let newer = self.truth.get(&key).is_none_or(|(there, _)| import > *there);
        if newer {
            self.truth.insert(key, (import, level));
        }
    }
}

impl Kernel for Promises {
    type Row<'a> = Row<'a>;
    type Key = ();
    type State = Tables;

    fn row<'a>(&self, input: usize, row: &'a dyn RowView) -> Option<Row<'a>> {
        if input == 0 {
            return CellRow::score(row).map(Row::Score);
        }
        let edition = i16::try_from(row.integer(0)?).ok()?;
        Some(Row::Truth { edition, iso3: row.text(1)?, level: row.number(2)?, import: row.import() })
    }

    fn key(&self, _row: &Row<'_>) -> Option<()> {
        Some(())
    }

    fn observe(&self, state: &mut Tables, row: &Row<'_>) {
        match row {
            Row::Score(cell) => state.scores.observe(cell),
            Row::Truth { edition, iso3, level, import } => state.level((*edition, (*iso3).to_owned()), *import, *level),
        }
    }

    fn merge(&self, into: &mut Tables, other: Tables) {
        into.scores.merge(other.scores);
        for (key, (import, level)) in other.truth {
            into.level(key, import, level);
        }
    }

    fn finish(&self, _key: &(), state: Tables) -> Vec<Finding> {
        let mut kept: Kept = BTreeMap::new();
        for (year, cells) in &state.scores.0 {
            let edition = cells.edition(*year);
            let truth: BTreeMap<&str, f64> = state
                .truth
                .range((*year, String::new())..)
                .take_while(|((edition, _), _)| edition == year)
                .map(|((_, iso3), (_, level))| (iso3.as_str(), *level))
                .collect();
            if let Ok(rules) = EditionRules::from_parameters(&self.parameters, *year) {
                let scores = score_edition(&edition, &rules).scores;
                of_scores(&scores, &truth, *year, &mut kept);
                self.of_ranks(&scores, &truth, *year, &mut kept);
            }
        }
        kept.iter().map(|((kind, period), intervals)| finding(kind, period, intervals)).collect()
    }
}

/// Intervals with their truth, by kind of interval and period.
type Kept = BTreeMap<(&'static str, String), Vec<(f64, f64, f64)>>;

fn keep(kept: &mut Kept, kind: &'static str, year: i16, interval: (f64, f64, f64)) {
    for period in ["all".to_owned(), year.to_string()] {
        kept.entry((kind, period)).or_default().push(interval);
    }
}

fn of_scores(scores: &[CountryScore], truth: &BTreeMap<&str, f64>, year: i16, kept: &mut Kept) {
    for score in scores {
        if let Some(level) = truth.get(score.iso3.as_str()) {
            keep(kept, "published", year, (score.ci_low, score.ci_high, *level));
            keep(kept, "t", year, (score.t_low, score.t_high, *level));
            keep(kept, "jackknife", year, (score.jack_low, score.jack_high, *level));
        }
    }
}

impl Promises {
    fn of_ranks(&self, scores: &[CountryScore], truth: &BTreeMap<&str, f64>, year: i16, kept: &mut Kept) {
        let known = scores.iter().filter(|score| truth.contains_key(score.iso3.as_str()));
        let estimate =
            |score: &CountryScore| Estimate { unit: score.iso3.clone(), estimate: score.mean, se: score.se_sample };
        let estimates: Vec<Estimate> = known.map(estimate).collect();
        let Ok(sets) = rank_sets_both(&estimates, &self.settings) else { return };
        let rank = |unit: &str| {
            let own = truth.get(unit).copied().unwrap_or(f64::NAN);
            let above =
                estimates.iter().filter(|other| truth.get(other.unit.as_str()).is_some_and(|level| *level > own));
            (1 + above.count()) as f64
        };
        let holds = |set: &RankSet| (set.low as f64..=set.high as f64).contains(&rank(&set.unit));
        for set in &sets.marginal {
            keep(kept, "rank", year, (set.low as f64, set.high as f64, rank(&set.unit)));
        }
        // All sets of an edition make one promise together: it holds or it does not.
        let all = if sets.simultaneous.iter().all(holds) { 0.0 } else { 1.0 };
        keep(kept, "rank-simultaneous", year, (0.0, 0.0, all));
    }
}

fn finding(kind: &str, period: &str, intervals: &[(f64, f64, f64)]) -> Finding {
    let id = FindingId { method: ID.into(), measure: "coverage".into(), subject: kind.into(), period: period.into() };
    let found = coverage(intervals);
    match found.share {
        Some(share) => Finding {
            interval: Interval::closed(100.0 * found.low, 100.0 * found.high),
            ..Finding::value(id, 100.0 * share, "per cent")
        }
        .because("all_rows"),
        None => Finding::new(id, State::Insufficient, "per cent").because("no_interval"),
    }
}
