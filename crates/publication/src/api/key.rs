//! The key of a data request in SDMX's REST spelling: `KAZ+UZB.score.` names codes for the first two dimensions and
//! leaves the third open. Reading a key needs no data; binding it to a dataflow checks that the number of parts fits.

use crate::dataflow::{Dimension, Role};
use std::collections::BTreeSet;
use std::fmt;

/// What a key asks of one dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Every code: written as nothing, `*` or `all`.
    Any,
    /// One of these codes, joined by `+`.
    OneOf(BTreeSet<String>),
}

impl Part {
    /// Whether a code is asked for.
    pub fn takes(&self, code: &str) -> bool {
        match self {
            Self::Any => true,
            Self::OneOf(codes) => codes.contains(code),
        }
    }
}

/// A key as written: one or more series keys joined by commas; none means everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pattern(Vec<Vec<Part>>);

/// Why a text is no key, or no key of this dataflow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// A code next to `+` is missing.
    #[error("there is an empty code beside `+` in `{0}`: write `A+B`, or nothing at all for every code")]
    Empty(String),
    /// A control character or space.
    #[error("`{0}` has a character that no code has")]
    Character(String),
    /// Another number of dimensions.
    #[error("the key has {found} parts, but {flow} has {} dimensions: {}", dimensions.len(), dimensions.join("."))]
    Parts {
        /// Parts of the key.
        found: usize,
        /// The dataflow.
        flow: String,
        /// Its dimensions.
        dimensions: Vec<String>,
    },
}

impl Pattern {
    /// Reads a decoded key.
    ///
    /// # Errors
    /// When a code is missing beside `+` or holds a space or control character.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        if matches!(text, "" | "all" | "*") {
            return Ok(Self::default());
        }
        let keys: Vec<Vec<Part>> =
            text.split(',').map(|key| key.split('.').map(part).collect()).collect::<Result<_, _>>()?;
        // One spelling of everything: a lone open part.
        Ok(if keys == [[Part::Any]] { Self::default() } else { Self(keys) })
    }

    /// The key with one part a dimension of the dataflow `flow`. A key may leave the time dimension out, as SDMX's
    /// series keys do.
    ///
    /// # Errors
    /// When the number of parts does not fit.
    pub fn bind(&self, flow: &str, dimensions: &[Dimension]) -> Result<Bound, KeyError> {
        let time = dimensions.iter().position(|dimension| dimension.role == Role::Time);
        let fit = |parts: &Vec<Part>| {
            let mut parts = parts.clone();
            if let Some(time) = time
                && parts.len() + 1 == dimensions.len()
            {
                parts.insert(time, Part::Any);
            }
            if parts.len() == dimensions.len() {
                return Ok(parts);
            }
            let dimensions = dimensions.iter().map(|dimension| dimension.id.clone()).collect();
            Err(KeyError::Parts { found: parts.len(), flow: flow.to_owned(), dimensions })
        };
        self.0.iter().map(fit).collect::<Result<_, _>>().map(Bound)
    }
}

fn part(text: &str) -> Result<Part, KeyError> {
    if matches!(text, "" | "*") {
        return Ok(Part::Any);
    }
    if text.chars().any(|letter| letter.is_control() || letter.is_whitespace()) {
        return Err(KeyError::Character(text.to_owned()));
    }
    let codes: BTreeSet<String> = text.split('+').map(str::to_owned).collect();
    if codes.contains("*") || codes.iter().all(|code| code == "all") {
        return Ok(Part::Any);
    }
    if codes.contains("") { Err(KeyError::Empty(text.to_owned())) } else { Ok(Part::OneOf(codes)) }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("all");
        }
        let part = |part: &Part| match part {
            Part::Any => "*".to_owned(),
            Part::OneOf(codes) => codes.iter().map(String::as_str).collect::<Vec<_>>().join("+"),
        };
        let key = |parts: &Vec<Part>| parts.iter().map(part).collect::<Vec<_>>().join(".");
        f.write_str(&self.0.iter().map(key).collect::<Vec<_>>().join(","))
    }
}

/// A key that fits a dataflow: it can be asked about observations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound(Vec<Vec<Part>>);

impl Bound {
    /// Whether an observation's key is asked for.
    pub fn takes(&self, key: &[String]) -> bool {
        let fits = |parts: &Vec<Part>| parts.iter().zip(key).all(|(part, code)| part.takes(code));
        self.0.is_empty() || self.0.iter().any(fits)
    }
}
