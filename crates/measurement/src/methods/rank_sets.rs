//! # What it finds
//! For each country of each edition, the set of ranks that the data cannot tell apart: the lowest and highest place
//! that is compatible with the scores' uncertainty, for the country by itself and for all countries at once.
//!
//! # Why it matters
//! A rank looks exact and is almost empty of information: with the sample standard error most countries could stand
//! dozens of places higher or lower. No publisher of a perception index prints this. A rank must never be shown bare.
//!
//! # Formula
//! Over draws Z of normal errors with the sample standard errors se_j of the means x_j:
//!
//!     s_jk = sqrt(se_j^2 + se_k^2)
//!     q    = quantile over the draws of max |Z_j - Z_k| / s_jk over the pairs still in play
//!     j is significantly above k when (x_j - x_k) > q * s_jk; such pairs leave play; repeat until none is new
//!     lowest place  = 1 + number significantly above
//!     highest place = N - number significantly below
//!
//! Pairs with the country itself give the marginal set, all pairs the simultaneous one.
//!
//! # Exclusions
//! Countries with fewer sources than the edition demands have no rank. Sources are taken as independent between
//! countries.
//!
//! # Source
//! Mogstad, Romano, Shaikh and Wilhelm (2024), Inference for Ranks with Applications to Mobility across Neighbourhoods
//! and Academic Achievement across Countries, Review of Economic Studies 91(1), algorithm 2.

use super::cells::{ByEdition, EditionCells, OfEdition, SCORES};
use crate::cpi::{CountryScore, EditionRules, score_edition};
use crate::ranks::{Estimate, RankSet, Settings, rank_sets_both};
use probity_core::kernel::ErasedKernel;
use probity_core::parameter::ParameterError;
use probity_core::{Finding, FindingId, Input, Interval, Method, Parameters};
use std::collections::BTreeMap;

/// The sets of ranks the data cannot tell apart.
pub struct RankSets;

const ID: &str = "rank-sets";

impl Method for RankSets {
    fn id(&self) -> &'static str {
        ID
    }

    fn source(&self) -> &'static str {
        include_str!("rank_sets.rs")
    }

    fn inputs(&self) -> &'static [Input] {
        &[SCORES]
    }

    fn kernel(&self, parameters: &Parameters) -> Result<Box<dyn ErasedKernel>, ParameterError> {
        Ok(Box::new(ByEdition(Editions { settings: settings(parameters)?, parameters: parameters.clone() })))
    }
}

/// What the draws need, from the method's parameters.
pub(super) fn settings(parameters: &Parameters) -> Result<Settings, ParameterError> {
    Ok(Settings {
        coverage: parameters.get("coverage")?.number("coverage")?,
        draws: whole(parameters, "draws")? as usize,
        seed: whole(parameters, "seed")?,
        simultaneous: true,
    })
}

fn whole(parameters: &Parameters, name: &str) -> Result<u64, ParameterError> {
    let value = parameters.get(name)?.integer(name)?;
    u64::try_from(value).map_err(|_| ParameterError::Type { name: name.to_owned(), expected: "zero or more" })
}

struct Editions {
    settings: Settings,
    /// With those of `cpi`, which say who gets a score.
    parameters: Parameters,
}

impl OfEdition for Editions {
    fn findings(&self, year: i16, cells: &EditionCells) -> Vec<Finding> {
        let Ok(rules) = EditionRules::from_parameters(&self.parameters, year) else { return Vec::new() };
        let scored = score_edition(&cells.edition(year), &rules).scores;
        let estimates: Vec<Estimate> = scored
            .iter()
            .map(|score| Estimate { unit: score.iso3.clone(), estimate: score.mean, se: score.se_sample })
            .collect();
        let Ok(sets) = rank_sets_both(&estimates, &self.settings) else { return Vec::new() };
        let both = sets.marginal.iter().zip(&sets.simultaneous);
        let scores: BTreeMap<&str, &CountryScore> = scored.iter().map(|score| (score.iso3.as_str(), score)).collect();
        both.filter_map(|(marginal, simultaneous)| {
            let score = scores.get(marginal.unit.as_str())?;
            let evidence = cells.evidence(SCORES.register, &marginal.unit);
            Some(country(score, marginal, simultaneous, year).map(|finding| finding.on(evidence.clone())))
        })
        .flatten()
        .collect()
    }
}

/// The rank by the rounded score with both sets, and the probability of standing first.
fn country(score: &CountryScore, marginal: &RankSet, simultaneous: &RankSet, year: i16) -> [Finding; 4] {
    let id = |measure: &str| FindingId {
        method: ID.into(),
        measure: measure.into(),
        subject: score.iso3.clone(),
        period: year.to_string(),
    };
    let rank = |measure: &str, set: &RankSet| Finding {
        interval: Interval::closed(set.low as f64, set.high as f64),
        ..Finding::value(id(measure), f64::from(score.rank), "places")
    };
    [
        rank("rank", marginal),
        rank("rank_simultaneous", simultaneous),
        Finding::value(id("rank_expected"), marginal.expected, "places"),
        Finding::value(id("best_probability"), marginal.best_probability, "share"),
    ]
}
