//! Confidence sets for ranks. A rank is a statement about everybody else in the table, so its uncertainty cannot be
//! read off one unit's interval; the sets of Mogstad, Romano, Shaikh and Wilhelm (2024) say which ranks a unit may
//! have, with a stated coverage, one unit at a time (marginal) or for the whole table at once (simultaneous).

mod compare;
mod draws;
mod error;
mod pairs;
mod stepdown;

pub use compare::{probability_above, significant_tiers, tau_best};
pub use error::RankError;

use draws::Draws;
use serde::Serialize;

/// An estimate with its standard error, in any one unit of measure; higher is better (rank 1). Estimates are taken
/// as independent and normal.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Estimate {
    /// Who it is about.
    pub unit: String,
    /// The estimate.
    pub estimate: f64,
    /// Its standard error; 0 means known exactly.
    pub se: f64,
}

/// How the sets are computed.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Probability with which a set holds the true rank, between 0 and 1.
    pub coverage: f64,
    /// Number of simulated tables.
    pub draws: usize,
    /// Seed of the simulation.
    pub seed: u64,
    /// Whether all sets hold at once (`true`) or each for itself.
    pub simultaneous: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { coverage: 0.9, draws: 4_000, seed: 1, simultaneous: false }
    }
}

/// Where a unit may stand.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankSet {
    /// Who.
    pub unit: String,
    /// 1 + the number of larger estimates: equal estimates share a rank.
    pub rank: usize,
    /// The best rank that cannot be ruled out.
    pub low: usize,
    /// The worst rank that cannot be ruled out.
    pub high: usize,
    /// The mean rank over the simulated tables.
    pub expected: f64,
    /// The share of simulated tables in which nobody is above the unit.
    pub best_probability: f64,
}

/// Marginal and simultaneous sets from the same simulated tables.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BothSets {
    /// Each set holds for itself.
    pub marginal: Vec<RankSet>,
    /// All sets hold at once.
    pub simultaneous: Vec<RankSet>,
}

/// The rank sets of `estimates`, in their order. The order of the rows changes nothing: units are drawn in the order
/// of their names.
///
/// # Errors
/// See [`RankError`].
pub fn rank_sets(estimates: &[Estimate], settings: &Settings) -> Result<Vec<RankSet>, RankError> {
    let table = Table::new(estimates, settings)?;
    let bounds = if settings.simultaneous {
        stepdown::simultaneous(&table.scores, &table.draws, settings.coverage)
    } else {
        stepdown::marginal(&table.scores, &table.draws, settings.coverage)
    };
    Ok(table.sets(estimates, &bounds))
}

/// Marginal and simultaneous sets at once; [`Settings::simultaneous`] is not read.
///
/// # Errors
/// See [`RankError`].
pub fn rank_sets_both(estimates: &[Estimate], settings: &Settings) -> Result<BothSets, RankError> {
    let table = Table::new(estimates, settings)?;
    let marginal = stepdown::marginal(&table.scores, &table.draws, settings.coverage);
    let simultaneous = stepdown::simultaneous(&table.scores, &table.draws, settings.coverage);
    Ok(BothSets { marginal: table.sets(estimates, &marginal), simultaneous: table.sets(estimates, &simultaneous) })
}

/// An estimate and its standard error, without the name.
#[derive(Debug, Clone, Copy)]
struct Score {
    estimate: f64,
    se: f64,
}

/// The lowest and highest rank of a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Bounds {
    low: usize,
    high: usize,
}

/// The checked input in the order of unit names, with its draws.
struct Table {
    scores: Vec<Score>,
    /// By row of the input, its place in `scores`.
    place: Vec<usize>,
    draws: Draws,
}

impl Table {
    fn new(estimates: &[Estimate], settings: &Settings) -> Result<Self, RankError> {
        error::check(estimates, settings)?;
        let mut order: Vec<usize> = (0..estimates.len()).collect();
        order.sort_by(|&a, &b| estimates[a].unit.cmp(&estimates[b].unit));
        if let Some(twice) = order.windows(2).find(|pair| estimates[pair[0]].unit == estimates[pair[1]].unit) {
            return Err(RankError::Twice(estimates[twice[0]].unit.clone()));
        }
        let mut place = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            place[old] = new;
        }
        let scores: Vec<Score> =
            order.iter().map(|&row| Score { estimate: estimates[row].estimate, se: estimates[row].se }).collect();
        let draws = Draws::new(&scores, settings.draws, settings.seed);
        Ok(Self { scores, place, draws })
    }

    fn sets(&self, estimates: &[Estimate], bounds: &[Bounds]) -> Vec<RankSet> {
        let set = |(row, &place): (&Estimate, &usize)| RankSet {
            unit: row.unit.clone(),
            rank: 1 + estimates.iter().filter(|other| other.estimate > row.estimate).count(),
            low: bounds[place].low,
            high: bounds[place].high,
            expected: self.draws.expected_rank(place),
            best_probability: self.draws.best_probability(place),
        };
        estimates.iter().zip(&self.place).map(set).collect()
    }
}
