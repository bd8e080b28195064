//! The medcouple, a robust measure of skewness (Brys, Hubert, Struyf 2004): the median of the kernel
//! h(i, j) = ((x_i − m) − (m − x_j)) / (x_i − x_j) over pairs around the median m. The kernel falls along rows and columns, so
//! pairs above a level are counted by one walk along the staircase, and the median is found by halving the level.

use super::quantile::median;

/// The medcouple of values in ascending order, from −1 to 1; `None` when there are none.
pub fn medcouple(sorted: &[f64]) -> Option<f64> {
    let centre = median(sorted)?;
    let mut upper: Vec<f64> = sorted.iter().map(|value| value - centre).filter(|value| *value > 0.0).collect();
    let mut lower: Vec<f64> = sorted.iter().map(|value| centre - value).filter(|value| *value > 0.0).collect();
    upper.reverse();
    lower.sort_unstable_by(f64::total_cmp);
    let ties = sorted.len() - upper.len() - lower.len();
    let pairs = (upper.len() + ties) * (lower.len() + ties);
    if pairs == 0 {
        return Some(0.0);
    }
    let pile = Pile { upper, lower, ties };
    // With an even number of pairs the median is the mean of the two in the middle.
    let one = pile.largest((pairs - 1) / 2);
    let two = if pairs.is_multiple_of(2) { pile.largest(pairs / 2) } else { one };
    Some(f64::midpoint(one, two))
}

/// Distances from the median: upward in descending, downward in ascending order, and how many values equal it.
struct Pile {
    upper: Vec<f64>,
    lower: Vec<f64>,
    ties: usize,
}

impl Pile {
    /// The `k`-th largest value of the kernel, counted from 0.
    fn largest(&self, k: usize) -> f64 {
        if self.above(1.0_f64.next_down()) > k {
            return 1.0;
        }
        // Halving would need a thousand steps to find nought.
        if self.above(0.0) <= k && self.above(0.0_f64.next_down()) > k {
            return 0.0;
        }
        // More than k pairs lie above `low`, at most k above `high`; the value is the smallest level of the second kind.
        let (mut low, mut high) = (-1.0 - f64::EPSILON, 1.0);
        loop {
            let middle = f64::midpoint(low, high);
            if middle <= low || middle >= high {
                return high;
            }
            if self.above(middle) > k { low = middle } else { high = middle }
        }
    }

    /// How many pairs have a kernel above `level`.
    fn above(&self, level: f64) -> usize {
        let mut reach = self.lower.len();
        let mut count = 0;
        for up in &self.upper {
            while reach > 0 && self.lower.get(reach - 1).is_some_and(|down| (up - down) / (up + down) <= level) {
                reach -= 1;
            }
            count += reach;
        }
        // A value equal to the median makes 1 with those above it and −1 with those below; among themselves the ties
        // are given as many 1 as −1, and 0 on the diagonal.
        let halves = self.ties * self.ties.saturating_sub(1) / 2;
        count += if level < 1.0 { self.ties * self.upper.len() + halves } else { 0 };
        count += if level < 0.0 { self.ties } else { 0 };
        count + if level < -1.0 { self.ties * self.lower.len() + halves } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_sorting(values: &[f64]) -> f64 {
        let centre = median(values).expect("values");
        let mut kernel = Vec::new();
        for up in values.iter().filter(|value| **value > centre) {
            kernel.extend(
                values.iter().filter(|value| **value < centre).map(|down| (up + down - 2.0 * centre) / (up - down)),
            );
        }
        kernel.sort_by(f64::total_cmp);
        f64::midpoint(kernel[(kernel.len() - 1) / 2], kernel[kernel.len() / 2])
    }

    #[test]
    fn halving_gives_what_sorting_all_pairs_gives() {
        let values = [0.1, 0.2, 0.7, 0.8, 1.5, 2.5, 9.0, 30.0];
        let found = medcouple(&values).expect("values");
        assert!((found - by_sorting(&values)).abs() < 1e-12, "{found}");
        assert!(found > 0.0);
        let mirrored: Vec<f64> = values.iter().rev().map(|value| -value).collect();
        assert!((medcouple(&mirrored).expect("values") + found).abs() < 1e-12);
    }

    #[test]
    fn symmetric_and_equal_values_have_no_skew() {
        assert_eq!(medcouple(&[1.0, 2.0, 3.0, 4.0, 5.0]), Some(0.0));
        assert_eq!(medcouple(&[2.0, 2.0, 2.0]), Some(0.0));
        assert_eq!(medcouple(&[]), None);
    }
}
