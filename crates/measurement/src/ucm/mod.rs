//! The unobserved components model of the Worldwide Governance Indicators (Kaufmann, Kraay and Mastruzzi; update of
//! 2022). Every source is read as a noisy straight line of one hidden quality of government; the model finds each
//! source's line and noise, and from them an estimate with a standard error for every unit, however few sources see it.

mod error;
mod factor;
mod position;
mod sources;
mod symmetric;
mod table;

pub use error::UcmError;
pub use factor::{Heywood, OneFactor, one_factor};

use position::Position;
use probity_core::Parameters;
use probity_core::parameter::ParameterError;
use serde::Serialize;
use sources::Lines;
use table::Table;

/// One indicator in one year: units by sources.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Indicator {
    /// The units, each once.
    pub units: Vec<String>,
    /// The source codes, each once.
    pub sources: Vec<String>,
    /// By unit, one value a source, in any unit of measure, higher is better; `None` where the source is silent.
    pub values: Vec<Vec<Option<f64>>>,
    /// By source, whether it covers countries rich and poor alike, so that its scale may define the factor.
    pub representative: Vec<bool>,
}

/// The numbers the model takes as given. The method folder `ucm` documents them.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Standard errors on either side of the estimate for the bounds of the percentile rank.
    pub z: f64,
    /// Least and largest share of a representative source's variance that is noise.
    pub uniqueness: (f64, f64),
    /// An errors-in-variables factor at or below this is taken as 1 (no correction).
    pub reliability_floor: f64,
    /// Fewer units than this say nothing about a source.
    pub min_units: usize,
    /// Smallest eigenvalue of the correlation matrix; a matrix below is smoothed.
    pub min_eigenvalue: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { z: 1.64, uniqueness: (1e-4, 1.0), reliability_floor: 0.0, min_units: 3, min_eigenvalue: 1e-6 }
    }
}

impl Settings {
    /// The settings that the method's folder gives.
    ///
    /// # Errors
    /// When a parameter is missing or of another type.
    pub fn from_parameters(parameters: &Parameters) -> Result<Self, ParameterError> {
        let number = |name: &str| parameters.get(name)?.number(name);
        let units = parameters.get("min_units")?.integer("min_units")?;
        Ok(Self {
            z: number("z")?,
            uniqueness: (number("uniqueness_min")?, number("uniqueness_max")?),
            reliability_floor: number("reliability_floor")?,
            min_units: usize::try_from(units).unwrap_or(0),
            min_eigenvalue: number("min_eigenvalue")?,
        })
    }
}

/// A fitted indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// Units that at least one usable source covers, in the order given.
    pub estimates: Vec<Estimate>,
    /// Usable sources, in the order given; before the estimates are standardised.
    pub sources: Vec<SourceParameters>,
    /// What a reader of the result should know.
    pub notes: Vec<Note>,
}

/// The hidden quality of one unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Estimate {
    /// Who.
    pub unit: String,
    /// Usable sources.
    pub n: usize,
    /// In standard deviations over the units of the year, mean 0.
    pub estimate: f64,
    /// Its standard error, on the same scale.
    pub se: f64,
    /// Share of the other units at or below, 0–100.
    pub percentile: f64,
    /// The same at the estimate minus `z` standard errors.
    pub percentile_low: f64,
    /// The same at the estimate plus `z` standard errors.
    pub percentile_high: f64,
}

/// A source's line: value = alpha + beta * (quality + noise), noise with standard deviation sigma.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourceParameters {
    /// The code.
    pub source: String,
    /// Whether it was fitted in the factor model.
    pub representative: bool,
    /// Value at quality 0, in the source's unit.
    pub alpha: f64,
    /// Change of the value with one standard deviation of quality.
    pub beta: f64,
    /// Standard deviation of the noise, in standard deviations of quality.
    pub sigma: f64,
}

/// Something about a fit that its reader should know.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Note {
    /// The source is left out.
    #[error("source `{source_code}` covers {units} units, too few to be used, and is left out")]
    TooFewUnits {
        /// The source.
        source_code: String,
        /// Units it covers (for other sources: together with an estimate from the representative ones).
        units: usize,
    },
    /// The source is left out.
    #[error("source `{0}` gives every unit the same value and is left out")]
    NoVariance(String),
    /// The source is left out.
    #[error("source `{0}` is unrelated to the factor and is left out")]
    Unrelated(String),
    /// The source runs the other way.
    #[error("source `{0}` runs against the other sources: check that its higher values are better")]
    Reversed(String),
    /// Two representative sources cannot be compared with each other.
    #[error(
        "representative sources `{kept}` and `{moved}` share too few units; `{moved}` is treated as not representative"
    )]
    NothingInCommon {
        /// The source with more units.
        kept: String,
        /// The source with fewer.
        moved: String,
    },
    /// A noise variance ended at its bound.
    #[error(
        "the noise of representative source `{0}` is estimated at its lower bound (Heywood case): its weight is an assumption"
    )]
    Heywood(String),
    /// Only one representative source.
    #[error("`{0}` is the only representative source: its noise cannot be estimated and is taken at its lower bound")]
    OneRepresentative(String),
    /// Only two representative sources.
    #[error("with two representative sources the model cannot tell which is noisier; both are taken as equally so")]
    TwoRepresentatives,
    /// The correlations could not come from complete data.
    #[error(
        "the pairwise correlations of the representative sources contradict each other; the nearest possible matrix is used"
    )]
    Smoothed,
    /// The correction for noise in the first-stage estimate was not possible.
    #[error(
        "over the units of source `{0}` the estimates vary less than their noise; its line is not corrected for it"
    )]
    Uncorrected(String),
    /// The optimiser stopped early.
    #[error("the factor model did not converge; its largest remaining slope is {0:.1e}")]
    NotConverged(f64),
    /// Units without an estimate.
    #[error("no usable source covers {}; left out", .0.join(", "))]
    NoSource(Vec<String>),
}

/// Fits the model. The order of units and of sources changes nothing but the order of the result.
///
/// # Errors
/// When the input is malformed or no estimate is possible; see [`UcmError`].
pub fn fit(indicator: &Indicator, settings: &Settings) -> Result<Fit, UcmError> {
    error::check(settings)?;
    let table = Table::new(indicator)?;
    let mut notes = Vec::new();
    let (mut lines, pending) = sources::representative(&table, settings, &mut notes)?;
    let first = position::combine(&table, &lines);
    for source in pending {
        lines[source] = sources::other(&table, settings, source, &first, &mut notes);
    }
    let positions = position::standardise(position::combine(&table, &lines))?;
    let uncovered: Vec<String> =
        table.units.iter().zip(&positions).filter(|(_, p)| p.is_none()).map(|(&unit, _)| unit.to_owned()).collect();
    if !uncovered.is_empty() {
        notes.push(Note::NoSource(uncovered));
    }
    Ok(Fit { estimates: estimates(&table, &positions, settings.z), sources: parameters(&table, &lines), notes })
}

/// The estimates in the order of the input.
fn estimates(table: &Table, positions: &[Option<Position>], z: f64) -> Vec<Estimate> {
    let percentiles = position::percentiles(positions, z);
    let estimate = |&place: &usize| {
        let (position, percentile) = (positions[place]?, percentiles[place]?);
        Some(Estimate {
            unit: table.units[place].to_owned(),
            n: position.n,
            estimate: position.estimate,
            se: position.se,
            percentile: percentile.at,
            percentile_low: percentile.low,
            percentile_high: percentile.high,
        })
    };
    table.unit_place.iter().filter_map(estimate).collect()
}

/// The lines of the usable sources in the order of the input.
fn parameters(table: &Table, lines: &Lines) -> Vec<SourceParameters> {
    let source = |&place: &usize| {
        let line = lines[place]?;
        Some(SourceParameters {
            source: table.sources[place].to_owned(),
            representative: line.representative,
            alpha: line.alpha,
            beta: line.beta,
            sigma: line.sigma,
        })
    };
    table.source_place.iter().filter_map(source).collect()
}
