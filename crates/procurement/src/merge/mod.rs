//! Merging releases into compiled and versioned releases by the rules of a release schema. A compiled release says what
//! is known at the end, a versioned one what was said when; both are exact for any order in which files come.

mod batch;
mod build;
mod cells;
mod derive;
mod error;
mod flat;
mod merger;
mod order;
mod paths;
mod rules;
mod value;

pub use batch::{Batch, Options};
pub use derive::{SchemaError, derive};
pub use error::{MergeError, Warning};
pub use order::Sort;
pub use rules::{Rule, RuleList, Rules, RulesError, Strategy};

use crate::json::tree::Tree;
use merger::Merger;
use std::borrow::Cow;

/// What releases become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Output {
    /// The values that hold at the end.
    #[default]
    Compiled,
    /// Every value with the release that gave it.
    Versioned,
}

/// Why texts do not become a merged release.
#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
pub enum TextError {
    /// A text that is not JSON.
    #[error("{0} is missing")]
    NotJson(&'static str),
    /// Releases that cannot be merged.
    #[error(transparent)]
    Merge(#[from] MergeError),
}

/// Merges the texts of releases of one process, into an earlier merged release of the same kind if there is one; adds what
/// comes out to `out`, on one line.
///
/// # Errors
/// When a text is not JSON, the releases cannot be ordered or contradict each other in their shape.
pub fn merge(
    rules: &Rules,
    how: (Output, Sort),
    into: Option<&str>,
    releases: &[&str],
    out: &mut String,
) -> Result<Vec<Warning>, TextError> {
    let texts = || into.iter().chain(releases).copied();
    let mut merger = Merger::new(rules);
    let read: Result<Vec<u32>, _> = texts().map(|text| merger.read(text)).collect();
    let read = read.map_err(|fault| TextError::NotJson(fault.expected))?;
    if merger.repeated() {
        return Ok(merge_anew(rules, how, into.is_some(), texts(), out)?);
    }
    let (into, releases) = read.split_at(usize::from(into.is_some()).min(read.len()));
    Ok(merger.merge(how, into.first().copied(), releases, out)?)
}

/// The same of texts in which some object has a member twice, of which only the last counts: they are written without the
/// others first. With `existing`, the first of the texts is what the others are merged into.
fn merge_anew<'t>(
    rules: &Rules,
    how: (Output, Sort),
    existing: bool,
    texts: impl Iterator<Item = &'t str>,
    out: &mut String,
) -> Result<Vec<Warning>, MergeError> {
    let anew = |text| Tree::parse(text).map_or(Cow::Borrowed(""), |tree| tree.to_string().into());
    let texts: Vec<Cow<'_, str>> = texts.map(anew).collect();
    let mut merger = Merger::new(rules);
    let read: Result<Vec<u32>, _> = texts.iter().map(|text| merger.read(text)).collect();
    let read = read.map_err(|_| MergeError::Nothing)?;
    let (into, releases) = read.split_at(usize::from(existing).min(read.len()));
    merger.merge(how, into.first().copied(), releases, out)
}

#[cfg(test)]
mod tests;
