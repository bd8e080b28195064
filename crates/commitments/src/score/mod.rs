//! Scores of published methods, exact to the fraction, with the trace of every rule. One engine serves the benchmarks of
//! the Istanbul Action Plan, the SIGMA portal, the Public Integrity Indicators and national programmes: their methods are
//! files, and nothing of them is in the code.

// A diagnostic is large, and errors are rare and end the run.
#![allow(clippy::result_large_err)]

pub mod answers;
pub mod exact;
pub mod method;
pub mod node;
pub mod pattern;
pub mod rule;
pub mod source;

mod evaluate;
mod nearest;
mod read;

pub use answers::Answers;
pub use evaluate::evaluate;
pub use method::Method;
pub use node::{Node, State};
pub use source::Source;

use method::Content;
use nearest::{did_you_mean, nearest_name};
use pattern::Pattern;
use probity_core::Diagnostic;
use serde::Serialize;
use std::collections::BTreeSet;

/// Unknown inputs that get a hint; a file for another method has thousands.
const HINTS_MAX: usize = 50;

/// Scores: one tree, or one a subject.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Scores {
    /// Answers without a column `subject`.
    One(Box<Node>),
    /// Answers by subject, in order of first appearance.
    Each(Vec<Node>),
}

/// What scoring gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// The scores; `None` when there is an error among the diagnostics.
    pub scores: Option<Scores>,
    /// Warnings, then errors.
    pub diagnostics: Vec<Diagnostic>,
}

/// Scores answers by a method. With `subject`, only that one of a file by subject.
pub fn score(method: &Source<'_>, answers: &Source<'_>, subject: Option<&str>) -> Scored {
    let mut diagnostics = Vec::new();
    let scores = attempt(method, answers, subject, &mut diagnostics);
    let scores = scores.map_err(|faults| diagnostics.extend(faults)).ok();
    Scored { scores, diagnostics }
}

fn attempt(
    method: &Source<'_>,
    answers: &Source<'_>,
    subject: Option<&str>,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Scores, Vec<Diagnostic>> {
    // Both files are read before either is refused: people mend them together.
    let file = method.name;
    let (method, answers) = match (Method::read(method), Answers::read(answers)) {
        (Ok((method, first)), Ok((answers, second))) => {
            warnings.extend(first.into_iter().chain(second));
            (method, answers)
        }
        (method, answers) => return Err([method.err(), answers.err()].into_iter().flatten().flatten().collect()),
    };
    if let Some(name) = subject {
        known(&answers, name).map_err(|fault| vec![fault])?;
    }
    warnings.extend(unknown_inputs(&method, &answers));
    let mut nodes = evaluate(&method, &answers, subject)?;
    warnings.extend(unverified(file, &method, &nodes));
    match nodes.pop() {
        Some(node) if !answers.by_subject => Ok(Scores::One(Box::new(node))),
        last => Ok(Scores::Each(nodes.into_iter().chain(last).collect())),
    }
}

/// Refuses a subject that no answer is about.
fn known(answers: &Answers, name: &str) -> Result<(), Diagnostic> {
    let subjects = || answers.sheets.iter().filter_map(|sheet| sheet.subject.as_deref());
    if subjects().any(|subject| subject == name) {
        return Ok(());
    }
    let fault = Diagnostic::error("score-subject", &answers.file, format!("no answer is about `{name}`")).found(name);
    Err(match did_you_mean(name, subjects()) {
        Some(hint) => fault.hint(hint),
        None if !answers.by_subject => fault.hint("the answers have no column `subject`"),
        None => fault,
    })
}

/// Warns about answers that no rule and no gate asks for, once an input.
fn unknown_inputs(method: &Method, answers: &Answers) -> Vec<Diagnostic> {
    let (names, globs) = asked_for(method);
    let mut met = BTreeSet::new();
    let mut warnings = Vec::new();
    for (input, given) in answers.sheets.iter().flat_map(|sheet| &sheet.given) {
        let new = met.insert(input);
        if !new || names.contains(input.as_str()) || globs.iter().any(|glob| glob.matches(input)) {
            continue;
        }
        let message = format!("no rule of `{}` asks for `{input}`; it is left out", method.id);
        let warning = Diagnostic::warning("score-input", &answers.file, message);
        let warning = warning.at(given.named.clone()).field("input").found(input.clone()).line(given.line.clone());
        let hint = if warnings.len() < HINTS_MAX { nearest_name(input, names.iter().copied()) } else { None };
        warnings.push(match hint {
            Some(hint) => warning.hint(hint),
            None => warning,
        });
    }
    warnings.sort_by(|a, b| a.place.cmp(&b.place));
    warnings
}

/// Inputs a method names, and the patterns of its gates.
fn asked_for(method: &Method) -> (BTreeSet<&str>, Vec<&Pattern>) {
    let (mut names, mut globs) = (BTreeSet::new(), Vec::new());
    for item in method.items() {
        for pattern in &item.gate {
            match pattern {
                Pattern::Name(name) => drop(names.insert(name.as_str())),
                Pattern::Glob(_) => globs.push(pattern),
            }
        }
        if let Content::Leaf { rule, .. } = &item.content {
            names.extend(rule.inputs());
        }
    }
    (names, globs)
}

/// Says on what unchecked ground scores stand: the method itself, or thresholds of labels.
fn unverified(file: &str, method: &Method, nodes: &[Node]) -> Vec<Diagnostic> {
    let mut grounds = Vec::new();
    if !method.verified {
        grounds.push("nobody has checked the method against its source");
    }
    let mut open: Vec<&Node> = nodes.iter().collect();
    let mut labelled = false;
    while let (false, Some(node)) = (labelled, open.pop()) {
        labelled = node.level.as_ref().is_some_and(|level| !level.verified);
        open.extend(&node.children);
    }
    if labelled {
        grounds.push("nobody has checked the thresholds of its labels");
    }
    let warning = |ground| Diagnostic::warning("score-unverified", file, ground);
    grounds.into_iter().map(|ground| warning(ground).hint("read the number, not the label")).collect()
}
