//! The product's languages and texts that exist in all of them. A text without one of its translations does not
//! parse, so a page can never fall back to another language by accident.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A language of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    En,
    /// Kazakh.
    Kk,
    /// Russian.
    Ru,
}

impl Language {
    /// All languages, in the order pages list them.
    pub const ALL: [Self; 3] = [Self::En, Self::Kk, Self::Ru];

    /// The BCP 47 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Kk => "kk",
            Self::Ru => "ru",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == code)
            .ok_or_else(|| format!("`{code}` is not a language of the program (en, kk, ru)"))
    }
}

/// A text in every language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// English.
    pub en: String,
    /// Kazakh.
    pub kk: String,
    /// Russian.
    pub ru: String,
}

impl Text {
    /// The text in `language`.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::En => &self.en,
            Language::Kk => &self.kk,
            Language::Ru => &self.ru,
        }
    }
}
