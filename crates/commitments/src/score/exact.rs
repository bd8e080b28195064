//! Exact fractions. A score of 42.65 shown with one decimal is 42.7, and a binary float would make 42.6 of it; so points,
//! weights and answers are fractions of whole numbers of any size, from the digits somebody wrote to the one rounding at
//! the end.

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::fmt;
use std::iter::Sum;

/// Most digits of a number in a file, before and behind the point together and moved by an exponent at most so far:
/// `1e999999999` must not fill the memory. Points and percentages have a dozen.
const DIGITS_MAX: u32 = 40;

/// An exact fraction.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(BigRational);

/// How a tie is broken when a score is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Away from zero: 0.25 → 0.3, -0.25 → -0.3.
    #[default]
    HalfUp,
    /// To the even digit: 0.25 → 0.2, 0.35 → 0.4.
    HalfEven,
}

/// How scores are shown; nothing is computed with the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rounding {
    /// Decimals, all of them shown.
    pub digits: u32,
    /// What becomes of ties.
    pub mode: Mode,
}

impl Exact {
    /// Nothing.
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    /// One.
    pub fn one() -> Self {
        Self(BigRational::one())
    }

    /// A count.
    pub fn count(n: usize) -> Self {
        Self(BigRational::from_integer(BigInt::from(n)))
    }

    /// A decimal as XML Schema's `decimal` writes it (`12`, `-0.50`, `.5`, `5.`, `+3`): no exponent, no grouping.
    pub fn decimal(text: &str) -> Option<Self> {
        let (sign, digits) = match text.as_bytes().first()? {
            b'-' => (Sign::Minus, text.get(1..)?),
            b'+' => (Sign::Plus, text.get(1..)?),
            _ => (Sign::Plus, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let written = [whole, fraction].concat();
        let plain = !written.is_empty() && written.bytes().all(|byte| byte.is_ascii_digit());
        if !plain || written.len() > DIGITS_MAX as usize {
            return None;
        }
        let size = BigInt::parse_bytes(written.as_bytes(), 10)?;
        let numerator = if sign == Sign::Minus { -size } else { size };
        Some(Self(BigRational::new(numerator, ten_to(u32::try_from(fraction.len()).ok()?))))
    }

    /// A float of TOML, from its source text: a decimal with grouping underscores, perhaps with an exponent.
    pub fn toml_float(text: &str) -> Option<Self> {
        let text = text.replace('_', "");
        let Some((digits, exponent)) = text.split_once(['e', 'E']) else { return Self::decimal(&text) };
        let exponent: i32 = exponent.parse().ok()?;
        let scale = ten_to(Some(exponent.unsigned_abs()).filter(|size| *size <= DIGITS_MAX)?);
        let Self(value) = Self::decimal(digits)?;
        Some(Self(if exponent < 0 { value / scale } else { value * scale }))
    }

    /// A whole number of TOML in the base it is written in.
    pub fn toml_integer(digits: &str, radix: u32) -> Option<Self> {
        let digits = digits.replace('_', "");
        let fits = digits.trim_start_matches(['+', '-']).len() <= DIGITS_MAX as usize;
        let number = BigInt::parse_bytes(digits.trim_start_matches('+').as_bytes(), radix).filter(|_| fits)?;
        Some(Self(BigRational::from_integer(number)))
    }

    /// The sum.
    pub fn plus(&self, other: &Self) -> Self {
        Self(&self.0 + &other.0)
    }

    /// The difference.
    pub fn minus(&self, other: &Self) -> Self {
        Self(&self.0 - &other.0)
    }

    /// The product.
    pub fn times(&self, other: &Self) -> Self {
        Self(&self.0 * &other.0)
    }

    /// The quotient; `None` when `other` is zero.
    pub fn over(&self, other: &Self) -> Option<Self> {
        (!other.0.is_zero()).then(|| Self(&self.0 / &other.0))
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// Whether it is above zero.
    pub fn is_positive(&self) -> bool {
        self.0.is_positive()
    }

    /// The nearest float, ties to even; its shortest text is what JSON shows. `None` beyond the range of floats.
    pub fn to_f64(&self) -> Option<f64> {
        self.0.to_f64().filter(|float| float.is_finite())
    }

    /// The whole number, if it is one that every reader of JSON keeps (up to 2^53).
    pub fn to_integer(&self) -> Option<i64> {
        const SAFE: i64 = 1 << 53;
        let whole = self.0.is_integer().then(|| self.0.numer().to_i64())?;
        whole.filter(|n| (-SAFE..=SAFE).contains(n))
    }

    /// Rounded, with exactly as many decimals as asked for.
    pub fn rounded(&self, rounding: Rounding) -> String {
        let scaled = self.0.abs() * ten_to(rounding.digits);
        let (whole, rest) = scaled.numer().div_rem(scaled.denom());
        let up = match (rest * 2u8).cmp(scaled.denom()) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Equal => rounding.mode == Mode::HalfUp || whole.is_odd(),
        };
        let size = if up { whole + 1u8 } else { whole };
        let sign = if self.is_negative() && !size.is_zero() { "-" } else { "" };
        let width = rounding.digits as usize + 1;
        let digits = format!("{size:0>width$}", size = size.to_string());
        let (before, behind) = digits.split_at(digits.len() - rounding.digits as usize);
        let point = if behind.is_empty() { "" } else { "." };
        format!("{sign}{before}{point}{behind}")
    }

    /// As a decimal when it has one (`70`, `49.99`), else as a fraction.
    pub fn plain(&self) -> String {
        let ends = (0..=2 * DIGITS_MAX).find(|digits| (ten_to(*digits) % self.0.denom()).is_zero());
        match ends {
            Some(digits) => self.rounded(Rounding { digits, mode: Mode::HalfEven }),
            None => self.to_string(),
        }
    }
}

fn ten_to(exponent: u32) -> BigInt {
    BigInt::from(10u8).pow(exponent)
}

impl<'a> Sum<&'a Exact> for Exact {
    fn sum<I: Iterator<Item = &'a Exact>>(all: I) -> Self {
        all.fold(Self::zero(), |sum, one| sum.plus(one))
    }
}

impl fmt::Display for Exact {
    /// `189/65`; whole numbers without `/1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn exact(text: &str) -> Exact {
        Exact::decimal(text).unwrap()
    }

    fn shown(text: &str, digits: u32, mode: Mode) -> String {
        exact(text).rounded(Rounding { digits, mode })
    }

    #[test]
    fn ties_go_away_from_zero_or_to_the_even_digit() {
        assert_eq!(
            (shown("42.65", 1, Mode::HalfUp), shown("42.65", 1, Mode::HalfEven)),
            ("42.7".into(), "42.6".into())
        );
        assert_eq!(
            (shown("-0.25", 1, Mode::HalfUp), shown("-0.25", 1, Mode::HalfEven)),
            ("-0.3".into(), "-0.2".into())
        );
        assert_eq!((shown("0.5", 0, Mode::HalfUp), shown("0.5", 0, Mode::HalfEven)), ("1".into(), "0".into()));
        assert_eq!((shown("1.5", 0, Mode::HalfEven), shown("2.5", 0, Mode::HalfEven)), ("2".into(), "2".into()));
    }

    #[test]
    fn every_decimal_asked_for_is_shown_and_zero_has_no_sign() {
        assert_eq!((shown("5", 2, Mode::HalfUp), shown("0.004", 2, Mode::HalfUp)), ("5.00".into(), "0.00".into()));
        assert_eq!(
            (shown("-0.004", 2, Mode::HalfUp), shown("999.96", 1, Mode::HalfUp)),
            ("0.00".into(), "1000.0".into())
        );
    }

    #[test]
    fn only_plain_decimals_are_decimals() {
        for good in ["0", "-12.50", "+3", ".5", "5.", "007"] {
            assert!(Exact::decimal(good).is_some(), "{good}");
        }
        for bad in ["", "-", ".", "1e5", "1,000", "1 000", "37%", "--1", "1.2.3", "NaN", "inf", "0x10", "٣", "½", "é"]
        {
            assert!(Exact::decimal(bad).is_none(), "{bad}");
        }
        assert!(Exact::decimal(&"9".repeat(41)).is_none());
    }

    #[test]
    fn numbers_of_toml_are_read_from_their_digits() {
        assert_eq!(Exact::toml_float("0.1").unwrap().to_string(), "1/10");
        assert_eq!(Exact::toml_float("1_000.5e-2").unwrap().to_string(), "2001/200");
        assert_eq!(Exact::toml_float("+2.5E+2").unwrap().to_string(), "250");
        assert_eq!(Exact::toml_integer("ff", 16).unwrap().to_string(), "255");
        for bad in ["nan", "inf", "-inf", "1e999999999", "1e-99999999999999999999"] {
            assert!(Exact::toml_float(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_bound_is_shown_as_it_was_written() {
        assert_eq!((exact("70.0").plain(), exact("49.99").plain()), ("70".into(), "49.99".into()));
        assert_eq!(exact("189").over(&exact("65")).unwrap().plain(), "189/65");
    }

    proptest! {
        #[test]
        fn the_float_is_the_one_its_decimal_reads_as(whole in 0u64..1_000_000_000, behind in "[0-9]{0,25}") {
            let text = format!("{whole}.{behind}");
            prop_assert_eq!(exact(&text).to_f64(), text.parse::<f64>().ok());
        }

        #[test]
        fn rounding_moves_by_half_a_unit_at_most(n in -100_000i64..100_000, d in 1i64..1000, digits in 0u32..4) {
            let value = exact(&n.to_string()).over(&exact(&d.to_string())).unwrap();
            let unit = exact(&10u32.pow(digits).to_string());
            for mode in [Mode::HalfUp, Mode::HalfEven] {
                let back = exact(&value.rounded(Rounding { digits, mode }));
                let moved = back.minus(&value).times(&unit).times(&exact("2"));
                prop_assert!(moved <= exact("1") && moved >= exact("-1"));
            }
        }

        #[test]
        fn nothing_panics_on_any_text(text in ".{0,50}") {
            let _ = (Exact::decimal(&text), Exact::toml_float(&text), Exact::toml_integer(&text, 10));
        }
    }
}
