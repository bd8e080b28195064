//! Amounts as exact decimals with six digits after the point. Zero and what a publisher writes for "none" are values
//! here; the rules decide what counts as a price.

use crate::json::reader;
use crate::process::cell::{Cell, FromValue, is_blank};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// Units of the last kept digit in one.
const ONE: i128 = 1_000_000;
/// Decimals kept.
const SCALE: i32 = 6;
/// Digits that are no more than [`MAX`] and fit into 64 bits.
const PLAIN: usize = 18;
/// Millionths of the last digit by the number of decimals.
const UNITS: [u32; 7] = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];
/// Nothing real is larger; beyond it exact comparisons of products could overflow.
const MAX: i128 = 1_000_000_000_000_000_000 * ONE;

/// A decimal number in millionths, doubled; what is odd was rounded. Whether it was makes no difference between two of them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Amount(i128);

impl PartialEq for Amount {
    fn eq(&self, other: &Self) -> bool {
        self.millionths() == other.millionths()
    }
}

impl Eq for Amount {}

impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Amount {
    fn cmp(&self, other: &Self) -> Ordering {
        self.millionths().cmp(&other.millionths())
    }
}

impl Hash for Amount {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.millionths().hash(state);
    }
}

impl Amount {
    /// From millionths; `None` beyond a million million million.
    pub fn from_millionths(millionths: i128) -> Option<Self> {
        (millionths.abs() <= MAX).then_some(Self(millionths << 1))
    }

    /// In millionths.
    #[inline]
    pub fn millionths(self) -> i128 {
        self.0 >> 1
    }

    /// Whether it is more than nothing.
    pub fn is_positive(self) -> bool {
        self.millionths() > 0
    }

    /// Whether it was published with more than six decimals, and rounded.
    pub fn is_rounded(self) -> bool {
        self.0 & 1 == 1
    }

    /// Whether it was rounded, or could not be paid.
    #[inline]
    pub fn may_be_odd(self) -> bool {
        self.is_rounded() || self.0 <= 0
    }

    /// The nearest float.
    pub fn to_f64(self) -> f64 {
        // One division of two exactly held numbers rounds once, as long as the millionths fit into 53 bits.
        self.millionths() as f64 / ONE as f64
    }

    /// Reads digits with at most six decimals, as nearly all amounts are written, all of them few enough for a machine word.
    fn plain(text: &str) -> Option<Self> {
        if text.len() > PLAIN || !text.starts_with(|first: char| first.is_ascii_digit()) {
            return None;
        }
        let (mut value, mut decimals) = (0_u64, None);
        for byte in text.bytes() {
            match (byte, decimals) {
                (b'0'..=b'9', _) => {
                    value = value * 10 + u64::from(byte - b'0');
                    decimals = decimals.map(|count| count + 1);
                }
                (b'.', None) => decimals = Some(0_usize),
                _ => return None,
            }
        }
        let unit = UNITS.get(decimals.unwrap_or(0))?;
        Some(Self((i128::from(value) * i128::from(*unit)) << 1))
    }

    /// Reads the literal text of a number: digits, point, exponent. More than six decimals are rounded half to even.
    pub fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (negative, digits) = match mantissa.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let mut value: i128 = 0;
        let mut significant = 0;
        for byte in whole.bytes().chain(fraction.bytes()) {
            if !byte.is_ascii_digit() {
                return None;
            }
            significant += i32::from(significant > 0 || byte != b'0');
            if significant > 36 {
                return None;
            }
            value = value * 10 + i128::from(byte - b'0');
        }
        let places = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
        let (scaled, rounded) = if value == 0 { (0, false) } else { rescale(value, SCALE.checked_sub(places)?)? };
        let exact = Self::from_millionths(if negative { -scaled } else { scaled })?;
        Some(Self(exact.0 | i128::from(rounded)))
    }

    /// Reads a text with group marks: spaces always group; a last comma or point followed by other than exactly three
    /// digits is the decimal mark, as is a point in a plain number; other commas group.
    pub fn parse_text(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}')).collect();
        let last = text.rfind([',', '.']);
        let marks = text.matches([',', '.']).count();
        let plain: String = match last {
            Some(at) => {
                let (whole, rest) = text.split_at(at);
                let digits = rest.get(1..).unwrap_or_default();
                let decimal = digits.len() != 3 || !digits.bytes().all(|b| b.is_ascii_digit());
                let decimal = decimal || (marks == 1 && rest.starts_with('.'));
                let whole = whole.replace([',', '.'], "");
                if decimal { format!("{whole}.{digits}") } else { format!("{whole}{digits}") }
            }
            None => text,
        };
        Self::parse(&plain)
    }
}

/// `value · 10^by` of what is not nought, rounded half to even, and whether it had to be.
fn rescale(value: i128, by: i32) -> Option<(i128, bool)> {
    if by >= 0 {
        let whole = value.checked_mul(10i128.checked_pow(u32::try_from(by).ok()?)?)?;
        return Some((whole, false));
    }
    let Some(divisor) = 10i128.checked_pow(by.unsigned_abs()) else { return Some((0, true)) };
    let (quotient, rest) = (value / divisor, value % divisor);
    let up = match (rest * 2).cmp(&divisor) {
        Ordering::Greater => true,
        Ordering::Equal => quotient % 2 == 1,
        Ordering::Less => false,
    };
    Some((quotient + i128::from(up), rest != 0))
}

/// The shortest decimal.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0 < 0 { "-" } else { "" })?;
        let millionths = self.millionths().unsigned_abs();
        // Nearly all fit into a machine word, which is divided and written several times faster.
        let rest = match u64::try_from(millionths) {
            Ok(short) => {
                write!(f, "{}", short / 1_000_000)?;
                short % 1_000_000
            }
            Err(_) => {
                write!(f, "{}", millionths / ONE.unsigned_abs())?;
                (millionths % ONE.unsigned_abs()) as u64
            }
        };
        if rest == 0 {
            return Ok(());
        }
        let (mut digits, mut places) = (rest, SCALE.unsigned_abs() as usize);
        while digits % 10 == 0 {
            (digits, places) = (digits / 10, places - 1);
        }
        write!(f, ".{digits:0places$}")
    }
}

impl<'a> FromValue<'a> for Amount {
    fn from_text(text: reader::Text<'a>) -> Cell<'a, Self> {
        let content = text.decode();
        if is_blank(&content) {
            return Cell::Absent;
        }
        Self::parse_text(&content).map_or(Cell::Unreadable(text.quoted()), Cell::Is)
    }

    fn from_bare(literal: &'a str) -> Cell<'a, Self> {
        let read = Self::plain(literal).or_else(|| Self::parse(literal));
        read.map_or(Cell::Unreadable(literal), Cell::Is)
    }

    #[inline]
    fn as_amount(&self) -> Option<Amount> {
        Some(*self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn plain_numbers_are_read_as_all_numbers_are(text in "-?[0-9]{0,19}\\.?[0-9]{0,8}(e1)?") {
            if let Some(plain) = Amount::plain(&text) {
                proptest::prop_assert_eq!(Some(plain), Amount::parse(&text));
            }
        }
    }

    #[test]
    fn numbers_and_numeric_texts_become_exact_decimals() {
        let read = |text: &str| Amount::parse(text).map(|amount| amount.to_string());
        assert_eq!(read("319820.54").as_deref(), Some("319820.54"));
        assert_eq!(read("1.5e3").as_deref(), Some("1500"));
        assert_eq!(read("0.0000005").as_deref(), Some("0"));
        assert_eq!(read("0.0000015").as_deref(), Some("0.000002"));
        assert_eq!(read("-2.50").as_deref(), Some("-2.5"));
        assert_eq!(read("0e999999999").as_deref(), Some("0"));
        assert_eq!(read("1e999"), None);
        assert_eq!(read("abc"), None);
        let text = |text: &str| Amount::parse_text(text).map(|amount| amount.to_string());
        assert_eq!(text("1 234 567,89").as_deref(), Some("1234567.89"));
        assert_eq!(text("1,234,567").as_deref(), Some("1234567"));
        assert_eq!(text("1,234.5").as_deref(), Some("1234.5"));
        assert_eq!(text("1.234,5").as_deref(), Some("1234.5"));
        assert_eq!(text("12,5").as_deref(), Some("12.5"));
        assert_eq!(text("12.500").as_deref(), Some("12.5"));
        assert_eq!(text("n/a"), None);
    }

    #[test]
    fn more_than_six_decimals_are_rounded_and_make_no_other_difference() {
        let amount = |text: &str| Amount::parse(text).expect("an amount");
        for (text, rounded) in [
            ("1.2345678", true),
            ("1.234568", false),
            ("1.2345680", false),
            ("-0.0000001", true),
            ("1e-60", true),
            ("0e-60", false),
        ] {
            assert_eq!(amount(text).is_rounded(), rounded, "{text}");
        }
        assert_eq!(amount("1.2345678"), amount("1.234568"));
        assert_eq!(amount("-1.2345678").millionths(), -1_234_568);
        assert!(amount("1.2345678") < amount("1.234569") && amount("-1.2345678") > amount("-1.234569"));
        assert!(amount("0").may_be_odd() && amount("-1").may_be_odd() && !amount("1").may_be_odd());
    }
}
