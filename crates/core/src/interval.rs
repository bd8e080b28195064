//! Intervals whose ends may be open, closed or absent. A finding's uncertainty, a declared share band (`more than 25
//! up to 50`) and a rank set are all intervals; whether an end belongs to it is never left to the reader.

use serde::{Deserialize, Serialize};
use std::fmt;

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound<T> {
    /// The value belongs to the interval.
    Closed(T),
    /// The value does not belong to it.
    Open(T),
    /// There is no end on this side.
    Unbounded,
}

impl<T> Bound<T> {
    /// The value at the end, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Closed(value) | Self::Open(value) => Some(value),
            Self::Unbounded => None,
        }
    }
}

/// The values between two ends. Never empty: [`Interval::new`] refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Interval<T> {
    low: Bound<T>,
    high: Bound<T>,
}

impl<T: PartialOrd + Copy> Interval<T> {
    /// The interval between two ends; `None` when no value lies between them.
    pub fn new(low: Bound<T>, high: Bound<T>) -> Option<Self> {
        let fits = match (low, high) {
            (Bound::Unbounded, _) | (_, Bound::Unbounded) => true,
            (Bound::Closed(a), Bound::Closed(b)) => a <= b,
            (Bound::Open(a) | Bound::Closed(a), Bound::Open(b) | Bound::Closed(b)) => a < b,
        };
        fits.then_some(Self { low, high })
    }

    /// Both ends belong to it; `None` when `low > high`.
    pub fn closed(low: T, high: T) -> Option<Self> {
        Self::new(Bound::Closed(low), Bound::Closed(high))
    }

    /// The lower end.
    pub fn low(&self) -> Bound<T> {
        self.low
    }

    /// The upper end.
    pub fn high(&self) -> Bound<T> {
        self.high
    }

    /// Whether `value` lies in it.
    pub fn contains(&self, value: T) -> bool {
        let above = match self.low {
            Bound::Closed(low) => low <= value,
            Bound::Open(low) => low < value,
            Bound::Unbounded => true,
        };
        let below = match self.high {
            Bound::Closed(high) => value <= high,
            Bound::Open(high) => value < high,
            Bound::Unbounded => true,
        };
        above && below
    }
}

impl<T: fmt::Display> fmt::Display for Interval<T> {
    /// Mathematical notation: `[1, 2)`, `(25, ∞)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.low {
            Bound::Closed(low) => write!(f, "[{low}, ")?,
            Bound::Open(low) => write!(f, "({low}, ")?,
            Bound::Unbounded => write!(f, "(-∞, ")?,
        }
        match &self.high {
            Bound::Closed(high) => write!(f, "{high}]"),
            Bound::Open(high) => write!(f, "{high})"),
            Bound::Unbounded => write!(f, "∞)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_end_does_not_belong_to_the_interval() {
        let band = Interval::new(Bound::Open(25), Bound::Closed(50)).unwrap();
        assert!(!band.contains(25) && band.contains(26) && band.contains(50));
        assert_eq!(band.to_string(), "(25, 50]");
    }

    #[test]
    fn an_empty_interval_cannot_be_made() {
        assert!(Interval::new(Bound::Open(1), Bound::Closed(1)).is_none());
        assert!(Interval::closed(2, 1).is_none());
        assert!(Interval::closed(f64::NAN, 1.0).is_none());
    }
}
