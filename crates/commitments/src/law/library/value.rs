//! The small values acts are made of: a work, a language, a kind of provision. Each refuses what it is not when it is read,
//! so that the message can name the line.

use super::data::Data;
use crate::law::uri::Uri;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a value is not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotAValue(String);

/// The URI of a work.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Work(String);

/// A language by three letters; read from two as well.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LanguageCode(String);

/// A kind of provision: an element of Akoma Ntoso's hierarchy, or `attachment`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Kind(String);

impl Work {
    /// Two lower-case letters.
    pub fn country(&self) -> &str {
        let path = self.0.strip_prefix("/akn").unwrap_or(&self.0);
        path.trim_start_matches('/').get(..2).unwrap_or_default()
    }
}

impl Kind {
    /// An annex.
    pub fn is_attachment(&self) -> bool {
        self.0 == "attachment"
    }
}

impl TryFrom<String> for Work {
    type Error = NotAValue;

    fn try_from(text: String) -> Result<Self, NotAValue> {
        let uri =
            text.parse::<Uri>().map_err(|error| NotAValue(format!("`{text}` is not the URI of a work: {error}")))?;
        match uri.work() {
            work if work.trim_end_matches('/') == text.trim_end_matches('/') => Ok(Self(work)),
            work => Err(NotAValue(format!("`{text}` says more than a work; the work is `{work}`"))),
        }
    }
}

impl TryFrom<String> for LanguageCode {
    type Error = NotAValue;

    fn try_from(text: String) -> Result<Self, NotAValue> {
        let known = Data::shipped().map(|data| &data.languages);
        if let Some(long) = known.and_then(|known| known.get(&text)) {
            return Ok(Self(long.clone()));
        }
        if text.len() == 3 && text.bytes().all(|letter| letter.is_ascii_lowercase()) {
            return Ok(Self(text));
        }
        Err(NotAValue(format!(
            "`{text}` is not a language: `kk`, `ru`, `en` or three letters such as `kaz` are expected"
        )))
    }
}

impl TryFrom<String> for Kind {
    type Error = NotAValue;

    fn try_from(text: String) -> Result<Self, NotAValue> {
        let known = Data::shipped().map_or(&[][..], |data| data.kinds.as_slice());
        if known.contains(&text) {
            return Ok(Self(text));
        }
        let near = known.iter().filter(|known| strsim::damerau_levenshtein(known, &text) <= 2).min();
        let hint = near.map_or_else(|| "`article`, `paragraph`, `point`".to_owned(), |near| format!("`{near}`"));
        Err(NotAValue(format!("`{text}` is not a kind of provision; {hint} is one")))
    }
}

macro_rules! text_value {
    ($($name:ident)*) => {$(
        impl $name {
            /// As text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAValue;

            fn from_str(text: &str) -> Result<Self, NotAValue> {
                text.to_owned().try_into()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

text_value!(Work LanguageCode Kind);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_of_two_and_three_letters_are_the_same() {
        assert_eq!("kk".parse::<LanguageCode>(), "kaz".parse());
        assert!("KK".parse::<LanguageCode>().is_err());
        assert!("kazakh".parse::<LanguageCode>().is_err());
    }

    #[test]
    fn a_work_is_no_expression_and_knows_its_country() {
        let work: Work = "/akn/kz/act/law/2015-11-18/410-v".parse().unwrap();
        assert_eq!(work.country(), "kz");
        assert!("/akn/kz/act/law/2015-11-18/410-v/rus".parse::<Work>().is_err());
        assert!("410-V".parse::<Work>().is_err());
    }

    #[test]
    fn an_unknown_kind_is_refused_with_the_nearest_one() {
        let error = "artikle".parse::<Kind>().unwrap_err();
        assert!(error.to_string().contains("`article`"), "{error}");
    }
}
