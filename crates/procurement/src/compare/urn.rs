//! Draws from an urn of up to millions of balls, none returned: how probable are so many marked ones? Probabilities are
//! followed by their quotients from the most probable number, because the digits of logarithms of large factorials cancel.

/// An urn and what is drawn from it: a table of two by two with fixed margins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Urn {
    /// Balls.
    pub all: u64,
    /// Marked ones among them.
    pub marked: u64,
    /// Balls drawn.
    pub drawn: u64,
}

/// What is so much smaller than a sum, and so is all that follows, changes no digit of it.
const NEGLIGIBLE: f64 = 1e-20;

impl Urn {
    /// Marked ones among the drawn, on average.
    pub fn expected(self) -> f64 {
        self.marked as f64 * self.drawn as f64 / self.all.max(1) as f64
    }

    /// P(X ≥ k) of the number X of marked ones among the drawn; nought where it is below the smallest float. Takes as many
    /// steps as `k` is from the most probable number, and some standard deviations more.
    pub fn at_least(self, k: u64) -> f64 {
        let least = (self.marked + self.drawn).saturating_sub(self.all);
        let most = self.marked.min(self.drawn);
        if k <= least || k > most {
            return if k > most { 0.0 } else { 1.0 };
        }
        let mode = self.mode().clamp(least, most);
        // Sums of probabilities, that of the mode being 1: of `k` and more, and of less.
        let (mut above, mut below) = if mode >= k { (1.0, 0.0) } else { (0.0, 1.0) };
        let mut weight = 1.0;
        for number in mode..most {
            weight *= self.quotient(number);
            *(if number + 1 >= k { &mut above } else { &mut below }) += weight;
            // Before `k` nothing is negligible: however small, it is what `above` will be made of.
            if weight <= NEGLIGIBLE * above {
                break;
            }
        }
        weight = 1.0;
        for number in (least..mode).rev() {
            weight /= self.quotient(number);
            *(if number >= k { &mut above } else { &mut below }) += weight;
            if weight <= NEGLIGIBLE {
                break;
            }
        }
        above / (above + below)
    }

    /// P(X = k) for every k from nought to the number drawn.
    pub fn chances(self) -> Vec<f64> {
        let least = (self.marked + self.drawn).saturating_sub(self.all);
        let most = self.marked.min(self.drawn);
        let mode = self.mode().clamp(least, most);
        // In ascending order: what is below the mode, found from the mode down, then the mode and what is above.
        let weight = |weight: &mut f64, factor: f64| {
            *weight *= factor;
            Some(*weight)
        };
        let below = (least..mode).rev().map(|number| 1.0 / self.quotient(number)).scan(1.0, weight);
        let mut weights: Vec<f64> = below.collect();
        weights.reverse();
        weights.push(1.0);
        weights.extend((mode..most).map(|number| self.quotient(number)).scan(1.0, weight));
        let sum: f64 = weights.iter().sum();
        let known = (least..=most).zip(weights).map(|(k, weight)| (k, weight / sum));
        let mut known = known.peekable();
        (0..=self.drawn).map(|k| known.next_if(|(own, _)| *own == k).map_or(0.0, |(_, chance)| chance)).collect()
    }

    /// The most probable number: ⌊(marked + 1)(drawn + 1) / (all + 2)⌋.
    fn mode(self) -> u64 {
        let wide = |n: u64| u128::from(n);
        let mode = (wide(self.marked) + 1) * (wide(self.drawn) + 1) / (wide(self.all) + 2);
        u64::try_from(mode).unwrap_or(u64::MAX)
    }

    /// P(X = k + 1) / P(X = k).
    fn quotient(self, k: u64) -> f64 {
        let (marked, drawn) = ((self.marked - k) as f64, (self.drawn - k) as f64);
        marked * drawn / ((k + 1) as f64 * (self.all + k + 1 - self.marked - self.drawn) as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The probability of `k` marked ones by logarithms of factorials: another formula, good enough for small urns.
    fn by_factorials(Urn { all, marked, drawn }: Urn, k: u64) -> f64 {
        let ln_factorial = |n: u64| libm::lgamma(n as f64 + 1.0);
        let ln_choose = |n: u64, k: u64| ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k);
        let possible = k <= marked && k <= drawn && drawn - k <= all - marked;
        let ln = || ln_choose(marked, k) + ln_choose(all - marked, drawn - k) - ln_choose(all, drawn);
        if possible { libm::exp(ln()) } else { 0.0 }
    }

    fn near(urn: Urn, k: u64, expected: f64) {
        let found = urn.at_least(k);
        assert!((found / expected - 1.0).abs() < 1e-12, "{urn:?} {k}: {found} is not {expected}");
    }

    #[test]
    fn tails_of_small_urns_are_those_counted_by_hand() {
        // Ten balls, four marked, three drawn: 20, 60, 36 and 4 of 120 draws have none, one, two and three marked ones.
        let urn = Urn { all: 10, marked: 4, drawn: 3 };
        for (k, draws) in [(0, 120.0), (1, 100.0), (2, 40.0), (3, 4.0)] {
            near(urn, k, draws / 120.0);
        }
        assert_eq!((urn.at_least(4), urn.expected()), (0.0, 1.2));
        // Three of four marked, two drawn: one marked at least is certain.
        let urn = Urn { all: 4, marked: 3, drawn: 2 };
        assert_eq!(urn.at_least(1), 1.0);
        near(urn, 2, 0.5);
        assert_eq!(Urn { all: 5, marked: 5, drawn: 2 }.at_least(2), 1.0);
    }

    #[test]
    fn tails_are_sums_of_the_single_probabilities() {
        for (all, marked, drawn) in [(50, 7, 20), (50, 40, 30), (200, 100, 100), (9, 1, 1)] {
            let urn = Urn { all, marked, drawn };
            for k in 0..=marked.min(drawn) {
                let sum: f64 = (k..=marked.min(drawn)).map(|k| by_factorials(urn, k)).sum();
                let found = urn.at_least(k);
                assert!((found / sum - 1.0).abs() < 1e-11, "{urn:?} {k}: {found} is not {sum}");
            }
            let chances = urn.chances();
            assert_eq!(chances.len() as u64, drawn + 1);
            for (k, found) in (0..).zip(chances) {
                assert!((found - by_factorials(urn, k)).abs() < 1e-13, "{urn:?} {k}: {found}");
            }
        }
    }

    #[test]
    fn an_urn_of_a_million_keeps_twelve_digits_in_both_directions() {
        // Sums of exact fractions of whole numbers (Python: math.comb and fractions.Fraction).
        let urn = |marked, drawn| Urn { all: 1_000_000, marked, drawn };
        near(urn(1200, 900), 1, 6.607_896_470_816_9e-1);
        near(urn(1200, 900), 2, 2.936_718_857_488_7e-1);
        near(urn(1200, 900), 12, 1.748_974_540_226_5e-9);
        near(urn(50_000, 400), 20, 5.320_473_717_523_6e-1);
        near(urn(50_000, 400), 60, 4.842_044_060_953_3e-14);
        near(urn(300, 300), 60, 6.439_470_828_858_6e-151);
        near(urn(900_000, 700), 600, 9.998_685_840_400_4e-1);
    }

    #[test]
    fn what_no_float_can_hold_is_nought_and_no_fault() {
        let urn = Urn { all: 1_000_000, marked: 1000, drawn: 1000 };
        assert_eq!(urn.at_least(1000), 0.0);
        let huge = Urn { all: 1 << 62, marked: 1 << 40, drawn: 1 << 40 };
        assert!(huge.at_least(1) > 0.0);
    }
}
