//! `probity index ranks`: the ranks that estimates with errors cannot tell apart.

use super::{parameter, parameters, read};
use crate::arguments::Ranks;
use crate::failure::Failure;
use crate::output::{self, Table};
use probity_core::Parameters;
use probity_core::parameter::ParameterError;
use probity_measurement::ranks::{Estimate, Settings, rank_sets};
use probity_registers::perception;

/// Runs the command.
pub fn run(arguments: &Ranks) -> Result<(), Failure> {
    let settings = settings(arguments.coverage, arguments.draws, arguments.seed, arguments.simultaneous)?;
    let path = &arguments.estimates;
    let records = read::complete(path, perception::estimates(&read::open(path)?))?;
    let estimates: Vec<Estimate> = records
        .into_iter()
        .map(|record| Estimate { unit: record.unit, estimate: record.estimate, se: record.se })
        .collect();
    let mut sets = rank_sets(&estimates, &settings).map_err(parameter)?;
    sets.sort_by(|a, b| a.unit.cmp(&b.unit));
    let mut table = Table::new("ranks", &["unit", "rank", "low", "high", "expected", "best_probability"]);
    for set in sets {
        table.row(vec![
            set.unit.as_str().into(),
            (set.rank as i64).into(),
            (set.low as i64).into(),
            (set.high as i64).into(),
            set.expected.into(),
            set.best_probability.into(),
        ]);
    }
    output::write(&arguments.to.out, &[table], arguments.to.format)
}

/// What the command line says, and the method's own values for the rest.
pub fn settings(
    coverage: Option<f64>,
    draws: Option<u32>,
    seed: Option<u64>,
    simultaneous: bool,
) -> Result<Settings, Failure> {
    let of = |parameters: &Parameters| -> Result<Settings, ParameterError> {
        Ok(Settings {
            coverage: parameters.get("coverage")?.number("coverage")?,
            draws: parameters.get("draws")?.integer("draws")? as usize,
            seed: parameters.get("seed")?.integer("seed")? as u64,
            simultaneous,
        })
    };
    let own = of(&parameters("rank-sets")?).map_err(parameter)?;
    Ok(Settings {
        coverage: coverage.unwrap_or(own.coverage),
        draws: draws.map_or(own.draws, |draws| draws as usize),
        seed: seed.unwrap_or(own.seed),
        simultaneous,
    })
}
