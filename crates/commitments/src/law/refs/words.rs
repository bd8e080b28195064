//! Words of a language that name provisions and acts: shipped lists, matched without case.

use probity_core::Language;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A kind of provision.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::law) struct Level {
    /// The short name of its eId.
    pub(in crate::law) alias: String,
    /// General kinds have small ranks.
    pub(in crate::law) rank: u8,
    stems: Vec<String>,
    /// Any ending, when there is no list.
    endings: Option<Vec<String>>,
    /// Those of the plural alone; where any ending will do, what it begins with.
    #[serde(default)]
    plural: Vec<String>,
}

impl Level {
    /// Whether a word that names it is in the plural for certain.
    pub(super) fn is_plural(&self, word: &str) -> bool {
        let is = |rest: &str, ending: &String| match self.endings {
            Some(_) => rest == ending.as_str(),
            None => rest.starts_with(ending.as_str()),
        };
        let rests = self.stems.iter().filter_map(|stem| word.strip_prefix(stem.as_str()));
        rests.into_iter().any(|rest| self.plural.iter().any(|ending| is(rest, ending)))
    }
}

/// A kind of act.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::law) struct ActWord {
    /// The kind in a work's URI, if such acts can be resolved.
    pub(in crate::law) kind: Option<String>,
    /// Whether capitalised words behind it belong to its name.
    #[serde(default)]
    pub(super) named: bool,
    stems: Vec<String>,
    endings: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ordinals {
    endings: Vec<String>,
    #[serde(default)]
    hundreds: BTreeMap<String, u16>,
    words: BTreeMap<String, String>,
}

/// All of a language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::law) struct Words {
    pub(in crate::law) joins: Vec<String>,
    pub(in crate::law) lists: Vec<String>,
    pub(in crate::law) ranges: Vec<String>,
    pub(in crate::law) hyphen_ranges: bool,
    pub(in crate::law) this: Vec<String>,
    pub(in crate::law) back: Vec<String>,
    pub(in crate::law) republic: Vec<String>,
    pub(in crate::law) country: String,
    pub(in crate::law) dated: String,
    pub(in crate::law) annexed: Vec<String>,
    pub(in crate::law) adjectives: Vec<String>,
    pub(in crate::law) titles: Vec<String>,
    /// Words behind a number that belong to it.
    #[serde(default)]
    pub(super) inserted: Vec<String>,
    /// Words by which a name begins that is not of the country.
    #[serde(default)]
    pub(super) begins: Vec<String>,
    months: Vec<String>,
    month_endings: Vec<String>,
    pub(in crate::law) year: Vec<String>,
    level: Vec<Level>,
    act: Vec<ActWord>,
    ordinal: Ordinals,
    cardinal: BTreeMap<String, u16>,
}

type Shipped = LazyLock<Option<Words>>;
static RU: Shipped = LazyLock::new(|| toml::from_str(include_str!("../../../data/law/ru.toml")).ok());
static KK: Shipped = LazyLock::new(|| toml::from_str(include_str!("../../../data/law/kk.toml")).ok());
static EN: Shipped = LazyLock::new(|| toml::from_str(include_str!("../../../data/law/en.toml")).ok());

fn ends(word: &str, stems: &[String], endings: Option<&[String]>) -> bool {
    stems
        .iter()
        .filter_map(|stem| word.strip_prefix(stem.as_str()))
        .any(|rest| endings.is_none_or(|endings| endings.iter().any(|ending| ending == rest)))
}

impl Words {
    /// The words of a language; `None` only if what is shipped is damaged, which a test excludes.
    pub(in crate::law) fn of(lang: Language) -> Option<&'static Self> {
        match lang {
            Language::Ru => RU.as_ref(),
            Language::Kk => KK.as_ref(),
            Language::En => EN.as_ref(),
        }
    }

    pub(in crate::law) fn level(&self, word: &str) -> Option<&Level> {
        self.level.iter().find(|level| ends(word, &level.stems, level.endings.as_deref()))
    }

    pub(in crate::law) fn act(&self, word: &str) -> Option<&ActWord> {
        self.act.iter().find(|act| ends(word, &act.stems, Some(&act.endings)))
    }

    pub(in crate::law) fn ordinal(&self, word: &str) -> Option<u16> {
        self.ordinal.words.iter().find_map(|(number, stem)| {
            let rest = word.strip_prefix(stem.as_str())?;
            self.ordinal.endings.iter().any(|ending| ending == rest).then(|| number.parse().ok()).flatten()
        })
    }

    pub(super) fn hundred(&self, word: &str) -> Option<u16> {
        self.ordinal.hundreds.get(word).copied()
    }

    pub(in crate::law) fn cardinal(&self, word: &str) -> Option<u16> {
        self.cardinal.get(word).copied()
    }

    /// The month, from 1.
    pub(in crate::law) fn month(&self, word: &str) -> Option<i8> {
        let named = |stem: &String| {
            word.strip_prefix(stem.as_str()).is_some_and(|rest| self.month_endings.iter().any(|ending| ending == rest))
        };
        i8::try_from(self.months.iter().position(named)? + 1).ok()
    }
}
