//! Money as whole minor units of one currency. Amounts of different currencies never add up by accident, and no
//! amount passes through a binary float between the source and the page.

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// Currencies of ISO 4217 (list one) whose minor unit is not a hundredth: code and number of decimals.
const EXPONENTS: [(&str, u32); 26] = [
    ("BHD", 3),
    ("BIF", 0),
    ("CLF", 4),
    ("CLP", 0),
    ("DJF", 0),
    ("GNF", 0),
    ("IQD", 3),
    ("ISK", 0),
    ("JOD", 3),
    ("JPY", 0),
    ("KMF", 0),
    ("KRW", 0),
    ("KWD", 3),
    ("LYD", 3),
    ("OMR", 3),
    ("PYG", 0),
    ("RWF", 0),
    ("TND", 3),
    ("UGX", 0),
    ("UYI", 0),
    ("UYW", 4),
    ("VND", 0),
    ("VUV", 0),
    ("XAF", 0),
    ("XOF", 0),
    ("XPF", 0),
];

/// Codes for which ISO 4217 gives no minor unit: metals, units of account, tests and "no currency".
const NO_MINOR_UNIT: [&str; 13] =
    ["XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XDR", "XPD", "XPT", "XSU", "XTS", "XUA", "XXX"];

/// A currency: three capital letters of ISO 4217. Whether the code is in use today is not checked, so that records
/// of former currencies can be read; a code that is not listed has two decimals.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

/// An amount: `minor` units (a hundredth for most currencies) of `currency`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Money {
    /// Whole minor units; negative when owed.
    pub minor: i128,
    /// The currency.
    pub currency: Currency,
}

/// What is wrong with an amount.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum MoneyError {
    /// The code is not three capital letters.
    #[error("`{0}` is not a currency: write the three letters of ISO 4217, such as `KZT`")]
    Currency(String),
    /// The code is a metal, a unit of account, or "no currency".
    #[error("`{0}` has no minor unit, so amounts in it cannot be counted")]
    NoMinorUnit(String),
    /// The text is not a plain decimal.
    #[error("`{0}` is not an amount: write digits with an optional sign and point, such as `-1234.50`")]
    Amount(String),
    /// More decimals than the currency has.
    #[error("`{text}` is finer than the minor unit of {currency}: {currency} has {decimals} decimals")]
    TooFine {
        /// The amount as written.
        text: String,
        /// Its currency.
        currency: Currency,
        /// The decimals of the currency.
        decimals: u32,
    },
    /// The amount or sum does not fit in 127 bits.
    #[error("the amount is too large")]
    TooLarge,
    /// Two currencies met in one sum.
    #[error("{0} and {1} do not add up: convert one of them first")]
    Mixed(Currency, Currency),
}

impl Currency {
    /// The letters.
    pub fn code(&self) -> &str {
        // Three ASCII capitals are checked in `from_str`, the only way to make one.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// How many decimals the minor unit stands for: 2 for most, 0 for the yen, 3 for the dinar of Kuwait.
    pub fn decimals(&self) -> u32 {
        EXPONENTS.iter().find(|(code, _)| *code == self.code()).map_or(2, |(_, decimals)| *decimals)
    }
}

impl Money {
    /// Reads a plain decimal (`-1234.50`) exactly. Zeros beyond the minor unit are harmless and accepted.
    ///
    /// # Errors
    /// When it is not a plain decimal, finer than the minor unit, or too large.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let wrong = || MoneyError::Amount(text.to_owned());
        let (sign, unsigned) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
        let (whole, fraction) = match unsigned.split_once('.') {
            Some((_, "")) => return Err(wrong()),
            Some(parts) => parts,
            None => (unsigned, ""),
        };
        if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
            return Err(wrong());
        }
        let decimals = currency.decimals();
        let kept = fraction.trim_end_matches('0');
        if kept.len() > decimals as usize {
            return Err(MoneyError::TooFine { text: text.to_owned(), currency, decimals });
        }
        let digits = format!("{sign}{whole}{kept:0<width$}", width = decimals as usize);
        digits.parse().map(|minor| Self { minor, currency }).map_err(|_| MoneyError::TooLarge)
    }

    /// The sum of two amounts of one currency.
    ///
    /// # Errors
    /// When the currencies differ or the sum is too large.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        let minor = self.minor.checked_add(other.minor).ok_or(MoneyError::TooLarge)?;
        Ok(Self { minor, ..self })
    }

    /// The difference of two amounts of one currency.
    ///
    /// # Errors
    /// When the currencies differ or the difference is too large.
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        let minor = self.minor.checked_sub(other.minor).ok_or(MoneyError::TooLarge)?;
        Ok(Self { minor, ..self })
    }

    fn same_currency(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency { Ok(()) } else { Err(MoneyError::Mixed(self.currency, other.currency)) }
    }
}

impl PartialOrd for Money {
    /// Amounts of two currencies have no order.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (self.currency == other.currency).then(|| self.minor.cmp(&other.minor))
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let letters = <[u8; 3]>::try_from(text.as_bytes())
            .ok()
            .filter(|letters| letters.iter().all(u8::is_ascii_uppercase))
            .ok_or_else(|| MoneyError::Currency(text.to_owned()))?;
        if NO_MINOR_UNIT.contains(&text) {
            return Err(MoneyError::NoMinorUnit(text.to_owned()));
        }
        Ok(Self(letters))
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    /// Reads what `Display` writes: `1234.50 KZT`.
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let (amount, currency) = text.split_once(' ').ok_or_else(|| MoneyError::Amount(text.to_owned()))?;
        Self::parse(amount, currency.parse()?)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Currency({self})")
    }
}

impl fmt::Display for Money {
    /// All decimals of the currency, no grouping: `1234.50 KZT`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minor < 0 { "-" } else { "" };
        let decimals = self.currency.decimals();
        let unit = 10u128.pow(decimals);
        let (whole, fraction) = (self.minor.unsigned_abs() / unit, self.minor.unsigned_abs() % unit);
        if decimals == 0 {
            write!(f, "{sign}{whole} {}", self.currency)
        } else {
            write!(f, "{sign}{whole}.{fraction:0width$} {}", self.currency, width = decimals as usize)
        }
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Money({self})")
    }
}

impl TryFrom<String> for Currency {
    type Error = MoneyError;

    fn try_from(text: String) -> Result<Self, MoneyError> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.to_string()
    }
}

impl TryFrom<String> for Money {
    type Error = MoneyError;

    fn try_from(text: String) -> Result<Self, MoneyError> {
        text.parse()
    }
}

impl From<Money> for String {
    fn from(money: Money) -> Self {
        money.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    #[test]
    fn an_amount_has_the_decimals_of_its_currency() {
        assert_eq!(money("1234.5 KZT").to_string(), "1234.50 KZT");
        assert_eq!(money("1234.500 KZT").minor, 123_450);
        assert_eq!(money("-0.05 KZT").to_string(), "-0.05 KZT");
        assert_eq!(money("1234 JPY").minor, 1234);
        assert_eq!(money("0.001 KWD").minor, 1);
        assert_eq!(money("1.2345 CLF").to_string(), "1.2345 CLF");
        assert!(matches!("0.005 KZT".parse::<Money>(), Err(MoneyError::TooFine { decimals: 2, .. })));
        assert!(matches!("1.5 JPY".parse::<Money>(), Err(MoneyError::TooFine { decimals: 0, .. })));
    }

    #[test]
    fn the_table_of_decimals_is_sorted_and_says_nothing_twice() {
        assert!(EXPONENTS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(EXPONENTS.iter().all(|(code, decimals)| *decimals != 2 && code.parse::<Currency>().is_ok()));
    }

    #[test]
    fn two_currencies_never_add_up() {
        let (tenge, dollars) = (money("1.00 KZT"), money("1.00 USD"));
        assert_eq!(tenge.checked_add(dollars), Err(MoneyError::Mixed(tenge.currency, dollars.currency)));
        assert!(tenge.checked_sub(dollars).is_err());
        assert_eq!(tenge.partial_cmp(&dollars), None);
        assert_eq!(tenge.checked_sub(money("3.50 KZT")), Ok(money("-2.50 KZT")));
    }

    #[test]
    fn a_sum_that_does_not_fit_is_refused() {
        let most = Money { minor: i128::MAX, ..money("0 KZT") };
        let least = Money { minor: i128::MIN, ..most };
        assert_eq!(most.checked_add(money("0.01 KZT")), Err(MoneyError::TooLarge));
        assert_eq!(least.checked_sub(money("0.01 KZT")), Err(MoneyError::TooLarge));
        assert_eq!(money(&least.to_string()), least);
        assert_eq!(Money::parse(&"9".repeat(60), most.currency), Err(MoneyError::TooLarge));
    }

    #[test]
    fn only_plain_decimals_and_iso_codes_are_read() {
        for text in
            ["", "KZT", " KZT", "1,5 KZT", "1e5 KZT", ".5 KZT", "5. KZT", "+1 KZT", "1 000 KZT", "--1 KZT", "NaN KZT"]
        {
            assert!(text.parse::<Money>().is_err(), "{text}");
        }
        assert!("kzt".parse::<Currency>().is_err() && "ТГ".parse::<Currency>().is_err());
        assert_eq!("XAU".parse::<Currency>(), Err(MoneyError::NoMinorUnit("XAU".into())));
    }
}
