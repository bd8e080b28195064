//! The small lexicon of roots: what settles which of two readings an ending has, and what is never stripped. It is our own
//! list (`data/kk/roots.toml`); a word that is not in it is stemmed by its endings alone.

use super::DataError;
use super::grammar::{Alphabet, Fold, Kind};
use foldhash::fast::FixedState;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

const ROOTS: &str = include_str!("../../../data/kk/roots.toml");

type Map<K, V> = HashMap<K, V, FixedState>;

/// What a root may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Kinds {
    pub(super) noun: bool,
    pub(super) verb: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    verbs: String,
    nouns: String,
    fixed: String,
    exceptions: BTreeMap<String, String>,
    syncope: BTreeMap<String, String>,
}

/// The roots by their letters.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    roots: Map<Vec<u8>, Kinds>,
    syncope: Map<Vec<u8>, Vec<u8>>,
    whole: Map<String, String>,
}

impl Lexicon {
    /// The list built in, in the spelling of an alphabet.
    pub(super) fn new(alphabet: &Alphabet, spell: &Fold<'_>) -> Result<Self, DataError> {
        let tables: Tables = toml::from_str(ROOTS).map_err(|error| DataError::new("roots.toml", &error))?;
        let letters = |word: &str| {
            let foreign = || DataError::new("roots.toml", &format!("`{word}` has a letter that is not Kazakh"));
            alphabet.numbers(&spell(word)).ok_or_else(foreign)
        };
        let mut lexicon = Self::default();
        for word in tables.nouns.split_whitespace() {
            lexicon.roots.entry(letters(word)?).or_default().noun = true;
        }
        for word in tables.verbs.split_whitespace() {
            lexicon.roots.entry(letters(word)?).or_default().verb = true;
        }
        for (short, root) in &tables.syncope {
            lexicon.syncope.insert(letters(short)?, letters(root)?);
        }
        let fixed = tables.fixed.split_whitespace().map(|word| (spell(word), spell(word)));
        let exceptions = tables.exceptions.iter().map(|(word, stem)| (spell(word), spell(stem)));
        lexicon.whole = fixed.chain(exceptions).collect();
        Ok(lexicon)
    }

    /// The stem of a word that is not analysed at all.
    pub(super) fn whole(&self, word: &str) -> Option<&str> {
        self.whole.get(word).map(String::as_str)
    }

    /// What the word is as a root.
    pub(super) fn kinds(&self, root: &[u8]) -> Kinds {
        self.roots.get(root).copied().unwrap_or_default()
    }

    /// Whether the word is a root of the kind; of either when no ending says which.
    pub(super) fn has(&self, root: &[u8], kind: Option<Kind>) -> bool {
        let kinds = self.kinds(root);
        match kind {
            Some(Kind::Noun) => kinds.noun,
            Some(Kind::Verb) => kinds.verb,
            None => kinds.noun || kinds.verb,
        }
    }

    /// The root of a stem that has lost its last vowel before an ending (орн-ы: орын).
    pub(super) fn restored(&self, stem: &[u8]) -> Option<&[u8]> {
        self.syncope.get(stem).map(Vec::as_slice)
    }
}
