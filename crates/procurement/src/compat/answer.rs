//! What Cardinal answers about every process and organisation once all lines were seen: codes with their values. Written
//! as its JSON or as rows.

use super::fences::{Fences, Floors, TENDERER_FLAGS};
use super::part::{Fraction, Outcome, Part, flag};
use super::settings::Settings;

/// Codes and values of one identifier.
pub type Codes = Vec<(&'static str, f64)>;

/// All of it, computed as it is asked for.
pub struct Answer<'p> {
    /// What was seen.
    pub part: &'p Part,
    /// Fences, and how they came about.
    pub fences: Fences,
    /// Numbers of organisations in byte order of their identifiers.
    pub organisations: Vec<u32>,
    /// Numbers of processes in byte order of their ocids.
    pub ocids: Vec<u32>,
    floors: Floors,
    /// By organisation: in a process with R024, winner in a process with R058.
    near_and_far: Vec<(bool, bool)>,
}

impl<'p> Answer<'p> {
    /// What these settings ask of what was seen.
    pub fn of(settings: &Settings, part: &'p Part) -> Self {
        let fences = Fences::of(settings, part);
        let near_and_far = near_and_far(part, &fences);
        let (organisations, ocids) = (part.names.organisations.sorted(), part.ocids.sorted());
        Self { part, fences, organisations, ocids, floors: Floors::of(settings), near_and_far }
    }

    /// Of a process.
    pub fn process(&self, id: u32) -> Codes {
        self.part.outcomes.get(id as usize).map(|outcome| of_process(outcome, &self.fences)).unwrap_or_default()
    }

    /// Of an organisation as buyer.
    pub fn buyer(&self, id: u32) -> Codes {
        let organisation = self.part.organisations.get(id as usize).copied().unwrap_or_default();
        of_fraction(self.fences.r038[0], organisation.as_buyer, self.floors.received).into_iter().collect()
    }

    /// Of an organisation as procuring entity.
    pub fn entity(&self, id: u32) -> Codes {
        let organisation = self.part.organisations.get(id as usize).copied().unwrap_or_default();
        of_fraction(self.fences.r038[1], organisation.as_entity, self.floors.received).into_iter().collect()
    }

    /// Of an organisation as tenderer.
    pub fn tenderer(&self, id: u32) -> Codes {
        let organisation = self.part.organisations.get(id as usize).copied().unwrap_or_default();
        let (near, far) = self.near_and_far.get(id as usize).copied().unwrap_or_default();
        let fences = &self.fences;
        let mut codes = Codes::new();
        if near {
            codes.push(("R024", 0.0));
        }
        let (wins, ratio) = (organisation.wins, organisation.wins.ratio());
        let often = |often: f64| wins.denominator > 0 && wins.denominator as f64 >= often;
        if fences.r025.is_some_and(|(fence, floor)| often(floor) && ratio <= fence) {
            codes.push(("R025", ratio));
        }
        let own = TENDERER_FLAGS.into_iter().filter(|(_, flag, _)| organisation.flags & flag != 0);
        codes.extend(own.map(|(code, _, value)| (code, value)));
        codes.extend(of_fraction(fences.r038[2], organisation.bids, self.floors.submitted));
        let classes = fences.variety.get(&id).filter(|classes| fences.r048.is_some_and(|fence| **classes >= fence));
        codes.extend(classes.map(|classes| ("R048", *classes)));
        if far {
            codes.push(("R058", 0.0));
        }
        codes
    }
}

/// R038's value, if the fraction earns it.
fn of_fraction(fence: Option<f64>, of: Fraction, floor: u64) -> Option<(&'static str, f64)> {
    let ratio = of.ratio();
    let counted = of.denominator >= floor && of.denominator > 0;
    fence.filter(|fence| counted && ratio >= *fence).map(|_| ("R038", ratio))
}

fn of_process(outcome: &Outcome, fences: &Fences) -> Codes {
    let mut codes = Codes::new();
    let (near, far) = outcome.ratio.get().map(|ratio| fences.of_ratio(ratio.value)).unwrap_or_default();
    let value = outcome.ratio.get().map(|ratio| ratio.value).unwrap_or_default();
    let has = |flag: u8| outcome.flags & flag != 0;
    let all = [
        ("R003", has(flag::R003), 1.0),
        ("R018", has(flag::R018), 1.0),
        ("R024", near, value),
        ("R028", has(flag::R028), 1.0),
        ("R030", has(flag::R030), 1.0),
        ("R035", has(flag::R035), outcome.excluded.get().unwrap_or_default() as f64),
        ("R036", has(flag::R036), 1.0),
        ("R058", far, value),
    ];
    codes.extend(all.into_iter().filter(|(_, has, _)| *has).map(|(code, _, value)| (code, value)));
    codes
}

fn near_and_far(part: &Part, fences: &Fences) -> Vec<(bool, bool)> {
    let mut marks = vec![(false, false); part.names.organisations.len()];
    for ratio in part.outcomes.iter().filter_map(|outcome| outcome.ratio.get()) {
        let (near, far) = fences.of_ratio(ratio.value);
        if let Some(mark) = marks.get_mut(ratio.winner as usize) {
            mark.0 |= near;
            mark.1 |= far;
        }
        if let Some(mark) = marks.get_mut(ratio.runner_up as usize) {
            mark.0 |= near;
        }
    }
    marks
}
