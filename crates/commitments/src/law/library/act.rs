//! An act as the library keeps it (`probity.act/1`): one language from one day on, with what is known of its work. The same
//! shape is read from files, where identifiers of provisions may be missing, and written, where they are not.

use super::value::{Kind, LanguageCode, Work};
use crate::date::Day;
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What the files say they are.
pub const FORMAT: &str = "probity.act/1";

/// An expression with provisions of one of two kinds: as they are read, or as they are kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Act<P> {
    /// [`FORMAT`].
    pub format: Format,
    /// The work.
    pub work: Work,
    /// Identifiers of other sources.
    #[serde(default, deserialize_with = "or_default")]
    pub aliases: BTreeSet<String>,
    /// Titles by language.
    #[serde(default, deserialize_with = "or_default")]
    pub title: BTreeMap<LanguageCode, String>,
    /// The language of this text.
    pub language: LanguageCode,
    /// Whether this text binds.
    #[serde(default = "yes")]
    pub authoritative: bool,
    /// The day from which this text is the text.
    pub expression_date: Day,
    /// The day of the act.
    #[serde(default)]
    pub assented: Option<Day>,
    /// The day of its publication.
    #[serde(default)]
    pub published: Option<Day>,
    /// The work that made this expression.
    #[serde(default)]
    pub amended_by: Option<String>,
    /// When which provisions began to apply.
    #[serde(default, deserialize_with = "or_default")]
    pub commencements: Vec<Commencement>,
    /// When the work lost its force.
    #[serde(default)]
    pub repealed: Option<Repeal>,
    /// What stands before the first provision.
    #[serde(default, deserialize_with = "filled", skip_serializing_if = "Option::is_none")]
    pub preamble: Option<String>,
    /// What stands behind the last one: who signed.
    #[serde(default, deserialize_with = "filled", skip_serializing_if = "Option::is_none")]
    pub conclusions: Option<String>,
    /// The provisions.
    pub provisions: Vec<P>,
    /// Members that nobody knows; they are named in a warning.
    #[serde(flatten, skip_serializing)]
    pub unknown: BTreeMap<String, IgnoredAny>,
}

/// A provision as it is read.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Draft {
    /// What it is.
    pub kind: Kind,
    /// Its identifier, if the source gives one.
    #[serde(default, deserialize_with = "filled")]
    pub eid: Option<String>,
    /// As printed.
    #[serde(default, deserialize_with = "number")]
    pub num: Option<String>,
    /// As printed.
    #[serde(default, deserialize_with = "filled")]
    pub heading: Option<String>,
    /// Its own text, without that of its parts.
    #[serde(default, deserialize_with = "filled")]
    pub text: Option<String>,
    /// Its parts.
    #[serde(default, deserialize_with = "or_default")]
    pub children: Vec<Draft>,
}

impl Draft {
    /// A provision without anything in it.
    pub fn new(kind: Kind, num: Option<String>) -> Self {
        Self { kind, eid: None, num, heading: None, text: None, children: Vec::new() }
    }
}

/// A provision with its identifier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Provision {
    /// What it is.
    pub kind: Kind,
    /// Unique in its act.
    pub eid: String,
    /// As printed.
    pub num: Option<String>,
    /// As printed.
    pub heading: Option<String>,
    /// Its own text, without that of its parts.
    pub text: Option<String>,
    /// Its parts.
    pub children: Vec<Provision>,
}

/// The day on which provisions began to apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commencement {
    /// The day.
    pub date: Day,
    /// Identifiers, or `*`.
    pub provisions: Vec<String>,
    /// Identifiers that are left out.
    #[serde(default, deserialize_with = "or_default")]
    pub except: Vec<String>,
    /// Whether it is the work's main one.
    #[serde(default)]
    pub main: bool,
    /// The work that says so.
    #[serde(default)]
    pub by: Option<String>,
}

/// The end of a work's force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeal {
    /// The day.
    pub date: Day,
    /// The work that ended it.
    #[serde(default)]
    pub by: Option<String>,
    /// How: `repealed`, `revoked`, `expired`.
    #[serde(default)]
    pub verb: Option<String>,
}

/// The name of the format; nothing else can be read as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub struct Format;

impl TryFrom<String> for Format {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text == FORMAT { Ok(Self) } else { Err(format!("the format is `{text}`; `{FORMAT}` is read")) }
    }
}

impl From<Format> for &'static str {
    fn from(_: Format) -> Self {
        FORMAT
    }
}

impl<P> Act<P> {
    /// The same act with other provisions.
    pub fn with<Q>(self, provisions: Vec<Q>) -> Act<Q> {
        Act {
            format: self.format,
            work: self.work,
            aliases: self.aliases,
            title: self.title,
            language: self.language,
            authoritative: self.authoritative,
            expression_date: self.expression_date,
            assented: self.assented,
            published: self.published,
            amended_by: self.amended_by,
            commencements: self.commencements,
            repealed: self.repealed,
            preamble: self.preamble,
            conclusions: self.conclusions,
            provisions,
            unknown: BTreeMap::new(),
        }
    }

    /// An act of which only the identity is known.
    pub fn new(work: Work, language: LanguageCode, expression_date: Day, provisions: Vec<P>) -> Self {
        Self {
            format: Format,
            work,
            aliases: BTreeSet::new(),
            title: BTreeMap::new(),
            language,
            authoritative: true,
            expression_date,
            assented: None,
            published: None,
            amended_by: None,
            commencements: Vec::new(),
            repealed: None,
            preamble: None,
            conclusions: None,
            provisions,
            unknown: BTreeMap::new(),
        }
    }
}

fn yes() -> bool {
    true
}

/// `null` is the same as nothing.
fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(deserializer: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// A text of white space is none.
fn filled<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.and_then(trimmed))
}

/// A text without white space around it; none when nothing is left.
pub(super) fn trimmed(text: String) -> Option<String> {
    match text.trim() {
        "" => None,
        same if same.len() == text.len() => Some(text),
        shorter => Some(shorter.to_owned()),
    }
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a number as text, such as \"15-1\"")]
enum Printed {
    Text(String),
    Number(u64),
}

fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(match Option::<Printed>::deserialize(deserializer)? {
        Some(Printed::Text(text)) => trimmed(text),
        Some(Printed::Number(number)) => Some(number.to_string()),
        None => None,
    })
}
