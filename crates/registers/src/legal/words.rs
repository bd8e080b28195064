//! What words, rows and columns of official files mean: a table of data, so that a changed form changes no code.

use probity_statistics::cube::{ConfStatus, Dimension, Key, ObsStatus};
use serde::{Deserialize, Deserializer};
use std::fmt::Display;
use std::str::FromStr;
use std::sync::OnceLock;

/// A text in place of a number.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Symbol {
    layout: String,
    text: String,
    #[serde(deserialize_with = "code")]
    pub(super) obs_status: ObsStatus,
    #[serde(deserialize_with = "code")]
    pub(super) conf_status: ConfStatus,
    #[serde(rename = "verified")]
    _verified: bool,
}

/// A category of UN-CTS.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Category {
    pub(super) text: String,
    pub(super) offence: String,
}

/// An indicator of UN-CTS.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Indicator {
    pub(super) text: String,
    pub(super) stage: String,
    pub(super) unit_count: String,
    #[serde(rename = "verified")]
    _verified: bool,
}

/// A row of a form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct FormRow {
    number: u32,
    offence: String,
}

/// A column of a form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct FormColumn {
    number: u32,
    stage: String,
    unit_count: String,
    actor_type: Option<String>,
    citizenship: Option<String>,
}

/// All of it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    symbol: Vec<Symbol>,
    category: Vec<Category>,
    indicator: Vec<Indicator>,
    row: Vec<FormRow>,
    column: Vec<FormColumn>,
}

fn code<'de, D: Deserializer<'de>, T: FromStr<Err: Display>>(deserializer: D) -> Result<T, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}

/// The table.
pub(super) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    // Part of the program, read by a test.
    WORDS.get_or_init(|| toml::from_str(include_str!("../../data/legal.toml")).unwrap_or_default())
}

impl Words {
    /// What a text in place of a number means in a layout.
    pub(super) fn symbol(&self, layout: &str, text: &str) -> Option<&Symbol> {
        let text = text.replace('…', "...").replace(['–', '—'], "-");
        let same =
            |symbol: &&Symbol| symbol.layout == layout && (symbol.text == text || (text == "x" && symbol.text == "х"));
        self.symbol.iter().find(same)
    }

    /// The offence of a category.
    pub(super) fn offence(&self, category: &str) -> String {
        match self.category.iter().find(|known| known.text == category) {
            Some(known) => known.offence.clone(),
            None => format!("CTS_{}", slug(category)),
        }
    }

    /// What an indicator counts.
    pub(super) fn indicator(&self, text: &str) -> Option<&Indicator> {
        self.indicator.iter().find(|known| known.text == text)
    }

    /// The offence of a row of form СНГ-1.
    pub(super) fn row(&self, number: u32) -> String {
        match self.row.iter().find(|row| row.number == number) {
            Some(row) => row.offence.clone(),
            None => format!("KZ_CNG1_{number:02}"),
        }
    }

    /// The key with what a column of form СНГ-1 (1–6) says.
    pub(super) fn column(&self, number: u32, key: Key) -> Key {
        let Some(column) = self.column.iter().find(|column| column.number == number) else { return key };
        let parts = [
            (Dimension::Stage, Some(&column.stage)),
            (Dimension::UnitCount, Some(&column.unit_count)),
            (Dimension::ActorType, column.actor_type.as_ref()),
            (Dimension::Citizenship, column.citizenship.as_ref()),
        ];
        let said = parts.into_iter().filter_map(|(dimension, code)| Some((dimension, code?)));
        said.fold(key, |key, (dimension, code)| key.with(dimension, code.as_str()))
    }
}

/// Capital letters and digits; runs of everything else as one underscore.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_uppercase());
        } else if !slug.is_empty() && !slug.ends_with('_') {
            slug.push('_');
        }
    }
    slug.truncate(slug.trim_end_matches('_').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_and_unknown_categories_keep_their_text() {
        assert_eq!(words().column.len(), 6);
        assert_eq!(words().offence("Corruption: Bribery"), "07031");
        assert_eq!(words().offence("Theft: of a motorized vehicle"), "CTS_THEFT_OF_A_MOTORIZED_VEHICLE");
        assert_eq!(words().offence("Fraud: Cyber-related (Cy)"), "CTS_FRAUD_CYBER_RELATED_CY");
        assert_eq!([words().row(1), words().row(5), words().row(28)], ["_T", "KZ_CNG1_05", "07031"]);
    }
}
