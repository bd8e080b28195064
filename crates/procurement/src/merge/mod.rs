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

/// A merged release with what happened on the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged<'a> {
    /// The compiled or versioned release.
    pub release: Tree<'a>,
    /// What may surprise.
    pub warnings: Vec<Warning>,
}

/// The compiled release of the releases of one process.
///
/// # Errors
/// When the releases cannot be ordered or contradict each other in their shape.
pub fn compiled<'a>(rules: &Rules, releases: Vec<Tree<'a>>) -> Result<Merged<'a>, MergeError> {
    merge(rules, Output::Compiled, Sort::Date, None, &releases)
}

/// The versioned release of the releases of one process.
///
/// # Errors
/// When the releases cannot be ordered or contradict each other in their shape.
pub fn versioned<'a>(rules: &Rules, releases: Vec<Tree<'a>>) -> Result<Merged<'a>, MergeError> {
    merge(rules, Output::Versioned, Sort::Date, None, &releases)
}

/// Merges releases of one process, into an earlier merged release of the same kind if there is one.
///
/// # Errors
/// When the releases cannot be ordered or contradict each other in their shape.
pub fn merge<'a>(
    rules: &Rules,
    output: Output,
    sort: Sort,
    into: Option<&Tree<'a>>,
    releases: &[Tree<'a>],
) -> Result<Merged<'a>, MergeError> {
    let texts: Vec<Cow<'_, str>> = into.into_iter().chain(releases).map(|tree| Cow::Owned(tree.to_string())).collect();
    let mut line = String::new();
    let warnings = merge_written(rules, (output, sort), into.is_some(), &texts, &mut line)?;
    // What was written is JSON.
    let release = Tree::parse(&line).map_err(|_| MergeError::Nothing)?.into_owned();
    Ok(Merged { release, warnings })
}

/// The same of texts in which no object has a member twice, added as a line of JSON to `out`. With `existing`, the first of
/// the texts is what the others are merged into.
fn merge_written(
    rules: &Rules,
    how: (Output, Sort),
    existing: bool,
    texts: &[Cow<'_, str>],
    out: &mut String,
) -> Result<Vec<Warning>, MergeError> {
    let mut merger = Merger::new(rules);
    let read: Result<Vec<u32>, _> = texts.iter().map(|text| merger.read(text)).collect();
    let read = read.map_err(|_| MergeError::Nothing)?;
    let (into, releases) = read.split_at(usize::from(existing).min(read.len()));
    merger.merge(how, into.first().copied(), releases, out)
}

#[cfg(test)]
mod tests;
