//! `probity index cpi`: one edition as its publisher computes it, and what the publisher does not show beside it.

use super::{parameter, parameters, read};
use crate::arguments::Cpi;
use crate::failure::Failure;
use crate::output::{self, Table, Value};
use crate::terminal;
use probity_measurement::cpi::{CountryScore, EditionRules, score_edition};
use probity_measurement::ranks::{Estimate, RankSet, Settings, rank_sets_both};
use std::collections::BTreeMap;

const HEADER: [&str; 20] = [
    "iso3",
    "country",
    "n",
    "score",
    "se",
    "ci_low",
    "ci_high",
    "rank",
    "mean",
    "se_sample",
    "t_low",
    "t_high",
    "jack_low",
    "jack_high",
    "rank_low",
    "rank_high",
    "rank_low_simultaneous",
    "rank_high_simultaneous",
    "score_low",
    "score_high",
];

/// Runs the command.
pub fn run(arguments: &Cpi) -> Result<(), Failure> {
    let panel = read::panel(&arguments.sources)?;
    let edition = read::edition(&panel, arguments.edition, &arguments.sources)?;
    let rules = EditionRules::from_parameters(&parameters("cpi")?, arguments.edition).map_err(parameter)?;
    if rules.assumed {
        terminal::note(&format!(
            "warning: the publisher's rules for edition {} are not known; the latest known rules are used",
            arguments.edition
        ));
    }
    let scored = score_edition(edition, &rules);
    for few in &scored.too_few {
        terminal::note(&format!(
            "note: {} has {} sources, {} are needed; it gets no score",
            few.iso3, few.n, rules.min_sources
        ));
    }
    let sets = sets(&scored.scores, arguments)?;
    let mut table = Table::new("scores", &HEADER);
    for score in &scored.scores {
        table.row(row(score, sets.get(&score.iso3)));
    }
    output::write(&arguments.to.out, &[table], arguments.to.format)
}

/// Marginal and simultaneous set by country; empty when no draws are wanted.
fn sets(scores: &[CountryScore], arguments: &Cpi) -> Result<BTreeMap<String, [RankSet; 2]>, Failure> {
    let settings = super::ranks::settings(None, arguments.draws, arguments.seed, true)?;
    if settings.draws == 0 || scores.is_empty() {
        return Ok(BTreeMap::new());
    }
    let estimate =
        |score: &CountryScore| Estimate { unit: score.iso3.clone(), estimate: score.mean, se: score.se_sample };
    let estimates: Vec<Estimate> = scores.iter().map(estimate).collect();
    let both = rank_sets_both(&estimates, &Settings { ..settings }).map_err(parameter)?;
    let pairs = both.marginal.into_iter().zip(both.simultaneous);
    Ok(pairs.map(|(marginal, simultaneous)| (marginal.unit.clone(), [marginal, simultaneous])).collect())
}

fn row(score: &CountryScore, sets: Option<&[RankSet; 2]>) -> Vec<Value> {
    let bound =
        |set: usize, bound: fn(&RankSet) -> usize| -> Value { sets.map(|sets| bound(&sets[set]) as i64).into() };
    vec![
        score.iso3.as_str().into(),
        score.country.as_str().into(),
        score.n.into(),
        score.score.into(),
        score.se.into(),
        score.ci_low.into(),
        score.ci_high.into(),
        score.rank.into(),
        score.mean.into(),
        score.se_sample.into(),
        score.t_low.into(),
        score.t_high.into(),
        score.jack_low.into(),
        score.jack_high.into(),
        bound(0, |set| set.low),
        bound(0, |set| set.high),
        bound(1, |set| set.low),
        bound(1, |set| set.high),
        score.score_low.into(),
        score.score_high.into(),
    ]
}
