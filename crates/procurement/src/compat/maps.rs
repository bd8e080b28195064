//! Which organisations stand behind the flags of a process, as Cardinal maps them with `--map`.

use super::answer::Answer;
use super::part::{MAPS, Ratio};
use std::collections::BTreeMap;

/// A process and an organisation, by their places in byte order.
pub type Pair = (u32, u32);

/// Names of the maps to tenderers, in the order of [`Maps::tenderers`].
pub const OF_TENDERERS: [&str; 6] = [
    "ocid_tenderer",
    "ocid_tenderer_r024",
    "ocid_tenderer_r028",
    "ocid_tenderer_r030",
    "ocid_tenderer_r035",
    "ocid_tenderer_r058",
];

/// The maps, each in byte order of its ocids, then of its identifiers, and without repetition.
pub struct Maps {
    /// The buyers of processes with a disqualified bid.
    pub buyers: Vec<Pair>,
    /// Their procuring entities.
    pub entities: Vec<Pair>,
    /// All tenderers, then those flagged.
    pub tenderers: [Vec<Pair>; 6],
}

impl Maps {
    /// Those of an answer.
    pub fn of(answer: &Answer<'_>) -> Self {
        let places = |numbers: &[u32]| -> BTreeMap<u32, u32> { numbers.iter().copied().zip(0..).collect() };
        let (processes, people) = (places(&answer.ocids), places(&answer.organisations));
        let place = |of: &BTreeMap<u32, u32>, number: u32| of.get(&number).copied().unwrap_or_default();
        let in_order = |pairs: &mut dyn Iterator<Item = (u32, u32)>| {
            let mut sorted: Vec<Pair> = pairs.map(|(ocid, id)| (place(&processes, ocid), place(&people, id))).collect();
            sorted.sort_unstable();
            sorted.dedup();
            sorted
        };
        let outcomes = || (0_u32..).zip(&answer.part.outcomes);
        let ratios = |of: fn((bool, bool), Ratio) -> Vec<u32>| {
            let flagged = outcomes().filter_map(|(ocid, outcome)| outcome.ratio.get().map(|ratio| (ocid, ratio)));
            let people = flagged.map(|(ocid, ratio)| (ocid, of(answer.fences.of_ratio(ratio.value), ratio)));
            in_order(&mut people.flat_map(|(ocid, people)| people.into_iter().map(move |id| (ocid, id))))
        };
        let [all, identical, late, excluded] =
            [0, 1, 2, MAPS - 1].map(|place| in_order(&mut answer.part.pairs.get(place).into_iter().flatten().copied()));
        let near = ratios(|(near, _), ratio| if near { vec![ratio.winner, ratio.runner_up] } else { Vec::new() });
        let far = ratios(|(_, far), ratio| if far { vec![ratio.winner] } else { Vec::new() });
        let buyers = outcomes().filter_map(|(ocid, outcome)| outcome.buyer.get().map(|id| (ocid, id)));
        let entities = outcomes().filter_map(|(ocid, outcome)| outcome.entity.get().map(|id| (ocid, id)));
        Self {
            buyers: in_order(&mut buyers.into_iter()),
            entities: in_order(&mut entities.into_iter()),
            tenderers: [all, near, identical, late, excluded, far],
        }
    }
}

impl Answer<'_> {
    /// The ocid at a place.
    pub fn ocid_at(&self, place: u32) -> &str {
        self.part.ocids.text(self.ocids.get(place as usize).copied().unwrap_or_default())
    }

    /// The identifier of the organisation at a place.
    pub fn organisation_at(&self, place: u32) -> &str {
        self.part.names.organisations.text(self.organisations.get(place as usize).copied().unwrap_or_default())
    }
}
