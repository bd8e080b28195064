//! The thresholds of the break detector. They are data of the method, so that a reader can see and change what counts
//! as a break.

use crate::setting;
use probity_core::Parameters;
use probity_core::parameter::ParameterError;

/// Thresholds of map fit and break detection.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BreakRules {
    /// Fewest rows a map is fitted to.
    pub min_rows: u32,
    /// Residual in points up to which a row is always kept in a refit.
    pub tolerance: f64,
    /// Share of rows (by residual) that a refit keeps at least.
    pub keep: f64,
    /// Number of refits after the first fit.
    pub refits: u32,
    /// Difference of two maps, in points at an end of the raw range, that makes a break.
    pub threshold: f64,
    /// Most distinct values a source may have for the detector without raw values.
    pub max_levels: u32,
    /// Distance in points up to which two levels count as the same.
    pub level_tolerance: f64,
    /// Share of rows off the previous edition's levels that makes a break.
    pub off_level_share: f64,
}

impl BreakRules {
    /// The thresholds that hold for the edition of `year`.
    ///
    /// # Errors
    /// When a parameter is missing or out of bounds.
    pub fn from_parameters(parameters: &Parameters, year: i16) -> Result<Self, ParameterError> {
        Ok(Self {
            min_rows: setting::count(parameters, "min_rows", year, 2)?,
            tolerance: setting::positive(parameters, "tolerance", year)?,
            keep: setting::proportion(parameters, "keep", year)?,
            refits: setting::count(parameters, "refits", year, 0)?,
            threshold: setting::positive(parameters, "threshold", year)?,
            max_levels: setting::count(parameters, "max_levels", year, 2)?,
            level_tolerance: setting::positive(parameters, "level_tolerance", year)?,
            off_level_share: setting::proportion(parameters, "off_level_share", year)?,
        })
    }
}
