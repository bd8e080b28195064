//! Tenders in their order: who bid, who won, for what and where. A few numbers a tender; names are kept once.

use super::roster::{Roster, renumbered};
use crate::compare::markets::class;
use crate::facts::Facts;
use serde::{Deserialize, Serialize};

/// One tender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tender {
    /// Its class of items, a number of [`Tenders::classes`].
    pub class: u32,
    /// The region of its buyer, a number of [`Tenders::regions`].
    pub region: u32,
    /// When bids were due, else when it began: local microseconds.
    pub at: i64,
    /// Firms that bid, sorted.
    pub bidders: Vec<u32>,
    /// The only supplier of its active awards, if there is exactly one.
    pub winner: Option<u32>,
}

/// Tenders with at least one bidder.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Tenders {
    /// Firms.
    pub firms: Roster,
    /// Classes of items, `scheme:prefix`.
    pub classes: Roster,
    /// Regions; empty where none is published.
    pub regions: Roster,
    /// Tenders with a class and a date, in the order of the input.
    pub all: Vec<Tender>,
    /// Who bid in tenders without a class or a date: firms met there as well, but nobody knows in which market or order.
    pub unplaced: Vec<Vec<u32>>,
}

impl Tenders {
    /// Takes a process in, if it says who bid.
    pub fn observe(&mut self, facts: &Facts<'_>) {
        if facts.is_cancelled() || facts.is_excluded() {
            return;
        }
        if bidders(facts).is_empty() {
            return;
        }
        let mut numbers: Vec<u32> = firms(facts).iter().map(|id| self.firms.number(id)).collect();
        numbers.sort_unstable();
        let period = &facts.process.tender.tender_period;
        let due = period.end_date.get().or(period.start_date.get());
        let (Some(at), Ok(class)) = (due.or(facts.process.date.get()), class(facts)) else {
            self.unplaced.push(numbers);
            return;
        };
        let own = Tender {
            class: self.classes.number(class),
            region: self.regions.number(region(facts)),
            at: at.local,
            bidders: numbers,
            winner: single_winner(facts).map(|id| self.firms.number(id)),
        };
        self.all.push(own);
    }

    /// Takes the tenders that follow in.
    pub fn merge(&mut self, other: Self) {
        let firms = self.firms.merge(&other.firms);
        let classes = self.classes.merge(&other.classes);
        let regions = self.regions.merge(&other.regions);
        let renumber = |bidders: &mut Vec<u32>| {
            bidders.iter_mut().for_each(|firm| *firm = renumbered(&firms, *firm));
            bidders.sort_unstable();
        };
        for mut own in other.unplaced {
            renumber(&mut own);
            self.unplaced.push(own);
        }
        for mut own in other.all {
            renumber(&mut own.bidders);
            own.class = renumbered(&classes, own.class);
            own.region = renumbered(&regions, own.region);
            own.winner = own.winner.map(|firm| renumbered(&firms, firm));
            self.all.push(own);
        }
    }

    /// Who bid, in byte order, and who won.
    fn names(&self, own: &Tender) -> (Vec<&str>, Option<&str>) {
        let mut bidders: Vec<&str> = own.bidders.iter().map(|firm| self.firms.name(*firm)).collect();
        bidders.sort_unstable();
        (bidders, own.winner.map(|firm| self.firms.name(firm)))
    }

    /// The firms of every tender, with a class and a date or without.
    pub fn meetings(&self) -> impl Iterator<Item = &[u32]> {
        self.all.iter().map(|own| &own.bidders).chain(&self.unplaced).map(Vec::as_slice)
    }

    /// The tenders of every class and region in the order of their dates, those of one moment in the order of who bid and won:
    /// the order of the input must not decide who was missing. Classes and regions in byte order.
    pub fn sequences(&self) -> Vec<(&str, &str, Vec<&Tender>)> {
        let mut groups: std::collections::BTreeMap<(&str, &str), Vec<&Tender>> = std::collections::BTreeMap::new();
        for own in &self.all {
            let key = (self.classes.name(own.class), self.regions.name(own.region));
            groups.entry(key).or_default().push(own);
        }
        let sorted = groups.into_iter().map(|((class, region), mut tenders)| {
            tenders.sort_by_key(|own| own.at);
            for ties in tenders.chunk_by_mut(|a, b| a.at == b.at).filter(|ties| ties.len() > 1) {
                ties.sort_by_cached_key(|own| self.names(own));
            }
            (class, region, tenders)
        });
        sorted.collect()
    }
}

/// The bidders of a process: the firms of each submitted bid, each set once.
pub fn bidders<'f, 'p>(facts: &'f Facts<'p>) -> &'f [Vec<&'p str>] {
    facts.known.bidders.get_or_init(|| {
        let sets = facts.submitted().map(|(at, _)| facts.tenderers(at)).filter(|set| !set.is_empty());
        let mut sets: Vec<Vec<&str>> = sets.map(<[_]>::to_vec).collect();
        sets.sort_unstable();
        sets.dedup();
        sets
    })
}

/// The firms of all bidders, each once, in byte order.
pub fn firms<'f, 'p>(facts: &'f Facts<'p>) -> &'f [&'p str] {
    facts.known.firms.get_or_init(|| {
        let mut firms: Vec<&str> = bidders(facts).iter().flatten().copied().collect();
        firms.sort_unstable();
        firms.dedup();
        firms
    })
}

/// The only supplier of the active awards, if there is exactly one.
pub fn single_winner<'p>(facts: &Facts<'p>) -> Option<&'p str> {
    match facts.winners() {
        [one] => Some(one),
        _ => None,
    }
}

/// The region of the buyer, where it is published.
fn region<'p>(facts: &Facts<'p>) -> &'p str {
    let process = facts.process;
    let inline = [&process.buyer, &process.tender.procuring_entity];
    let buyer = facts.buyer();
    let parties = process.parties.records().filter(|own| buyer.is_some() && own.id.get().map(AsRef::as_ref) == buyer);
    let mut regions = inline.into_iter().chain(parties).map(|own| own.address.region.text());
    regions.find(|region| !region.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenders_of_one_moment_are_in_one_order_whatever_that_of_the_input() {
        let order = |input: [&[&str]; 3]| {
            let mut tenders = Tenders::default();
            for names in input {
                let bidders: Vec<u32> = names.iter().map(|name| tenders.firms.number(name)).collect();
                let class = tenders.classes.number("CPV:45");
                let region = tenders.regions.number("");
                tenders.all.push(Tender { class, region, at: 7, winner: bidders.first().copied(), bidders });
            }
            let sequences = tenders.sequences();
            let names = |own: &&Tender| tenders.names(own).0.join(" ");
            sequences.iter().flat_map(|(.., own)| own.iter().map(names)).collect::<Vec<_>>()
        };
        let expected = ["a c", "b", "c"];
        assert_eq!(order([&["b"], &["c", "a"], &["c"]]), expected);
        assert_eq!(order([&["c"], &["b"], &["a", "c"]]), expected);
    }

    #[test]
    fn a_tender_without_class_or_date_is_in_no_sequence_and_still_a_meeting() {
        let bids = r#""bids":{"details":[{"status":"valid","tenderers":[{"id":"b"}]},{"status":"valid","tenderers":[{"id":"a"}]}]}"#;
        let items = r#""items":[{"classification":{"scheme":"CPV","id":"45"}}]"#;
        let date = r#""date":"2024-01-01T00:00:00Z""#;
        let releases = [
            format!("{{{date},\"tender\":{{{items}}},{bids}}}"),
            format!("{{{date},{bids}}}"),
            format!("{{\"tender\":{{{items}}},{bids}}}"),
        ];
        let settings = crate::settings::Settings::default();
        let study = |order: [usize; 3]| {
            let mut tenders = Tenders::default();
            for at in order {
                // A firm that only this part knows comes first, so that numbers differ between the parts.
                let mut part = Tenders::default();
                part.firms.number(&at.to_string());
                let process = crate::process::Process::parse(&releases[at]).expect("a release");
                part.observe(&Facts::new(&process, &[], &settings));
                tenders.merge(part);
            }
            tenders
        };
        for order in [[0, 1, 2], [2, 1, 0]] {
            let tenders = study(order);
            assert_eq!(tenders.sequences().iter().map(|(.., own)| own.len()).collect::<Vec<_>>(), [1]);
            let graph = crate::network::Graph::of(&tenders, 3);
            let edges: Vec<_> = graph.edges.iter().map(|own| (own.a.as_str(), own.b.as_str(), own.joint)).collect();
            assert_eq!((edges, graph.edges[0].jaccard), (vec![("a", "b", 3)], 1.0));
        }
    }
}
