//! The Corruption Risk Index (Fazekas, Tóth and King 2016): the mean of what is known of seven signs of closed competition,
//! each between 0 and 1. It ranks where to look; a high value is no finding about anybody.

mod bands;

pub use bands::{Band, Bands};

use crate::compare::copied::{CopiedDates, Copying};
use crate::facts::{Facts, Group, bidder, is_submitted};
use crate::flags::number_of_bidders;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The components, in the order of [`Risk::components`].
pub const COMPONENTS: [&str; 7] =
    ["single_bid", "no_call", "non_open", "advertisement", "decision", "all_but_one_out", "contract_modified"];

/// Components that must be known, of [`COMPONENTS`]: at least half.
const LEAST: usize = 4;

/// The index of a process.
#[derive(Debug, Clone, PartialEq)]
pub struct Risk {
    /// The process.
    pub ocid: String,
    /// The mean over its lots of the mean over the known components, all of one weight; `None` where no lot has enough.
    pub index: Option<f64>,
    /// Each component, the mean over the lots that have it.
    pub components: [Option<f64>; 7],
}

/// What is kept of a lot; days wait for the bands.
#[derive(Debug, Clone, Default)]
struct Lot {
    known: [Option<f64>; 7],
    advertisement: Option<i64>,
    decision: Option<i64>,
}

#[derive(Debug, Clone)]
struct Process {
    ocid: String,
    publisher: u32,
    lots: Vec<Lot>,
}

/// Processes, waiting for what their publishers publish and for the bands.
#[derive(Debug, Clone, Default)]
pub struct Risks {
    publishers: crate::network::Roster,
    processes: Vec<Process>,
    copied: CopiedDates,
    calls: BTreeSet<String>,
    changes: BTreeSet<String>,
}

impl Risks {
    /// Takes a process in; a cancelled or excluded one is left out.
    pub fn observe(&mut self, facts: &Facts<'_>) {
        if facts.is_cancelled() || facts.is_excluded() {
            return;
        }
        self.copied.observe(facts);
        let publisher = facts.process.publisher();
        let call = facts.process.tender.documents.records().any(|own| own.document_type.text() == "tenderNotice");
        let mut contracts = facts.process.contracts.records();
        let change = contracts.any(|own| own.amendments.has_any() || own.amendment.id.is_there());
        for (is_there, all) in [(call, &mut self.calls), (change, &mut self.changes)] {
            if is_there && !all.contains(publisher) {
                all.insert(publisher.to_owned());
            }
        }
        let lots = facts.groups.iter().map(|group| lot(facts, group, call, change)).collect();
        let publisher = self.publishers.number(publisher);
        self.processes.push(Process { ocid: facts.process.ocid.text().to_owned(), publisher, lots });
    }

    /// Takes the processes that follow in.
    pub fn merge(&mut self, other: Self) {
        let numbers = self.publishers.merge(&other.publishers);
        let renumber = |own: u32| usize::try_from(own).ok().and_then(|at| numbers.get(at)).copied().unwrap_or(own);
        let moved = other.processes.into_iter().map(|own| Process { publisher: renumber(own.publisher), ..own });
        self.processes.extend(moved);
        self.copied.merge(other.copied);
        self.calls.extend(other.calls);
        self.changes.extend(other.changes);
    }

    /// The index of every process in the order of the input, and the bands that days were judged by, by publisher.
    pub fn finish(self) -> (Vec<Risk>, BTreeMap<String, [Bands; 2]>) {
        let mut bands = BTreeMap::new();
        for (name, number) in self.publishers.sorted() {
            let lots = || self.processes.iter().filter(move |own| own.publisher == number).flat_map(|own| &own.lots);
            let days = |of: fn(&Lot) -> Option<i64>| {
                Bands::fit(lots().filter_map(|lot| Some((of(lot)?, lot.known.first().copied()?? > 0.5))).collect())
            };
            let decision = if self.copied.is_copied(name, Copying::default()) {
                Bands::default()
            } else {
                days(|lot| lot.decision)
            };
            bands.insert(name.to_owned(), [days(|lot| lot.advertisement), decision]);
        }
        let risks = self.processes.iter().map(|own| self.risk(own, &bands)).collect();
        (risks, bands)
    }

    fn risk(&self, process: &Process, bands: &BTreeMap<String, [Bands; 2]>) -> Risk {
        let publisher = self.publishers.name(process.publisher);
        let complete = |lot: &Lot| {
            let [single, call, open, _, _, out, change] = lot.known;
            let [advertisement, decision] = match bands.get(publisher) {
                Some([first, second]) => [
                    lot.advertisement.and_then(|days| first.risk(days)),
                    lot.decision.and_then(|days| second.risk(days)),
                ],
                None => [None, None],
            };
            let call = call.filter(|_| self.calls.contains(publisher));
            let change = change.filter(|_| self.changes.contains(publisher));
            [single, call, open, advertisement, decision, out, change]
        };
        let lots: Vec<[Option<f64>; 7]> = process.lots.iter().map(complete).collect();
        let indices = lots.iter().filter(|lot| lot.iter().flatten().count() >= LEAST);
        let index = mean(indices.filter_map(|lot| mean(lot.iter().flatten().copied())));
        let mut components = [None; 7];
        for (at, own) in components.iter_mut().enumerate() {
            *own = mean(lots.iter().filter_map(|lot| lot.get(at).copied().flatten()));
        }
        Risk { ocid: process.ocid.clone(), index, components }
    }
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (n, sum) = values.fold((0.0, 0.0), |(n, sum), value| (n + 1.0, sum + value));
    (n > 0.0).then(|| sum / n)
}

fn lot(facts: &Facts<'_>, group: &Group<'_>, call: bool, change: bool) -> Lot {
    let tender = &facts.process.tender;
    let yes = |is_so: bool| Some(f64::from(u8::from(is_so)));
    let non_open = match tender.procurement_method.text() {
        "open" => Some(0.0),
        "selective" => Some(0.5),
        "limited" | "direct" => Some(1.0),
        _ => None,
    };
    let competitive = non_open.is_some_and(|grade| grade < 1.0);
    let bidders = bidders_of(facts, group).filter(|n| *n > 0 && competitive);
    let known = [
        bidders.and_then(|n| yes(n == 1)),
        if competitive { yes(!call) } else { None },
        non_open,
        None,
        None,
        all_but_one_out(group),
        if facts.process.contracts.has_any() { yes(change) } else { None },
    ];
    let mut own = Lot { known, ..Lot::default() };
    let days = |from: crate::process::moment::Stamp, to: crate::process::moment::Stamp| {
        let (low, high) = facts.settings.clock.whole_days(from, to);
        (low == high && facts.later(from, to) == Some(false)).then_some(low)
    };
    let end = tender.tender_period.end_date.get();
    if let (Some(start), Some(end)) = (tender.tender_period.start_date.get(), end) {
        own.advertisement = days(start.start(), end.end());
    }
    let first = group.awards.iter().filter_map(|(_, award)| award.date.get()).min_by_key(|date| date.local);
    if let (Some(end), Some(award)) = (end, first) {
        own.decision = days(end.start(), award.start());
    }
    own
}

/// How many bid for a lot: of the only lot as published, of one among several by its bids.
fn bidders_of(facts: &Facts<'_>, group: &Group<'_>) -> Option<i64> {
    if facts.groups.len() == 1 {
        return number_of_bidders(facts).ok().map(|(n, _)| n);
    }
    let bidders: BTreeSet<Cow<'_, str>> =
        group.bids.iter().filter(|(_, bid)| is_submitted(bid)).filter_map(|(_, bid)| bidder(bid)).collect();
    (!group.bids.is_empty()).then(|| i64::try_from(bidders.len()).unwrap_or(i64::MAX))
}

/// Whether one bidder was left after all others were disqualified; `None` without statuses of at least two bidders.
fn all_but_one_out(group: &Group<'_>) -> Option<f64> {
    let of = |status: &str| -> BTreeSet<Cow<'_, str>> {
        group.bids.iter().filter(|(_, bid)| bid.status.text() == status).filter_map(|(_, bid)| bidder(bid)).collect()
    };
    let (valid, out) = (of("valid"), of("disqualified"));
    let others = out.difference(&valid).count();
    (valid.len() + others >= 2).then(|| f64::from(u8::from(valid.len() == 1 && others > 0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::Process as Release;
    use crate::settings::Settings;

    fn of(releases: &[String]) -> Vec<Risk> {
        let settings = Settings::default();
        let mut risks = Risks::default();
        for text in releases {
            let process = Release::parse(text).expect("a release");
            // Each process is a part of its own: no cut may change an answer.
            let mut part = Risks::default();
            part.observe(&Facts::new(&process, &[], &settings));
            risks.merge(part);
        }
        risks.finish().0
    }

    #[test]
    fn the_index_is_the_mean_of_what_is_known_if_that_is_half() {
        let bids = r#"{"details":[{"status":"valid","tenderers":[{"id":"a"}]},{"status":"disqualified","tenderers":[{"id":"b"}]}]}"#;
        let notice = r#""documents":[{"documentType":"tenderNotice"}]"#;
        let known = format!(
            r#"{{"ocid":"ocds-a-1","tender":{{"procurementMethod":"selective",{notice}}},"bids":{bids},"contracts":[{{"id":1}}]}}"#
        );
        let little = r#"{"ocid":"ocds-a-2","tender":{"procurementMethod":"direct"}}"#.to_owned();
        let found = of(&[known, little]);
        // Two bidders 0, a call 0, selective 0.5, one of two left 1; changes are published nowhere.
        assert_eq!(found[0].index, Some(0.375));
        assert_eq!(found[0].components, [Some(0.0), Some(0.0), Some(0.5), None, None, Some(1.0), None]);
        assert_eq!((found[1].index, found[1].components[2]), (None, Some(1.0)));
    }

    #[test]
    fn a_short_period_that_goes_with_single_bids_is_a_risk() {
        let release = |n: usize, day: usize, bidders: usize| {
            format!(
                r#"{{"ocid":"ocds-a-{n}","tender":{{"procurementMethod":"open","numberOfTenderers":{bidders},"documents":[{{"documentType":"tenderNotice"}}],"tenderPeriod":{{"startDate":"2024-01-01T00:00:00Z","endDate":"2024-01-{day:02}T00:00:00Z"}}}},"contracts":[{{"amendments":[{{"id":1}}]}}]}}"#
            )
        };
        let short = (0..60).map(|n| release(n, 3, if n % 4 == 0 { 3 } else { 1 }));
        let long = (60..200).map(|n| release(n, 21, if n % 10 == 0 { 1 } else { 3 }));
        let found = of(&short.chain(long).collect::<Vec<_>>());
        assert_eq!(found[0].components[3], Some(1.0));
        assert_eq!(found[199].components[3], Some(0.0));
    }
}
