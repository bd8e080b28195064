//! Runs every method whose inputs are there. A run whose identifier is already kept is reused; partitions are observed
//! in parallel and merged in the order of their import, so the result does not depend on the number of threads.

mod suite;

pub use suite::sources;

use crate::findings;
use crate::methodology::{Catalogue, Computation, Entry};
use crate::run::{Run, RunInput, RunKey};
use crate::{Error, Findings};
use probity_core::kernel::{EncodedState, ErasedKernel};
use probity_core::parameter::{ParameterValue, Validity};
use probity_core::suite::SETTINGS;
use probity_core::{Digest, Finding, Input, Parameters, State};
use probity_registers::Observatory;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What became of one method.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It was run.
    Computed(Run),
    /// The same run was already kept.
    Reused(Run),
    /// A register it needs is empty.
    Skipped {
        /// The registers that are missing.
        missing: Vec<String>,
    },
}

/// What became of each method, by identifier.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Assessment {
    /// By method.
    pub outcomes: BTreeMap<String, Outcome>,
}

/// What to assess, and how.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Settings {
    /// Only these methods; all when empty.
    pub only: Vec<String>,
    /// Threads; as many as there are cores when absent. Never changes a result.
    pub threads: Option<usize>,
    /// The program's version, which is part of every run's identifier.
    pub program: String,
}

/// Runs the methods over the observatory and keeps their findings.
///
/// # Errors
/// When a method named does not exist, a setting does not fit its method, or the observatory cannot be read or
/// written. Methods finished before the error stay kept.
pub fn assess(observatory: &Observatory, catalogue: &Catalogue, settings: &Settings) -> Result<Assessment, Error> {
    if let Some(unknown) = settings.only.iter().find(|id| catalogue.get(id).is_none()) {
        return Err(Error::UnknownMethod(unknown.clone()));
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(settings.threads.unwrap_or(0))
        .build()
        .map_err(|error| std::io::Error::other(error.to_string()))?;
    let mut assessment = Assessment::default();
    let mut kept = Findings::open(observatory)?;
    let mut together: Vec<(&Entry, RunKey)> = Vec::new();
    for entry in catalogue.iter() {
        let id = &entry.methodology.id;
        if settings.only.is_empty() || settings.only.contains(id) {
            let outcome = match start(observatory, catalogue, entry, &settings.program, &kept)? {
                Start::Known(outcome) => outcome,
                Start::Due(key) if entry.computation.suite().is_some() => {
                    together.push((entry, key));
                    continue;
                }
                Start::Due(key) => pool.install(|| alone(observatory, entry, key))?,
            };
            settle(&mut kept, &mut assessment, id, outcome);
        }
    }
    for (id, run) in pool.install(|| suite::runs(observatory, &together))? {
        settle(&mut kept, &mut assessment, &id, Outcome::Computed(run));
    }
    kept.save()?;
    Ok(assessment)
}

fn settle(kept: &mut Findings, assessment: &mut Assessment, id: &str, outcome: Outcome) {
    match &outcome {
        Outcome::Computed(run) | Outcome::Reused(run) => kept.set(run.clone()),
        Outcome::Skipped { .. } => kept.forget(id),
    }
    assessment.outcomes.insert(id.to_owned(), outcome);
}

/// The methods whose kept run is not what a new one would be: a source was imported since, a setting or the program
/// changed. Nothing is computed or written.
///
/// # Errors
/// When the observatory cannot be read or a setting does not fit its method.
pub fn outdated(observatory: &Observatory, catalogue: &Catalogue, program: &str) -> Result<Vec<String>, Error> {
    let mut outdated = Vec::new();
    for run in Findings::open(observatory)?.runs() {
        let method = &run.key.method;
        let same = match catalogue.get(method) {
            Some(entry) => key(observatory, catalogue, entry, program)?.id()? == run.id,
            None => false,
        };
        if !same {
            outdated.push(method.clone());
        }
    }
    Ok(outdated)
}

/// What is known of a method before anything is computed.
enum Start {
    /// Nothing has to be computed.
    Known(Outcome),
    /// The run with this key has to be.
    Due(RunKey),
}

fn start(
    observatory: &Observatory,
    catalogue: &Catalogue,
    entry: &Entry,
    program: &str,
    kept: &Findings,
) -> Result<Start, Error> {
    let inputs = entry.computation.inputs();
    let missing: Vec<String> = inputs
        .iter()
        .filter(|input| input.required && tables(observatory, input.register).is_empty())
        .map(|input| input.register.to_owned())
        .collect();
    if !missing.is_empty() {
        return Ok(Start::Known(Outcome::Skipped { missing }));
    }
    let key = key(observatory, catalogue, entry, program)?;
    Ok(match kept.run(&key.id()?)? {
        Some(run) => Start::Known(Outcome::Reused(run)),
        None => Start::Due(key),
    })
}

fn alone(observatory: &Observatory, entry: &Entry, key: RunKey) -> Result<Outcome, Error> {
    let Computation::Alone(own) = &entry.computation else { return Ok(Outcome::Skipped { missing: Vec::new() }) };
    let method = &entry.methodology.id;
    let kernel = own.kernel(&key.parameters).map_err(|problem| Error::Parameter { method: method.clone(), problem })?;
    let found = compute(observatory, own.inputs(), kernel.as_ref(), method)?;
    keep(observatory, entry, key, &found).map(Outcome::Computed)
}

/// Keeps the findings of a finished run.
fn keep(observatory: &Observatory, entry: &Entry, key: RunKey, found: &[Finding]) -> Result<Run, Error> {
    let id = key.id()?;
    let [findings, evidence] = findings::write(observatory, &id, found)?;
    let version = entry.methodology.version.clone();
    let run = Run { id, key, version, findings, evidence, states: states(found) };
    findings::record(observatory, &run)?;
    Ok(run)
}

/// The digests of a register's tables, in the order of their import.
fn tables(observatory: &Observatory, register: &str) -> Vec<Digest> {
    observatory.catalogue().of(register).filter_map(|import| import.partition).collect()
}

fn states(found: &[Finding]) -> BTreeMap<State, u64> {
    let mut states = BTreeMap::new();
    for finding in found {
        *states.entry(finding.state).or_default() += 1;
    }
    states
}

fn key(observatory: &Observatory, catalogue: &Catalogue, entry: &Entry, program: &str) -> Result<RunKey, Error> {
    let inputs = entry
        .computation
        .inputs()
        .iter()
        .map(|input| RunInput { register: input.register.to_owned(), partitions: tables(observatory, input.register) });
    Ok(RunKey {
        method: entry.methodology.id.clone(),
        methodology: entry.methodology.digest,
        program: program.to_owned(),
        parameters: with_settings(all_parameters(observatory, catalogue, entry)?, observatory, entry),
        inputs: inputs.collect(),
    })
}

/// The method's parameters with those of the methods whose answers it counts, as `METHOD.NAME`.
fn all_parameters(observatory: &Observatory, catalogue: &Catalogue, entry: &Entry) -> Result<Parameters, Error> {
    let mut all = parameters(observatory, entry)?;
    for id in entry.computation.rests_on(&entry.methodology.id) {
        let Some(other) = catalogue.get(id) else { continue };
        let named = parameters(observatory, other)?.0.into_iter().map(|(name, rows)| (format!("{id}.{name}"), rows));
        all.0.extend(named);
    }
    Ok(all)
}

/// The method's parameters with what the observatory's configuration sets instead, for all years. What it sets for a
/// method holds for those that use the method as well.
fn parameters(observatory: &Observatory, entry: &Entry) -> Result<Parameters, Error> {
    let mut parameters = entry.methodology.defaults();
    let method = &entry.methodology.id;
    for used in entry.methodology.uses.iter().chain([method]) {
        let settings = observatory.configuration().parameters.get(used);
        for (name, value) in settings.into_iter().flatten() {
            let (name, value) = (name.clone(), value.clone());
            if let Some(rows) = parameters.0.get_mut(&name) {
                within(entry, used, &name, &value)?;
                *rows = vec![Validity { value, from: None, to: None }];
            } else if used == method {
                let known: Vec<&str> = parameters.0.keys().map(String::as_str).collect();
                let (method, known) = (method.clone(), known.join(", "));
                return Err(Error::UnknownParameter { method, parameter: name, known });
            }
        }
    }
    Ok(parameters)
}

/// Refuses a value that the method's own description of the parameter has no room for. Where a word stands for a computed
/// number, a number may stand for the word: the method itself judges.
fn within(entry: &Entry, method: &str, name: &str, value: &ParameterValue) -> Result<(), Error> {
    let row = entry.methodology.parameters.iter().find(|row| row.name == name);
    let Some(row) = row.filter(|row| row.kind != "text" || value.number(name).is_err()) else { return Ok(()) };
    match row.expected(value) {
        Some(expected) => {
            Err(Error::UnfitParameter { method: method.to_owned(), parameter: name.to_owned(), expected })
        }
        None => Ok(()),
    }
}

/// A member of a suite is computed under the settings of its room too, so that they are part of its run's name.
fn with_settings(mut parameters: Parameters, observatory: &Observatory, entry: &Entry) -> Parameters {
    let Some(suite) = entry.computation.suite() else { return parameters };
    let Some(settings) = observatory.configuration().settings(suite.room()) else { return parameters };
    let mut add = |name: String, text: String| {
        let value = ParameterValue::Text(text);
        parameters.0.insert(name, vec![Validity { value, from: None, to: None }]);
    };
    for (name, digest) in suite.pins(&settings) {
        add(format!("{SETTINGS}.{name}"), digest.to_string());
    }
    add(SETTINGS.to_owned(), settings);
    parameters
}

/// Observes every row group of every partition, in parallel, and finishes over the states in a fixed order.
fn compute(
    observatory: &Observatory,
    inputs: &[Input],
    kernel: &dyn ErasedKernel,
    method: &str,
) -> Result<Vec<Finding>, Error> {
    let mut tasks = Vec::new();
    for (number, input) in inputs.iter().enumerate() {
        for table in observatory.partitions(input.register)? {
            tasks.extend((0..table.groups()).map(|group| (number, input.columns, table.clone(), group)));
        }
    }
    let states: Result<Vec<EncodedState>, Error> = tasks
        .par_iter()
        .map(|(number, columns, table, group)| {
            let rows = table.group(*group, columns)?;
            let state = kernel.observe(&mut |observe| rows.rows().for_each(|row| observe(*number, &row)));
            state.map_err(|problem| Error::State { method: method.to_owned(), problem })
        })
        .collect();
    kernel.finish(&states?).map_err(|problem| Error::State { method: method.to_owned(), problem })
}
