//! One pass over the kept releases: every process is parsed once and seen by all flags and screens. Parts are merged in the
//! order of the input.

use super::origin::Stands;
use super::rates::who;
use super::tender::{self, Tender};
use super::told::{of_several_publishers, said};
use super::years::Years;
use crate::cri::Risks;
use crate::facts::Facts;
use crate::flags::shares::Shares;
use crate::merge::Rules;
use crate::process::Process;
use crate::run::{Battery, Part, Publishes};
use crate::settings::Settings;
use probity_core::suite::Source;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Processes that one task looks at.
const PROCESSES_PER_PART: usize = 64;

/// Where a process stands, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place<'s> {
    /// The releases it was read from.
    pub stands: Stands<'s>,
    /// The year of the process, if it is known.
    pub year: Option<i16>,
}

/// Where each process stands, by ocid.
pub type Places<'s> = BTreeMap<String, Place<'s>>;

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
pub(super) struct Pass<'s> {
    pub part: Part,
    pub places: Places<'s>,
    pub tenders: Vec<Tender>,
    pub fields: Years<Publishes>,
    pub markets: Years<Shares>,
    pub risks: Risks,
}

impl Pass<'_> {
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

/// Runs the flags, and whatever else is wanted.
pub(super) fn run<'s>(
    sources: &[&'s Source],
    battery: &Battery,
    rules: &Rules,
    settings: &Settings,
    wanted: Wanted,
) -> Pass<'s> {
    let all = said(sources);
    let several = of_several_publishers(&all);
    let parts: Vec<Pass<'s>> = all
        .par_chunks(PROCESSES_PER_PART)
        .map(|chunk| {
            let mut pass = Pass::start(battery);
            for process in chunk {
                process.judge(rules, settings.clock, |own| {
                    let stands = process.stands(&own);
                    if several {
                        let history: Vec<Process<'_>> = own.history.iter().map(Process::among_publishers).collect();
                        let facts = (&own.process.among_publishers(), &history[..]);
                        return look(&mut pass, stands, facts, battery, settings, wanted);
                    }
                    look(&mut pass, stands, (own.process, own.history), battery, settings, wanted);
                });
            }
            pass
        })
        .collect();
    let mut whole = Pass::start(battery);
    parts.into_iter().for_each(|pass| whole.append(battery, pass));
    whole
}

fn look<'s>(
    pass: &mut Pass<'s>,
    stands: Stands<'s>,
    (process, history): (&Process<'_>, &[Process<'_>]),
    battery: &Battery,
    settings: &Settings,
    wanted: Wanted,
) {
    battery.observe(&mut pass.part, process, history, settings);
    let facts = Facts::new(process, history, settings);
    let year = facts.year();
    let ocid = process.ocid.text();
    pass.places.insert(ocid.to_owned(), Place { stands, year });
    if wanted.tenders {
        pass.tenders.extend(tender::of(&facts));
    }
    if wanted.fields {
        pass.fields.of(year).observe_as(who(ocid), process);
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
