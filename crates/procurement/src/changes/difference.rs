//! How two runs differ before any finding is looked at: versions, parameters, settings, calibrations. Worked out once and
//! asked for every answer that changed.

use super::answer::Answer;
use super::cursor::Key;
use super::folder::{Calibration, Manifest, Method};
use super::why::{Cause, Found, Runs, Why, shown};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Settings that no flag reads.
const NO_FLAGS: [&str; 1] = ["cri"];

/// A calibration that is another one; empty where a run has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The flag.
    pub code: String,
    /// Its identifier in the earlier run.
    pub earlier: String,
    /// In the later one.
    pub later: String,
}

/// How two runs differ.
#[derive(Debug)]
pub struct Difference {
    program: Option<String>,
    shared: Vec<String>,
    flags: BTreeMap<String, OfFlag>,
    moved: Vec<Moved>,
}

/// How they differ for a flag.
#[derive(Debug, Default)]
struct OfFlag {
    method: Option<String>,
    settings: Vec<String>,
    calibration: Option<String>,
    relative: bool,
    /// Whether both runs computed it.
    asked: bool,
}

impl Difference {
    /// Between two runs.
    pub fn between(earlier: &Manifest, later: &Manifest) -> Self {
        let version = (&earlier.program.version, &later.program.version);
        let program = (version.0 != version.1).then(|| format!("program {} -> {}", version.0, version.1));
        let codes: BTreeSet<&String> = earlier.methods.keys().chain(later.methods.keys()).collect();
        let flags = codes.iter().map(|code| ((*code).clone(), of_flag(code, earlier, later))).collect();
        let moved = codes.iter().filter_map(|code| {
            let id = |run: &Manifest| run.calibrations.get(*code).map(|own| own.id.clone()).unwrap_or_default();
            let (earlier, later) = (id(earlier), id(later));
            (earlier != later).then(|| Moved { code: (*code).clone(), earlier, later })
        });
        Self { program, shared: shared(earlier, later), flags, moved: moved.collect() }
    }

    /// Calibrations that are others, by flag.
    pub fn calibrations(&self) -> &[Moved] {
        &self.moved
    }

    /// Why an answer that both runs have differs, and what exactly.
    pub(super) fn explain(&self, code: &str, is_process: bool, earlier: &Answer, later: &Answer) -> (Why, String) {
        let none = OfFlag::default();
        let flag = self.flags.get(code).unwrap_or(&none);
        let runs = Runs {
            method: flag.method.as_deref(),
            program: self.program.as_deref(),
            settings: &flag.settings,
            shared: &self.shared,
            calibration: flag.calibration.as_deref(),
            relative: flag.relative,
        };
        Cause { runs, is_process, earlier, later }.told()
    }

    /// Why there is a finding in one run only; `is_there` when the other has the subject.
    pub(super) fn explain_one(&self, key: &Key<'_>, is_there: bool, is_earlier: bool) -> (Why, String) {
        let (mut found, none) = (Found::default(), OfFlag::default());
        let flag = self.flags.get(key.code).unwrap_or(&none);
        let of_process = !key.ocid.is_empty();
        if !is_there && (of_process || flag.asked) {
            found.add(if is_earlier { Why::GoneSubject } else { Why::NewSubject }, "");
        }
        if !flag.asked {
            let change = if is_earlier { "asked for -> not asked for" } else { "not asked for -> asked for" };
            found.add(Why::Settings, format!("{}: {change}", key.code));
        }
        if let Some(method) = &flag.method {
            found.add(Why::Method, method);
        }
        found.add_all(Why::Settings, &flag.settings);
        found.add_all(Why::Settings, &self.shared);
        if is_there && found.is_empty() {
            found.add(Why::Data, if is_earlier { "no row later" } else { "no row earlier" });
        }
        if let Some(program) = &self.program {
            found.add(Why::Method, program);
        }
        found.told()
    }
}

fn of_flag(code: &str, earlier: &Manifest, later: &Manifest) -> OfFlag {
    let (Some(before), Some(after)) = (earlier.methods.get(code), later.methods.get(code)) else {
        return OfFlag::default();
    };
    let versions = (text(Some(&before.version)), text(Some(&after.version)));
    let method = (versions.0 != versions.1).then(|| format!("version {} -> {}", versions.0, versions.1));
    let mut settings = named(&format!("{code}."), &of(code, before, earlier), &of(code, after, later));
    if earlier.duplicates != later.duplicates {
        settings.push(format!("duplicates: {} -> {}", earlier.duplicates, later.duplicates));
    }
    let calibrations = (earlier.calibrations.get(code), later.calibrations.get(code));
    let id = |own: Option<&Calibration>| own.map_or("none", |own| own.id.as_str()).to_owned();
    let ids = (id(calibrations.0), id(calibrations.1));
    let calibration = (ids.0 != ids.1).then(|| format!("{} -> {}", ids.0, ids.1));
    let relative = [calibrations.0, calibrations.1].into_iter().flatten().any(|own| own.value == "relative");
    OfFlag { method, settings, calibration, relative, asked: true }
}

/// The parameters of a flag, and those of its settings that are tables and stand in no list of parameters.
fn of(code: &str, method: &Method, run: &Manifest) -> Map<String, Value> {
    let mut all = run.settings.get(code).and_then(Value::as_object).cloned().unwrap_or_default();
    all.extend(method.parameters.clone());
    all
}

/// Differences of the settings that flags share, of the tables these name, and of rule packs.
fn shared(earlier: &Manifest, later: &Manifest) -> Vec<String> {
    let mut told = Vec::new();
    let is_shared = |name: &&String| crate::flags::definition(name).is_none() && !NO_FLAGS.contains(&name.as_str());
    let names: BTreeSet<&String> = earlier.settings.keys().chain(later.settings.keys()).filter(is_shared).collect();
    let table =
        |run: &Manifest, name: &str| run.settings.get(name).and_then(Value::as_object).cloned().unwrap_or_default();
    for name in names {
        told.extend(named(&format!("{name}."), &table(earlier, name), &table(later, name)));
    }
    let files = |run: &Manifest| {
        let own = run.settings_files.iter().filter(|(name, _)| !NO_FLAGS.iter().any(|no| name.starts_with(no)));
        own.map(|(name, digest)| (name.clone(), digest.clone())).collect::<Map<_, _>>()
    };
    told.extend(named("table ", &files(earlier), &files(later)));
    if earlier.packs != later.packs {
        let packs = |run: &Manifest| if run.packs.is_empty() { "none".to_owned() } else { run.packs.join(", ") };
        told.push(format!("packs: {} -> {}", packs(earlier), packs(later)));
    }
    told
}

/// `R018.methods: ["open"] -> ["open","selective"]`.
fn named(before: &str, earlier: &Map<String, Value>, later: &Map<String, Value>) -> Vec<String> {
    let names: BTreeSet<&String> = earlier.keys().chain(later.keys()).collect();
    let told = names.into_iter().filter(|name| earlier.get(*name) != later.get(*name));
    told.map(|name| format!("{before}{name}: {} -> {}", text(earlier.get(name)), text(later.get(name)))).collect()
}

fn text(value: Option<&Value>) -> String {
    match value {
        None => "none".to_owned(),
        Some(Value::String(text)) => shown(text),
        Some(other) => shown(&other.to_string()),
    }
}
