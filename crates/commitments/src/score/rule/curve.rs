//! What a number is worth: bands, a line, or the number itself. The same curve serves one input and a mean of several.

use super::super::exact::Exact;
use super::{Bands, Linear};

/// A number's worth.
#[derive(Debug, Clone, PartialEq)]
pub enum Curve {
    /// The points of a band.
    Bands(Bands),
    /// Points along a line.
    Linear(Linear),
    /// The number itself.
    Value(Scale),
}

/// A scale on which an answer already is a score.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// The least that can be given.
    pub min: Exact,
    /// The most.
    pub points: Exact,
}

impl Curve {
    /// The word for it in a method file.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Bands(bands) => bands.word(),
            Self::Linear(_) => "linear",
            Self::Value(_) => "value",
        }
    }

    /// Points for `x` and what fired; the scale when `x` is outside it.
    pub fn at(&self, x: &Exact) -> Result<(Exact, String), &Scale> {
        match self {
            Self::Bands(bands) => Ok(bands.at(x)),
            Self::Linear(line) => Ok((line.at(x), "linear".to_owned())),
            Self::Value(scale) if *x < scale.min || *x > scale.points => Err(scale),
            Self::Value(_) => Ok((x.clone(), "value".to_owned())),
        }
    }

    /// Most points.
    pub fn max(&self) -> &Exact {
        match self {
            Self::Bands(bands) => bands.max(),
            Self::Linear(line) => line.max(),
            Self::Value(scale) => &scale.points,
        }
    }

    /// Fewest points.
    pub fn least(&self) -> Exact {
        match self {
            Self::Bands(bands) => bands.least().clone(),
            Self::Linear(line) => line.least().clone(),
            Self::Value(scale) => scale.min.clone(),
        }
    }
}
