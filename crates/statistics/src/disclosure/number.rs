//! Exact numbers: the values of one table as whole multiples of one power of ten, and ratios for what is computed from
//! them. Floats appear only where a number is printed.

use super::Error;
use probity_core::canonical;
use std::cmp::Ordering;

/// Most digits of a number, before and behind the point together: room for sums and products in 128 bits.
const DIGITS_MAX: usize = 18;

/// A decimal as written: `mantissa / 10^scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scaled {
    /// All digits as a whole number.
    pub mantissa: i128,
    /// Digits behind the point; trailing zeros do not count.
    pub scale: u32,
}

impl Scaled {
    /// Reads digits with an optional sign and point; no exponent, no grouping. At most 18 digits.
    pub fn parse(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let fraction = fraction.trim_end_matches('0');
        let digits = format!("{whole}{fraction}");
        let plain = !whole.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !plain || digits.trim_start_matches('0').len() > DIGITS_MAX || fraction.len() > DIGITS_MAX {
            return None;
        }
        let mantissa: i128 = digits.parse().ok()?;
        let scale = u32::try_from(fraction.len()).ok()?;
        Some(Self { mantissa: if text.starts_with('-') { -mantissa } else { mantissa }, scale })
    }

    /// The decimal that the shortest text of a float writes.
    pub fn of(value: f64) -> Option<Self> {
        if value.is_finite() { Self::parse(&value.to_string()) } else { None }
    }

    /// As a multiple of `10^-scale`; `None` when that is not whole or too large.
    pub fn at(self, scale: u32) -> Option<i128> {
        let shift = scale.checked_sub(self.scale)?;
        let value = self.mantissa.checked_mul(10i128.checked_pow(shift)?)?;
        (value.abs() < 10i128.pow(DIGITS_MAX as u32)).then_some(value)
    }

    /// As a ratio.
    pub fn ratio(self) -> Ratio {
        Ratio { num: self.mantissa, den: 10i128.pow(self.scale) }
    }
}

/// A fraction with a positive denominator; not reduced.
#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    /// Numerator.
    pub num: i128,
    /// Denominator, positive.
    pub den: i128,
}

impl Ratio {
    /// Zero.
    pub const ZERO: Self = Self { num: 0, den: 1 };

    /// A whole number.
    pub fn whole(value: i128) -> Self {
        Self { num: value, den: 1 }
    }

    /// `num / den`, reduced. `den` must not be 0.
    pub fn new(num: i128, den: i128) -> Self {
        let divisor = gcd(num.unsigned_abs(), den.unsigned_abs()).max(1);
        let divisor = i128::try_from(divisor).unwrap_or(1);
        let sign = if den < 0 { -1 } else { 1 };
        Self { num: sign * (num / divisor), den: sign * (den / divisor) }
    }

    /// The exact sum.
    pub fn plus(self, other: Self) -> Result<Self, Error> {
        let cross = |a: i128, b: i128| a.checked_mul(b).ok_or(Error::Overflow);
        let num = cross(self.num, other.den)?.checked_add(cross(other.num, self.den)?).ok_or(Error::Overflow)?;
        Ok(Self::new(num, cross(self.den, other.den)?))
    }

    /// The exact product.
    pub fn times(self, other: Self) -> Result<Self, Error> {
        let num = self.num.checked_mul(other.num).ok_or(Error::Overflow)?;
        Ok(Self::new(num, self.den.checked_mul(other.den).ok_or(Error::Overflow)?))
    }

    /// With the other sign.
    pub fn negated(self) -> Self {
        Self { num: -self.num, den: self.den }
    }

    /// The order by value.
    pub fn compare(self, other: Self) -> Result<Ordering, Error> {
        if self.den == other.den {
            return Ok(self.num.cmp(&other.num));
        }
        let left = self.num.checked_mul(other.den).ok_or(Error::Overflow)?;
        Ok(left.cmp(&other.num.checked_mul(self.den).ok_or(Error::Overflow)?))
    }

    /// The smallest whole number not below it.
    pub fn ceil(self) -> i128 {
        -(-self.num).div_euclid(self.den)
    }

    /// As a float: the nearest by one division.
    pub fn to_f64(self) -> f64 {
        self.num as f64 / self.den as f64
    }

    /// Divided by `10^scale`, as text: whole and decimal numbers exactly, others as the nearest float.
    pub fn text(self, scale: u32) -> String {
        let unit = 10i128.pow(scale);
        let reduced = Self::new(self.num, self.den);
        if reduced.den == 1 { decimal(reduced.num, scale) } else { canonical::number(self.to_f64() / unit as f64) }
    }
}

/// `value / 10^scale` in shortest form.
pub fn decimal(value: i128, scale: u32) -> String {
    let unit = 10i128.pow(scale);
    let sign = if value < 0 { "-" } else { "" };
    let (whole, fraction) = (value.abs() / unit, value.abs() % unit);
    if fraction == 0 {
        return format!("{sign}{whole}");
    }
    let digits = format!("{fraction:0width$}", width = scale as usize);
    format!("{sign}{whole}.{}", digits.trim_end_matches('0'))
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_keeps_its_digits_and_is_printed_in_shortest_form() {
        let value = Scaled::parse("-12.50").unwrap();
        assert_eq!((value.mantissa, value.scale, value.at(3)), (-125, 1, Some(-12_500)));
        assert_eq!(decimal(-12_500, 3), "-12.5");
        for wrong in ["", "1e5", ".5", "1,5", "12345678901234567890", "--1", "0x1"] {
            assert!(Scaled::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn ratios_are_compared_exactly() {
        let third = Ratio::new(-2, -6);
        assert_eq!((third.num, third.den, third.ceil()), (1, 3, 1));
        assert!(third.compare(Ratio::new(333_333_333, 1_000_000_000)).unwrap().is_gt());
        assert_eq!(Ratio::new(-7, 2).ceil(), -3);
        assert_eq!(third.plus(Ratio::new(1, 6)).unwrap().text(1), "0.05");
    }
}
