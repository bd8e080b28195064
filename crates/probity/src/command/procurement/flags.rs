//! `probity procurement flags`: the guide's red flags over Open Contracting data, in four states.

use crate::failure::Failure;
use crate::methods;
use crate::output::{self, Format, Table};
use crate::terminal;
use clap::Args;
use probity_core::parameter::{ParameterValue, Parameters, Validity};
use probity_procurement::flag::Definition;
use probity_procurement::flags;
use probity_procurement::process::Process;
use probity_procurement::run::{Answers, Battery};
use probity_procurement::settings::{Settings, SettingsError};
use std::path::{Path, PathBuf};

/// `probity procurement flags`.
#[derive(Debug, Args)]
pub struct Flags {
    /// Releases: JSON Lines
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Settings (TOML)
    #[arg(long)]
    pub settings: Option<PathBuf>,
    /// Only these flags, such as R003,R018
    #[arg(long, value_delimiter = ',')]
    pub codes: Vec<String>,
    /// Where the tables go
    #[arg(long)]
    pub out: PathBuf,
    /// Findings as CSV too
    #[arg(long)]
    pub csv: bool,
}

/// Runs the command.
pub fn run(arguments: &Flags) -> Result<(), Failure> {
    let settings = arguments.settings.as_deref().map(read_settings).transpose()?.unwrap_or_default();
    let chosen = chosen(&arguments.codes)?;
    let battery = Battery::new(&chosen, |code| parameters(code, &settings), &settings)
        .map_err(|error| Failure::usage(error.to_string()))?;
    let mut part = battery.start();
    for file in &arguments.files {
        let text = fs_err::read_to_string(file)?;
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            match Process::parse(line) {
                Ok(process) => battery.observe(&mut part, &process, &[], &settings),
                Err(error) => terminal::note(&format!("{}:{}: {error}", file.display(), number + 1)),
            }
        }
    }
    let mut answers = battery.finish(part);
    answers.sort();
    write(arguments, &answers)
}

fn read_settings(path: &Path) -> Result<Settings, Failure> {
    let text = fs_err::read_to_string(path)?;
    let beside = |name: &str| path.parent().unwrap_or(Path::new("")).join(name);
    let table =
        |name: &str| fs_err::read(beside(name)).map_err(|error| SettingsError::Toml(format!("{name}: {error}")));
    Settings::parse(&text, table).map_err(|error| Failure::usage(format!("{}: {error}", path.display())))
}

fn chosen(codes: &[String]) -> Result<Vec<&'static Definition>, Failure> {
    if codes.is_empty() {
        return Ok(flags::ALL.iter().collect());
    }
    let unknown = |code: &String| Failure::usage(format!("there is no flag `{code}`; flags are R001 to R073"));
    let mut chosen: Vec<_> =
        codes.iter().map(|code| flags::definition(code).ok_or_else(|| unknown(code))).collect::<Result<_, _>>()?;
    chosen.sort_by_key(|definition| definition.code);
    chosen.dedup_by_key(|definition| definition.code);
    Ok(chosen)
}

/// The method's parameters, and what the settings say instead.
fn parameters(code: &str, settings: &Settings) -> Parameters {
    let mut parameters = methods::parameters(code).unwrap_or_default();
    for (name, value) in settings.flags.get(code).into_iter().flatten() {
        if let Ok(value) = value.clone().try_into::<ParameterValue>() {
            parameters.0.insert(name.clone(), vec![Validity { value, from: None, to: None }]);
        }
    }
    parameters
}

fn write(arguments: &Flags, answers: &Answers) -> Result<(), Failure> {
    let columns = ["ocid", "subject_type", "subject", "code", "state", "value", "low", "high", "reason", "evidence"];
    let mut findings = Table::new("findings", &columns);
    for answer in &answers.rows {
        let outcome = &answer.row.outcome;
        findings.row(vec![
            answer.ocid.as_str().into(),
            answer.row.subject_type.word().into(),
            answer.row.subject.as_str().into(),
            answer.code.into(),
            outcome.state.word().into(),
            outcome.value.into(),
            outcome.range.map(|range| range.0).into(),
            outcome.range.map(|range| range.1).into(),
            outcome.reason.as_ref().into(),
            outcome.evidence.json().as_str().into(),
        ]);
    }
    let mut rates = Table::new("base_rates", &["code", "eligible", "flagged", "insufficient", "not_applicable"]);
    for definition in &flags::ALL {
        let rate = answers.rates.get(definition.code).copied().unwrap_or_default();
        let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        rates.row(vec![
            definition.code.into(),
            count(rate.eligible()).into(),
            count(rate.flagged).into(),
            count(rate.insufficient).into(),
            count(rate.not_applicable).into(),
        ]);
    }
    output::write(&arguments.out, std::slice::from_ref(&findings), Format::Parquet)?;
    if arguments.csv {
        output::write(&arguments.out, &[findings], Format::Csv)?;
    }
    output::write(&arguments.out, &[rates], Format::Csv)
}
