//! What some blocks of lines add up to, with names numbered locally. What depends on the order of lines carries the number of
//! its block, so that the answer is that of one worker, however many there were and whoever took which block.

use super::release::Names;
use super::settings::Settings;
use super::words::Words;
use std::collections::HashSet;

/// Flags of a process whose value is always 1.
pub mod flag {
    /// Short submission period.
    pub const R003: u8 = 1;
    /// Single bid.
    pub const R018: u8 = 2;
    /// Identical prices.
    pub const R028: u8 = 4;
    /// The winner's bid was late.
    pub const R030: u8 = 8;
    /// The lowest bid was disqualified.
    pub const R036: u8 = 16;
    /// All but the winner's bid were disqualified; its value differs.
    pub const R035: u8 = 32;
}

/// Of so many, so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fraction {
    /// The part.
    pub numerator: u64,
    /// The whole.
    pub denominator: u64,
}

impl Fraction {
    /// Adds to both.
    pub fn add(&mut self, numerator: u64, denominator: u64) {
        self.numerator += numerator;
        self.denominator += denominator;
    }

    /// The quotient.
    pub fn ratio(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

/// What is known of an organisation.
#[derive(Debug, Clone, Copy, Default)]
pub struct Organisation {
    /// Flags it has as a tenderer: R028, R030, R035.
    pub flags: u8,
    /// Processes won of those bid in (R025).
    pub wins: Fraction,
    /// Bids disqualified of those submitted (R038).
    pub bids: Fraction,
    /// The same of the bids it received as a buyer.
    pub as_buyer: Fraction,
    /// The same of the bids it received as a procuring entity.
    pub as_entity: Fraction,
    /// Processes in which it supplied classified items alone (R048).
    pub processes: u64,
    /// The process in which that was last counted.
    counted: u64,
}

impl Organisation {
    fn merge(&mut self, other: &Self) {
        self.flags |= other.flags;
        self.wins.add(other.wins.numerator, other.wins.denominator);
        self.bids.add(other.bids.numerator, other.bids.denominator);
        self.as_buyer.add(other.as_buyer.numerator, other.as_buyer.denominator);
        self.as_entity.add(other.as_entity.numerator, other.as_entity.denominator);
        self.processes += other.processes;
    }
}

/// The second lowest bid against the winner's.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ratio {
    /// (L − W) / W.
    pub value: f64,
    /// Who won.
    pub winner: u32,
    /// Who was next.
    pub runner_up: u32,
}

/// What one release says of its process.
#[derive(Debug, Default)]
pub struct Process<'a> {
    /// Its identifier.
    ocid: &'a str,
    /// Flags whose value is 1.
    pub flags: u8,
    /// R035: how many were disqualified, and the winner.
    pub excluded: Option<(u64, u32)>,
    /// The ratio, if there is one.
    pub ratio: Option<Ratio>,
    /// Everyone who submitted a bid.
    pub tenderers: Vec<u32>,
    /// R028: everyone with an identical price.
    pub identical: Vec<u32>,
    /// R030: every winner who was late.
    pub late: Vec<u32>,
    /// R038: the buyer, if a bid was disqualified.
    pub buyer: Option<u32>,
    /// R038: the procuring entity, if a bid was disqualified.
    pub entity: Option<u32>,
}

impl<'a> Process<'a> {
    /// A process of which nothing is known.
    pub fn new(ocid: &'a str) -> Self {
        Self { ocid, ..Self::default() }
    }

    fn says_nothing(&self) -> bool {
        self.flags == 0
            && self.excluded.is_none()
            && self.ratio.is_none()
            && self.tenderers.is_empty()
            && self.buyer.is_none()
            && self.entity.is_none()
    }
}

/// Which pairs of process and tenderer a map holds.
pub const MAPS: usize = 4;

/// What the latest release says that says anything. Parts may hold blocks of lines from all over a file, so that each value
/// carries the number of its block.
#[derive(Debug, Clone, Copy, Default)]
pub struct Latest<T> {
    value: T,
    /// Counted from 1, so that 0 is no value.
    block: u32,
}

impl<T: Copy + Default> Latest<T> {
    fn new(value: Option<T>, block: u32) -> Self {
        value.map_or_else(Self::default, |value| Self { value, block: block.saturating_add(1) })
    }

    /// The value, if there is one.
    pub fn get(self) -> Option<T> {
        (self.block > 0).then_some(self.value)
    }

    /// Takes the value that is given later, if there is one.
    fn take(&mut self, other: Self) {
        if other.block > 0 && other.block >= self.block {
            *self = other;
        }
    }

    fn map<U>(self, of: impl FnOnce(T) -> U) -> Latest<U> {
        Latest { value: of(self.value), block: self.block }
    }
}

/// What several releases of one process say of it: a later value replaces an earlier one, flags and pairs accumulate.
#[derive(Debug, Clone, Copy, Default)]
pub struct Outcome {
    /// Flags whose value is 1, and R035.
    pub flags: u8,
    /// The value of R035.
    pub excluded: Latest<u64>,
    /// The ratio.
    pub ratio: Latest<Ratio>,
    /// R038's buyer.
    pub buyer: Latest<u32>,
    /// R038's procuring entity.
    pub entity: Latest<u32>,
}

/// The sum of a run of lines.
#[derive(Default)]
pub struct Part {
    /// The names in it.
    pub names: Names,
    /// Identifiers of processes that have something to say.
    pub ocids: Words,
    /// Outcomes by number of process.
    pub outcomes: Vec<Outcome>,
    /// Organisations by their number.
    pub organisations: Vec<Organisation>,
    /// Supplier and class (R048).
    pub supplied: HashSet<(u32, u32)>,
    /// Process and tenderer: everyone, and those with R028, R030 and R035. With maps only.
    pub pairs: [Vec<(u32, u32)>; MAPS],
    /// The currency of comparisons, once there is one.
    currency: Option<u32>,
    /// Bids in another currency.
    pub other_currency: u64,
    /// The number of the block of lines that is being read.
    pub block: u32,
    process: u64,
}

impl Part {
    /// An empty part that compares in this currency, if it is known already.
    pub fn new(currency: Option<&str>) -> Self {
        let mut part = Self::default();
        part.currency = currency.map(|code| part.names.currencies.number(code));
        part
    }

    /// The currency of comparisons.
    pub fn currency(&self) -> Option<&str> {
        self.currency.map(|number| self.names.currencies.text(number))
    }

    /// Whether a bid is in the currency of comparisons, which the first bid that is compared decides.
    pub fn same_currency(&mut self, settings: &Settings, currency: u32) -> bool {
        let names = &mut self.names.currencies;
        let main =
            self.currency.get_or_insert_with(|| settings.currency.as_ref().map_or(currency, |code| names.number(code)));
        let same = *main == currency;
        self.other_currency += u64::from(!same);
        same
    }

    /// What is known of an organisation.
    pub fn organisation(&mut self, number: u32) -> &mut Organisation {
        grown(&mut self.organisations, number)
    }

    /// A sole supplier delivered something of a class in the present process.
    pub fn supplied(&mut self, supplier: u32, class: u32) {
        // Counted from 1, so that 0 is no process.
        let process = self.process + 1;
        let organisation = self.organisation(supplier);
        if organisation.counted != process {
            organisation.counted = process;
            organisation.processes += 1;
        }
        self.supplied.insert((supplier, class));
    }

    /// Ends the present process.
    pub fn take(&mut self, process: Process<'_>, map: bool) {
        self.process += 1;
        if process.says_nothing() {
            return;
        }
        let number = self.ocids.number(process.ocid);
        let lists = [&process.tenderers, &process.identical, &process.late];
        let flags = [0, flag::R028, flag::R030];
        for ((list, flag), place) in lists.into_iter().zip(flags).zip(0..) {
            for &id in list {
                self.pair(map, place, number, id, flag);
            }
        }
        let block = self.block;
        let outcome = grown(&mut self.outcomes, number);
        outcome.flags |= process.flags;
        outcome.ratio.take(Latest::new(process.ratio, block));
        outcome.buyer.take(Latest::new(process.buyer, block));
        outcome.entity.take(Latest::new(process.entity, block));
        if let Some((out, winner)) = process.excluded {
            outcome.flags |= flag::R035;
            outcome.excluded.take(Latest::new(Some(out), block));
            self.pair(map, MAPS - 1, number, winner, flag::R035);
        }
    }

    fn pair(&mut self, map: bool, place: usize, process: u32, tenderer: u32, flag: u8) {
        if flag != 0 {
            self.organisation(tenderer).flags |= flag;
        }
        if let Some(pairs) = self.pairs.get_mut(place).filter(|_| map) {
            pairs.push((process, tenderer));
        }
    }

    /// Adds another part.
    pub fn merge(&mut self, next: &Self) {
        let organisations = renumbered(&mut self.names.organisations, &next.names.organisations);
        let classes = renumbered(&mut self.names.classes, &next.names.classes);
        let ocids = renumbered(&mut self.ocids, &next.ocids);
        for (organisation, number) in next.organisations.iter().zip(&organisations) {
            self.organisation(*number).merge(organisation);
        }
        let of = |numbers: &[u32], old: u32| numbers.get(old as usize).copied().unwrap_or_default();
        self.supplied.extend(next.supplied.iter().map(|(id, class)| (of(&organisations, *id), of(&classes, *class))));
        for (pairs, more) in self.pairs.iter_mut().zip(&next.pairs) {
            pairs.extend(more.iter().map(|(process, id)| (of(&ocids, *process), of(&organisations, *id))));
        }
        for (later, number) in next.outcomes.iter().zip(&ocids) {
            let outcome = grown(&mut self.outcomes, *number);
            outcome.flags |= later.flags;
            outcome.excluded.take(later.excluded);
            outcome.ratio.take(later.ratio.map(|ratio| Ratio {
                winner: of(&organisations, ratio.winner),
                runner_up: of(&organisations, ratio.runner_up),
                ..ratio
            }));
            outcome.buyer.take(later.buyer.map(|id| of(&organisations, id)));
            outcome.entity.take(later.entity.map(|id| of(&organisations, id)));
        }
        self.other_currency += next.other_currency;
        if let (None, Some(code)) = (self.currency, next.currency()) {
            self.currency = Some(self.names.currencies.number(code));
        }
    }
}

/// The numbers that the texts of `from` have in `into`.
fn renumbered(into: &mut Words, from: &Words) -> Vec<u32> {
    from.texts().map(|text| into.number(text)).collect()
}

/// The entry of a number, made if it is not there.
fn grown<T: Default>(entries: &mut Vec<T>, number: u32) -> &mut T {
    let index = number as usize;
    if index >= entries.len() {
        entries.resize_with(index + 1, T::default);
    }
    // The entry was just made; the spare one is never reached.
    let last = entries.len() - 1;
    &mut entries[index.min(last)]
}
