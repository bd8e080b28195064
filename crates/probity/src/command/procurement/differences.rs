//! `flags --explain-differences`: where Cardinal and the flags of this program say different things about a process, what
//! each says, and why. For users who switch and want to know before they do.

use super::flags::{Flags, battery, failed, open, read_settings, threads};
use crate::failure::Failure;
use crate::output::{Format, Table, Value};
use crate::terminal;
use probity_procurement::compat::{Indicators, Settings as CardinalSettings};
use probity_procurement::run::{Options, gather};
use std::collections::{BTreeMap, BTreeSet};

/// The indicators of Cardinal that flag processes, and how a right reading of each differs.
const WHY: [(&str, &str, &str); 8] = [
    (
        "R003",
        "a period that ends before it begins, or a day without a time, is not judged by us",
        "a day alone is a date for us",
    ),
    ("R018", "cancelled, planned or excluded here", "1.0, \"1\" and counted bidders are one bidder for us"),
    ("R024", "another fence, or prices that cannot be compared", "the fence is on the logarithmic scale and can fire"),
    ("R028", "a price of nought is no price; a joint bid is one bidder", "all pairs at a price are compared"),
    (
        "R030",
        "dates are instants for us; a date without an offset may stay undecided",
        "dates are instants for us and no texts",
    ),
    ("R035", "lots are judged one by one; several winners are no single winner", "lots are judged one by one"),
    (
        "R036",
        "a price of nought is no price; a valid bid at the same price clears",
        "the order of bids does not matter",
    ),
    ("R058", "another fence, or prices that cannot be compared", "the fence is on the logarithmic scale"),
];

/// Prints the table.
pub fn run(arguments: &Flags) -> Result<(), Failure> {
    let theirs = cardinal(arguments)?;
    let ours = native(arguments)?;
    let mut table = Table::new("differences", &["ocid", "code", "cardinal", "ours", "reason", "why"]);
    let nothing = BTreeMap::new();
    let ocids: BTreeSet<&String> = theirs.keys().chain(ours.keys()).collect();
    for ocid in ocids {
        let (their, our) = (theirs.get(ocid).unwrap_or(&nothing), ours.get(ocid));
        for (code, only_theirs, only_ours) in WHY {
            let value = their.get(code);
            let own = our.and_then(|our| our.get(code));
            let flagged = own.is_some_and(|(state, _)| state == "flagged");
            if value.is_some() == flagged {
                continue;
            }
            let why = if flagged { only_ours } else { only_theirs };
            let (state, reason) = own.map_or(("no such process", ""), |(state, reason)| (state, reason));
            let value = value.map_or(Value::Text("not flagged".to_owned()), |value| Value::Text(value.clone()));
            table.row(vec![ocid.as_str().into(), code.into(), value, state.into(), reason.into(), why.into()]);
        }
    }
    terminal::data(&table.contents(Format::Csv)?);
    Ok(())
}

/// What Cardinal flags, under its own defaults: process, code, value.
fn cardinal(arguments: &Flags) -> Result<BTreeMap<String, BTreeMap<String, String>>, Failure> {
    let sections: String = WHY.iter().map(|(code, _, _)| format!("[{code}]\n")).collect();
    let settings = CardinalSettings::parse(&sections).map_err(|error| Failure::input(error.message))?;
    let mut indicators = Indicators::new(&settings, false);
    for file in &arguments.files {
        let notes = indicators.read(super::compat::source(file)?);
        notes.map_err(|error| super::compat::unreadable(file, &error))?;
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

/// By process and code: state and reason.
type Said = BTreeMap<String, BTreeMap<String, (String, String)>>;

fn native(arguments: &Flags) -> Result<Said, Failure> {
    let settings = arguments.settings.as_deref().map(read_settings).transpose()?.unwrap_or_default();
    let codes: Vec<String> = WHY.iter().map(|(code, _, _)| (*code).to_owned()).collect();
    let battery = battery(&codes, &settings)?;
    let (inputs, _) = open(&arguments.files)?;
    let folder = tempfile::tempdir()?;
    let (threads, duplicates) = (threads(arguments.threads), arguments.duplicates.into());
    let options = Options { settings: &settings, duplicates, threads, folder: folder.path() };
    let findings = gather(&inputs, &battery, options).and_then(|mut all| all.findings(folder.path(), true));
    let findings = findings.map_err(failed)?;
    let mut said = Said::new();
    let Some(table) = findings.csv else { return Ok(said) };
    for row in csv::Reader::from_path(table.path()).map_err(|error| Failure::input(error.to_string()))?.records() {
        let row = row.map_err(|error| Failure::input(error.to_string()))?;
        let cell = |at: usize| row.get(at).unwrap_or_default().to_owned();
        if cell(1) == "process" {
            said.entry(cell(0)).or_default().insert(cell(3), (cell(4), cell(8)));
        }
    }
    Ok(said)
}
