//! Special functions of statistics, accurate in the far tails and for counts of many millions. They are computed with
//! `libm` alone, so that a published interval has the same bits on every machine.

pub mod beta;
pub mod binomial;
pub mod gamma;
pub mod normal;
mod saddle;
pub mod student;

/// Both tails of a distribution at a point. Their sum is 1; the smaller one is computed by itself and keeps its
/// relative precision however small it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tails {
    /// The probability up to the point.
    pub lower: f64,
    /// The probability beyond it.
    pub upper: f64,
}

impl Tails {
    fn of_lower(lower: f64) -> Self {
        Self { lower, upper: 1.0 - lower }
    }

    fn of_upper(upper: f64) -> Self {
        Self { lower: 1.0 - upper, upper }
    }

    fn swapped(self) -> Self {
        Self { lower: self.upper, upper: self.lower }
    }
}

/// Relative change of a continued fraction or series below which it has converged.
const CONVERGED: f64 = 1e-16;
/// Keeps a denominator of a continued fraction away from 0 (modified Lentz).
const TINY: f64 = 1e-300;
/// Terms beyond which a continued fraction or series is given up; those met here need a few times the square root of
/// the largest argument.
const TERMS_MAX: u32 = 100_000_000;
/// Steps of a root finder; Newton's method on the logarithm of a tail needs about six.
const STEPS_MAX: u32 = 200;
/// Relative size of a Newton step after which the next one would change nothing: the error is squared in every step.
const STEP_DONE: f64 = 1e-10;

fn away_from_zero(value: f64) -> f64 {
    if value.abs() < TINY { TINY } else { value }
}
