//! What the library knows besides its texts: kinds, languages, numbering and words of repeal, from a shipped list.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Data {
    pub(super) kinds: Vec<String>,
    pub(super) depth_max: usize,
    pub(super) languages: BTreeMap<String, String>,
    pub(super) kz: Through,
    pub(super) repealed: Repealed,
    pub(super) signed: Signed,
    pub(super) notes: Notes,
    pub(super) act_types: BTreeMap<String, String>,
    /// Kinds of provisions by the short names of references.
    pub(super) lines: BTreeMap<String, String>,
}

/// Provisions that are numbered through an act.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Through {
    pub(super) countries: Vec<String>,
    pub(super) numbered_through: Vec<String>,
    pub(super) containers: Vec<String>,
}

/// Who signs acts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Signed {
    /// How the names of offices begin.
    pub(super) offices: Vec<String>,
}

/// What editors of a legal database write.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Notes {
    /// How notes on what was changed begin.
    pub(super) history: Vec<String>,
    /// How a note says that the act has lost its force.
    pub(super) repealed: Vec<String>,
    /// Languages in which a page's text binds.
    pub(super) authoritative: Vec<String>,
}

/// Words in place of a repealed provision's content.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Repealed {
    pub(super) words: Vec<String>,
    pub(super) followed_by: Vec<String>,
    pub(super) before_date: Vec<String>,
    pub(super) levels: Vec<String>,
    rus: String,
    kaz: String,
    other: String,
}

static DATA: LazyLock<Option<Data>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../data/law/library.toml")).ok());

impl Data {
    /// The shipped list; `None` only if what is shipped is damaged, which a test excludes.
    pub(super) fn shipped() -> Option<&'static Self> {
        DATA.as_ref()
    }
}

impl Repealed {
    /// What stands in place of a repealed provision in a language.
    pub(super) fn mark(&self, language: &str) -> &str {
        match language {
            "rus" => &self.rus,
            "kaz" => &self.kaz,
            _ => &self.other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_list_can_be_read() {
        assert!(Data::shipped().is_some());
    }
}
