//! Merging releases into compiled and versioned releases by the rules of a release schema. A compiled release says what
//! is known at the end, a versioned one what was said when; both are exact for any order in which files come.

mod batch;
mod build;
mod derive;
mod error;
mod flat;
mod order;
mod rules;
mod value;

pub use batch::{Batch, Options};
pub use derive::{SchemaError, derive};
pub use error::{MergeError, Warning};
pub use order::Sort;
pub use rules::{Rule, RuleList, Rules, RulesError, Strategy};

use crate::json::tree::Tree;
use flat::{Flat, Mode};
use std::borrow::Cow;

static TAG: Cow<'static, str> = Cow::Borrowed("tag");
static ID: Cow<'static, str> = Cow::Borrowed("id");
static DATE: Cow<'static, str> = Cow::Borrowed("date");
static OCID: Cow<'static, str> = Cow::Borrowed("ocid");

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
    let (flat, about, mut warnings) = flattened(rules, output, sort, into, releases)?;
    let release = build::build(&flat, &about)?;
    warnings.extend(flat.warnings);
    Ok(Merged { release, warnings })
}

/// The same as a line of JSON, added to `out`; gives the warnings.
fn merge_into(
    rules: &Rules,
    output: Output,
    sort: Sort,
    into: Option<&Tree<'_>>,
    releases: &[Tree<'_>],
    out: &mut String,
) -> Result<Vec<Warning>, MergeError> {
    let (flat, about, mut warnings) = flattened(rules, output, sort, into, releases)?;
    build::write(&flat, &about, out)?;
    warnings.extend(flat.warnings);
    Ok(warnings)
}

type Flattened<'t, 'a> = (Flat<'t, 'a>, Vec<build::About<'a>>, Vec<Warning>);

fn flattened<'t, 'a>(
    rules: &'t Rules,
    output: Output,
    sort: Sort,
    into: Option<&'t Tree<'a>>,
    releases: &'t [Tree<'a>],
) -> Result<Flattened<'t, 'a>, MergeError> {
    if into.is_none() && releases.is_empty() {
        return Err(MergeError::Nothing);
    }
    for (release, tree) in releases.iter().enumerate() {
        if !matches!(tree, Tree::Object(_)) {
            return Err(MergeError::NotAnObject { release, found: value::word(tree) });
        }
    }
    let mut flat = Flat::new(rules);
    let mut warnings = Vec::new();
    let order = order::sorted(releases, sort, &mut warnings)?;
    warn_of_older(into, releases, &mut warnings);
    let about = releases.iter().map(|tree| [&ID, &DATE, &TAG].map(|name| member(tree, name))).collect();
    match output {
        Output::Compiled => take_compiled(&mut flat, into, releases, &order),
        Output::Versioned => take_versioned(&mut flat, into, releases, &order),
    }
    Ok((flat, about, warnings))
}

fn take_compiled<'t, 'a>(
    flat: &mut Flat<'t, 'a>,
    into: Option<&'t Tree<'a>>,
    releases: &'t [Tree<'a>],
    order: &[usize],
) {
    flat.put(&TAG, Tree::List(vec![Tree::text("compiled")]));
    for name in [&ID, &DATE, &OCID] {
        flat.put(name, into.map_or_else(null, |tree| member(tree, name)));
    }
    if let Some(Tree::Object(members)) = into {
        flat.take(0, members, Mode::Compiled);
    }
    for (index, number) in order.iter().enumerate() {
        let Some(release @ Tree::Object(members)) = releases.get(*number) else { continue };
        if index + 1 == order.len() {
            let (ocid, date) = (member(release, &OCID), member(release, &DATE));
            flat.put(&ID, Tree::text(&format!("{}-{}", plain(&ocid), plain(&date))));
            flat.put(&DATE, date);
            flat.put(&OCID, ocid);
        }
        flat.take(*number, members, Mode::Compiled);
    }
}

fn take_versioned<'t, 'a>(
    flat: &mut Flat<'t, 'a>,
    into: Option<&'t Tree<'a>>,
    releases: &'t [Tree<'a>],
    order: &[usize],
) {
    let last = order.last().and_then(|number| releases.get(*number)).or(into);
    flat.put(&OCID, last.map_or_else(null, |tree| member(tree, &OCID)));
    if let Some(Tree::Object(members)) = into {
        flat.take(0, members, Mode::Existing);
    }
    for number in order {
        if let Some(Tree::Object(members)) = releases.get(*number) {
            flat.take(*number, members, Mode::Versioned);
        }
    }
}

/// Releases that are older than what they are merged into would have lost in a merge of everything.
fn warn_of_older(into: Option<&Tree<'_>>, releases: &[Tree<'_>], warnings: &mut Vec<Warning>) {
    let Some(merged) = into.and_then(|tree| tree.get("date")).and_then(Tree::as_text) else { return };
    for (release, tree) in releases.iter().enumerate() {
        if let Some(date) = tree.get("date").and_then(Tree::as_text)
            && date < merged
        {
            warnings.push(Warning::Older { release, date: date.into_owned(), merged: merged.clone().into_owned() });
        }
    }
}

fn null<'a>() -> Tree<'a> {
    Tree::Scalar(Cow::Borrowed("null"))
}

/// A member, `null` where there is none.
fn member<'a>(tree: &Tree<'a>, name: &str) -> Tree<'a> {
    tree.get(name).cloned().unwrap_or_else(null)
}

/// A value inside the `id` of a compiled release. What is missing is written `None`, so that the `id` is the one that
/// the standard's reference implementation gives.
fn plain(tree: &Tree<'_>) -> String {
    match tree.as_text() {
        Some(text) => text.into_owned(),
        None if tree.is_null() => "None".to_owned(),
        None => tree.to_string(),
    }
}

#[cfg(test)]
mod tests;
