//! What the observatory has released: packages it keeps, each with its signed statement. They are the earlier vintages
//! of its data, and what a reader's note or hash is compared with.

use super::vintage::{Vintage, add};
use crate::dataflow::{Dataflow, observations};
use crate::log::{CHECKPOINT, Checkpoint, Entry, list};
use crate::note::Note;
use crate::package::{Files, Known, MANIFEST, NOTE, Statement};
use probity_core::{Digest, PartialDate};
use std::collections::BTreeMap;

/// A package that was released.
#[derive(Debug, Clone, PartialEq)]
pub struct Release {
    /// What its note states.
    pub statement: Statement,
    /// The names that signed the note.
    pub signers: Vec<String>,
    /// Its tables by data set.
    tables: BTreeMap<String, Vec<u8>>,
}

impl Release {
    /// The release in these files; of the tables only those in `data/` are needed. `None` when they hold no note of a
    /// package, or another MANIFEST than it names.
    pub fn read(files: &Files) -> Option<Self> {
        let note = Note::parse(files.get(NOTE)?).ok()?;
        let statement = Statement::parse(note.text()).ok()?;
        (Digest::of(files.get(MANIFEST)?) == statement.manifest).then_some(())?;
        let table = |(path, bytes): (&String, &Vec<u8>)| {
            Some((path.strip_prefix("data/")?.strip_suffix(".csv")?.to_owned(), bytes.clone()))
        };
        let signers = note.names().into_iter().map(str::to_owned).collect();
        Some(Self { statement, signers, tables: files.iter().filter_map(table).collect() })
    }

    /// The data set as it was in this release, under today's structure.
    fn of(&self, flow: &Dataflow) -> Option<Vintage> {
        let observations = observations(flow, self.tables.get(&flow.dataset)?)?;
        Some(Vintage { from: self.statement.released, flow: Dataflow { observations, ..empty(flow) } })
    }
}

fn empty(flow: &Dataflow) -> Dataflow {
    Dataflow {
        observations: Vec::new(),
        dataset: flow.dataset.clone(),
        id: flow.id.clone(),
        version: flow.version.clone(),
        title: flow.title.clone(),
        description: flow.description.clone(),
        dimensions: flow.dimensions.clone(),
    }
}

/// The releases as the question "what is known" wants them, each with its number in the log.
pub fn known(releases: &[Release], entries: &[Entry]) -> Vec<Known> {
    let one = |release: &Release| {
        let manifest = release.statement.manifest;
        let index = entries.iter().position(|entry| entry.manifest_sha256 == manifest && entry.act.is_none());
        let log_index = index.map(|index| index as u64);
        Known { statement: release.statement.clone(), signers: release.signers.clone(), log_index }
    };
    releases.iter().map(one).collect()
}

/// The entries of a log about releases; none when there is no log, or one about something else.
pub fn entries(log: &Files) -> Vec<Entry> {
    let head = log.get(CHECKPOINT).and_then(|bytes| Note::parse(bytes).ok());
    let head = head.and_then(|note| Checkpoint::parse(note.text()).ok());
    let all = head.and_then(|head| list(log, &head).ok()).unwrap_or_default();
    // A number in the log is a place: one entry that is none of ours makes the places of all others wrong.
    all.iter().map(|bytes| Entry::parse(bytes).ok()).collect::<Option<_>>().unwrap_or_default()
}

/// The releases from old to new.
pub fn sorted(mut releases: Vec<Release>) -> Vec<Release> {
    let key = |release: &Release| (release.statement.released.latest(), release.statement.version.clone());
    releases.sort_by_key(key);
    releases
}

/// The vintages of a data set, from old to new: as released, and as it is today when that was not released.
pub fn vintages(flow: Dataflow, today: PartialDate, releases: &[Release]) -> Vec<Vintage> {
    let mut vintages = Vec::new();
    for vintage in releases.iter().filter_map(|release| release.of(&flow)) {
        add(&mut vintages, vintage);
    }
    let from = vintages
        .last()
        .map_or(today, |last: &Vintage| if last.from.latest() > today.latest() { last.from } else { today });
    add(&mut vintages, Vintage { from, flow });
    vintages
}
