//! A straight line between two bounds: nothing below the lower, all points from the upper on.

use super::super::exact::Exact;

/// The line.
#[derive(Debug, Clone, PartialEq)]
pub struct Linear {
    lo: Exact,
    hi: Exact,
    points: Exact,
    below: Exact,
}

/// Why numbers make no line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinearFault {
    /// The bounds are exchanged.
    #[error("`lo` is above `hi`")]
    Bounds,
    /// Less would be worth more than all.
    #[error("`below` is more than the points")]
    Below,
}

impl Linear {
    /// A line from zero at `lo` to `points` at `hi`, and `below` under `lo`.
    pub fn new(lo: Exact, hi: Exact, points: Exact, below: Exact) -> Result<Self, LinearFault> {
        match () {
            () if lo > hi => Err(LinearFault::Bounds),
            () if below > points => Err(LinearFault::Below),
            () => Ok(Self { lo, hi, points, below }),
        }
    }

    /// Points for `x`.
    pub fn at(&self, x: &Exact) -> Exact {
        if *x < self.lo {
            return self.below.clone();
        }
        if *x >= self.hi {
            return self.points.clone();
        }
        // Between two bounds that differ: a step (`lo` = `hi`) has answered above.
        let share = x.minus(&self.lo).over(&self.hi.minus(&self.lo));
        share.map_or_else(|| self.points.clone(), |share| share.times(&self.points))
    }

    /// Most points.
    pub fn max(&self) -> &Exact {
        &self.points
    }

    /// Fewest points.
    pub fn least(&self) -> &Exact {
        &self.below
    }
}
