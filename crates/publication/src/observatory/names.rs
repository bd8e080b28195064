//! Names of countries and sources in the product's languages. Countries come from a table in this crate (Unicode CLDR,
//! release 47; Unicode licence v3); an observatory's own `names` register goes first, because a demonstration has
//! countries that nobody else knows.

use super::recorded::three_letters;
use probity_core::{Language, RowView, Text};
use probity_engine::Error;
use probity_registers::Observatory;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const COUNTRIES: &str = include_str!("../../data/countries.csv");
/// The sources of the Corruption Perceptions Index, under the codes of the register.
const SOURCES: &str = include_str!("../../data/sources.csv");

static COUNTRY_CODES: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| table(COUNTRIES).into_iter().map(|(code, _)| code).collect());

/// Names by code.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Names(BTreeMap<String, Text>);

impl Names {
    /// The built-in names and those of the observatory.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn read(observatory: &Observatory) -> Result<Self, Error> {
        let mut names = Self::built_in();
        for table in observatory.partitions("names")? {
            for group in 0..table.groups() {
                for row in table.group(group, &["code", "en", "kk", "ru"])?.rows() {
                    let text = |column: usize| row.text(column).map(str::to_owned);
                    if let (Some(code), Some(en), Some(kk), Some(ru)) = (text(0), text(1), text(2), text(3)) {
                        names.0.insert(code, Text { en, kk, ru });
                    }
                }
            }
        }
        Ok(names)
    }

    /// The tables of this crate.
    pub fn built_in() -> Self {
        Self([COUNTRIES, SOURCES].into_iter().flat_map(table).collect())
    }

    /// The name in every language; `None` when nobody gave one.
    pub fn text(&self, code: &str) -> Option<Text> {
        self.0.get(code).cloned()
    }

    /// The name of a country by its two letters; `None` when nobody gave one.
    pub fn of_two_letters(&self, country: &str) -> Option<Text> {
        self.text(three_letters(country).unwrap_or(country))
    }

    /// Whether the code is that of a country in the table of this crate.
    pub fn is_country(&self, code: &str) -> bool {
        COUNTRY_CODES.contains(code)
    }

    /// The name in `language`; the code itself when nobody gave one.
    pub fn get<'a>(&'a self, code: &'a str, language: Language) -> &'a str {
        self.0.get(code).map_or(code, |text| text.get(language))
    }
}

/// The rows of a table `code,en,kk,ru`.
fn table(text: &str) -> Vec<(String, Text)> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let row = |record: csv::StringRecord| -> Option<(String, Text)> {
        let cell = |column: usize| record.get(column).map(str::to_owned);
        Some((cell(0)?, Text { en: cell(1)?, kk: cell(2)?, ru: cell(3)? }))
    };
    reader.records().filter_map(Result::ok).filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_a_name_in_every_language() {
        let names = Names::built_in();
        assert!(names.0.len() > 240);
        assert_eq!(names.get("KAZ", Language::Kk), "Қазақстан");
        assert!(names.0.values().all(|text| Language::ALL.iter().all(|language| !text.get(*language).contains('"'))));
    }
}
