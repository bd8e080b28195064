//! `flags --explain-differences`: where Cardinal and the flags of this program say different things about a process, what
//! each says, and why. For users who switch and want to know before they do.

mod causes;
#[cfg(test)]
mod tests;
mod why;

use super::compat;
use super::flags::{Flags, battery, failed, open, threads};
use super::settings::Chosen;
use crate::failure::Failure;
use crate::output::{Format, Table, Value};
use crate::terminal;
use probity_core::Diagnostic;
use probity_procurement::compat::{Indicators, Settings as CardinalSettings};
use probity_procurement::json::raw::{Kind, Raw};
use probity_procurement::json::tree::Tree;
use probity_procurement::run::{Options, gather};
use probity_registers::Input;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use why::{RULES, Seen, why};

/// By process and code: what Cardinal says of it.
type Theirs = BTreeMap<String, BTreeMap<String, String>>;
/// By process and code: state and reason.
type Ours = BTreeMap<String, BTreeMap<String, (String, String)>>;
/// By process: what its lines are, and by code why Cardinal says something else of it.
type Looked = BTreeMap<String, (Seen, BTreeMap<String, String>)>;

/// Cardinal's answer for the files.
struct Peer {
    said: Theirs,
    /// What it shows of its fences.
    meta: serde_json::Value,
    /// The currency of its comparisons.
    currency: Option<String>,
    /// Processes whose ratio is 0/0.
    without_ratio: usize,
}

/// A process and a code of which the two say different things.
struct Difference<'d> {
    ocid: &'d str,
    code: &'d str,
    value: Option<&'d String>,
    own: Option<(&'d str, &'d str)>,
}

/// Prints the table.
pub fn run(arguments: &Flags) -> Result<(), Failure> {
    let codes = codes(&arguments.codes)?;
    let (inputs, mut lost) = open(&arguments.files)?;
    let peer = cardinal(&inputs, &codes)?;
    let (ours, mut faults) = native(arguments, &codes, &inputs)?;
    let differences = differences(&codes, &peer.said, &ours);
    let mut looked = look(&inputs, &differences, &peer)?;
    let mut table = Table::new("differences", &["ocid", "code", "cardinal", "ours", "reason", "why"]);
    for Difference { ocid, code, value, own } in differences {
        let (state, reason) = own.unwrap_or(("no such process", ""));
        let (seen, found) = looked.entry(ocid.to_owned()).or_default();
        let sentence = Value::Text(why(code, seen, value.is_some(), own, found.remove(code)));
        let value = Value::Text(value.cloned().unwrap_or_else(|| "not flagged".to_owned()));
        table.row(vec![ocid.into(), code.into(), value, state.into(), reason.into(), sentence]);
    }
    terminal::data(&table.contents(Format::Csv)?);
    note(peer.without_ratio, &codes);
    lost.append(&mut faults);
    if lost.iter().any(Diagnostic::is_error) {
        return Err(Failure::input("a whole file cannot be read; the table is about the others").diagnostics(lost));
    }
    terminal::diagnostics(&lost);
    Ok(())
}

/// Where one flags and the other does not.
fn differences<'d>(codes: &'d [String], theirs: &'d Theirs, ours: &'d Ours) -> Vec<Difference<'d>> {
    let mut all = Vec::new();
    let ocids: BTreeSet<&String> = theirs.keys().chain(ours.keys()).collect();
    for ocid in ocids {
        for code in codes {
            let value = theirs.get(ocid).and_then(|their| their.get(code));
            let own = ours.get(ocid).and_then(|our| our.get(code));
            let own = own.map(|(state, reason)| (state.as_str(), reason.as_str()));
            if value.is_some() != own.is_some_and(|(state, _)| state == "flagged") {
                all.push(Difference { ocid, code, value, own });
            }
        }
    }
    all
}

/// Says where Cardinal has no answer of its own that could be compared.
fn note(without_ratio: usize, codes: &[String]) {
    if without_ratio == 0 || !codes.iter().any(|code| code == "R024" || code == "R058") {
        return;
    }
    let processes =
        if without_ratio == 1 { "1 process has".to_owned() } else { format!("{without_ratio} processes have") };
    terminal::note(&format!(
        "note: {processes} a ratio of 0/0, because the winner's price and the next are both nought; Cardinal's quartiles, and \
         with them its R024 and R058 of the whole file, then vary from run to run, or it ends with a panic; the table has the \
         answer in which such ratios stand last"
    ));
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
fn cardinal(inputs: &[Input], codes: &[String]) -> Result<Peer, Failure> {
    let sections: String = codes.iter().map(|code| format!("[{code}]\n")).collect();
    let settings = CardinalSettings::parse(&sections).map_err(|error| Failure::input(error.message))?;
    let mut indicators = Indicators::new(&settings, false);
    for input in inputs {
        let path = Path::new(input.name());
        indicators
            .read(input.raw().map_err(unreadable)?)
            .map_err(|error| compat::broken_off(path, &error, "nothing was compared"))?;
    }
    let mut json = Vec::new();
    indicators.write(&mut json)?;
    let json: serde_json::Value = serde_json::from_slice(&json).map_err(|error| Failure::input(error.to_string()))?;
    let values = |codes: &serde_json::Value| -> BTreeMap<String, String> {
        codes.as_object().into_iter().flatten().map(|(code, value)| (code.clone(), value.to_string())).collect()
    };
    let processes = json.get("OCID").and_then(serde_json::Value::as_object).into_iter().flatten();
    Ok(Peer {
        said: processes.map(|(ocid, codes)| (ocid.clone(), values(codes))).collect(),
        meta: json.get("Meta").cloned().unwrap_or_default(),
        currency: indicators.currency().map(str::to_owned),
        without_ratio: indicators.without_ratio(),
    })
}

/// What our flags say, and what they could not use.
fn native(arguments: &Flags, codes: &[String], inputs: &[Input]) -> Result<(Ours, Vec<Diagnostic>), Failure> {
    let settings = Chosen::read(arguments.settings.as_deref(), &arguments.pack)?.settings;
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

/// Looks at the lines of processes of which the two say different things.
fn look(inputs: &[Input], differences: &[Difference], peer: &Peer) -> Result<Looked, Failure> {
    let mut wanted: BTreeMap<&str, Vec<&Difference>> = BTreeMap::new();
    for difference in differences {
        wanted.entry(difference.ocid).or_default().push(difference);
    }
    let mut looked = Looked::new();
    // Each trial is of one release: one thread is faster than waking several.
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let alone = alone.map_err(|error| Failure::usage(format!("no threads to be had: {error}")))?;
    for input in inputs {
        for line in BufReader::new(input.reader().map_err(unreadable)?).split(b'\n') {
            let line = line?;
            let Some(release) = std::str::from_utf8(&line).ok().and_then(|line| Tree::parse(line).ok()) else {
                continue;
            };
            let Some((ocid, numbered)) = ocid(&release) else { continue };
            let Some(differences) = wanted.get(ocid.as_str()) else { continue };
            let (seen, found) = looked.entry(ocid).or_default();
            seen.numbered |= numbered;
            if numbered {
                continue;
            }
            alone.install(|| {
                seen.unread = causes::unread(&line);
                seen.lines += usize::from(seen.unread.is_none());
                if seen.lines == 1 && seen.unread.is_none() {
                    look_into(&causes::values(&release), differences, peer, seen, found);
                }
            });
        }
    }
    Ok(looked)
}

/// The identifier of a release, and whether it is a number.
fn ocid(release: &Tree) -> Option<(String, bool)> {
    match release.get("ocid")? {
        Tree::Scalar(raw) => Some((Raw(raw).identifier()?.into_owned(), Raw(raw).kind() == Kind::Number)),
        _ => None,
    }
}

/// Looks in the first release of a process for why Cardinal says something else of it.
fn look_into(
    release: &serde_json::Value,
    differences: &[&Difference],
    peer: &Peer,
    seen: &mut Seen,
    found: &mut BTreeMap<String, String>,
) {
    let status = release.pointer("/tender/status").and_then(serde_json::Value::as_str);
    seen.status = status.map(str::to_owned);
    for difference in differences {
        let (code, flagged) = (difference.code, difference.value.is_some());
        let cause = match code {
            "R003" | "R018" if flagged => None,
            "R003" | "R018" => causes::unlike(code, release),
            _ => causes::cause(code, release, peer.currency.as_deref(), flagged),
        };
        if let Some(sentence) = cause.or_else(|| fence(code, release, peer).filter(|_| !flagged)) {
            found.insert(code.to_owned(), sentence);
        }
    }
}

/// Why Cardinal does not flag a process of which it has a ratio.
fn fence(code: &str, release: &serde_json::Value, peer: &Peer) -> Option<String> {
    let (name, side) = match code {
        "R024" => ("lower_fence", "below"),
        "R058" => ("upper_fence", "above"),
        _ => return None,
    };
    if !causes::flags(code, release, peer.currency.as_deref()) {
        return None;
    }
    let number = |name: &str| peer.meta.get(code).and_then(|meta| meta.get(name)).and_then(serde_json::Value::as_f64);
    Some(match (number(name), number("q1")) {
        (None, _) => {
            "Cardinal's fence is no number here, and flags nobody; ours is on the logarithmic scale".to_owned()
        }
        (Some(fence), _) if fence <= 0.0 => {
            format!(
                "Cardinal's fence is {fence}, and one not above nought flags nobody; ours is on the logarithmic scale"
            )
        }
        (_, Some(q1)) if q1 <= 0.0 && code == "R024" => {
            "a quarter of Cardinal's ratios are nought, and then it flags nobody; our fence is of the others".to_owned()
        }
        (Some(fence), _) => {
            format!("Cardinal's ratio is not {side} its fence, {fence}; ours is on the logarithmic scale")
        }
    })
}

fn unreadable(fault: Diagnostic) -> Failure {
    Failure::input("a file cannot be read").diagnostics(vec![fault])
}
