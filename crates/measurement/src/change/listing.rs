//! Would the publisher itself list this change as statistically significant? Its rule differs by edition and, from
//! 2020 on, takes back the correction that its own published standard errors carry.

use crate::cpi::rules::correction;
use std::collections::BTreeMap;

/// What was published for one country in one edition.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PublishedScore {
    /// Number of sources.
    pub n: u32,
    /// The rounded score.
    pub score: f64,
    /// The standard error as published.
    pub se: f64,
}

/// Published scores by edition year and ISO 3166-1 alpha-3.
pub type Published = BTreeMap<(i16, String), PublishedScore>;

/// How the publisher compares the two standard errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Combination {
    /// The two intervals must not overlap: the errors are added.
    Overlap,
    /// The error of the difference: the root of the sum of squares.
    Difference,
}

/// The publisher's rule for changes up to one edition.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ListingRule {
    /// How the errors are combined.
    pub combination: Combination,
    /// Factor of the combined error that the change must exceed.
    pub z: f64,
    /// Finite population whose correction is taken back from the earlier edition's error.
    pub population_from: Option<u32>,
    /// The same for the later edition.
    pub population_to: Option<u32>,
}

/// Whether the publisher's rule lists the change from one published score to another. `None` when a standard error
/// cannot be taken back to the sample's: with all sources of the population the published one is 0 and says nothing.
pub fn listed(rule: &ListingRule, from: &PublishedScore, to: &PublishedScore) -> Option<bool> {
    let before = uncorrected(from, rule.population_from)?;
    let after = uncorrected(to, rule.population_to)?;
    let error = match rule.combination {
        Combination::Overlap => after + before,
        Combination::Difference => (after * after + before * before).sqrt(),
    };
    Some((to.score - from.score).abs() > rule.z * error)
}

fn uncorrected(published: &PublishedScore, population: Option<u32>) -> Option<f64> {
    let factor = population.map_or(1.0, |population| correction(population, published.n));
    (factor > 0.0 && published.se.is_finite()).then(|| published.se / factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OVERLAP: ListingRule =
        ListingRule { combination: Combination::Overlap, z: 1.64, population_from: None, population_to: None };
    const DIFFERENCE: ListingRule =
        ListingRule { combination: Combination::Difference, z: 1.64, population_from: None, population_to: Some(13) };

    fn published(n: u32, score: f64, se: f64) -> PublishedScore {
        PublishedScore { n, score, se }
    }

    #[test]
    fn non_overlap_asks_for_more_than_the_error_of_the_difference() {
        let (from, to) = (published(7, 30.0, 1.0), published(7, 33.0, 1.0));
        assert_eq!(listed(&OVERLAP, &from, &to), Some(false));
        assert_eq!(listed(&ListingRule { population_to: None, ..DIFFERENCE }, &from, &to), Some(true));
    }

    #[test]
    fn the_correction_is_taken_back_before_the_comparison() {
        // sqrt((13 - 10)/12) = 1/2: the error is twice the published one, 1.64*sqrt(1 + 4) = 3.67.
        let (from, to) = (published(10, 30.0, 1.0), published(10, 33.0, 1.0));
        assert_eq!(listed(&DIFFERENCE, &from, &to), Some(false));
        assert_eq!(listed(&DIFFERENCE, &from, &published(10, 34.0, 1.0)), Some(true));
        assert_eq!(listed(&DIFFERENCE, &from, &published(13, 34.0, 0.0)), None);
    }
}
