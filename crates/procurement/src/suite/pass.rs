//! One pass over the kept releases: every process is parsed once and seen by all flags and screens. Releases of one ocid
//! are one process: the last is judged, all are its history. Parts are merged in the order of the input.

use super::rates::who;
use super::tender::{self, Tender};
use super::years::Years;
use crate::cri::Risks;
use crate::facts::Facts;
use crate::flags::shares::Shares;
use crate::process::Process;
use crate::run::{Battery, Part, Publishes};
use crate::settings::Settings;
use probity_core::Digest;
use probity_core::suite::Source;
use rayon::prelude::*;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Processes that one task looks at.
const PROCESSES_PER_PART: usize = 64;

/// Where the release of a process stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The source.
    pub source: Digest,
    /// The byte at which the release begins.
    pub at: u64,
    /// The year of the process, if it is known.
    pub year: Option<i16>,
}

/// Where each process stands, by ocid.
pub type Places = BTreeMap<String, Place>;

/// What a pass has to look at besides the flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Wanted {
    /// Bids, for the screens.
    pub tenders: bool,
    /// Which fields have a value.
    pub fields: bool,
    /// Who was awarded how much in which market.
    pub markets: bool,
    /// Signs of closed competition.
    pub risks: bool,
}

/// What a pass gives.
pub(super) struct Pass {
    pub part: Part,
    pub places: Places,
    pub tenders: Vec<Tender>,
    pub fields: Years<Publishes>,
    pub markets: Years<Shares>,
    pub risks: Risks,
}

impl Pass {
    fn start(battery: &Battery) -> Self {
        Self {
            part: battery.start(),
            places: Places::new(),
            tenders: Vec::new(),
            fields: Years::default(),
            markets: Years::default(),
            risks: Risks::default(),
        }
    }

    /// Takes what the processes that follow gave into this.
    fn append(&mut self, battery: &Battery, other: Self) {
        battery.merge(&mut self.part, other.part);
        self.places.extend(other.places);
        self.tenders.extend(other.tenders);
        self.fields.merge(other.fields);
        self.markets.merge(other.markets);
        self.risks.merge(other.risks);
    }
}

/// The text of the release that begins at a byte.
pub(crate) fn text(bytes: &[u8], at: u64) -> Option<Cow<'_, str>> {
    let rest = bytes.get(usize::try_from(at).ok()?..)?;
    let raw = serde_json::Deserializer::from_slice(rest).into_iter::<&RawValue>().next()?.ok()?;
    match Process::parse(raw.get()) {
        Ok(_) => Some(Cow::Borrowed(raw.get())),
        Err(_) => crate::process::tolerable(raw.get()).ok().map(Cow::Owned),
    }
}

/// The releases of each process with their places, in the order of first appearance.
pub(crate) fn processes<'s>(sources: &[&'s Source]) -> Vec<Vec<(Digest, u64, Cow<'s, str>)>> {
    let mut order: Vec<Vec<(Digest, u64, Cow<'s, str>)>> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for source in sources {
        for at in &source.records {
            let Some(text) = text(&source.bytes, *at) else { continue };
            let Ok(process) = Process::parse(&text) else { continue };
            let ocid = process.ocid.text().to_owned();
            let next = order.len();
            let place = *known.entry(ocid).or_insert(next);
            if place == next {
                order.push(Vec::new());
            }
            if let Some(releases) = order.get_mut(place) {
                releases.push((source.digest, *at, text));
            }
        }
    }
    order
}

/// The release of each process that is judged: its last.
pub(crate) fn releases<'s>(sources: &[&'s Source]) -> Vec<(Digest, u64, Cow<'s, str>)> {
    processes(sources).into_iter().filter_map(|mut releases| releases.pop()).collect()
}

/// Runs the flags, and whatever else is wanted.
pub(super) fn run(sources: &[&Source], battery: &Battery, settings: &Settings, wanted: Wanted) -> Pass {
    let all = processes(sources);
    let parts: Vec<Pass> = all
        .par_chunks(PROCESSES_PER_PART)
        .map(|chunk| {
            let mut pass = Pass::start(battery);
            chunk.iter().for_each(|releases| look(&mut pass, releases, battery, settings, wanted));
            pass
        })
        .collect();
    let mut whole = Pass::start(battery);
    parts.into_iter().for_each(|pass| whole.append(battery, pass));
    whole
}

fn look(
    pass: &mut Pass,
    releases: &[(Digest, u64, Cow<'_, str>)],
    battery: &Battery,
    settings: &Settings,
    wanted: Wanted,
) {
    let parsed: Vec<Process<'_>> = releases.iter().filter_map(|(.., text)| Process::parse(text).ok()).collect();
    let (Some(process), Some((source, at, _))) = (parsed.last(), releases.last()) else { return };
    let history = if parsed.len() > 1 { &parsed[..] } else { &[] };
    battery.observe(&mut pass.part, process, history, settings);
    let facts = Facts::new(process, history, settings);
    let year = facts.year();
    pass.places.insert(process.ocid.text().to_owned(), Place { source: *source, at: *at, year });
    if wanted.tenders {
        pass.tenders.extend(tender::of(&facts));
    }
    if wanted.fields {
        pass.fields.of(year).observe_as(who(process.ocid.text()), process);
    }
    if wanted.markets {
        pass.markets.of(year).observe(&facts);
    }
    if wanted.risks {
        pass.risks.observe(&facts);
    }
}

/// The classes of a process's items as markets: scheme and first two characters.
pub(crate) fn markets(process: &Process<'_>) -> BTreeSet<String> {
    let tender = process.tender.items.records();
    let awards = process.awards.records().flat_map(|award| award.items.records());
    let class = |item: &crate::process::stages::Item<'_>| {
        let prefix: String = item.classification.id.text().chars().take(2).collect();
        (!prefix.is_empty()).then(|| format!("{}:{prefix}", item.classification.scheme.text()))
    };
    tender.chain(awards).filter_map(class).collect()
}
