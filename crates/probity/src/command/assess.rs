//! `probity assess`: every method whose inputs are there.

use crate::arguments::{Assess, TextFormat};
use crate::failure::Failure;
use crate::{methods, terminal};
use probity_core::State;
use probity_engine::assess::{Settings, assess};
use probity_engine::{Assessment, Outcome, Run};
use probity_registers::Observatory;
use serde_json::json;
use std::path::Path;

/// Runs the command.
pub fn run(arguments: &Assess) -> Result<(), Failure> {
    let assessment = observatory(&arguments.dir, arguments.method.clone(), arguments.threads)?;
    match arguments.format {
        TextFormat::Json => assessment.outcomes.iter().for_each(|(id, outcome)| terminal::line(&document(id, outcome))),
        TextFormat::Text => lines(&assessment).iter().for_each(|line| terminal::line(line)),
    }
    if assessment.outcomes.values().all(|outcome| matches!(outcome, Outcome::Skipped { .. })) {
        return Err(Failure::missing("no method could run: its registers are empty")
            .hint("`probity import REGISTER FILE` reads a source into a register"));
    }
    Ok(())
}

/// Assesses the observatory in `dir`.
pub fn observatory(dir: &Path, only: Vec<String>, threads: Option<usize>) -> Result<Assessment, Failure> {
    let observatory = Observatory::open(dir)?;
    let _working = terminal::working("assessing");
    let settings = Settings { only, threads, program: env!("CARGO_PKG_VERSION").to_owned() };
    Ok(assess(&observatory, &methods::catalogue()?, &settings)?)
}

/// Skipped methods in a row that one line stands for: a room without sources has dozens.
const MANY: usize = 4;

/// One line a method; one for many skipped ones in a row that miss the same.
fn lines(assessment: &Assessment) -> Vec<String> {
    let all: Vec<(&String, &Outcome)> = assessment.outcomes.iter().collect();
    let mut lines = Vec::new();
    for run in all.chunk_by(|(_, a), (_, b)| matches!(a, Outcome::Skipped { .. }) && a == b) {
        match run {
            [(first, Outcome::Skipped { missing }), .., (last, _)] if run.len() > MANY => {
                let (n, missing) = (run.len(), missing.join(", "));
                lines.push(format!("{first} to {last}: {n} methods skipped, nothing in {missing}"));
            }
            _ => lines.extend(run.iter().map(|(method, outcome)| line(method, outcome))),
        }
    }
    lines
}

/// One method as one line of JSON.
fn document(method: &str, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Computed(run) => {
            json!({ "method": method, "outcome": "computed", "run": run.id, "states": run.states })
        }
        Outcome::Reused(run) => json!({ "method": method, "outcome": "reused", "run": run.id, "states": run.states }),
        Outcome::Skipped { missing } => json!({ "method": method, "outcome": "skipped", "missing": missing }),
    }
    .to_string()
}

fn line(method: &str, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Computed(run) => format!("{method}: computed, {}", counts(run)),
        Outcome::Reused(run) => format!("{method}: reused, {}", counts(run)),
        Outcome::Skipped { missing } => format!("{method}: skipped, nothing in {}", missing.join(", ")),
    }
}

fn counts(run: &Run) -> String {
    let count = |(state, n): (&State, &u64)| format!("{n} {}", state.word());
    let states: Vec<String> = run.states.iter().map(count).collect();
    format!("{} (run {})", if states.is_empty() { "no findings".to_owned() } else { states.join(", ") }, run.id.short())
}
