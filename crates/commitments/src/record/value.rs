//! The small values records are made of: days, texts in several languages, countries, numbers of recommendations. Each
//! refuses what it is not when it is read, so no rule has to ask twice.

pub use crate::date::Day;
use crate::names::Found;
use ecow::{EcoString, eco_format};
use probity_core::PartialDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// Whether a member is left out when a record is written.
pub(crate) trait Skip {
    fn skip(&self) -> bool;
}

impl<T> Skip for Option<T> {
    fn skip(&self) -> bool {
        self.is_none()
    }
}

impl<T> Skip for Vec<T> {
    fn skip(&self) -> bool {
        self.is_empty()
    }
}

impl<K, V> Skip for BTreeMap<K, V> {
    fn skip(&self) -> bool {
        self.is_empty()
    }
}

impl Skip for bool {
    fn skip(&self) -> bool {
        !*self
    }
}

/// Makes a record: members that must be there, then members that may be. Unknown members are refused.
macro_rules! record {
    ($(#[$meta:meta])* $name:ident {
        $($(#[$required_meta:meta])* $required:ident: $required_type:ty,)*
    } optional {
        $($(#[$optional_meta:meta])* $optional:ident: $optional_type:ty,)*
    }) => {
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        $(#[$meta])*
        pub struct $name {
            $($(#[$required_meta])* pub $required: $required_type,)*
            $($(#[$optional_meta])*
            #[serde(default, skip_serializing_if = "crate::record::value::Skip::skip")]
            pub $optional: $optional_type,)*
        }
    };
}

/// Makes a list of words that are written in snake case.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$word_meta:meta])* $word:ident,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$word_meta])* $word,)* }
    };
}

pub(crate) use {record, words};

/// A day, a month or a year, where less than a day may be known. A year may be written as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Printed", into = "String")]
pub struct Partial(pub PartialDate);

impl TryFrom<Printed> for Partial {
    type Error = probity_core::date::DateError;

    fn try_from(printed: Printed) -> Result<Self, Self::Error> {
        printed.as_str().parse().map(Self)
    }
}

impl From<Partial> for String {
    fn from(date: Partial) -> Self {
        date.0.to_string()
    }
}

/// A text that names something and is therefore not empty. Most are short, so they are kept in place: a log of a million
/// events names things several million times.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Id(EcoString);

impl Id {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Id {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        // Nearly all are plain letters, of which a log of a million events has tens of millions.
        let bad = match text.as_bytes() {
            [] => true,
            [first, .., last] if text.is_ascii() => {
                *first == b' ' || *last == b' ' || text.bytes().any(|byte| byte.is_ascii_control())
            }
            _ => text.trim() != text || text.chars().any(char::is_control),
        };
        if bad { Err("expected an identifier: not empty, no white space around it") } else { Ok(Self(text.into())) }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Id;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Id, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

/// A state by its ISO 3166 alpha-2 code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country(String);

impl Country {
    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Country {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        let good = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
        if good { Ok(Self(text)) } else { Err("expected a country as two capital letters (ISO 3166 alpha-2)") }
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.0
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text in one or more languages: language → text. `authoritative` names the language whose text counts. A plain text,
/// as tables have it, is in a language that nobody named (`und`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts(Vec<(EcoString, Box<str>)>);

impl Texts {
    const AUTHORITATIVE: &'static str = "authoritative";

    /// The text in a language.
    pub fn get(&self, language: &str) -> Option<&str> {
        (language != Self::AUTHORITATIVE).then(|| self.entry(language)).flatten().map(|(_, text)| text)
    }

    /// The language whose text counts, when somebody said.
    pub fn authoritative(&self) -> Option<&str> {
        self.entry(Self::AUTHORITATIVE).map(|(_, language)| language)
    }

    /// The text to show in `language`, and the language it is in: that one, else the authoritative text, else English,
    /// else the first there is. A page marks a text that is not in the language asked for.
    pub fn found(&self, language: &str) -> Option<Found<'_>> {
        let wanted = [Some(language), self.authoritative(), Some("en")];
        let text = |(language, text)| Found { text, language };
        let there = wanted.into_iter().flatten().find_map(|language| Some((language, self.get(language)?)));
        // The languages that are tried live no longer than the question; the answer is taken from the table.
        let entry = match there {
            Some((language, _)) => self.entry(language),
            None => self.entries().find(|(key, _)| *key != Self::AUTHORITATIVE),
        };
        entry.map(text)
    }

    /// Languages and their texts.
    pub(crate) fn languages(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries().filter(|(name, _)| *name != Self::AUTHORITATIVE)
    }

    /// Languages and texts, and what is authoritative, in the order of their names.
    fn entries(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        self.0.iter().map(|(name, text)| (name.as_str(), &**text))
    }

    fn entry(&self, name: &str) -> Option<(&str, &str)> {
        self.entries().find(|(there, _)| *there == name)
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Texts;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or a table of languages and texts")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Texts, E> {
                Ok(Texts(vec![("und".into(), text.into())]))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Texts, A::Error> {
                let mut texts: Vec<(EcoString, Box<str>)> = Vec::new();
                while let Some((name, text)) = map.next_entry::<EcoString, Box<str>>()? {
                    match texts.iter_mut().find(|(there, _)| *there == name) {
                        Some((_, there)) => *there = text,
                        None => texts.push((name, text)),
                    }
                }
                texts.sort_unstable();
                let texts = Texts(texts);
                texts.checked().map_err(serde::de::Error::custom)?;
                Ok(texts)
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl Texts {
    /// Languages that can be languages, and an authoritative one that is there.
    fn checked(&self) -> Result<(), String> {
        let mut languages = self.entries().map(|(name, _)| name).filter(|name| *name != Self::AUTHORITATIVE);
        let tag = |text: &str| {
            (2..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        if let Some(wrong) = languages.clone().find(|language| !tag(language)) {
            return Err(format!("`{wrong}` is not a language: write `en`, `kk`, `ru`, …"));
        }
        if languages.next().is_none() {
            return Err("expected a text in at least one language".to_owned());
        }
        match self.authoritative().filter(|named| self.entry(named).is_none()) {
            Some(named) => Err(format!("`authoritative` names `{named}`, in which there is no text")),
            None => Ok(()),
        }
    }
}

impl Serialize for Texts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.entries())
    }
}

/// Something printed: `12`, `iv`, `6331010`. A whole number is read as its digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Printed(EcoString);

impl Printed {
    /// As it was printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Printed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Printed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Printed;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a whole number")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Printed, E> {
                match text.trim() {
                    "" => Err(E::custom("expected a text that is not empty")),
                    trimmed => Ok(Printed(trimmed.into())),
                }
            }

            fn visit_i64<E>(self, number: i64) -> Result<Printed, E> {
                Ok(Printed(eco_format!("{number}")))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Printed, E> {
                Ok(Printed(eco_format!("{number}")))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// A public key that can be read; kept as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Key(pub probity_store::PublicKey);

impl TryFrom<String> for Key {
    type Error = probity_store::KeyError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Self)
    }
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        key.0.to_string()
    }
}
