//! `probity stats funnel`: what became of cases, by cohort; of totals by stage only ratios that say what they are.

use crate::command::index::read;
use crate::failure::Failure;
use crate::output::{self, Table, Value};
use crate::terminal;
use clap::Args;
use jiff::civil::Date;
use probity_registers::format::Input;
use probity_registers::{counts, legal};
use probity_statistics::funnel::{self, Case, Duration, Incidence, LABEL, Question, Ratio, TIMES, UnitMix, Words};
use probity_statistics::inference::Level;
use std::path::PathBuf;

/// `probity stats funnel`.
#[derive(Debug, Args)]
pub struct Funnel {
    /// CSV `case,start,end,outcome[,cohort]`, or totals `period,stage,unit,count`
    pub file: PathBuf,
    /// The cut: what happens later is unknown; the last day in the file unless given
    #[arg(long, value_name = "DATE")]
    pub at: Option<Date>,
    /// Days after the start, separated by commas; 30,90,180,365,730,1095 unless given
    #[arg(long, value_name = "D1,D2", value_delimiter = ',')]
    pub times: Vec<u32>,
    /// The column whose values are the cohorts; the year of the start unless given
    #[arg(long, value_name = "COLUMN")]
    pub by: Option<String>,
    /// Also give ratios of stages that count unlike things, marked OBS_STATUS D
    #[arg(long)]
    pub allow_unit_mix: bool,
    /// Where the tables go
    #[command(flatten)]
    pub to: crate::arguments::To,
}

const INCIDENCE: [&str; 10] =
    ["cohort", "outcome", "time", "at_risk", "cumulative_events", "incidence", "se", "low", "high", "complete"];

/// Runs the command.
pub fn run(arguments: &Funnel) -> Result<(), Failure> {
    let input = read::open(&arguments.file)?;
    let tables = if counts::is_aggregated(&input) { ratios(&input, arguments)? } else { cases(&input, arguments)? };
    output::write(&arguments.to.out, &tables, arguments.to.format)
}

fn cases(input: &Input, arguments: &Funnel) -> Result<Vec<Table>, Failure> {
    let rows = read::complete(&arguments.file, legal::cases(input, arguments.by.as_deref()))?;
    let mut words = Words::default();
    let cases: Vec<Case> = rows
        .iter()
        .filter_map(|row| {
            let ended = row.end.and_then(|end| end.day()).zip(row.outcome.as_deref());
            let end = ended.map(|(day, outcome)| (day, words.once(outcome)));
            Some(Case { cohort: words.once(&row.cohort), start: row.start.day()?, end })
        })
        .collect();
    let Some(cut) = arguments.at.or_else(|| funnel::last_day(&cases)) else {
        return Err(Failure::input(format!("`{}` has no case", arguments.file.display())));
    };
    let mut times = if arguments.times.is_empty() { TIMES.to_vec() } else { arguments.times.clone() };
    times.sort_unstable();
    times.dedup();
    let later = cases.iter().filter(|case| case.start > cut).count();
    if later > 0 {
        terminal::note(&format!("note: {later} cases start after {cut} and are not counted"));
    }
    let found = funnel::funnel(&cases, &Question { cut, times, level: Level::DEFAULT });
    let mut incidence = Table::new("incidence", &INCIDENCE);
    found.incidence.iter().for_each(|row| incidence.row(shares(row)));
    let mut duration = Table::new("duration", &["cohort", "n", "events", "median", "low", "high"]);
    found.durations.iter().for_each(|row| duration.row(days(row)));
    Ok(vec![incidence, duration])
}

fn shares(row: &Incidence) -> Vec<Value> {
    let share = row.share;
    vec![
        (*row.cohort).into(),
        (*row.outcome).into(),
        row.time.into(),
        (row.at_risk as i64).into(),
        (row.events as i64).into(),
        share.map(|share| share.value).into(),
        share.map(|share| share.se).into(),
        share.map(|share| share.low).into(),
        share.map(|share| share.high).into(),
        if row.complete { "true" } else { "false" }.into(),
    ]
}

fn days(row: &Duration) -> Vec<Value> {
    vec![
        (*row.cohort).into(),
        (row.n as i64).into(),
        (row.events as i64).into(),
        row.median.into(),
        row.low.into(),
        row.high.into(),
    ]
}

fn ratios(input: &Input, arguments: &Funnel) -> Result<Vec<Table>, Failure> {
    if arguments.at.is_some() || arguments.by.is_some() || !arguments.times.is_empty() {
        return Err(Failure::usage("--at, --times and --by follow single cases; this file has totals")
            .hint("leave them out, or give a file `case,start,end,outcome`"));
    }
    let stages = read::complete(&arguments.file, counts::stages(input))?;
    let mix = if arguments.allow_unit_mix { UnitMix::Allowed } else { UnitMix::Refused };
    let (ratios, unlike) = funnel::ratios(&stages, mix).map_err(|error| {
        Failure::input(error.to_string())
            .hint("compare stages that count the same, or mark the ratios with --allow-unit-mix")
    })?;
    unlike.iter().for_each(|differ| terminal::note(&format!("note: {differ}")));
    let mut header = vec!["period", "stage", "previous", "count", "previous_count", "ratio", "label"];
    if arguments.allow_unit_mix {
        header.push("OBS_STATUS");
    }
    let mut table = Table::new("ratios", &header);
    for ratio in &ratios {
        let mut row = cells(ratio);
        if arguments.allow_unit_mix {
            row.push(if ratio.mixed { "D" } else { "A" }.into());
        }
        table.row(row);
    }
    Ok(vec![table])
}

fn cells(ratio: &Ratio) -> Vec<Value> {
    vec![
        ratio.period.as_str().into(),
        ratio.stage.code().into(),
        ratio.previous.code().into(),
        ratio.count.into(),
        ratio.previous_count.into(),
        ratio.ratio.into(),
        LABEL.into(),
    ]
}
