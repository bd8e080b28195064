//! Exact decimal arithmetic for small sums. A source score such as `44.12345` is a decimal that a publisher wrote
//! down; means that sit on `x.5` must be rounded from that decimal, not from its nearest binary float.

use std::fmt;

/// A finite decimal: `mantissa / 10^scale`, with `scale <= 18`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i128,
    scale: u32,
}

/// Most decimals kept behind the point: what rates per 100,000 of small counts carry in published workbooks.
const SCALE_MAX: u32 = 18;

impl Decimal {
    /// A whole number.
    pub fn integer(value: i64) -> Self {
        Self { mantissa: i128::from(value), scale: 0 }
    }

    /// The decimal that the shortest round-trip text of `value` writes, which is what a publisher typed.
    /// `None` when it is not finite, 10^15 or larger in size, or has more than 18 decimals.
    pub fn from_shortest(value: f64) -> Option<Self> {
        if !value.is_finite() || value.abs() >= 1e15 {
            return None;
        }
        Self::parse(&value.to_string())
    }

    /// Reads digits with an optional sign and point; no exponent, no grouping.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let scale = u32::try_from(fraction.len()).ok().filter(|scale| *scale <= SCALE_MAX)?;
        if whole.is_empty() || whole.len() > 18 || !(whole.bytes().chain(fraction.bytes())).all(|b| b.is_ascii_digit())
        {
            return None;
        }
        let mantissa: i128 = format!("{whole}{fraction}").parse().ok()?;
        Some(Self { mantissa: if text.starts_with('-') { -mantissa } else { mantissa }, scale })
    }

    /// Whether it is a whole number.
    pub fn is_integer(self) -> bool {
        self.mantissa % 10i128.pow(self.scale) == 0
    }

    fn at_scale(self, scale: u32) -> i128 {
        self.mantissa * 10i128.pow(scale - self.scale)
    }

    /// The exact sum. Order does not matter.
    pub fn sum(values: &[Self]) -> Self {
        let scale = values.iter().map(|value| value.scale).max().unwrap_or(0);
        Self { mantissa: values.iter().map(|value| value.at_scale(scale)).sum(), scale }
    }

    /// `self / n` rounded half up to a whole number (0.5 → 1, -0.5 → 0). `n` must not be 0.
    pub fn divide_round_half_up(self, n: u32) -> i64 {
        let denominator = 10i128.pow(self.scale) * i128::from(n.max(1));
        let rounded = (2 * self.mantissa + denominator).div_euclid(2 * denominator);
        i64::try_from(rounded).unwrap_or(if rounded < 0 { i64::MIN } else { i64::MAX })
    }

    /// `self / n` as the nearest-by-one-division float. `n` must not be 0.
    pub fn divide(self, n: u32) -> f64 {
        self.mantissa as f64 / (10f64.powi(self.scale as i32) * f64::from(n.max(1)))
    }

    /// The exact difference `self - other`.
    pub fn minus(self, other: Self) -> Self {
        Self::sum(&[self, Self { mantissa: -other.mantissa, scale: other.scale }])
    }

    /// `self * n`, exactly.
    pub fn times(self, n: u32) -> Self {
        Self { mantissa: self.mantissa * i128::from(n), scale: self.scale }
    }

    /// Order by value: `2.9` and `2.90` are equal here, although they are written differently.
    pub fn compare(self, other: Self) -> std::cmp::Ordering {
        let scale = self.scale.max(other.scale);
        self.at_scale(scale).cmp(&other.at_scale(scale))
    }

    /// Adds a number of tenths, exactly (`tenths = 5` adds one half).
    pub fn plus_tenths(self, tenths: i64) -> Self {
        Self::sum(&[self, Self { mantissa: i128::from(tenths), scale: 1 }])
    }

    /// The larger of two.
    pub fn max(self, other: Self) -> Self {
        let scale = self.scale.max(other.scale);
        if self.at_scale(scale) >= other.at_scale(scale) { self } else { other }
    }

    /// The smaller of two.
    pub fn min(self, other: Self) -> Self {
        let scale = self.scale.max(other.scale);
        if self.at_scale(scale) <= other.at_scale(scale) { self } else { other }
    }

    /// As a float.
    pub fn to_f64(self) -> f64 {
        self.divide(1)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = 10i128.pow(self.scale);
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let (whole, fraction) = (self.mantissa.abs() / unit, self.mantissa.abs() % unit);
        if self.scale == 0 {
            write!(f, "{sign}{whole}")
        } else {
            write!(f, "{sign}{whole}.{fraction:0width$}", width = self.scale as usize)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_on_the_half_is_rounded_up_whatever_the_order() {
        let values: Vec<Decimal> = [0.1, 0.2, 1.2].iter().filter_map(|v| Decimal::from_shortest(*v)).collect();
        assert_eq!(Decimal::sum(&values).divide_round_half_up(3), 1);
        assert_eq!(Decimal::integer(-1).divide_round_half_up(2), 0);
        assert_eq!(Decimal::integer(5).divide_round_half_up(2), 3);
    }

    #[test]
    fn values_are_compared_and_subtracted_whatever_their_spelling() {
        let (short, long) = (Decimal::parse("2.9").unwrap(), Decimal::parse("2.90").unwrap());
        assert!(short.compare(long).is_eq() && short.compare(Decimal::integer(3)).is_lt());
        assert_eq!(Decimal::integer(3).minus(long).to_string(), "0.10");
        assert_eq!(long.times(3).to_string(), "8.70");
    }

    #[test]
    fn only_plain_digits_are_decimals() {
        assert_eq!(Decimal::parse("-12.50").unwrap().to_string(), "-12.50");
        assert!(Decimal::parse("1e5").is_none() && Decimal::parse(".5").is_none() && Decimal::parse("").is_none());
    }
}
