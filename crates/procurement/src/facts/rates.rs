//! Exchange rates: how much of a currency one unit of the base buys on a day. An amount is converted at the last rate that
//! is not younger than its date, through the base, and the rate is part of the evidence.

use crate::process::amount::Amount;
use crate::process::moment::{DAY, Moment};
use std::collections::BTreeMap;
use std::fmt;

/// Rates by currency and day (days since 1970-01-01).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rates {
    base: String,
    by_currency: BTreeMap<String, BTreeMap<i64, f64>>,
}

/// A row of the table that cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("line {line}: {problem}")]
pub struct RateError {
    /// The line.
    pub line: u64,
    /// What is wrong.
    pub problem: String,
}

/// A converted amount and how it came about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Converted {
    /// In the wanted currency.
    pub amount: Amount,
    /// The factor used.
    pub factor: f64,
    /// The day of the rate (since 1970-01-01), the older one of two; `None` where nothing was converted.
    pub day: Option<i64>,
}

impl Converted {
    /// An amount that is in the wanted currency already.
    pub fn same(amount: Amount) -> Self {
        Self { amount, factor: 1.0, day: None }
    }

    /// An amount times a factor that [`Rates::convert`] gave for it.
    pub fn by(amount: Amount, factor: f64) -> Option<Amount> {
        if factor == 1.0 {
            return Some(amount);
        }
        let converted = (amount.to_f64() * factor * 1e6).round();
        // Beyond 2^100 a float holds no millionth anyway; the limit of amounts is below.
        (converted.abs() < 1e30).then_some(())?;
        Amount::from_millionths(converted as i128)
    }
}

/// The rate with its day, for evidence.
impl fmt::Display for Converted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let local = self.day.and_then(|day| day.checked_mul(DAY));
        match local.and_then(|local| Moment { local, offset: None, day: true }.date()) {
            Some(day) => write!(f, "{} of {day}", self.factor),
            None => write!(f, "{}", self.factor),
        }
    }
}

impl Rates {
    /// Reads `date,base,currency,rate`.
    ///
    /// # Errors
    /// When a column is missing or a row is not a rate.
    pub fn read(bytes: &[u8]) -> Result<Self, RateError> {
        let mut reader = csv::Reader::from_reader(bytes);
        let fault = |line: u64, problem: String| RateError { line, problem };
        let headers = reader.headers().map_err(|error| fault(1, error.to_string()))?.clone();
        let at = |name: &str| {
            let missing = || fault(1, format!("there is no column `{name}`; write date,base,currency,rate"));
            headers.iter().position(|header| header == name).ok_or_else(missing)
        };
        let (date, base, currency, rate) = (at("date")?, at("base")?, at("currency")?, at("rate")?);
        let mut rates = Self::default();
        for (number, row) in reader.records().enumerate() {
            let line = u64::try_from(number).unwrap_or(u64::MAX).saturating_add(2);
            let row = row.map_err(|error| fault(line, error.to_string()))?;
            let cell = |column: usize| row.get(column).unwrap_or_default().trim();
            let day = Moment::parse(cell(date)).ok_or_else(|| fault(line, format!("`{}` is no date", cell(date))))?;
            let day = day.local.div_euclid(DAY);
            let value: Option<f64> = cell(rate).parse().ok().filter(|rate: &f64| rate.is_finite() && *rate > 0.0);
            let value = value.ok_or_else(|| fault(line, format!("`{}` is no rate above zero", cell(rate))))?;
            rates.by_currency.entry(cell(currency).to_owned()).or_default().insert(day, value);
            if rates.base.is_empty() {
                cell(base).clone_into(&mut rates.base);
            }
            rates.by_currency.entry(cell(base).to_owned()).or_default().insert(day, 1.0);
        }
        Ok(rates)
    }

    /// The currency that all rates are given for, that of the first row: into it go amounts of several currencies of which
    /// none is the natural one, whatever the order of the input.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The amount in the base at the last rates of or before the day; `None` when there is none.
    pub fn in_base(&self, amount: Amount, from: &str, at: Moment) -> Option<Converted> {
        self.convert(amount, from, &self.base, at)
    }

    /// The amount in another currency at the last rates of or before the day; `None` when there is none.
    pub fn convert(&self, amount: Amount, from: &str, to: &str, at: Moment) -> Option<Converted> {
        if from == to {
            return Some(Converted::same(amount));
        }
        let day = at.local.div_euclid(DAY);
        let rate = |currency: &str| self.by_currency.get(currency)?.range(..=day).next_back();
        let ((day_to, to), (day_from, from)) = (rate(to)?, rate(from)?);
        let factor = to / from;
        let amount = Converted::by(amount, factor)?;
        Some(Converted { amount, factor, day: Some(*day_to.min(day_from)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_converted_at_the_last_rates_and_says_of_which_day() {
        let table =
            "date,base,currency,rate\n2019-01-02,EUR,USD,1.25\n2019-01-02,EUR,KZT,400\n2019-01-04,EUR,KZT,500\n";
        let rates = Rates::read(table.as_bytes()).expect("rates");
        let convert = |day: &str| {
            let at = Moment::parse(day).expect("a day");
            let found = rates.convert(Amount::parse("10").expect("an amount"), "USD", "KZT", at)?;
            Some((found.amount.to_string(), found.to_string()))
        };
        assert_eq!(convert("2019-01-01"), None);
        assert_eq!(convert("2019-01-03"), Some(("3200".to_owned(), "320 of 2019-01-02".to_owned())));
        assert_eq!(convert("2019-01-05"), Some(("4000".to_owned(), "400 of 2019-01-02".to_owned())));
        let at = Moment::parse("2019-01-05").expect("a day");
        let base = |from: &str| Some(rates.in_base(Amount::parse("10")?, from, at)?.amount.to_string());
        assert_eq!((rates.base(), base("USD").as_deref(), base("EUR").as_deref()), ("EUR", Some("8"), Some("10")));
        assert_eq!((base("KZT").as_deref(), base("XXX"), base("")), (Some("0.02"), None, None));
    }
}
