//! Search over the provisions that are the text on a day, in one language: what of a library goes into an index, and what a
//! query finds in it.

use super::collection::{Collection, Expression, Holding};
use super::form::{flatten, plain};
use super::part;
use super::value::LanguageCode;
use crate::law::search::{Gathered, Hit, Index, Made, Unusable, What};
use crate::law::{language, stem::DataError};
use jiff::Timestamp;
use jiff::civil::Date;
use probity_core::{Digest, Language};

/// The languages whose words the program knows.
const LANGUAGES: [(&str, Language); 3] = [("eng", Language::En), ("kaz", Language::Kk), ("rus", Language::Ru)];

/// A provision that a query found.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundProvision {
    /// From 1.
    pub rank: usize,
    /// The work.
    pub work: String,
    /// The provision; empty for the act's title.
    pub eid: String,
    /// The language.
    pub language: String,
    /// Comparable within one answer.
    pub score: f64,
    /// The words around the first match.
    pub snippet: String,
}

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Search<'a> {
    /// The words.
    pub query: &'a str,
    /// Their language, and that of the texts.
    pub language: &'a LanguageCode,
    /// The day.
    pub at: Date,
    /// The instant of knowledge.
    pub known: Option<Timestamp>,
    /// The most that is answered.
    pub limit: usize,
}

/// Indexes in the making, one for each language.
pub struct Indexes(Vec<(LanguageCode, Gathered)>);

impl Indexes {
    /// Empty ones.
    ///
    /// # Errors
    /// When the tables built into the program are damaged.
    pub fn new() -> Result<Self, DataError> {
        let all = languages_of_search().map(|(code, own)| Ok((code, Gathered::new(own)?)));
        Ok(Self(all.collect::<Result<_, DataError>>()?))
    }

    /// Those that were made before, to go on with them.
    pub fn behind(made: Vec<(LanguageCode, Index)>) -> Self {
        Self(made.into_iter().map(|(code, index)| (code, Gathered::behind(index))).collect())
    }

    /// Adds a text and the titles it gives.
    pub fn add(&mut self, expression: &Expression, recorded: Timestamp) {
        let work = expression.work.as_str();
        for (code, index) in &mut self.0 {
            if *code == expression.language {
                let all = flatten(&expression.provisions);
                let units = all.iter().map(|placed| (placed.provision.eid.as_str(), placed.provision.line()));
                index.add(work, What::Text(expression.expression_date.0), recorded, units);
            }
            if let Some(title) = expression.title.get(code) {
                index.add(work, What::Title, recorded, [("", plain(title))]);
            }
        }
    }

    /// Their bytes.
    pub fn finish(self, made: Made) -> Vec<(LanguageCode, Vec<u8>)> {
        self.0.into_iter().map(|(code, index)| (code, index.finish(made))).collect()
    }
}

/// The languages that have indexes, with their analysers.
pub fn languages_of_search() -> impl Iterator<Item = (LanguageCode, Language)> {
    LANGUAGES.into_iter().filter_map(|(code, own)| Some((code.parse().ok()?, own)))
}

/// The indexes of a library that lies in memory only.
///
/// # Errors
/// When the tables built into the program are damaged.
pub fn indexed(collection: &Collection) -> Result<Vec<(LanguageCode, Index)>, Unusable> {
    let mut indexes = Indexes::new()?;
    for expression in collection.works().flat_map(Holding::expressions) {
        indexes.add(expression, Timestamp::UNIX_EPOCH);
    }
    let nothing = Digest::of(&[]);
    let made = Made { by: nothing, list: nothing, bytes: 0 };
    let all = indexes.finish(made).into_iter();
    all.map(|(code, bytes)| {
        let own = language(code.as_str()).unwrap_or(Language::En);
        Ok((code, Index::open(bytes, own)?))
    })
    .collect()
}

/// The provisions and titles that answer best, without their texts.
pub fn hits<'a>(index: &'a Index, search: &Search<'_>) -> Vec<Hit<'a>> {
    index.search(&index.choose(search.at, search.known, true), search.query, search.limit)
}

/// The same with their texts, from a library that has at least their works. What the library has not got is left out.
pub fn found(collection: &Collection, index: &Index, search: &Search<'_>, hits: &[Hit<'_>]) -> Vec<FoundProvision> {
    let one = |hit: &Hit<'_>| {
        let holding = collection.work(hit.work)?;
        let line = match hit.eid {
            "" => plain(holding.title.get(search.language)?),
            eid => part::whole(&holding.expression(search.at, Some(search.language))?.provisions, eid)?.line(),
        };
        Some(FoundProvision {
            rank: hit.rank,
            work: hit.work.to_owned(),
            eid: hit.eid.to_owned(),
            language: search.language.as_str().to_owned(),
            score: hit.score,
            snippet: index.snippet(&line, search.query),
        })
    };
    hits.iter().filter_map(one).collect()
}
