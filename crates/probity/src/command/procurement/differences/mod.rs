//! `flags --explain-differences`: where Cardinal and the flags of this program say different things about a process, what
//! each says, and why. For users who switch and want to know before they do.

mod why;

use super::compat;
use super::flags::{Flags, battery, failed, open, read_settings, threads, with_packs};
use crate::failure::Failure;
use crate::output::{Format, Table, Value};
use crate::terminal;
use probity_core::Diagnostic;
use probity_procurement::compat::{Indicators, Settings as CardinalSettings};
use probity_procurement::run::{Options, gather};
use probity_registers::Input;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use why::{Lines, RULES, why};

/// By process and code: what Cardinal says of it.
type Theirs = BTreeMap<String, BTreeMap<String, String>>;
/// By process and code: state and reason.
type Ours = BTreeMap<String, BTreeMap<String, (String, String)>>;

/// Prints the table.
pub fn run(arguments: &Flags) -> Result<(), Failure> {
    let codes = codes(&arguments.codes)?;
    let (inputs, mut lost) = open(&arguments.files)?;
    let theirs = cardinal(&inputs, &codes)?;
    let (ours, mut faults) = native(arguments, &codes, &inputs)?;
    let lines = lines(&inputs)?;
    let mut table = Table::new("differences", &["ocid", "code", "cardinal", "ours", "reason", "why"]);
    let nothing = BTreeMap::new();
    let ocids: BTreeSet<&String> = theirs.keys().chain(ours.keys()).collect();
    for ocid in ocids {
        let (their, our) = (theirs.get(ocid).unwrap_or(&nothing), ours.get(ocid));
        for code in &codes {
            let value = their.get(code);
            let own = our.and_then(|our| our.get(code)).map(|(state, reason)| (state.as_str(), reason.as_str()));
            if value.is_some() == own.is_some_and(|(state, _)| state == "flagged") {
                continue;
            }
            let on = Lines { own: lines.get(ocid).copied().unwrap_or_default(), flagged: value.is_some() };
            let (state, reason) = own.unwrap_or(("no such process", ""));
            let value = Value::Text(value.cloned().unwrap_or_else(|| "not flagged".to_owned()));
            let sentence = Value::Text(why(code, on, own));
            table.row(vec![ocid.as_str().into(), code.as_str().into(), value, state.into(), reason.into(), sentence]);
        }
    }
    terminal::data(&table.contents(Format::Csv)?);
    lost.append(&mut faults);
    if lost.iter().any(Diagnostic::is_error) {
        return Err(Failure::input("a whole file cannot be read; the table is about the others").diagnostics(lost));
    }
    terminal::diagnostics(&lost);
    Ok(())
}

/// The codes asked for that Cardinal has too.
fn codes(asked: &[String]) -> Result<Vec<String>, Failure> {
    let all: Vec<&str> = RULES.iter().map(|(code, ..)| *code).collect();
    match asked.iter().find(|code| !all.contains(&code.as_str())) {
        Some(code) => {
            let message = format!("Cardinal says nothing of processes under `{code}`, so there is nothing to compare");
            Err(Failure::usage(message).hint(format!("it flags processes under {}", all.join(", "))))
        }
        None if asked.is_empty() => Ok(all.into_iter().map(str::to_owned).collect()),
        None => Ok(asked.to_vec()),
    }
}

/// What Cardinal flags, under its own defaults.
fn cardinal(inputs: &[Input], codes: &[String]) -> Result<Theirs, Failure> {
    let sections: String = codes.iter().map(|code| format!("[{code}]\n")).collect();
    let settings = CardinalSettings::parse(&sections).map_err(|error| Failure::input(error.message))?;
    let mut indicators = Indicators::new(&settings, false);
    for input in inputs {
        let path = Path::new(input.name());
        indicators.read(input.raw().map_err(unreadable)?).map_err(|error| compat::unreadable(path, &error))?;
    }
    let mut json = Vec::new();
    indicators.write(&mut json)?;
    let json: serde_json::Value = serde_json::from_slice(&json).map_err(|error| Failure::input(error.to_string()))?;
    let values = |codes: &serde_json::Value| -> BTreeMap<String, String> {
        codes.as_object().into_iter().flatten().map(|(code, value)| (code.clone(), value.to_string())).collect()
    };
    let processes = json.get("OCID").and_then(serde_json::Value::as_object).into_iter().flatten();
    Ok(processes.map(|(ocid, codes)| (ocid.clone(), values(codes))).collect())
}

/// What our flags say, and what they could not use.
fn native(arguments: &Flags, codes: &[String], inputs: &[Input]) -> Result<(Ours, Vec<Diagnostic>), Failure> {
    let settings = arguments.settings.as_deref().map(read_settings).transpose()?.unwrap_or_default();
    let settings = with_packs(settings, &arguments.pack)?;
    let battery = battery(codes, &settings)?;
    let folder = tempfile::tempdir()?;
    let (threads, duplicates) = (threads(arguments.threads), arguments.duplicates.into());
    let options = Options { settings: &settings, duplicates, threads, folder: folder.path() };
    let mut gathered = gather(inputs, &battery, options).map_err(failed)?;
    let findings = gathered.findings(folder.path(), true).map_err(failed)?;
    let mut told = gathered.rejects.told().to_vec();
    told.append(&mut gathered.faults);
    let mut said = Ours::new();
    let Some(table) = findings.csv else { return Ok((said, told)) };
    for row in csv::Reader::from_path(table.path()).map_err(|error| Failure::input(error.to_string()))?.records() {
        let row = row.map_err(|error| Failure::input(error.to_string()))?;
        let cell = |at: usize| row.get(at).unwrap_or_default().to_owned();
        if cell(1) == "process" {
            said.entry(cell(0)).or_default().insert(cell(3), (cell(4), cell(8)));
        }
    }
    Ok((said, told))
}

/// On how many lines each process is a release.
fn lines(inputs: &[Input]) -> Result<BTreeMap<String, usize>, Failure> {
    #[derive(Deserialize)]
    struct Release {
        ocid: String,
    }
    let mut counts = BTreeMap::new();
    for input in inputs {
        for line in BufReader::new(input.reader().map_err(unreadable)?).split(b'\n') {
            if let Ok(Release { ocid }) = serde_json::from_slice(&line?) {
                *counts.entry(ocid).or_default() += 1;
            }
        }
    }
    Ok(counts)
}

fn unreadable(fault: Diagnostic) -> Failure {
    Failure::input("a file cannot be read").diagnostics(vec![fault])
}
