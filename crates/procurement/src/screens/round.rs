//! Round prices. Costs that were worked out seldom end in noughts; prices that were thought up, such as those of cover bids,
//! often do. How round a price has to be grows with its size.

use crate::process::amount::Amount;

/// Millionths in one.
const ONE: i128 = 1_000_000;

/// Whether an amount n is round: whole, and n mod 10^(1 + ⌊⌊log₁₀ n⌋ / 2⌋) = 0, so that 10, 100, 1,100 and 120,000 are and
/// 110 and 101,100 are not. An amount with a part of one is not, and none below 10 is.
pub fn is_round(amount: Amount) -> bool {
    let (whole, part) = (amount.millionths() / ONE, amount.millionths() % ONE);
    let unit = whole.checked_ilog10().map(|log| 10_i128.pow(1 + log / 2));
    part == 0 && unit.is_some_and(|unit| whole % unit == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(text: &str) -> bool {
        is_round(Amount::parse(text).expect("an amount"))
    }

    #[test]
    fn how_round_a_price_must_be_grows_with_its_size() {
        for own in ["10", "90", "100", "900", "1000", "1100", "99000", "120000", "1000000", "1230000", "12340000"] {
            assert!(round(own), "{own}");
        }
        for own in ["11", "110", "1010", "99900", "101100", "1234000", "12345000"] {
            assert!(!round(own), "{own}");
        }
        assert!(round("1000000000000000000"), "the largest amount");
    }

    #[test]
    fn parts_of_one_and_amounts_below_ten_are_never_round() {
        for own in ["0", "1", "5", "9", "-100", "0.5", "100.5", "1000.000001"] {
            assert!(!round(own), "{own}");
        }
        assert!(round("100.00"), "noughts behind the point are no part");
    }
}
