//! What evidence rests on: provisions in the observatory's library of law, findings in its current runs. Evidence is pinned to
//! them when it is recorded, and held against them when somebody looks.

use crate::failure::Failure;
use crate::law::{self, Part};
use jiff::civil::Date;
use probity_commitments::law::library::Collection;
use probity_commitments::record::evidence::{FindingPin, Provision};
use probity_commitments::record::load::Entry;
use probity_commitments::record::value::Id;
use probity_commitments::record::{Kind, Record};
use probity_commitments::rules::{Library, State};
use probity_commitments::view::{FindingNow, Proposal, ProvisionNow, World};
use probity_core::{Digest, Finding, FindingId, canonical};
use probity_engine::Findings;
use probity_registers::Observatory;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// A part of the library of law in an observatory; empty when it has none.
pub fn library(dir: &Path, part: Part<'_>) -> Result<Collection, Failure> {
    if law::is_there(dir) { law::open(dir, None, part) } else { Ok(Collection::default()) }
}

/// What the evidence in a log looks like now.
#[derive(Debug, Default)]
pub struct Now {
    law: Arc<Collection>,
    findings: BTreeMap<String, FindingNow>,
}

impl Now {
    /// What the evidence recorded in `state` looks like in its observatory.
    pub fn of(observatory: &Observatory, state: &State) -> Result<Self, Failure> {
        Self::with(observatory, state, Arc::new(library(observatory.directory(), Part::All)?))
    }

    /// The same with a library that is open already.
    pub fn with(observatory: &Observatory, state: &State, law: Arc<Collection>) -> Result<Self, Failure> {
        let versions = state.of_kind(Kind::Evidence).flat_map(|(_, kept)| kept.versions());
        let cited = versions.filter_map(|kept| match &kept.record {
            Record::Evidence(evidence) => Some(evidence.finding.as_ref()?.id.to_string()),
            _ => None,
        });
        let cited: Vec<String> = cited.collect();
        let mut findings = BTreeMap::new();
        // Opening the findings checks every run, which a log without such evidence need not wait for.
        let current = if cited.is_empty() { None } else { Some(Findings::open(observatory)?) };
        for (id, current) in cited.into_iter().zip(std::iter::repeat(&current)) {
            let known = id.parse().ok();
            if let Some(now) = current.as_ref().zip(known).and_then(|(current, known)| finding(current, &known)) {
                findings.insert(id, now);
            }
        }
        Ok(Self { law, findings })
    }
}

/// What new evidence can be pinned to. Only what some entry cites is read: most files cite nothing.
pub struct Pins {
    law: Collection,
    findings: Option<Findings>,
}

impl Pins {
    /// For the evidence among these entries.
    pub fn of(observatory: &Observatory, entries: &[Entry]) -> Result<Self, Failure> {
        let evidence = || {
            entries.iter().filter_map(|entry| match &entry.record {
                Record::Evidence(evidence) => Some(evidence),
                _ => None,
            })
        };
        let provisions = evidence().filter_map(|evidence| evidence.provision.as_ref());
        let works: Vec<&str> =
            provisions.filter(|pin| pin.sha256.is_none()).map(|provision| provision.work.as_str()).collect();
        let law = match works.is_empty() {
            true => Collection::default(),
            false => library(observatory.directory(), Part::Works(&works))?,
        };
        let cited = evidence().any(|evidence| evidence.finding.as_ref().is_some_and(|pin| pin.sha256.is_none()));
        // An observatory that was never assessed has no findings, and evidence may cite those of another.
        let findings = if cited { Findings::open(observatory).ok() } else { None };
        Ok(Self { law, findings })
    }
}

impl Library for Pins {
    fn pin(&self, provision: &Provision, at: Date) -> Option<Digest> {
        self.law.pin(provision, at)
    }

    fn finding(&self, id: &Id) -> Option<FindingNow> {
        finding(self.findings.as_ref()?, &id.to_string().parse().ok()?)
    }
}

/// A finding in the run that counts now; `None` when there is none of that name.
fn finding(current: &Findings, id: &FindingId) -> Option<FindingNow> {
    let (finding, run) = current.find(id).ok()?;
    Some(FindingNow { run: run.id.to_string(), sha256: digest(&finding), since: None })
}

/// The digest of what a finding says. The run and the place of its evidence may change without that.
fn digest(finding: &Finding) -> Digest {
    let said = json!({
        "id": finding.id.to_string(),
        "state": finding.state.word(),
        "value": finding.value.map(canonical::number),
        "interval": finding.interval.map(|interval| interval.to_string()),
        "unit": finding.unit,
        "reason": finding.reason,
    });
    Digest::of(said.to_string().as_bytes())
}

impl World for Now {
    fn provision(&self, pin: &Provision, at: Date) -> ProvisionNow {
        self.law.now(pin, at)
    }

    fn finding(&self, pin: &FindingPin, _: Date) -> Option<FindingNow> {
        self.findings.get(pin.id.as_str()).cloned()
    }

    fn proposals(&self, standard: &str, state: &str, at: Date) -> Vec<Proposal> {
        self.law.proposals(standard, state, at)
    }
}
