//! The settings of a run, as its user writes them: what dates without an offset mean, exchange rates, placeholders, what to
//! leave out, thresholds of the law, and parameters of single flags. Everything has a default.

use crate::cri::{Havens, Options, Weights};
use crate::facts::listing::Listing;
use crate::facts::rates::Rates;
use crate::pack::{self, Above, Exclusion, Floor};
use crate::process::amount::Amount;
use crate::process::moment::{Clock, Moment};
use crate::quality::Quality;
use probity_core::parameter::{ParameterValue, Parameters, Validity};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Settings of a run.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// What dates without an offset mean.
    pub clock: Clock,
    /// Exchange rates, if given.
    pub rates: Option<Rates>,
    /// The register of businesses, if given.
    pub businesses: Option<Listing>,
    /// The register of those who may not take part, if given.
    pub debarred: Option<Listing>,
    /// Amounts that publishers write for "none".
    pub placeholders: Vec<Amount>,
    /// Procedures (`procurementMethodDetails`) that no flag looks at.
    pub excluded: Vec<String>,
    /// Procedures whose prices are compared; all when empty.
    pub compare_only: Vec<String>,
    /// Procedures whose prices are never compared.
    pub compare_never: Vec<String>,
    /// Thresholds above which an open procedure is due.
    pub thresholds: Vec<Threshold>,
    /// Parameters of single flags that differ from their methods' own, by code and name.
    pub flags: BTreeMap<String, toml::Table>,
    /// What the checks of quality tolerate, and whether they take answers from flags.
    pub quality: Quality,
    /// Weights of the risk index, and tax havens.
    pub cri: Options,
    /// Procedures that single flags say nothing about, by code, from rule packs.
    pub exclusions: BTreeMap<String, Exclusion>,
    /// Floors of prices, from rule packs.
    pub floors: Vec<Floor>,
    /// Flags whose rule looks only at processes that reach a threshold, by code, from rule packs.
    pub above: BTreeMap<String, Above>,
    /// The rule packs that the settings ask for.
    pub packs: Vec<String>,
}

/// From which value on the law asks for an open procedure.
#[derive(Debug, Clone, PartialEq)]
pub struct Threshold {
    /// Country of the publisher or the buyer; any when absent.
    pub country: Option<String>,
    /// `goods`, `works` or `services`; any when absent.
    pub category: Option<String>,
    /// First moment it holds.
    pub from: Option<Moment>,
    /// Last moment it holds.
    pub to: Option<Moment>,
    /// The amount.
    pub amount: Amount,
    /// Its currency.
    pub currency: String,
    /// Whether a rule pack says so, not the settings themselves.
    pub of_pack: bool,
}

/// Why settings cannot be read.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum SettingsError {
    /// It is not TOML.
    #[error("{0}")]
    Toml(String),
    /// A value that does not fit.
    #[error("`{key}` is `{found}`; {expected}")]
    Value {
        /// The key.
        key: String,
        /// What stands there.
        found: String,
        /// What should.
        expected: &'static str,
    },
    /// A table or key that does not exist.
    #[error("there is no setting `{key}`; known: {known}")]
    Unknown {
        /// The key.
        key: String,
        /// What exists.
        known: String,
    },
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Dates {
    assume_offset: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Currency {
    rates: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Registers {
    business: Option<String>,
    debarred: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Amounts {
    #[serde(default)]
    placeholders: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Exclude {
    #[serde(default)]
    procurement_method_details: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct PriceComparison {
    #[serde(default)]
    only: Vec<String>,
    #[serde(default)]
    never: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Thresholds {
    #[serde(default)]
    open: Vec<OpenThreshold>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OpenThreshold {
    country: Option<String>,
    category: Option<String>,
    from: Option<String>,
    to: Option<String>,
    amount: toml::Value,
    currency: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Cri {
    tax_havens: Option<String>,
    #[serde(default)]
    weights: toml::Table,
}

#[derive(Deserialize, Default)]
struct Document {
    #[serde(default)]
    packs: Vec<String>,
    #[serde(default)]
    dates: Dates,
    #[serde(default)]
    currency: Currency,
    #[serde(default)]
    registers: Registers,
    #[serde(default)]
    amounts: Amounts,
    #[serde(default)]
    exclude: Exclude,
    #[serde(default)]
    price_comparison: PriceComparison,
    #[serde(default)]
    thresholds: Thresholds,
    #[serde(default)]
    quality: Quality,
    #[serde(default)]
    cri: Cri,
    #[serde(flatten)]
    others: BTreeMap<String, toml::Value>,
}

const TABLES: &str =
    "packs, dates, currency, registers, amounts, exclude, price_comparison, thresholds, quality, cri, R001 to R073";

impl Settings {
    /// Reads settings; `open` gives the bytes of the tables that they name.
    ///
    /// # Errors
    /// When the text is not TOML, a value does not fit or a table cannot be read.
    pub fn parse(text: &str, open: impl Fn(&str) -> Result<Vec<u8>, SettingsError>) -> Result<Self, SettingsError> {
        let table = |file: &str, problem: String| SettingsError::Toml(format!("{file}: {problem}"));
        let rates = |file: String| Rates::read(&open(&file)?).map_err(|error| table(&file, error.to_string()));
        let listing = |file: String| Listing::read(&open(&file)?).map_err(|error| table(&file, error.to_string()));
        let havens = |file: String| Havens::read(&open(&file)?).map_err(|error| table(&file, error.to_string()));
        let document: Document = toml::from_str(text).map_err(|error| SettingsError::Toml(error.to_string()))?;
        let mut flags = BTreeMap::new();
        for (key, value) in document.others {
            match value {
                toml::Value::Table(table) if crate::flags::definition(&key).is_some() => {
                    flags.insert(key, table);
                }
                _ => return Err(SettingsError::Unknown { key, known: TABLES.to_owned() }),
            }
        }
        let amount = |text: &String| {
            Amount::parse_text(text).ok_or_else(|| SettingsError::Value {
                key: "amounts.placeholders".to_owned(),
                found: text.clone(),
                expected: "write amounts as texts, such as \"99999999\"",
            })
        };
        Ok(Self {
            clock: Clock { assume_offset: document.dates.assume_offset.map(|text| offset(&text)).transpose()? },
            rates: document.currency.rates.map(rates).transpose()?,
            businesses: document.registers.business.map(listing).transpose()?,
            debarred: document.registers.debarred.map(listing).transpose()?,
            placeholders: document.amounts.placeholders.iter().map(amount).collect::<Result<_, _>>()?,
            excluded: document.exclude.procurement_method_details,
            compare_only: document.price_comparison.only,
            compare_never: document.price_comparison.never,
            thresholds: document.thresholds.open.into_iter().map(threshold).collect::<Result<_, _>>()?,
            flags,
            quality: document.quality,
            cri: Options {
                havens: document.cri.tax_havens.map(havens).transpose()?,
                weights: Weights::of(&document.cri.weights)?,
            },
            exclusions: BTreeMap::new(),
            floors: Vec::new(),
            above: BTreeMap::new(),
            packs: document.packs,
        })
    }

    /// The same with what a rule pack adds.
    ///
    /// # Errors
    /// When the text is no pack.
    pub fn with_pack(mut self, text: &str) -> Result<Self, SettingsError> {
        pack::read(text)?.apply(&mut self);
        Ok(self)
    }

    /// The parameters of a flag with what the settings say instead.
    pub fn of_flag(&self, code: &str, mut parameters: Parameters) -> Parameters {
        for (name, value) in self.flags.get(code).into_iter().flatten() {
            if let Ok(value) = value.clone().try_into::<ParameterValue>() {
                parameters.0.insert(name.clone(), vec![Validity { value, from: None, to: None }]);
            }
        }
        parameters
    }

    /// The first setting of a flag that neither its method nor the flag itself knows.
    pub fn unknown_to(&self, code: &str, parameters: &Parameters) -> Option<&str> {
        let optional = crate::flags::optional_settings(code);
        let names = self.flags.get(code).into_iter().flat_map(toml::Table::keys);
        names.map(String::as_str).find(|name| !parameters.0.contains_key(*name) && !optional.contains(name))
    }

    /// The amount, if it is a price: there, more than nothing, and no placeholder.
    pub fn price(&self, amount: Amount) -> Option<Amount> {
        (amount.is_positive() && !self.placeholders.contains(&amount)).then_some(amount)
    }
}

/// What dates without an offset mean, for whoever needs no other setting; nothing where settings cannot be read.
pub fn clock(text: &str) -> Clock {
    let table: toml::Table = text.parse().unwrap_or_default();
    let said = table.get("dates").and_then(|dates| dates.get("assume_offset")?.as_str());
    Clock { assume_offset: said.and_then(|text| offset(text).ok()) }
}

fn offset(text: &str) -> Result<i16, SettingsError> {
    let fault = || SettingsError::Value {
        key: "dates.assume_offset".to_owned(),
        found: text.to_owned(),
        expected: "write an offset from UTC from \"-12:00\" to \"+14:00\", or \"Z\"",
    };
    let moment = Moment::parse(&format!("2000-01-01T00:00:00{text}")).ok_or_else(fault)?;
    // No clock on Earth is further from UTC.
    moment.offset.filter(|minutes| (-12 * 60..=14 * 60).contains(minutes)).ok_or_else(fault)
}

fn threshold(open: OpenThreshold) -> Result<Threshold, SettingsError> {
    let date = |key: &str, text: &Option<String>| match text {
        None => Ok(None),
        Some(text) => Moment::parse(text).map(Some).ok_or_else(|| SettingsError::Value {
            key: format!("thresholds.open.{key}"),
            found: text.clone(),
            expected: "write a day, such as \"2024-01-01\"",
        }),
    };
    Ok(Threshold {
        from: date("from", &open.from)?,
        to: date("to", &open.to)?,
        country: open.country,
        category: open.category,
        amount: amount("thresholds.open.amount", &open.amount)?,
        currency: open.currency,
        of_pack: false,
    })
}

/// An amount, written as a number or, where that would lose digits, as a text.
pub(crate) fn amount(key: &str, value: &toml::Value) -> Result<Amount, SettingsError> {
    let read = match value {
        toml::Value::String(text) => Amount::parse_text(text),
        other => Amount::parse(&other.to_string()),
    };
    read.ok_or_else(|| SettingsError::Value {
        key: key.to_owned(),
        found: value.to_string(),
        expected: "write an amount, such as 1000000",
    })
}
