//! Every flag's worked examples: `methods/procurement/<code>/cases/<name>/` holds `releases.jsonl`, perhaps
//! `settings.toml` (with `packs`, if a rule pack is to hold), the rows expected and why. They are documentation and test at once. `evidence.txt` may name elements of
//! the evidence of single subjects, one a line: `subject: {"name":"awards","value":"3"}`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test stops at the first surprise.

use probity_core::parameter::{ParameterValue, Parameters, Validity};
use probity_procurement::flags;
use probity_procurement::process::Process;
use probity_procurement::run::{Battery, Duplicates, Flagged, Options, gather, grounds};
use probity_procurement::settings::Settings;
use probity_registers::Input;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn parameters(folder: &Path, settings: &Settings, code: &str) -> Parameters {
    let text = fs_err::read_to_string(folder.join("method.toml")).expect("the flag has a method.toml");
    let method: toml::Table = text.parse().expect("method.toml is TOML");
    let own = |value: ParameterValue| vec![Validity { value, from: None, to: None }];
    let mut all = BTreeMap::new();
    for parameter in method.get("parameter").and_then(toml::Value::as_array).into_iter().flatten() {
        let name = parameter["name"].as_str().expect("a name").to_owned();
        all.insert(name, own(parameter["value"].clone().try_into().expect("a value")));
    }
    for (name, value) in settings.flags.get(code).into_iter().flatten() {
        if let Ok(value) = value.clone().try_into() {
            all.insert(name.clone(), own(value));
        }
    }
    Parameters(all)
}

/// The settings of a case and its flag.
fn made(code: &str, folder: &Path, case: &Path) -> (Settings, Battery) {
    let settings = fs_err::read_to_string(case.join("settings.toml")).unwrap_or_default();
    let table = |name: &str| Ok(fs_err::read(case.join(name)).expect("a table beside the settings"));
    let settings = Settings::parse(&settings, table).expect("settings");
    let pack = |name: &String| fs_err::read_to_string(folder.join(format!("../packs/{name}.toml"))).expect("a pack");
    let packs: Vec<String> = settings.packs.iter().map(pack).collect();
    let settings = packs.iter().fold(settings, |settings, pack| settings.with_pack(pack).expect("a pack"));
    let definition = flags::definition(code).expect("the flag is listed");
    let own = parameters(folder, &settings, code);
    let battery = Battery::new(&[definition], |_| own.clone(), &settings).expect("the parameters fit");
    (settings, battery)
}

/// All cases of all flags: code, folder of the method, folder of the case.
fn cases() -> Vec<(&'static str, PathBuf, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../methods/procurement");
    let mut all = Vec::new();
    for definition in &flags::ALL {
        let folder = root.join(definition.code);
        let Ok(cases) = fs_err::read_dir(folder.join("cases")) else { continue };
        let mut cases: Vec<_> = cases.map(|case| case.unwrap().path()).collect();
        cases.sort();
        all.extend(cases.into_iter().map(|case| (definition.code, folder.clone(), case)));
    }
    all
}

/// The rows a case gives, as `ocid,subject_type,subject,state,value,reason`.
fn rows(code: &str, folder: &Path, case: &Path) -> String {
    let (settings, battery) = made(code, folder, case);
    let text = fs_err::read_to_string(case.join("releases.jsonl")).expect("releases");
    // Releases of one process stand in the order of their dates: the last is judged, all are its history.
    let mut groups: Vec<Vec<Process<'_>>> = Vec::new();
    for process in text.lines().map(|line| Process::parse(line).expect("a release")) {
        match groups.iter_mut().find(|group| group[0].ocid == process.ocid) {
            Some(group) => group.push(process),
            None => groups.push(vec![process]),
        }
    }
    let mut whole = battery.start();
    for group in &groups {
        let history = if group.len() > 1 { &group[..] } else { &[] };
        // Every process is a part of its own: answers must not depend on the cut.
        let mut part = battery.start();
        battery.observe(&mut part, group.last().unwrap(), history, &settings);
        battery.merge(&mut whole, part);
    }
    let mut answers = battery.finish(whole);
    answers.sort();
    let mut out = "ocid,subject_type,subject,state,value,reason\n".to_owned();
    for answer in &answers.rows {
        let row = &answer.row;
        let value = row.outcome.value.map(probity_core::canonical::number).unwrap_or_default();
        let (kind, state) = (row.subject_type.word(), row.outcome.state.word());
        out += &format!("{},{kind},{},{state},{value},{}\n", answer.ocid, row.subject, row.outcome.reason);
    }
    let proofs = fs_err::read_to_string(case.join("evidence.txt")).unwrap_or_default();
    for line in proofs.lines() {
        let (subject, element) = line.split_once(": ").expect("a subject and an element of its evidence");
        let mut own = answers.rows.iter().filter(|answer| answer.row.subject == subject);
        if !own.clone().any(|answer| answer.row.outcome.evidence.elements().contains(element)) {
            let found = own.next().map_or("", |answer| answer.row.outcome.evidence.elements());
            out += &format!("{subject} lacks {element} in {found}\n");
        }
    }
    out
}

#[test]
fn every_case_of_every_flag_gives_its_rows() {
    let mut failed = Vec::new();
    let all = cases();
    for (code, folder, case) in &all {
        let expected = fs_err::read_to_string(case.join("expected.csv")).expect("expected rows");
        let found = rows(code, folder, case);
        if found != expected {
            failed.push(format!("{}\n--- expected\n{expected}--- found\n{found}", case.display()));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(!all.is_empty(), "there are cases");
}

#[test]
fn every_flagged_subject_has_processes_behind_it() {
    let (mut failed, mut seen) = (Vec::new(), 0);
    for (code, folder, case) in cases() {
        let (settings, battery) = made(code, &folder, &case);
        let temporary = tempfile::tempdir().expect("a folder");
        let options =
            Options { settings: &settings, duplicates: Duplicates::Merge, threads: 1, folder: temporary.path() };
        let text = fs_err::read(case.join("releases.jsonl")).expect("releases");
        let inputs = [Input::bytes("releases.jsonl", text)];
        let gathered = gather(&inputs, &battery, options).expect("a run");
        let flagged = Flagged::of(&gathered.verdicts);
        let list = grounds(&inputs, (&battery, &flagged), options, (None, false)).expect("a list");
        let list = fs_err::read_to_string(list.path()).expect("a text");
        for (kind, subject) in flagged.subjects(code) {
            seen += 1;
            let own = format!("{code},{},{subject},", kind.word());
            if !list.lines().any(|line| line.replace('"', "").starts_with(&own)) {
                failed.push(format!("{}: {own}", case.display()));
            }
        }
    }
    assert!(failed.is_empty(), "nothing behind:\n{}", failed.join("\n"));
    assert!(seen > 0, "some are flagged");
}
