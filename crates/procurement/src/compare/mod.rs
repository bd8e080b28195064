//! What flags compare with: quantiles, fences, groups of peers, exact tests against the rate of a market. Every state here
//! is merged in the order of the input and holds counts and lists, never a sum of floats.

pub mod binomial;
pub mod copied;
pub mod exact;
pub mod fences;
pub mod few;
pub mod markets;
pub mod medcouple;
pub mod names;
pub mod peers;
pub mod quantile;
pub mod rates;
pub mod shares;
pub mod subjects;
pub mod urn;

use crate::flag::Setup;
use probity_core::parameter::ParameterError;
use serde_json::Value;

/// What all subjects together were compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// For the record of the run.
    pub notes: Value,
    /// The numbers among it that decide, by name.
    pub numbers: Vec<(String, Vec<f64>)>,
}

impl Compared {
    /// With one fence, if there is any.
    pub fn with(fences: Option<&fences::Fences>) -> Self {
        let numbers = fences.iter().map(|fences| ("fence".to_owned(), fences.numbers())).collect();
        Self { notes: fences.map_or(Value::Null, fences::Fences::notes), numbers }
    }

    /// The numbers with the name of their subjects before their own.
    pub fn named(&self, subjects: &str) -> impl Iterator<Item = (String, Vec<f64>)> {
        self.numbers.iter().map(move |(name, numbers)| (format!("{subjects}: {name}"), numbers.clone()))
    }
}

/// A parameter that has no value of its own and is used only where somebody sets it.
///
/// # Errors
/// When it is set and is no number.
pub fn optional(setup: &Setup<'_>, name: &str) -> Result<Option<f64>, ParameterError> {
    match setup.parameters.get(name) {
        Ok(value) => value.number(name).map(Some),
        Err(ParameterError::Unknown(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A parameter that is a number.
///
/// # Errors
/// When it is missing or no number.
pub fn number(setup: &Setup<'_>, name: &str) -> Result<f64, ParameterError> {
    setup.parameters.get(name)?.number(name)
}

/// A parameter that is off at nought, as it is unless somebody sets it.
///
/// # Errors
/// When it is missing or no number.
pub fn unless_off(setup: &Setup<'_>, name: &str) -> Result<Option<f64>, ParameterError> {
    Ok(Some(number(setup, name)?).filter(|value| *value > 0.0))
}

/// A parameter that is a count.
///
/// # Errors
/// When it is missing, negative or no whole number.
pub fn count(setup: &Setup<'_>, name: &str) -> Result<u64, ParameterError> {
    let value = setup.parameters.get(name)?.integer(name)?;
    let fault = |_| ParameterError::Type { name: name.to_owned(), expected: "a whole number of at least 0" };
    u64::try_from(value).map_err(fault)
}

/// A parameter that is a list of words.
///
/// # Errors
/// When it is missing or no list.
pub fn words(setup: &Setup<'_>, name: &str) -> Result<Vec<String>, ParameterError> {
    Ok(setup.parameters.get(name)?.list(name)?.to_vec())
}

/// A parameter that names a kind of fence.
///
/// # Errors
/// When it is missing or names none.
pub fn fence(setup: &Setup<'_>, name: &str) -> Result<fences::Kind, ParameterError> {
    let text = setup.parameters.get(name)?.text(name)?;
    let fault = || ParameterError::Type { name: name.to_owned(), expected: "one of \"iqr\", \"ln\", \"adjusted\"" };
    fences::Kind::from_word(text).ok_or_else(fault)
}
