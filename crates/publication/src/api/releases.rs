//! What the observatory has released: packages it keeps, each with its signed statement. They are the earlier vintages
//! of its data, and what a reader's note or hash is compared with.

use super::vintage::{Vintage, add};
use crate::dataflow::{Dataflow, observations};
use crate::package::Files;
use probity_core::{Digest, PartialDate};
use std::collections::BTreeMap;

/// What a package's signed note states.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Name of the package.
    pub package: String,
    /// Its version.
    pub version: String,
    /// Digest of its MANIFEST.
    pub manifest: Digest,
    /// The day of release.
    pub released: PartialDate,
}

impl Statement {
    /// Reads the statement of a note; whether its signatures hold is a question of its own. `None` when it is none of
    /// a package.
    pub fn read(note: &str) -> Option<Self> {
        let mut lines = note.lines();
        (lines.next()? == "probity.package/v1").then_some(())?;
        let (package, version) = (lines.next()?.to_owned(), lines.next()?.to_owned());
        let manifest = lines.next()?.strip_prefix("MANIFEST sha256:")?.parse().ok()?;
        let released = lines.next()?.strip_prefix("released ")?.parse().ok()?;
        Some(Self { package, version, manifest, released })
    }
}

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
    /// The release in these files; `None` when they hold no note of a package, or another MANIFEST than it names.
    pub fn read(files: &Files) -> Option<Self> {
        let note = std::str::from_utf8(files.get("MANIFEST.note")?).ok()?;
        let statement = Statement::read(note)?;
        (Digest::of(files.get("MANIFEST")?) == statement.manifest).then_some(())?;
        let table = |(path, bytes): (&String, &Vec<u8>)| {
            Some((path.strip_prefix("data/")?.strip_suffix(".csv")?.to_owned(), bytes.clone()))
        };
        let signers = note.lines().filter_map(|line| line.strip_prefix("\u{2014} ")?.split(' ').next());
        let signers = signers.map(str::to_owned).collect();
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
