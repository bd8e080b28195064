//! What an edition of the index computes from its sources. The rules changed without notice between editions (the
//! standard error in 2020, the interval's factor in 2021 alone), so they are data of the method, chosen by edition.

use crate::setting;
use probity_core::Parameters;
use probity_core::parameter::ParameterError;

/// Around what the published interval lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Centre {
    /// The rounded score.
    Score,
    /// The unrounded mean.
    Mean,
}

/// How the published limits are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limits {
    /// Rounded half up to whole points.
    Integer,
    /// As computed.
    Exact,
}

/// The rules of one edition.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EditionRules {
    /// Number of sources the published standard error takes for the whole population; `None` before 2020.
    pub finite_population: Option<u32>,
    /// Factor of the standard error in the published interval.
    pub z: f64,
    /// Centre of the published interval.
    pub centre: Centre,
    /// Rounding of the published limits.
    pub limits: Limits,
    /// Fewest sources a country needs to be scored; at least 2, or no spread could be computed.
    pub min_sources: u32,
    /// Coverage of the t interval, between 0 and 1.
    pub coverage: f64,
    /// Whether the edition is later than the last one whose rules were checked: then the latest rules are assumed.
    pub assumed: bool,
}

impl EditionRules {
    /// The rules that hold for the edition of `year`.
    ///
    /// # Errors
    /// When a parameter is missing, out of bounds, or has no value for the year (editions before 2012 were computed
    /// by another method).
    pub fn from_parameters(parameters: &Parameters, year: i16) -> Result<Self, ParameterError> {
        let known_until = parameters.at("known_until", year)?.integer("known_until")?;
        Ok(Self {
            finite_population: setting::population(parameters, "finite_population", year)?,
            z: setting::positive(parameters, "z", year)?,
            centre: setting::word(
                parameters,
                "centre",
                year,
                &[("score", Centre::Score), ("mean", Centre::Mean)],
                "`score` or `mean`",
            )?,
            limits: setting::word(
                parameters,
                "limits",
                year,
                &[("integer", Limits::Integer), ("exact", Limits::Exact)],
                "`integer` or `exact`",
            )?,
            min_sources: setting::count(parameters, "min_sources", year, 2)?,
            coverage: setting::proportion(parameters, "coverage", year)?,
            assumed: i64::from(year) > known_until,
        })
    }

    /// The factor that turns the sample standard error of `n` sources into the published one: 1 without a finite
    /// population, otherwise sqrt((N - n)/(N - 1)), which is 0 when all N sources (or more) are there.
    pub fn correction(&self, n: u32) -> f64 {
        self.finite_population.map_or(1.0, |population| correction(population, n))
    }

    /// The published interval around a score: `[low, high]`.
    pub fn interval(&self, score: i64, mean: f64, se: f64) -> [f64; 2] {
        let centre = match self.centre {
            Centre::Score => score as f64,
            Centre::Mean => mean,
        };
        [centre - self.z * se, centre + self.z * se].map(|limit| match self.limits {
            Limits::Integer => (limit + 0.5).floor(),
            Limits::Exact => limit,
        })
    }
}

/// The finite-population correction sqrt((N - n)/(N - 1)) of a standard error; 0 from n = N on, 1 for N = 1.
pub(crate) fn correction(population: u32, n: u32) -> f64 {
    if population <= 1 {
        return 1.0;
    }
    (f64::from(population.saturating_sub(n)) / f64::from(population - 1)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(finite_population: Option<u32>) -> EditionRules {
        let (centre, limits) = (Centre::Score, Limits::Integer);
        EditionRules { finite_population, z: 1.64, centre, limits, min_sources: 3, coverage: 0.9, assumed: false }
    }

    #[test]
    fn more_sources_than_the_population_give_no_error_instead_of_no_number() {
        assert_eq!(rules(Some(13)).correction(13), 0.0);
        assert_eq!(rules(Some(13)).correction(14), 0.0);
        assert_eq!(rules(Some(13)).correction(1), 1.0);
        assert_eq!(rules(None).correction(14), 1.0);
    }

    #[test]
    fn integer_limits_are_rounded_half_up() {
        let [low, high] = EditionRules { z: 1.0, ..rules(None) }.interval(40, 40.2, 2.5);
        assert_eq!((low, high), (38.0, 43.0));
        let exact = EditionRules { z: 1.0, limits: Limits::Exact, centre: Centre::Mean, ..rules(None) };
        assert_eq!(exact.interval(40, 40.25, 2.5), [37.75, 42.75]);
    }
}
