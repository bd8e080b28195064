//! Findings as the observatory keeps them: a table of findings, a table of the evidence they share and a record for
//! each run, and the list of the runs that count now. The list is switched last, so a crash leaves the previous
//! assessment.

mod table;

use crate::Error;
use crate::run::{Run, RunId};
use probity_core::{Digest, Finding, FindingId, canonical};
use probity_registers::Observatory;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The list of runs that count now, by method.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct Current {
    runs: BTreeMap<String, RunId>,
}

/// The findings of an observatory.
#[derive(Debug, Clone)]
pub struct Findings {
    root: PathBuf,
    runs: BTreeMap<String, Run>,
}

const LIST: &str = "assessment.json";

fn record_path(id: &RunId) -> String {
    format!("runs/{id}.json")
}

fn findings_path(id: &RunId) -> String {
    format!("findings/{id}.parquet")
}

fn evidence_path(id: &RunId) -> String {
    format!("findings/{id}.evidence.parquet")
}

impl Findings {
    /// The file that says which runs count now. It is switched last, so whatever changes in the findings changes it.
    pub fn list(observatory: &Observatory) -> PathBuf {
        observatory.directory().join(LIST)
    }

    /// The current findings; empty when nothing was assessed yet.
    ///
    /// # Errors
    /// When a record is damaged or cannot be read.
    pub fn open(observatory: &Observatory) -> Result<Self, Error> {
        let mut this = Self { root: observatory.directory().to_owned(), runs: BTreeMap::new() };
        let list = Self::list(observatory);
        if !list.exists() {
            return Ok(this);
        }
        let current: Current = parse(LIST, &fs_err::read(&list)?)?;
        for (method, id) in current.runs {
            if let Some(run) = this.run(&id)? {
                this.runs.insert(method, run);
            }
        }
        Ok(this)
    }

    /// The runs that count now.
    pub fn runs(&self) -> impl Iterator<Item = &Run> {
        self.runs.values()
    }

    /// The run of a method that counts now.
    pub fn current(&self, method: &str) -> Option<&Run> {
        self.runs.get(method)
    }

    /// A kept run whose findings are there and unchanged.
    ///
    /// # Errors
    /// When its record is damaged or cannot be read.
    pub fn run(&self, id: &RunId) -> Result<Option<Run>, Error> {
        let path = |path: String| self.root.join(path);
        let (record, findings, evidence) = (path(record_path(id)), path(findings_path(id)), path(evidence_path(id)));
        if !record.exists() || !findings.exists() || !evidence.exists() {
            return Ok(None);
        }
        let run: Run = parse(&record_path(id), &fs_err::read(record)?)?;
        let unchanged = Digest::of(&fs_err::read(findings)?) == run.findings
            && Digest::of(&fs_err::read(evidence)?) == run.evidence;
        Ok(unchanged.then_some(run))
    }

    /// All findings of the method's current run, sorted by identifier; empty when it was not run.
    ///
    /// # Errors
    /// When the file is damaged or cannot be read.
    pub fn of(&self, method: &str) -> Result<Vec<Finding>, Error> {
        let Some(run) = self.current(method) else { return Ok(Vec::new()) };
        let sets = table::read_evidence(&self.root.join(evidence_path(&run.id)))?;
        table::read_findings(&self.root.join(findings_path(&run.id)), &sets)
    }

    /// One finding with its run.
    ///
    /// # Errors
    /// When there is none of that name, or nothing was assessed.
    pub fn find(&self, id: &FindingId) -> Result<(Finding, Run), Error> {
        if self.runs.is_empty() {
            return Err(Error::NotAssessed);
        }
        let found = self.of(&id.method)?.into_iter().find(|finding| finding.id == *id);
        match (found, self.current(&id.method)) {
            (Some(finding), Some(run)) => Ok((finding, run.clone())),
            _ => Err(Error::UnknownFinding(id.to_string())),
        }
    }

    pub(crate) fn set(&mut self, run: Run) {
        self.runs.insert(run.key.method.clone(), run);
    }

    pub(crate) fn forget(&mut self, method: &str) {
        self.runs.remove(method);
    }

    pub(crate) fn save(&self) -> Result<(), Error> {
        let runs = self.runs.iter().map(|(method, run)| (method.clone(), run.id)).collect();
        let text = canonical::json(&Current { runs })? + "\n";
        Ok(probity_registers::replace(&self.root.join(LIST), text.as_bytes())?)
    }
}

fn parse<T: serde::de::DeserializeOwned>(file: &str, bytes: &[u8]) -> Result<T, Error> {
    serde_json::from_slice(bytes).map_err(|error| damaged(file, error))
}

fn damaged(file: &str, problem: impl ToString) -> Error {
    Error::Damaged { file: file.to_owned(), problem: problem.to_string() }
}

/// Keeps a run's record.
pub(crate) fn record(observatory: &Observatory, run: &Run) -> Result<(), Error> {
    let text = canonical::json(run)? + "\n";
    Ok(probity_registers::replace(&observatory.directory().join(record_path(&run.id)), text.as_bytes())?)
}

/// Keeps a run's findings and returns the digests of the findings' and the evidence's file.
pub(crate) fn write(observatory: &Observatory, id: &RunId, findings: &[Finding]) -> Result<[Digest; 2], Error> {
    let (findings, evidence) = table::write(findings)?;
    probity_registers::replace(&observatory.directory().join(findings_path(id)), &findings)?;
    probity_registers::replace(&observatory.directory().join(evidence_path(id)), &evidence)?;
    Ok([Digest::of(&findings), Digest::of(&evidence)])
}
