//! `run.json`: everything that decided about the findings or tables of a run, so that somebody else can make them again. It holds
//! no clock and no folder: the same run has the same bytes anywhere.

use crate::failure::Failure;
use crate::methods;
use probity_core::parameter::Parameters;
use probity_core::{Digest, canonical};
use probity_procurement::run::{Counts, Duplicates, Findings};
use probity_procurement::source::file_names;
use probity_registers::Input;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::io::Read;

/// Digits of the identifier of a calibration: enough that no two of a flag's are ever the same by chance.
const ID_DIGITS: usize = 16;

/// What a run is made from.
pub struct Made<'m> {
    /// The inputs.
    pub inputs: &'m [Input],
    /// The settings as their user wrote them.
    pub settings: &'m str,
    /// The tables that the settings name, with their digests.
    pub tables: &'m BTreeMap<String, String>,
    /// Rule packs.
    pub packs: &'m [String],
    /// What was done with several releases of one process.
    pub duplicates: Duplicates,
    /// The flags and their parameters.
    pub methods: &'m [(&'static str, Parameters)],
}

/// What a run was.
pub struct Manifest<'m> {
    /// What it was made from.
    pub made: &'m Made<'m>,
    /// How much was read.
    pub seen: Seen<'m>,
    /// Which share of several it is about, and whose states decided.
    pub shard: Option<Value>,
    /// What came out.
    pub findings: &'m Findings,
    /// What the checks of quality found.
    pub quality: &'m Value,
    /// How often something odd stands where.
    pub anomalies: Value,
}

impl Made<'_> {
    /// The settings as a value.
    pub fn settings(&self) -> Result<Value, Failure> {
        let settings: toml::Table = self.settings.parse().map_err(|error| Failure::usage(format!("{error}")))?;
        serde_json::to_value(settings).map_err(failed)
    }

    /// The flags with versions and parameters.
    pub fn methods(&self) -> Map<String, Value> {
        let one = |(code, own): &(&'static str, Parameters)| {
            ((*code).to_owned(), json!({ "version": methods::version(code), "parameters": parameters(own) }))
        };
        self.methods.iter().map(one).collect()
    }
}

/// How much was read, by file.
#[derive(Clone, Copy)]
pub struct Seen<'m> {
    /// The digests of the inputs that were read to their end.
    pub digests: &'m [Option<String>],
    /// How much there was.
    pub counts: &'m Counts,
}

impl Made<'_> {
    /// What every run says of itself.
    pub fn common(&self, seen: Seen<'_>) -> Result<Map<String, Value>, Failure> {
        let Counts { releases, processes, repeated, publishers, rejects, .. } = seen.counts;
        let counts = json!({
            "releases": releases, "processes": processes, "processes_with_several_releases": repeated,
            "publishers": publishers, "rejects": rejects.iter().sum::<u64>(),
        });
        let all = [
            ("program", json!({ "name": "probity", "version": env!("CARGO_PKG_VERSION") })),
            ("inputs", json!(self.inputs(seen)?)),
            ("settings", self.settings()?),
            ("settings_files", json!(self.tables)),
            ("packs", json!(self.packs)),
            ("duplicates", json!(self.duplicates.word())),
            ("counts", counts),
        ];
        Ok(all.map(|(name, value)| (name.to_owned(), value)).into_iter().collect())
    }

    fn inputs(&self, seen: Seen<'_>) -> Result<Vec<Value>, Failure> {
        let counts = seen.counts.documents.iter().zip(&seen.counts.rejects).zip(file_names(self.inputs));
        let one = |(sha256, ((documents, rejects), name)): (String, ((&u64, &u64), &str))| json!({ "file": name, "sha256": sha256, "documents": documents, "rejects": rejects });
        Ok(digests(self.inputs, seen.digests)?.into_iter().zip(counts).map(one).collect())
    }
}

/// The text of the file.
pub fn text(whole: &Map<String, Value>) -> Result<String, Failure> {
    let mut text = serde_json::to_string_pretty(whole).map_err(failed)?;
    text.push('\n');
    Ok(text)
}

fn failed(error: serde_json::Error) -> Failure {
    Failure::input(format!("run.json cannot be written: {error}"))
}

impl Manifest<'_> {
    /// The text of the file.
    pub fn json(&self) -> Result<String, Failure> {
        let rates = &self.findings.rates;
        let common: Vec<&str> =
            rates.iter().filter(|(_, rate)| rate.is_non_discriminating()).map(|(code, _)| *code).collect();
        let mut whole = self.made.common(self.seen)?;
        if let Some(counts) = whole.get_mut("counts") {
            counts["findings"] = self.findings.rows.into();
        }
        let own = [
            ("methods", Value::Object(self.made.methods())),
            ("non_discriminating", json!(common)),
            ("quality", self.quality.clone()),
            ("calibrations", Value::Object(self.calibrations().map_err(failed)?)),
            ("anomalies", self.anomalies.clone()),
            ("notes", json!(self.findings.notes)),
        ];
        let shard = self.shard.iter().map(|shard| ("shard", shard.clone()));
        whole.extend(own.into_iter().chain(shard).map(|(name, value)| (name.to_owned(), value)));
        text(&whole)
    }

    /// Of every flag that holds single processes against all of them: an identifier of what it held them against. It is the
    /// same in two runs when the numbers, the parameters and the method are.
    fn calibrations(&self) -> Result<Map<String, Value>, serde_json::Error> {
        let one = |(code, own): &(&'static str, Parameters)| {
            let calibrated = self.findings.calibrations.get(code)?;
            let whole = json!({
                "code": code, "version": methods::version(code), "parameters": parameters(own),
                "numbers": calibrated.sha256,
            });
            let value = if calibrated.relative { "relative" } else { "own" };
            let entry = |text: String| {
                let digest = Digest::of(text.as_bytes()).to_string();
                json!({ "id": digest.get(..ID_DIGITS), "groups": calibrated.groups, "value": value })
            };
            Some(canonical::json(&whole).map(|text| ((*code).to_owned(), entry(text))))
        };
        self.made.methods.iter().filter_map(one).collect()
    }
}

/// The value of every parameter, or its values with their times.
fn parameters(own: &Parameters) -> Map<String, Value> {
    let values = own.0.iter().map(|(name, values)| {
        let value = match &values[..] {
            [only] if only.from.is_none() && only.to.is_none() => json!(only.value),
            all => json!(all),
        };
        (name.clone(), value)
    });
    values.collect()
}

/// The digests of files as they are, packed or not: those that are known, and of the others what a second reading says.
pub(super) fn digests(inputs: &[Input], known: &[Option<String>]) -> Result<Vec<String>, Failure> {
    let known = known.iter().map(Option::as_ref).chain(std::iter::repeat(None));
    inputs.iter().zip(known).map(|(input, known)| known.cloned().map_or_else(|| digest(input), Ok)).collect()
}

fn digest(input: &Input) -> Result<String, Failure> {
    let mut reader = input.raw().map_err(|fault| Failure::input("an input is gone").diagnostics(vec![fault]))?;
    let (mut hasher, mut buffer) = (Sha256::new(), vec![0; 1 << 18]);
    loop {
        match reader.read(&mut buffer)? {
            0 => break,
            read => hasher.update(buffer.get(..read).unwrap_or_default()),
        }
    }
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
