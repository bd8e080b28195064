//! What makes a fit impossible, in the words of the person who brought the data.

use super::Settings;

/// Why an indicator could not be fitted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum UcmError {
    /// A setting makes no sense.
    #[error("setting `{name}` {demand}")]
    Setting {
        /// The setting.
        name: &'static str,
        /// What it must be.
        demand: &'static str,
    },
    /// Rows and columns do not fit together.
    #[error("unit `{unit}` has {found} values for {expected} sources")]
    Shape {
        /// The unit.
        unit: String,
        /// Values it has.
        found: usize,
        /// Sources there are.
        expected: usize,
    },
    /// Lists of different length.
    #[error("{units} units but {rows} rows of values; {sources} sources but {flags} marks of which are representative")]
    Lengths {
        /// Units named.
        units: usize,
        /// Rows of values.
        rows: usize,
        /// Sources named.
        sources: usize,
        /// Marks given.
        flags: usize,
    },
    /// A name is there twice.
    #[error("`{0}` appears more than once among the units or sources")]
    Twice(String),
    /// A value is infinite or not a number.
    #[error(
        "the value of source `{source_code}` for unit `{unit}` is not a finite number; leave it empty if it is missing"
    )]
    NotFinite {
        /// The unit.
        unit: String,
        /// The source.
        source_code: String,
    },
    /// Nothing anchors the factor.
    #[error("no representative source is usable: mark at least one that covers enough units and varies between them")]
    NoRepresentative,
    /// Nothing to standardise.
    #[error("only {0} units have an estimate; at least 3 are needed to put them on a common scale")]
    TooFewUnits(usize),
    /// Every unit comes out the same.
    #[error("every unit has the same estimate; there is nothing to compare")]
    NoVariation,
}

/// Refuses settings no fit can work with.
pub(super) fn check(settings: &Settings) -> Result<(), UcmError> {
    let Settings { z, uniqueness: (least, most), reliability_floor, min_units, min_eigenvalue } = *settings;
    let demands = [
        (z >= 0.0 && z.is_finite(), "z", "must be 0 or a positive number, for example 1.64"),
        (0.0 < least && least <= most && most <= 1.0, "uniqueness", "needs two bounds, 0 < lower <= upper <= 1"),
        ((0.0..1.0).contains(&reliability_floor), "reliability_floor", "must be at least 0 and below 1"),
        (min_units >= 3, "min_units", "must be at least 3: a line fits any two points"),
        (0.0 < min_eigenvalue && min_eigenvalue < 1.0, "min_eigenvalue", "must lie between 0 and 1"),
    ];
    match demands.into_iter().find(|(met, ..)| !met) {
        Some((_, name, demand)) => Err(UcmError::Setting { name, demand }),
        None => Ok(()),
    }
}
