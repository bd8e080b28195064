//! Search over the provisions that are the text on a day, in one language.

use super::collection::Collection;
use super::value::LanguageCode;
use crate::law::search::Index;
use crate::law::stem::DataError;
use jiff::civil::Date;
use probity_core::Language;

/// A provision that a query found.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundProvision {
    /// From 1.
    pub rank: usize,
    /// The work.
    pub work: String,
    /// The provision.
    pub eid: String,
    /// The language.
    pub language: String,
    /// Comparable within one answer.
    pub score: f64,
    /// The words around the first match.
    pub snippet: String,
}

/// The provisions that answer a query best, at most `limit`; `analyser` is that of `language`.
///
/// # Errors
/// When the tables built into the program are damaged.
pub fn search(
    collection: &Collection,
    query: &str,
    language: &LanguageCode,
    analyser: Language,
    at: Date,
    limit: usize,
) -> Result<Vec<FoundProvision>, DataError> {
    let mut index = Index::new(analyser)?;
    for holding in collection.works() {
        let Some(expression) = holding.expression(at, Some(language)) else { continue };
        for placed in super::form::flatten(&expression.provisions) {
            let provision = placed.provision;
            index.add((holding.work.as_str().to_owned(), provision.eid.clone()), &provision.line());
        }
    }
    let hits = index.search(query, limit).into_iter();
    Ok(hits
        .map(|hit| {
            let (work, eid) = hit.key;
            let language = language.as_str().to_owned();
            FoundProvision { rank: hit.rank, work, eid, language, score: hit.score, snippet: hit.snippet }
        })
        .collect())
}
