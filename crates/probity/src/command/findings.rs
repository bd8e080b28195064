//! `probity findings`: what a method found, as a table on standard output.

use crate::arguments::Findings as Arguments;
use crate::failure::Failure;
use crate::output::{Table, Value};
use crate::terminal;
use probity_core::Finding;
use probity_engine::Findings;
use probity_registers::Observatory;

const HEADER: [&str; 10] =
    ["finding", "measure", "subject", "period", "state", "value", "low", "high", "reason", "unit"];

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let findings = Findings::open(&Observatory::open(&arguments.dir)?)?;
    if findings.current(&arguments.method).is_none() {
        return Err(Failure::missing(format!("method `{}` has no findings here", arguments.method)).hint(format!(
            "`probity assess --dir {}` runs every method whose inputs are there",
            arguments.dir.display()
        )));
    }
    let mut table = Table::new("findings", &HEADER);
    for finding in findings.of(&arguments.method)? {
        table.row(row(&finding));
    }
    terminal::data(&table.contents(arguments.format)?);
    Ok(())
}

fn row(finding: &Finding) -> Vec<Value> {
    let low = finding.interval.and_then(|interval| interval.low().value().copied());
    let high = finding.interval.and_then(|interval| interval.high().value().copied());
    vec![
        finding.id.to_string().as_str().into(),
        finding.id.measure.as_str().into(),
        finding.id.subject.as_str().into(),
        finding.id.period.as_str().into(),
        finding.state.word().into(),
        finding.value.into(),
        low.into(),
        high.into(),
        finding.reason.as_str().into(),
        finding.unit.as_str().into(),
    ]
}
