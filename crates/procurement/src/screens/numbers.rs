//! The nine screens over the bids of one lot. Differences of bids are exact; floats begin where a ratio or a root does, so
//! that equal bids give nought and no trace of rounding.

/// The names of the screens, in the order of [`Screens::all`].
pub const NAMES: [&str; 9] = ["cv", "spd", "diffp", "rd", "rdnor", "rdalt", "kurt", "skew", "ks"];

/// The screens of bids b1 ≤ … ≤ bn with mean x̄ and standard deviation s (divisor n − 1). What is not defined is empty.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Screens {
    /// Coefficient of variation s/x̄; three bids or more.
    pub cv: Option<f64>,
    /// Spread (bn − b1)/b1.
    pub spd: Option<f64>,
    /// Difference of the two lowest (b2 − b1)/b1.
    pub diffp: Option<f64>,
    /// Relative distance (b2 − b1)/s(b2..bn); three bids or more, not all losing ones equal.
    pub rd: Option<f64>,
    /// Normalised distance (b2 − b1)(n − 1)/(bn − b1); not all equal.
    pub rdnor: Option<f64>,
    /// Alternative distance (b2 − b1)/[(bn − b2)/(n − 2)]; three bids or more, not all losing ones equal.
    pub rdalt: Option<f64>,
    /// Excess kurtosis of a sample; four bids or more, not all equal.
    pub kurt: Option<f64>,
    /// Skewness of a sample; three bids or more, not all equal.
    pub skew: Option<f64>,
    /// Kolmogorov–Smirnov distance from a uniform distribution between the lowest and the highest; not all equal.
    pub ks: Option<f64>,
}

impl Screens {
    /// The screens of bids in ascending order, all above nought; in any unit.
    pub fn of(bids: &[i128]) -> Self {
        let &[lowest, second, .., highest] = bids else {
            return match bids {
                &[lowest, highest] => Self::of_two(lowest, highest),
                _ => Self::default(),
            };
        };
        let n = bids.len() as f64;
        let gap = (second - lowest) as f64;
        let losing = bids.get(1..).unwrap_or_default();
        let ratio = |a: f64, b: f64| (b > 0.0).then(|| a / b);
        let moments = Moments::of(bids);
        Self {
            cv: ratio(moments.scaled_deviation(), moments.sum),
            spd: ratio((highest - lowest) as f64, lowest as f64),
            diffp: ratio(gap, lowest as f64),
            rd: ratio(gap, Moments::of(losing).deviation()),
            rdnor: ratio(gap * (n - 1.0), (highest - lowest) as f64),
            rdalt: ratio(gap * (n - 2.0), (highest - second) as f64),
            kurt: moments.kurtosis(),
            skew: moments.skewness(),
            ks: distance_from_uniform(bids),
        }
    }

    fn of_two(lowest: i128, highest: i128) -> Self {
        let gap = (highest - lowest) as f64;
        let spread = (lowest > 0).then(|| gap / lowest as f64);
        let unequal = highest > lowest;
        let ks = distance_from_uniform(&[lowest, highest]);
        Self { spd: spread, diffp: spread, rdnor: unequal.then_some(1.0), ks, ..Self::default() }
    }

    /// All of them, in the order of [`NAMES`].
    pub fn all(&self) -> [Option<f64>; 9] {
        [self.cv, self.spd, self.diffp, self.rd, self.rdnor, self.rdalt, self.kurt, self.skew, self.ks]
    }
}

/// Sum and deviations of bids.
struct Moments {
    n: f64,
    sum: f64,
    /// n·b − Σb, exact up to the last float: n times the distance from the mean.
    scaled: Vec<f64>,
}

impl Moments {
    fn of(bids: &[i128]) -> Self {
        let count = i128::try_from(bids.len()).unwrap_or(i128::MAX);
        // Bids are below 10^24 millionths: n·b stays far inside 128 bits.
        let sum: i128 = bids.iter().sum();
        let scaled = bids.iter().map(|bid| (bid.saturating_mul(count) - sum) as f64).collect();
        Self { n: count as f64, sum: sum as f64, scaled }
    }

    /// n·s.
    fn scaled_deviation(&self) -> f64 {
        (self.scaled.iter().map(|d| d * d).sum::<f64>() / (self.n - 1.0)).sqrt()
    }

    fn deviation(&self) -> f64 {
        self.scaled_deviation() / self.n
    }

    /// Σ((b − x̄)/s)^power; `None` without spread.
    fn standardised(&self, power: i32) -> Option<f64> {
        let s = self.scaled_deviation();
        (s > 0.0).then(|| self.scaled.iter().map(|d| (d / s).powi(power)).sum())
    }

    fn skewness(&self) -> Option<f64> {
        let n = self.n;
        Some(n / ((n - 1.0) * (n - 2.0)) * self.standardised(3)?).filter(|_| n >= 3.0)
    }

    fn kurtosis(&self) -> Option<f64> {
        let n = self.n;
        let factor = n * (n + 1.0) / ((n - 1.0) * (n - 2.0) * (n - 3.0));
        let normal = 3.0 * (n - 1.0) * (n - 1.0) / ((n - 2.0) * (n - 3.0));
        Some(factor * self.standardised(4)? - normal).filter(|_| n >= 4.0)
    }
}

/// max(D⁺, D⁻) with x = (b − b1)/(bn − b1), D⁺ = max(x − i/(n+1)), D⁻ = max(i/(n+1) − x).
fn distance_from_uniform(bids: &[i128]) -> Option<f64> {
    let (lowest, highest) = (*bids.first()?, *bids.last()?);
    let range = (highest > lowest).then(|| (highest - lowest) as f64)?;
    let steps = bids.len() as f64 + 1.0;
    let distances = bids.iter().enumerate().map(|(before, bid)| {
        let step = (before as f64 + 1.0) / steps;
        ((bid - lowest) as f64 / range - step).abs()
    });
    distances.reduce(f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: Option<f64>, expected: f64) {
        let found = found.expect("a screen");
        assert!((found - expected).abs() < 1e-6, "{found} is not {expected}");
    }

    #[test]
    fn the_worked_example_of_three_bids_is_met() {
        let screens = Screens::of(&[100, 110, 130]);
        close(screens.cv, 0.134_782);
        close(screens.spd, 0.3);
        close(screens.diffp, 0.1);
        close(screens.rd, 0.707_107);
        close(screens.rdnor, 0.666_667);
        close(screens.rdalt, 0.5);
        close(screens.skew, 0.935_220);
        close(screens.ks, 0.25);
        assert_eq!(screens.kurt, None);
    }

    #[test]
    fn screens_do_not_depend_on_the_unit() {
        let (small, large) =
            (Screens::of(&[100, 110, 130, 155]), Screens::of(&[100, 110, 130, 155].map(|b| b * 1_000_000)));
        for (a, b) in small.all().into_iter().zip(large.all()) {
            close(a, b.expect("all nine are defined"));
        }
        // R: e1071::kurtosis(c(100, 110, 130, 155), type = 2) = −1.298…
        let x = [100.0, 110.0, 130.0, 155.0_f64];
        let mean = x.iter().sum::<f64>() / 4.0;
        let s2 = x.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 3.0;
        let fourth = x.iter().map(|x| (x - mean).powi(4)).sum::<f64>() / s2.powi(2);
        close(small.kurt, 20.0 / 6.0 * fourth - 13.5);
    }

    #[test]
    fn what_is_not_defined_is_empty() {
        assert_eq!(Screens::of(&[]), Screens::default());
        assert_eq!(Screens::of(&[7]), Screens::default());
        let equal = Screens::of(&[5, 5, 5, 5]);
        assert_eq!(equal.all(), [Some(0.0), Some(0.0), Some(0.0), None, None, None, None, None, None]);
        let losers_equal = Screens::of(&[5, 7, 7]);
        assert_eq!((losers_equal.rd, losers_equal.rdalt, losers_equal.rdnor), (None, None, Some(2.0)));
    }
}
