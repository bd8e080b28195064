//! Typed parameters of a method. Thresholds and rules live in `method.toml`, may change over time, and are chosen by
//! the date of the subject, so that a changed rule never changes history.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A parameter's value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ParameterValue {
    /// A yes or no.
    Flag(bool),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// A word.
    Text(String),
    /// A list of words.
    List(Vec<String>),
}

/// One value with the years it holds for (inclusive; open when absent).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Validity {
    /// The value.
    pub value: ParameterValue,
    /// First year.
    pub from: Option<i16>,
    /// Last year.
    pub to: Option<i16>,
}

/// What is wrong with a parameter.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum ParameterError {
    /// The method asks for a parameter its folder does not define.
    #[error("parameter `{0}` is not defined by the method")]
    Unknown(String),
    /// The parameter has another type than the method asks for.
    #[error("parameter `{name}` must be {expected}")]
    Type {
        /// The parameter.
        name: String,
        /// What it must be.
        expected: &'static str,
    },
    /// No value holds for the year.
    #[error("parameter `{name}` has no value that holds in {year}")]
    NoValue {
        /// The parameter.
        name: String,
        /// The year asked for.
        year: i16,
    },
}

/// All parameters of one run: by name, each with one or more validities.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Parameters(pub BTreeMap<String, Vec<Validity>>);

impl Parameters {
    /// The value of `name` in `year`.
    ///
    /// # Errors
    /// When the parameter is not defined or has no value for the year.
    pub fn at(&self, name: &str, year: i16) -> Result<&ParameterValue, ParameterError> {
        let rows = self.0.get(name).ok_or_else(|| ParameterError::Unknown(name.to_owned()))?;
        rows.iter()
            .find(|row| row.from.is_none_or(|from| from <= year) && row.to.is_none_or(|to| year <= to))
            .map(|row| &row.value)
            .ok_or_else(|| ParameterError::NoValue { name: name.to_owned(), year })
    }

    /// The only value of a parameter that does not change over time.
    ///
    /// # Errors
    /// When the parameter is not defined or has none or several values.
    pub fn get(&self, name: &str) -> Result<&ParameterValue, ParameterError> {
        match self.0.get(name).map(Vec::as_slice) {
            Some([only]) => Ok(&only.value),
            Some(_) => Err(ParameterError::Type { name: name.to_owned(), expected: "a single value" }),
            None => Err(ParameterError::Unknown(name.to_owned())),
        }
    }
}

impl ParameterValue {
    /// As a number; whole numbers count.
    ///
    /// # Errors
    /// When it is another type; `name` is for the message.
    pub fn number(&self, name: &str) -> Result<f64, ParameterError> {
        match self {
            Self::Number(value) => Ok(*value),
            Self::Integer(value) => Ok(*value as f64),
            _ => Err(ParameterError::Type { name: name.to_owned(), expected: "a number" }),
        }
    }

    /// As a whole number.
    ///
    /// # Errors
    /// When it is another type.
    pub fn integer(&self, name: &str) -> Result<i64, ParameterError> {
        match self {
            Self::Integer(value) => Ok(*value),
            _ => Err(ParameterError::Type { name: name.to_owned(), expected: "a whole number" }),
        }
    }

    /// As a word.
    ///
    /// # Errors
    /// When it is another type.
    pub fn text(&self, name: &str) -> Result<&str, ParameterError> {
        match self {
            Self::Text(value) => Ok(value),
            _ => Err(ParameterError::Type { name: name.to_owned(), expected: "a text" }),
        }
    }

    /// As a list of words.
    ///
    /// # Errors
    /// When it is another type.
    pub fn list(&self, name: &str) -> Result<&[String], ParameterError> {
        match self {
            Self::List(value) => Ok(value),
            _ => Err(ParameterError::Type { name: name.to_owned(), expected: "a list of texts" }),
        }
    }
}
