//! Versions and counts of this observatory.

use super::Context;
use crate::message as say;
use crate::page::status::{Source, View};
use probity_core::State;
use probity_registers::observatory::Import;

/// The view.
pub fn view(context: Context<'_>) -> View {
    let (records, language) = (context.records, context.language);
    let count = |state: State| records.all().filter(|finding| finding.state == state).count() as u64;
    let source = |import: &Import| Source {
        file: import.name.clone(),
        digest: import.source.to_string(),
        register: import.register.clone(),
        kept: import.kept,
        rejected: import.rejected,
    };
    View {
        observations: records.all().count() as u64,
        countries: context.countries().len() as u64,
        methods: (records.runs.len() + records.shared.len()) as u64,
        counts: vec![
            (say::status_values(language), count(State::Value)),
            (say::status_flagged(language), count(State::Flagged)),
            (say::status_clear(language), count(State::Clear)),
            (say::status_insufficient(language), count(State::Insufficient)),
            (say::status_not_applicable(language), count(State::NotApplicable)),
            (say::status_withheld(language), count(State::Withheld)),
        ],
        sources: records.imports.iter().map(source).collect(),
    }
}
