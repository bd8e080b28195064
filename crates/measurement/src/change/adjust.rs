//! Testing a hundred and eighty countries at once finds a dozen "changes" by chance alone. These corrections keep the
//! share (Benjamini–Hochberg) or the chance (Holm) of such false alarms down.

/// How p-values are corrected for being many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adjustment {
    /// Benjamini and Hochberg (1995): bounds the expected share of false alarms among the alarms.
    BenjaminiHochberg,
    /// Holm (1979): bounds the chance of any false alarm; valid whatever the dependence.
    Holm,
}

impl Adjustment {
    /// The adjusted values of `p`, in the same order, each between its p-value and 1.
    pub fn adjust(self, p: &[f64]) -> Vec<f64> {
        let mut order: Vec<usize> = (0..p.len()).collect();
        order.sort_by(|a, b| p[*a].total_cmp(&p[*b]));
        let count = p.len() as f64;
        let mut adjusted = vec![0.0; p.len()];
        match self {
            Self::BenjaminiHochberg => {
                let mut least = 1.0f64;
                for (place, index) in order.iter().enumerate().rev() {
                    // The factor is at least 1, so that no rounding takes the result below its p-value.
                    least = least.min(p[*index] * (count / (place as f64 + 1.0)));
                    adjusted[*index] = least;
                }
            }
            Self::Holm => {
                let mut most = 0.0f64;
                for (place, index) in order.iter().enumerate() {
                    most = most.max(p[*index] * (count - place as f64)).min(1.0);
                    adjusted[*index] = most;
                }
            }
        }
        adjusted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const P: [f64; 5] = [0.04, 0.01, 0.03, 0.005, 0.9];

    fn close(found: &[f64], expected: &[f64]) {
        assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-15), "{found:?} is not {expected:?}");
    }

    #[test]
    fn benjamini_hochberg_takes_the_least_over_all_larger_p() {
        close(&Adjustment::BenjaminiHochberg.adjust(&P), &[0.05, 0.025, 0.05, 0.025, 0.9]);
    }

    #[test]
    fn holm_never_falls_with_a_rising_p() {
        close(&Adjustment::Holm.adjust(&P), &[0.09, 0.04, 0.09, 0.025, 0.9]);
        close(&Adjustment::Holm.adjust(&[0.6, 0.7]), &[1.0, 1.0]);
    }
}
