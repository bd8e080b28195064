//! Methods that share one pass over whole sources: everything a suite has to compute is computed at once, and kept as if
//! each method had been run by itself.

use super::keep;
use crate::Error;
use crate::methodology::Entry;
use crate::run::{Run, RunKey};
use probity_core::suite::{SETTINGS, Source};
use probity_core::{Finding, Input, Suite};
use probity_registers::Observatory;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Computes and keeps the runs that are due, suite by suite.
pub(super) fn runs(observatory: &Observatory, due: &[(&Entry, RunKey)]) -> Result<Vec<(String, Run)>, Error> {
    let mut suites: Vec<&Arc<dyn Suite>> = due.iter().filter_map(|(entry, _)| entry.computation.suite()).collect();
    suites.dedup_by(|a, b| a.room() == b.room());
    let mut runs = Vec::new();
    for suite in suites {
        let own = |entry: &Entry| entry.computation.suite().is_some_and(|other| other.room() == suite.room());
        let asked =
            due.iter().filter(|(entry, _)| own(entry)).map(|(entry, key)| (entry.methodology.id.clone(), key.clone()));
        let asked: BTreeMap<String, RunKey> = asked.collect();
        let mut found = compute(observatory, suite.as_ref(), &asked)?;
        for (entry, key) in due.iter().filter(|(entry, _)| own(entry)) {
            let id = &entry.methodology.id;
            let findings = with_units(entry, found.remove(id).unwrap_or_default());
            runs.push((id.clone(), keep(observatory, entry, key.clone(), &findings)?));
        }
    }
    Ok(runs)
}

fn compute(
    observatory: &Observatory,
    suite: &dyn Suite,
    asked: &BTreeMap<String, RunKey>,
) -> Result<BTreeMap<String, Vec<Finding>>, Error> {
    let sources = sources(observatory, suite.inputs())?;
    let settings = observatory.configuration().settings(suite.room()).unwrap_or_default();
    let parameters = asked.iter().map(|(id, key)| {
        let mut own = key.parameters.clone();
        own.0.retain(|name, _| {
            name.strip_prefix(SETTINGS).is_none_or(|rest| !rest.is_empty() && !rest.starts_with('.'))
        });
        (id.clone(), own)
    });
    Ok(suite.compute(&sources, &settings, &parameters.collect())?)
}

/// The sources of registers, register by register in the order of import.
///
/// # Errors
/// When one cannot be read.
pub fn sources(observatory: &Observatory, inputs: &[Input]) -> Result<Vec<Source>, Error> {
    let mut sources = Vec::new();
    for input in inputs {
        for import in observatory.catalogue().of(input.register).filter(|import| import.partition.is_some()) {
            let bytes = observatory.unpacked(&import.source)?.into();
            let (register, name) = (input.register.to_owned(), import.name.clone());
            sources.push(Source { register, digest: import.source, name, bytes });
        }
    }
    Ok(sources)
}

/// The unit of a measure stands in the method's folder.
fn with_units(entry: &Entry, mut findings: Vec<Finding>) -> Vec<Finding> {
    for finding in findings.iter_mut().filter(|finding| finding.unit.is_empty()) {
        if let Some(output) = entry.methodology.output(&finding.id.measure) {
            finding.unit.clone_from(&output.unit);
        }
    }
    findings
}
