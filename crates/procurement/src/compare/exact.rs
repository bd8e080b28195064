//! Ratios of exact amounts as the nearest float: the fraction is reduced before it is divided, so that two equal ratios
//! of large amounts are equal numbers.

use crate::process::amount::Amount;

/// (`a` − `b`) / `b`; `None` when `b` is nothing.
pub fn excess(a: Amount, b: Amount) -> Option<f64> {
    quotient(a.millionths() - b.millionths(), b.millionths())
}

/// `a` / `b`; `None` when `b` is nothing.
pub fn ratio(a: Amount, b: Amount) -> Option<f64> {
    quotient(a.millionths(), b.millionths())
}

fn quotient(a: i128, b: i128) -> Option<f64> {
    let divisor = i128::try_from(common(a.unsigned_abs(), b.unsigned_abs())).ok().filter(|divisor| *divisor > 0)?;
    (b != 0).then(|| (a / divisor) as f64 / (b / divisor) as f64)
}

/// The greatest common divisor.
fn common(mut a: u128, mut b: u128) -> u128 {
    while b > 0 {
        // A machine word is divided many times faster than two.
        if let (Ok(a), Ok(b)) = (u64::try_from(a), u64::try_from(b)) {
            return u128::from(common_short(a, b));
        }
        (a, b) = (b, a % b);
    }
    a
}

fn common_short(mut a: u64, mut b: u64) -> u64 {
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ratios_are_equal_numbers() {
        let amount = |text: &str| Amount::parse(text).expect("an amount");
        assert_eq!(excess(amount("105"), amount("100")), Some(0.05));
        assert_eq!(excess(amount("10500000000000000.5250"), amount("10000000000000000.5")), Some(0.05));
        assert_eq!(ratio(amount("0.001"), amount("1")), Some(0.001));
        assert_eq!(ratio(amount("1"), amount("0")), None);
    }
}
