//! The rules of a comparison: how many tests are corrected for, from where on a change counts, and the publisher's own
//! listing rule. All are data of the method; the listing rule is a property of the later edition.

use super::adjust::Adjustment;
use super::listing::{Combination, ListingRule};
use crate::setting;
use probity_core::Parameters;
use probity_core::parameter::ParameterError;

/// The rules that hold for changes between two editions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChangeRules {
    /// Fewest sources a country needs in each edition to have a score there.
    pub min_sources: u32,
    /// Fewest common sources for a test; at least 2.
    pub min_common: u32,
    /// Largest adjusted p-value at which a change counts.
    pub q: f64,
    /// How p-values are corrected for being many.
    pub adjustment: Adjustment,
    /// The publisher's own rule.
    pub listing: ListingRule,
}

impl ChangeRules {
    /// The rules for changes from the edition of `from` to the edition of `to`.
    ///
    /// # Errors
    /// When a parameter is missing, out of bounds, or has no value for one of the years.
    pub fn from_parameters(parameters: &Parameters, from: i16, to: i16) -> Result<Self, ParameterError> {
        let adjustments = [("benjamini_hochberg", Adjustment::BenjaminiHochberg), ("holm", Adjustment::Holm)];
        let combinations = [("overlap", Combination::Overlap), ("difference", Combination::Difference)];
        let listing = ListingRule {
            combination: setting::word(
                parameters,
                "listing_combination",
                to,
                &combinations,
                "`overlap` or `difference`",
            )?,
            z: setting::positive(parameters, "listing_z", to)?,
            population_from: setting::population(parameters, "finite_population", from)?,
            population_to: setting::population(parameters, "finite_population", to)?,
        };
        Ok(Self {
            min_sources: setting::count(parameters, "min_sources", to, 1)?,
            min_common: setting::count(parameters, "min_common", to, 2)?,
            q: setting::proportion(parameters, "q", to)?,
            adjustment: setting::word(parameters, "adjustment", to, &adjustments, "`benjamini_hochberg` or `holm`")?,
            listing,
        })
    }
}
