//! `probity index ucm`: one indicator-year, or many by a plan.

use super::{parameter, parameters, read};
use crate::arguments::Ucm;
use crate::failure::Failure;
use crate::output::{self, Table};
use crate::terminal;
use probity_measurement::ucm::{Fit, Indicator, Settings, fit};
use probity_registers::perception::{self, GovernanceTable, PlanRow};
use std::path::Path;

const ESTIMATES: [&str; 7] = ["unit", "n", "estimate", "se", "percentile", "percentile_low", "percentile_high"];
const SOURCES: [&str; 5] = ["source", "representative", "alpha", "beta", "sigma"];

/// Runs the command.
pub fn run(arguments: &Ucm) -> Result<(), Failure> {
    let settings = Settings::from_parameters(&parameters("ucm")?).map_err(parameter)?;
    let tables = match (&arguments.plan, &arguments.sources) {
        (Some(plan), _) => planned(plan, &settings)?,
        (None, Some(sources)) => {
            let fitted = one(sources, "", &arguments.representative, &settings)?;
            [estimates(&fitted), sources_table(&fitted)]
        }
        (None, None) => return Err(Failure::usage("give --sources FILE --representative S1,S2 or --plan PLAN")),
    };
    output::write(&arguments.to.out, &tables, arguments.to.format)
}

/// All fits of a plan; the tables then start with the group.
fn planned(path: &Path, settings: &Settings) -> Result<[Table; 2], Failure> {
    let rows = read::complete(path, perception::plan(&read::open(path)?))?;
    let beside = path.parent().unwrap_or(Path::new("."));
    let mut tables = [Table::new("estimates", &[]), Table::new("sources", &[])];
    for PlanRow { group, sources, representative, .. } in rows {
        let fitted = one(&beside.join(sources), &group, &representative, settings)?;
        for (all, mut table) in tables.iter_mut().zip([estimates(&fitted), sources_table(&fitted)]) {
            table.in_front("group", &group);
            all.append(table);
        }
    }
    Ok(tables)
}

fn one(path: &Path, group: &str, representative: &[String], settings: &Settings) -> Result<Fit, Failure> {
    let cells = read::complete(path, perception::governance(&read::open(path)?, group, representative))?;
    let table = perception::governance_tables(&cells).into_iter().next();
    let table = table.ok_or_else(|| Failure::input(format!("`{}` has no value", path.display())))?;
    let known = |source: &&String| !table.sources.contains(source);
    if let Some(unknown) = representative.iter().find(known) {
        return Err(Failure::input(format!(
            "`{}` has no source `{unknown}` that could be representative",
            path.display()
        ))
        .hint(format!("its sources with values are {}", table.sources.join(", "))));
    }
    let GovernanceTable { units, sources, representative, values: columns, .. } = table;
    let values = (0..units.len()).map(|unit| columns.iter().map(|column| column[unit]).collect()).collect();
    let fitted = fit(&Indicator { units, sources, values, representative }, settings)
        .map_err(|error| Failure::input(format!("`{}`: {error}", path.display())))?;
    for note in &fitted.notes {
        terminal::note(&format!("note: `{}`: {note}", path.display()));
    }
    Ok(fitted)
}

fn estimates(fitted: &Fit) -> Table {
    let mut table = Table::new("estimates", &ESTIMATES);
    for estimate in &fitted.estimates {
        table.row(vec![
            estimate.unit.as_str().into(),
            (estimate.n as i64).into(),
            estimate.estimate.into(),
            estimate.se.into(),
            estimate.percentile.into(),
            estimate.percentile_low.into(),
            estimate.percentile_high.into(),
        ]);
    }
    table
}

fn sources_table(fitted: &Fit) -> Table {
    let mut table = Table::new("sources", &SOURCES);
    for source in &fitted.sources {
        table.row(vec![
            source.source.as_str().into(),
            i64::from(source.representative).into(),
            source.alpha.into(),
            source.beta.into(),
            source.sigma.into(),
        ]);
    }
    table
}
