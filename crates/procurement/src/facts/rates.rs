//! Exchange rates: how much of a currency one unit of the base buys on a day. An amount is converted at the last rate that
//! is not younger than its date, through the base, and the rate is part of the evidence.

use crate::process::amount::Amount;
use crate::process::moment::{DAY, Moment};
use std::collections::BTreeMap;

/// Rates by currency and day (days since 1970-01-01).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rates {
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
#[derive(Debug, Clone, PartialEq)]
pub struct Converted {
    /// In the wanted currency.
    pub amount: Amount,
    /// The factor used.
    pub factor: f64,
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
            rates.by_currency.entry(cell(base).to_owned()).or_default().insert(day, 1.0);
        }
        Ok(rates)
    }

    /// The amount in another currency at the last rates of or before the day; `None` when there is none.
    pub fn convert(&self, amount: Amount, from: &str, to: &str, at: Moment) -> Option<Converted> {
        if from == to {
            return Some(Converted { amount, factor: 1.0 });
        }
        let day = at.local.div_euclid(DAY);
        let rate = |currency: &str| self.by_currency.get(currency)?.range(..=day).next_back().map(|(_, rate)| *rate);
        let factor = rate(to)? / rate(from)?;
        let converted = (amount.to_f64() * factor * 1e6).round();
        // Beyond 2^100 a float holds no millionth anyway; the limit of amounts is below.
        (converted.abs() < 1e30).then_some(())?;
        Some(Converted { amount: Amount::from_millionths(converted as i128)?, factor })
    }
}
