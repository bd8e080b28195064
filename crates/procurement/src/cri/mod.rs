//! The Corruption Risk Index (Fazekas, Tóth and King 2016): the weighted mean of what is known of eight signs of closed
//! competition, each between 0 and 1. It ranks where to look; a high value is no finding about anybody.

mod bands;
mod havens;
mod weights;

pub use bands::{Band, Bands};
pub use havens::{Havens, HavensError};
pub use weights::Weights;

use crate::compare::copied::{CopiedDates, Copying};
use crate::facts::{Facts, Group, Winner, bidder, is_open, is_submitted};
use crate::flags::number_of_bidders;
use crate::process::moment::DAY;
use crate::process::record::{Found, Record as _};
use crate::process::stages::Contract;
use crate::process::words::Words;
use crate::quality::{self, Doubts};
use crate::run::amendments;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The components, in the order of [`Risk::components`].
pub const COMPONENTS: [&str; 8] = [
    "single_bid",
    "no_call",
    "non_open",
    "advertisement",
    "decision",
    "all_but_one_out",
    "contract_modified",
    "tax_haven",
];

/// A value of every component that has one.
type Components = [Option<f64>; COMPONENTS.len()];

/// What the settings say of the index.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Options {
    /// Tax havens, if given; without them no lot has that component.
    pub havens: Option<Havens>,
    /// Weights.
    pub weights: Weights,
}

impl Options {
    /// The weights of the components that lots can have in this run; nought for the others.
    fn asked(&self) -> Weights {
        let [single, call, open, advertisement, decision, out, change, haven] = self.weights.0;
        let haven = if self.havens.is_some() { haven } else { 0.0 };
        Weights([single, call, open, advertisement, decision, out, change, haven])
    }
}

/// The index of a process.
#[derive(Debug, Clone, PartialEq)]
pub struct Risk {
    /// The process.
    pub ocid: String,
    /// The mean over its lots of the weighted mean over the known components; `None` where no lot has enough.
    pub index: Option<f64>,
    /// Lowest and highest that the index can be, whatever the components are that are not known.
    pub range: Option<(f64, f64)>,
    /// Each component, the mean over the lots that have it.
    pub components: Components,
}

/// What is kept of a lot; days wait for the bands.
#[derive(Debug, Clone, Default)]
struct Lot {
    known: Components,
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
    /// Those of the settings, which are the same for all processes.
    weights: Option<Weights>,
}

impl Risks {
    /// Takes a process in; a cancelled or excluded one is left out.
    pub fn observe(&mut self, facts: &Facts<'_>) {
        if facts.is_cancelled() || facts.is_excluded() {
            return;
        }
        self.weights = Some(facts.settings.cri.asked());
        self.copied.observe(facts);
        let publisher = facts.process.publisher();
        let call = facts.process.tender.documents.records().any(|own| own.document_type.text() == "tenderNotice");
        let change = facts.process.contracts.records().any(|own| amendments(own) > 0);
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
        self.weights = self.weights.or(other.weights);
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
            let [single, call, open, _, _, out, change, haven] = lot.known;
            let [advertisement, decision] = match bands.get(publisher) {
                Some([first, second]) => [
                    lot.advertisement.and_then(|days| first.risk(days)),
                    lot.decision.and_then(|days| second.risk(days)),
                ],
                None => [None, None],
            };
            let call = call.filter(|_| self.calls.contains(publisher));
            let change = change.filter(|_| self.changes.contains(publisher));
            [single, call, open, advertisement, decision, out, change, haven]
        };
        let weights = self.weights.unwrap_or_default();
        let lots: Vec<Components> = process.lots.iter().map(complete).collect();
        let indices: Vec<[f64; 3]> = lots.iter().filter_map(|lot| weighted(lot, &weights)).collect();
        let [index, low, high] = [0, 1, 2].map(|at: usize| mean(indices.iter().filter_map(|own| own.get(at).copied())));
        let mut components: Components = [None; COMPONENTS.len()];
        for (at, own) in components.iter_mut().enumerate() {
            *own = mean(lots.iter().filter_map(|lot| lot.get(at).copied().flatten()));
        }
        Risk { ocid: process.ocid.clone(), index, range: low.zip(high), components }
    }
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (n, sum) = values.fold((0.0, 0.0), |(n, sum), value| (n + 1.0, sum + value));
    (n > 0.0).then(|| sum / n)
}

/// Σ w·c / Σ w over the known components, if that is at least half of those with a weight; and what the mean over all of
/// these would be if every unknown one were 0, or 1.
fn weighted(lot: &Components, Weights(weights): &Weights) -> Option<[f64; 3]> {
    let asked = || lot.iter().zip(weights).filter(|(_, weight)| **weight > 0.0);
    let known: Vec<(f64, f64)> = asked().filter_map(|(value, weight)| Some(((*value)?, *weight))).collect();
    let (sum, whole) =
        known.iter().fold((0.0, 0.0), |(sum, whole), (value, weight)| (sum + value * weight, whole + weight));
    let all: f64 = asked().map(|(_, weight)| weight).sum();
    let enough = !known.is_empty() && 2 * known.len() >= asked().count();
    enough.then(|| [sum / whole, sum / all, (sum + all - whole) / all])
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
        all_but_one_out(facts, group),
        if change || says_what_changed(facts) { yes(change) } else { None },
        facts.settings.cri.havens.as_ref().and_then(|havens| havens.component(facts, group)),
    ];
    let clock = facts.settings.clock;
    let period = &tender.tender_period;
    let advertisement = period.start_date.get().zip(period.end_date.get());
    let advertisement = advertisement.and_then(|(start, end)| days(clock.between(start.start(), end.end())));
    Lot { known, advertisement, decision: decision(facts, group) }
}

/// Whether there are contracts, and nothing else stands where one of them should have its amendments.
fn says_what_changed(facts: &Facts<'_>) -> bool {
    let wrong = |found| matches!(found, Found::Wrong(_));
    let hides = |own: &Contract<'_>| {
        let elsewhere = !own.amendments.has_any() && (wrong(own.amendments.found) || wrong(own.amendment.found()));
        elsewhere || own.amendments.all().iter().any(|one| wrong(one.found()))
    };
    facts.process.contracts.has_any() && !facts.process.contracts.records().any(hides)
}

/// Whole days of a time between the shortest and the longest that it can be; `None` when it may be negative or is not
/// known to the day.
fn days((low, high): (i64, i64)) -> Option<i64> {
    (low >= 0 && low / DAY == high / DAY).then_some(low / DAY)
}

/// Days from the end of the tender period to the first active award. An award without a date may be the first.
fn decision(facts: &Facts<'_>, group: &Group<'_>) -> Option<i64> {
    let end = facts.process.tender.tender_period.end_date.get()?.end();
    let dates: Option<Vec<_>> = group.awards.iter().map(|(_, award)| award.date.get()).collect();
    let until = dates?.into_iter().map(|date| facts.settings.clock.between(end, date.start()));
    days(until.reduce(|first, other| (first.0.min(other.0), first.1.min(other.1)))?)
}

/// How many bid for a lot: of the only lot as published, of one among several by its bids. Where the release contradicts
/// the published number nobody knows it; single bids are asked as R018 asks.
fn bidders_of(facts: &Facts<'_>, group: &Group<'_>) -> Option<i64> {
    if facts.groups.len() == 1 {
        let withhold = facts.settings.quality.withhold;
        let doubted = || withhold && Doubts::of(&quality::look(facts)).reason("R018").is_some();
        return number_of_bidders(facts).ok().map(|(n, _)| n).filter(|_| !doubted());
    }
    let bidders: BTreeSet<Cow<'_, str>> =
        group.bids.iter().filter(|(_, bid)| is_submitted(bid)).filter_map(|(_, bid)| bidder(bid)).collect();
    (!group.bids.is_empty()).then(|| i64::try_from(bidders.len()).unwrap_or(i64::MAX))
}

/// Whether one bidder was left after all others were disqualified; `None` without one winner, while an award is pending, and
/// without statuses of at least two bidders.
fn all_but_one_out(facts: &Facts<'_>, group: &Group<'_>) -> Option<f64> {
    let own = |lots: &Words<'_>| facts.groups.len() == 1 || lots.has(group.lot);
    let mut awards = facts.process.awards.records().filter(|award| own(&award.related_lots));
    if !matches!(group.winner, Winner::One { .. }) || awards.any(is_open) {
        return None;
    }
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
        with("", releases)
    }

    fn with(settings: &str, releases: &[String]) -> Vec<Risk> {
        let havens = |_: &str| Ok(b"country,from,to\nPA,2020-01-01,\n".to_vec());
        let settings = Settings::parse(settings, havens).expect("settings");
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
            r#"{{"ocid":"ocds-a-1","tender":{{"procurementMethod":"selective",{notice}}},"bids":{bids},{WON},"contracts":[{{"id":1}}]}}"#
        );
        let little = r#"{"ocid":"ocds-a-2","tender":{"procurementMethod":"direct"}}"#.to_owned();
        let found = of(&[known, little]);
        // Two bidders 0, a call 0, selective 0.5, one of two left 1; changes are published nowhere.
        assert_eq!(found[0].index, Some(0.375));
        // Of seven components (there is no list of havens) four are known, and sum up to 1.5.
        assert_eq!(found[0].range, Some((1.5 / 7.0, 4.5 / 7.0)));
        assert_eq!(found[0].components, [Some(0.0), Some(0.0), Some(0.5), None, None, Some(1.0), None, None]);
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

    const WON: &str = r#""awards":[{"status":"active","suppliers":[{"id":"a"}]}]"#;
    const HAVEN: &str =
        r#""awards":[{"status":"active","date":"2024-01-01","suppliers":[{"id":"a","address":{"country":"PA"}}]}]"#;

    fn release(parts: &str) -> String {
        format!(
            r#"{{"ocid":"ocds-a-1","tender":{{"procurementMethod":"open","numberOfTenderers":2,"documents":[{{"documentType":"tenderNotice"}}]}},{parts}}}"#
        )
    }

    #[test]
    fn an_amendment_needs_no_identifier_and_one_that_cannot_be_read_is_not_none() {
        let of = |contract: &str| {
            let other = release(r#""contracts":[{"amendments":[{"id":1}]}]"#);
            of(&[release(&format!(r#""contracts":[{contract}]"#)), other])[0].components[6]
        };
        assert_eq!(of(r#"{"amendment":{"date":"2024-01-01","rationale":"x"}}"#), Some(1.0));
        assert_eq!(of(r#"{"amendments":[{"date":"2024-01-01"}]}"#), Some(1.0));
        assert_eq!(of(r#"{"amendment":{}}"#), Some(0.0));
        assert_eq!(of(r#"{"amendments":"x"}"#), None);
        assert_eq!(of(r#"{"amendments":["x",{"id":1}]}"#), Some(1.0));
    }

    #[test]
    fn a_number_of_tenderers_that_the_release_contradicts_is_no_single_bid() {
        let release = |listed: &str| {
            format!(
                r#"{{"ocid":"ocds-a-1","tender":{{"procurementMethod":"open","numberOfTenderers":1,"tenderers":[{listed}]}}}}"#
            )
        };
        let (one, two) = (release(r#"{"id":"a"}"#), release(r#"{"id":"a"},{"id":"b"}"#));
        assert_eq!(of(&[one])[0].components[0], Some(1.0));
        assert_eq!(of(std::slice::from_ref(&two))[0].components[0], None);
        assert_eq!(with("[quality]\nwithhold = false", &[two])[0].components[0], Some(1.0));
    }

    #[test]
    fn a_decision_is_not_known_while_an_award_without_a_date_may_be_the_first() {
        let settings = Settings::default();
        let of = |awards: &str| {
            let text =
                format!(r#"{{"tender":{{"tenderPeriod":{{"endDate":"2024-01-01T00:00:00Z"}}}},"awards":[{awards}]}}"#);
            let process = Release::parse(&text).expect("a release");
            let facts = Facts::new(&process, &[], &settings);
            decision(&facts, &facts.groups[0])
        };
        let (late, soon) = (
            r#"{"status":"active","date":"2024-01-09T00:00:00Z"}"#,
            r#"{"status":"active","date":"2024-01-05T00:00:00+09:00"}"#,
        );
        assert_eq!(of(&format!("{late},{soon}")), Some(3));
        assert_eq!(of(&format!(r#"{late},{{"status":"active"}}"#)), None);
        assert_eq!(of(&format!(r#"{late},{{"status":"pending"}}"#)), Some(8));
        // Whatever its offset is, the other award came first.
        assert_eq!(of(&format!(r#"{soon},{{"status":"active","date":"2024-01-09T00:00:00"}}"#)), Some(3));
        assert_eq!(of(r#"{"status":"active","date":"2023-12-31T00:00:00Z"}"#), None);
        assert_eq!(of(""), None);
    }

    #[test]
    fn nobody_was_left_alone_before_one_winner_is_known() {
        let bids = r#""bids":{"details":[{"status":"valid","tenderers":[{"id":"a"}]},{"status":"disqualified","tenderers":[{"id":"b"}]}]}"#;
        let of = |awards: &str| of(&[release(&format!("{bids},{awards}"))])[0].components[5];
        assert_eq!(of(WON), Some(1.0));
        assert_eq!(of(r#""awards":[]"#), None);
        let awards = |other: &str| format!(r#""awards":[{{"status":"active","suppliers":[{{"id":"a"}}]}},{other}]"#);
        assert_eq!(of(&awards(r#"{"status":"pending"}"#)), None);
        assert_eq!(of(&awards(r#"{"status":"active","suppliers":[{"id":"c"}]}"#)), None);
        assert_eq!(of(&awards(r#"{"status":"unsuccessful"}"#)), Some(1.0));
    }

    #[test]
    fn a_supplier_in_a_tax_haven_is_a_component_only_where_havens_are_listed() {
        let bids = r#""bids":{"details":[{"status":"valid","tenderers":[{"id":"a"}]},{"status":"valid","tenderers":[{"id":"b"}]}]}"#;
        let release = [release(&format!("{bids},{HAVEN}"))];
        let without = of(&release);
        assert_eq!((without[0].index, without[0].components[7]), (Some(0.0), None));
        let with = with("[cri]\ntax_havens = \"havens.csv\"", &release);
        assert_eq!((with[0].index, with[0].components[7]), (Some(0.2), Some(1.0)));
    }

    #[test]
    fn the_index_is_the_weighted_mean_of_what_is_known_and_a_component_without_weight_is_not_asked() {
        let of = |weights: &str| {
            let own = release(&format!(r#"{HAVEN},"contracts":[{{"amendments":[{{"id":1}}]}}]"#));
            let settings = format!("[cri]\ntax_havens = \"havens.csv\"\n[cri.weights]\n{weights}");
            with(&settings, &[own])[0].index
        };
        // Known: two bidders 0, a call 0, open 0, a change 1, a haven 1.
        assert_eq!(of(""), Some(0.4));
        assert_eq!(of("single_bid = 3\ntax_haven = 0.5"), Some(1.5 / 6.5));
        assert_eq!(of("tax_haven = 0"), Some(0.25));
        let alone = "single_bid = 0\nno_call = 0\nnon_open = 0\nadvertisement = 0\ncontract_modified = 0";
        // One of decision, all_but_one_out and tax_haven is less than half.
        assert_eq!(of(alone), None);
        assert_eq!(of(&format!("{alone}\ndecision = 0")), Some(1.0));
    }
}
