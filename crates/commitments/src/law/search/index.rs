//! An index over the provisions of one language, by stem and by folded stem, and the ranking of what a query finds.

use super::tokens::{Token, tokens};
use crate::law::stem::{DataError, Stemmer};
use probity_core::Language;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

const RANKING: &str = include_str!("../../../data/law/ranking.toml");

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ranking {
    saturation: f64,
    length: f64,
    snippet: usize,
}

/// A provision that a query found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit<K> {
    /// From 1.
    pub rank: usize,
    /// What the provision was added as.
    pub key: K,
    /// BM25 over the words of the query; comparable within one answer.
    pub score: f64,
    /// Whether a word matches as written, not only with Kazakh letters folded.
    pub exact: bool,
    /// The words around the first match.
    pub snippet: String,
}

/// How often a word stands in each provision, by the provision's place.
type Postings = BTreeMap<usize, u32>;

struct Unit<K> {
    key: K,
    text: String,
    words: usize,
}

/// The provisions of one language.
pub struct Index<K> {
    stemmer: Stemmer,
    ranking: Ranking,
    units: Vec<Unit<K>>,
    words: usize,
    stems: BTreeMap<String, Postings>,
    folded: BTreeMap<String, Postings>,
}

impl<K: Clone + Ord> Index<K> {
    /// An empty index.
    pub fn new(language: Language) -> Result<Self, DataError> {
        let ranking = toml::from_str(RANKING).map_err(|error| DataError::new("ranking.toml", &error))?;
        let stemmer = Stemmer::new(language)?;
        Ok(Self { stemmer, ranking, units: Vec::new(), words: 0, stems: BTreeMap::new(), folded: BTreeMap::new() })
    }

    /// Adds the text of a provision.
    pub fn add(&mut self, key: K, text: &str) {
        let at = self.units.len();
        let words = tokens(text);
        for word in &words {
            let stem = self.stemmer.stem(word.text);
            let folded = self.stemmer.fold(&stem);
            *self.folded.entry(folded).or_default().entry(at).or_default() += 1;
            *self.stems.entry(stem).or_default().entry(at).or_default() += 1;
        }
        self.words += words.len();
        self.units.push(Unit { key, text: text.to_owned(), words: words.len() });
    }

    /// The best provisions for a query, at most `limit`: those that match as written first, by score, equal ones by key.
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit<K>> {
        let stems: BTreeSet<String> = tokens(query).iter().map(|word| self.stemmer.stem(word.text)).collect();
        let folded: BTreeSet<String> = stems.iter().map(|stem| self.stemmer.fold(stem)).collect();
        let exact = self.scores(&self.stems, &stems);
        let loose = self.scores(&self.folded, &folded);
        let found: BTreeSet<usize> = exact.keys().chain(loose.keys()).copied().collect();
        let mut hits: Vec<(bool, f64, &Unit<K>)> = found
            .into_iter()
            .filter_map(|at| {
                let score = exact.get(&at).or_else(|| loose.get(&at))?;
                Some((exact.contains_key(&at), *score, self.units.get(at)?))
            })
            .collect();
        hits.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then_with(|| a.2.key.cmp(&b.2.key)));
        let ranked = hits.into_iter().take(limit).zip(1..);
        ranked
            .map(|((exact, score, unit), rank)| {
                let snippet = self.snippet(&unit.text, &folded);
                Hit { rank, key: unit.key.clone(), score, exact, snippet }
            })
            .collect()
    }

    /// BM25 of every provision that holds one of the words.
    fn scores(&self, postings: &BTreeMap<String, Postings>, words: &BTreeSet<String>) -> BTreeMap<usize, f64> {
        let units = self.units.len() as f64;
        let mean = (self.words as f64 / units).max(1.0);
        let Ranking { saturation, length, .. } = self.ranking;
        let mut scores = BTreeMap::new();
        for found in words.iter().filter_map(|word| postings.get(word)) {
            let holding = found.len() as f64;
            let rarity = libm::log1p((units - holding + 0.5) / (holding + 0.5));
            for (at, count) in found {
                let size = self.units.get(*at).map_or(0.0, |unit| unit.words as f64);
                let count = f64::from(*count);
                let damping = saturation * (1.0 - length + length * size / mean);
                *scores.entry(*at).or_insert(0.0) += rarity * count * (saturation + 1.0) / (count + damping);
            }
        }
        scores
    }

    /// The words around the first match, with an ellipsis where text is left out.
    fn snippet(&self, text: &str, folded: &BTreeSet<String>) -> String {
        let words = tokens(text);
        let matches = |word: &Token<'_>| folded.contains(&self.stemmer.folded(word.text));
        let at = words.iter().position(matches).unwrap_or_default();
        let first = at.saturating_sub(self.ranking.snippet);
        let last = (at + self.ranking.snippet).min(words.len().saturating_sub(1));
        let start = if first == 0 { 0 } else { words.get(first).map_or(0, |word| word.start) };
        let end = if last + 1 >= words.len() { text.len() } else { words.get(last).map_or(text.len(), Token::end) };
        let shown = text.get(start..end).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        let (before, after) = (if start > 0 { "… " } else { "" }, if end < text.len() { " …" } else { "" });
        format!("{before}{shown}{after}")
    }
}
