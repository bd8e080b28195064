//! Shares of ownership, votes or benefits in fixed point. Thresholds of law (`25 %`, `more than 50 %`) are compared
//! exactly, which binary floats cannot promise after a few multiplications down a chain of companies.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Millionths of a per cent: 100 % is 100 000 000. Never negative; above 100 % only in faulty records, whose sums
/// must be representable to be reported.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Share(i64);

/// Decimals kept of a percentage.
const DECIMALS: usize = 6;
/// One per cent.
const PER_CENT: i64 = 1_000_000;

/// A text that is not a share.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ShareError {
    /// It is not a plain decimal with an optional per cent sign.
    #[error("`{0}` is not a share: write a percentage such as `25` or `25.5%`")]
    Form(String),
    /// It has more than six decimals.
    #[error("`{0}` is finer than a millionth of a per cent")]
    TooFine(String),
    /// It is larger than any share can be.
    #[error("`{0}` is too large for a share")]
    TooLarge(String),
}

impl Share {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// All of it: 100 %.
    pub const WHOLE: Self = Self(100 * PER_CENT);

    /// From millionths of a per cent; `None` when negative.
    pub fn from_millionths(millionths: i64) -> Option<Self> {
        (millionths >= 0).then_some(Self(millionths))
    }

    /// Millionths of a per cent.
    pub fn millionths(self) -> i64 {
        self.0
    }

    /// The sum; `None` when it does not fit.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference; `None` when it would be negative.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).and_then(Self::from_millionths)
    }

    /// The share of a share (`50 % of 30 %` is `15 %`), rounded half up to a millionth of a per cent; `None` when it
    /// does not fit.
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let whole = i128::from(Self::WHOLE.0);
        let product = i128::from(self.0) * i128::from(other.0);
        i64::try_from((2 * product + whole) / (2 * whole)).ok().map(Self)
    }

    /// What reaches the far end of a chain of shares, multiplied link by link in the order given. Every link rounds
    /// by [`Share::checked_mul`], so a chain of n links (of at most 100 % each) is off by less than n / 2 millionths
    /// of a per cent. An empty chain is the whole.
    pub fn of_chain(links: impl IntoIterator<Item = Self>) -> Option<Self> {
        links.into_iter().try_fold(Self::WHOLE, Self::checked_mul)
    }
}

impl FromStr for Share {
    type Err = ShareError;

    fn from_str(text: &str) -> Result<Self, ShareError> {
        let form = || ShareError::Form(text.to_owned());
        let number = text.strip_suffix('%').map_or(text, |number| number.strip_suffix(' ').unwrap_or(number));
        let (whole, fraction) = match number.split_once('.') {
            Some((_, "")) => return Err(form()),
            Some(parts) => parts,
            None => (number, ""),
        };
        if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
            return Err(form());
        }
        let kept = fraction.trim_end_matches('0');
        if kept.len() > DECIMALS {
            return Err(ShareError::TooFine(text.to_owned()));
        }
        format!("{whole}{kept:0<DECIMALS$}").parse().map(Self).map_err(|_| ShareError::TooLarge(text.to_owned()))
    }
}

impl fmt::Display for Share {
    /// As few decimals as are needed: `25%`, `33.333333%`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, fraction) = (self.0 / PER_CENT, self.0 % PER_CENT);
        let decimals = format!("{fraction:0DECIMALS$}");
        match decimals.trim_end_matches('0') {
            "" => write!(f, "{whole}%"),
            decimals => write!(f, "{whole}.{decimals}%"),
        }
    }
}

impl fmt::Debug for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Share({self})")
    }
}

impl TryFrom<String> for Share {
    type Error = ShareError;

    fn try_from(text: String) -> Result<Self, ShareError> {
        text.parse()
    }
}

impl From<Share> for String {
    fn from(share: Share) -> Self {
        share.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(text: &str) -> Share {
        text.parse().unwrap()
    }

    #[test]
    fn a_percentage_is_read_exactly() {
        assert_eq!(share("100"), Share::WHOLE);
        assert_eq!(share("25.5%").millionths(), 25_500_000);
        assert_eq!(share("25.50 %"), share("25.5"));
        assert_eq!(share("0.000001").to_string(), "0.000001%");
        assert_eq!(share("0.0000010"), share("0.000001"));
        assert_eq!("0.0000001".parse::<Share>(), Err(ShareError::TooFine("0.0000001".into())));
        for text in ["", "%", "-1", "+1", "1.", ".5", "1/3", "25,5", "25 per cent", "1e2"] {
            assert_eq!(text.parse::<Share>(), Err(ShareError::Form(text.into())), "{text}");
        }
        assert!(matches!("99999999999999".parse::<Share>(), Err(ShareError::TooLarge(_))));
    }

    #[test]
    fn a_chain_rounds_half_up_at_every_link() {
        assert_eq!(Share::of_chain([share("50"), share("30")]), Some(share("15")));
        assert_eq!(share("0.000001").checked_mul(share("50")), Some(share("0.000001")));
        assert_eq!(share("0.000001").checked_mul(share("49.999999")), Some(Share::ZERO));
        assert_eq!(Share::of_chain([]), Some(Share::WHOLE));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let most = Share::from_millionths(i64::MAX).unwrap();
        assert_eq!(most.checked_add(share("0.000001")), None);
        assert_eq!(most.checked_mul(share("200")), None);
        assert_eq!(share("1").checked_sub(share("2")), None);
        assert_eq!(Share::from_millionths(-1), None);
    }
}
