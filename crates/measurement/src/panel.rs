//! The table a perception index is made of: for each edition, countries by sources. Sources keep the order of the
//! file they came from; countries are sorted by code, so that no result depends on the order of rows.

use std::collections::BTreeMap;

/// All editions, by year.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Panel {
    /// By edition year.
    pub editions: BTreeMap<i16, Edition>,
}

/// One edition: countries by sources.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Edition {
    /// The edition's year.
    pub year: i16,
    /// The source codes, in the file's order.
    pub sources: Vec<String>,
    /// The countries, sorted by `iso3`.
    pub countries: Vec<Country>,
}

/// One country in one edition.
#[derive(Debug, Clone, PartialEq)]
pub struct Country {
    /// ISO 3166-1 alpha-3 (or the user-assigned code the publisher uses, such as KSV).
    pub iso3: String,
    /// The name as published.
    pub name: String,
    /// One score a source, 0–100, in the order of [`Edition::sources`]; `None` where the source does not cover it.
    pub scores: Vec<Option<f64>>,
}

impl Edition {
    /// The position of source `code` in every country's scores.
    pub fn column(&self, code: &str) -> Option<usize> {
        self.sources.iter().position(|source| source == code)
    }

    /// The available scores of source `code`, in the order of the countries; empty when the edition lacks the source.
    pub fn values(&self, code: &str) -> Vec<f64> {
        let Some(column) = self.column(code) else { return Vec::new() };
        self.countries.iter().filter_map(|country| country.scores.get(column).copied().flatten()).collect()
    }
}
