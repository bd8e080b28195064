//! The paired test on the sources that both editions have: is the mean of their differences away from 0?

use crate::exact;
use probity_core::Decimal;
use probity_core::special::student;

/// A paired t test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Paired {
    /// Mean difference over its standard error.
    pub(super) z: f64,
    /// Two-sided p-value with c - 1 degrees of freedom.
    pub(super) p: f64,
}

/// Tests the differences of the common sources; `None` below `min_common` of them.
///
/// Differences that are all equal leave no spread to test against: an equal difference of 0 is no change (z = 0,
/// p = 1), any other is a change beyond doubt (z infinite, p = 0), as the statistic tends there.
pub(super) fn test(differences: &[Decimal], min_common: u32) -> Option<Paired> {
    let c = u32::try_from(differences.len()).ok().filter(|c| *c >= min_common)?;
    let mean = Decimal::sum(differences).divide(c);
    let error = exact::standard_error(differences)?;
    if error > 0.0 {
        let z = mean / error;
        return Some(Paired { z, p: student::two_sided(z, c - 1) });
    }
    Some(if mean == 0.0 { Paired { z: 0.0, p: 1.0 } } else { Paired { z: f64::INFINITY.copysign(mean), p: 0.0 } })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(values: &[i64]) -> Vec<Decimal> {
        values.iter().map(|value| Decimal::integer(*value)).collect()
    }

    #[test]
    fn equal_differences_are_decided_without_a_spread() {
        assert_eq!(test(&whole(&[0, 0, 0]), 3), Some(Paired { z: 0.0, p: 1.0 }));
        assert_eq!(test(&whole(&[-2, -2, -2]), 3), Some(Paired { z: f64::NEG_INFINITY, p: 0.0 }));
        assert_eq!(test(&whole(&[1, 2]), 3), None);
    }

    #[test]
    fn the_statistic_is_the_mean_over_its_standard_error() {
        // Mean 2, standard deviation 1, three sources: z = 2*sqrt(3); with 2 degrees of freedom p = 1 - z/sqrt(2 + z^2).
        let found = test(&whole(&[1, 2, 3]), 3).unwrap();
        assert!((found.z - 12f64.sqrt()).abs() < 1e-14);
        assert!((found.p - (1.0 - (12.0f64 / 14.0).sqrt())).abs() < 1e-14);
    }
}
