//! Gates: what must be so before anything counts. A refusal is certain whatever is still unknown, so it comes first; a
//! question nobody answered, or a pattern that asks nothing, leaves the item unassessed.

use super::super::answers::{Asked, Reply};
use super::super::pattern::Pattern;

/// What a gate says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Gate {
    /// Everything is yes, or does not apply.
    Open,
    /// This input is no.
    Closed(String),
    /// This input has no answer, or this pattern matches none.
    Missing(String),
}

/// Asks every input of a gate.
pub(super) fn pass(gate: &[Pattern], asked: &mut Asked<'_>) -> Gate {
    let mut missing = None;
    let mut closed = None;
    for pattern in gate {
        let inputs: Vec<&str> = match pattern {
            Pattern::Name(name) => vec![name],
            Pattern::Glob(_) => asked.inputs().filter(|name| pattern.matches(name)).collect(),
        };
        if inputs.is_empty() {
            missing.get_or_insert_with(|| pattern.text().to_owned());
        }
        for input in inputs {
            match asked.yes_or_no(input) {
                Reply::Is(false) => drop(closed.get_or_insert_with(|| input.to_owned())),
                Reply::Missing => drop(missing.get_or_insert_with(|| input.to_owned())),
                Reply::Is(true) | Reply::NotApplicable => {}
            }
        }
    }
    match (closed, missing) {
        (Some(input), _) => Gate::Closed(input),
        (None, Some(name)) => Gate::Missing(name),
        (None, None) => Gate::Open,
    }
}
