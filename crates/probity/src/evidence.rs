//! What evidence rests on: provisions in the observatory's library of law, findings in its current runs. Evidence is pinned to
//! them when it is recorded, and held against them when somebody looks.

use crate::failure::Failure;
use crate::law::{self, Moment, Part};
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
use probity_store::Stamp;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// A part of the library of law in an observatory; empty when it has none.
pub fn library(dir: &Path, part: Part<'_>) -> Result<Collection, Failure> {
    Ok(law::held(dir, None, part)?.unwrap_or_default())
}

/// Findings in their current runs, by identifier.
type FindingsNow = BTreeMap<String, FindingNow>;

/// What the evidence in a log looks like now.
#[derive(Debug, Default)]
pub struct Now {
    law: Arc<Collection>,
    findings: Arc<FindingsNow>,
}

impl Now {
    /// What the evidence recorded in `state` looks like in its observatory, with the law that was imported by the end of the
    /// day `known`. Findings are those of the current runs: runs have no day on which somebody made them.
    pub fn of(observatory: &Observatory, state: &State, known: Option<Date>) -> Result<Self, Failure> {
        let versions = state.of_kind(Kind::Evidence).flat_map(|(_, kept)| kept.versions());
        let cited = versions.filter_map(|kept| match &kept.record {
            Record::Evidence(evidence) => Some(evidence.finding.as_ref()?.id.to_string()),
            _ => None,
        });
        let findings = current(observatory, &cited.collect())?;
        let law = law::held(observatory.directory(), known.map(Moment::Day), Part::All)?.unwrap_or_default();
        Ok(Self { law: Arc::new(law), findings: Arc::new(findings) })
    }
}

/// The findings among these that there are, each in its current run.
fn current(observatory: &Observatory, cited: &BTreeSet<String>) -> Result<FindingsNow, Failure> {
    // Opening the findings checks every run, which a log without such evidence need not wait for.
    if cited.is_empty() {
        return Ok(BTreeMap::new());
    }
    let current = Findings::open(observatory)?;
    Ok(cited.iter().filter_map(|id| Some((id.clone(), finding(&current, &id.parse().ok()?)?))).collect())
}

/// The library and the findings for as long as a log is served: read again only when the lists that name them have changed.
#[derive(Debug, Default)]
pub struct Sources {
    law: Option<(Stamp, Arc<Collection>)>,
    findings: Option<(Stamp, Arc<BTreeSet<String>>, Arc<FindingsNow>)>,
}

impl Sources {
    /// The library of law as it is now; pages of law and evidence share it.
    pub fn law(&mut self, dir: &Path) -> Result<Arc<Collection>, Failure> {
        // A stamp is taken before the files are read: what changes meanwhile is then read again.
        let stamp = Stamp::of(&law::list_of(dir))?;
        let law = match self.law.take().filter(|(kept, _)| *kept == stamp) {
            Some((_, law)) => law,
            None => Arc::new(library(dir, Part::All)?),
        };
        self.law = Some((stamp, Arc::clone(&law)));
        Ok(law)
    }

    /// What evidence that cites these findings looks like now.
    pub fn now(&mut self, observatory: &Observatory, cited: &Arc<BTreeSet<String>>) -> Result<Now, Failure> {
        let law = self.law(observatory.directory())?;
        let stamp = Stamp::of(&Findings::list(observatory))?;
        let findings = match self.findings.take().filter(|(kept, of, _)| *kept == stamp && of == cited) {
            Some((.., findings)) => findings,
            None => Arc::new(current(observatory, cited)?),
        };
        self.findings = Some((stamp, Arc::clone(cited), Arc::clone(&findings)));
        Ok(Now { law, findings })
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
