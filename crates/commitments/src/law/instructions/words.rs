//! Words of amending acts, by language: a shipped list.

use probity_core::Language;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Verbs {
    pub(super) replace: Vec<String>,
    pub(super) insert: Vec<String>,
    pub(super) delete: Vec<String>,
    pub(super) substitute: Vec<String>,
    pub(super) repeal: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Phrases {
    pub(super) amends: Vec<String>,
    pub(super) changes: Vec<String>,
    pub(super) annexed: String,
    pub(super) annex: String,
    pub(super) content: String,
    pub(super) renumbers: String,
    pub(super) list_title: String,
    pub(super) this_act: Vec<String>,
    pub(super) commences: Vec<String>,
    /// What leaves provisions out of a clause.
    pub(super) excepted: Vec<String>,
    pub(super) ratifies: Vec<String>,
    pub(super) from_signature: Vec<String>,
    pub(super) from_publication: Vec<String>,
    pub(super) after: Vec<String>,
    pub(super) working: Vec<String>,
    pub(super) days: Vec<String>,
    /// What announces words in guillemets.
    pub(super) quoted: Vec<String>,
    pub(super) retroactive: Vec<String>,
    pub(super) context: Vec<String>,
    pub(super) parts: Vec<String>,
    pub(super) headings: Vec<String>,
    pub(super) instrumental: Vec<String>,
    pub(super) instrumental_words: Vec<String>,
    /// Whether all a verb governs comes before it.
    pub(super) preverbal: bool,
    pub(super) verbs: Verbs,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    ru: Phrases,
    kk: Phrases,
}

static SHIPPED: LazyLock<Option<Shipped>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../data/law/instructions.toml")).ok());

impl Phrases {
    /// Those of a language; none for languages whose amending acts are not read.
    pub(super) fn of(lang: Language) -> Option<&'static Self> {
        let shipped = SHIPPED.as_ref()?;
        match lang {
            Language::Ru => Some(&shipped.ru),
            Language::Kk => Some(&shipped.kk),
            Language::En => None,
        }
    }
}
