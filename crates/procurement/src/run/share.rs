//! A run on several machines: in a first pass each keeps the states of its share, in a second each writes the findings of its
//! share, judged with the states of all. Processes that occur more than once follow all others in a run, so their states are
//! kept apart, and those of all shares are merged in the order that one run has.

use super::cut::Share;
use super::duplicates::hash;
use super::sheet::Sheet;
use super::stream::{Gathered, Options, RunError, watch};
use super::watch::{Watch, Watched};
use super::{Battery, Part};
use crate::facts::Facts;
use crate::partial::{Partials, Reading, Writing};
use crate::process::identity::publisher;
use probity_registers::Input;
use std::collections::BTreeSet;
use std::io;

/// What is kept of a share.
pub struct Kept {
    once: Part,
    /// Of processes that occur more than once.
    several: Option<Part>,
    /// Hashes of the ocids of all processes.
    pub ocids: Vec<u64>,
    /// The publishers seen.
    pub publishers: BTreeSet<String>,
}

/// Keeps states and writes nothing.
struct Keeping<'k> {
    battery: &'k Battery,
    share: Option<Share>,
    tells_apart: bool,
}

impl Watch for Keeping<'_> {
    type Part = Kept;

    fn start(&self) -> Kept {
        Kept { once: self.battery.start(), several: None, ocids: Vec::new(), publishers: BTreeSet::new() }
    }

    fn look(&self, kept: &mut Kept, _: &mut Sheet, facts: &Facts<'_>) {
        let ocid = facts.process.ocid.text();
        kept.ocids.push(hash(ocid));
        if !kept.publishers.contains(publisher(ocid)) {
            kept.publishers.insert(publisher(ocid).to_owned());
        }
        self.battery.look(&mut kept.once, facts, drop);
        kept.once.quality.rows.clear();
    }

    fn merge(&self, into: &mut Kept, other: Kept) {
        self.battery.merge(&mut into.once, other.once);
        into.also(other.ocids, other.publishers);
    }

    fn follow(&self, into: &mut Kept, other: Kept) {
        match &mut into.several {
            Some(several) => self.battery.merge(several, other.once),
            None => into.several = Some(other.once),
        }
        into.also(other.ocids, other.publishers);
    }

    fn share(&self) -> Option<Share> {
        self.share
    }

    fn tells_apart(&self) -> bool {
        self.tells_apart
    }
}

impl Kept {
    fn also(&mut self, ocids: Vec<u64>, mut publishers: BTreeSet<String>) {
        self.ocids.extend(ocids);
        self.publishers.append(&mut publishers);
    }

    /// Writes the states behind the head of a partial.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn write<W: io::Write>(&mut self, battery: &Battery, to: &mut Writing<W>) -> io::Result<()> {
        self.ocids.sort_unstable();
        to.numbers(&self.ocids)?;
        battery.save(&self.once, to)?;
        match &self.several {
            Some(several) => battery.save(several, to),
            None => battery.save(&battery.start(), to),
        }
    }
}

/// The first pass: looks at a share. `tells_apart` says that other shares are of other publishers.
///
/// # Errors
/// As [`watch`].
pub fn keep(
    inputs: &[Input],
    battery: &Battery,
    options: Options<'_>,
    share: Option<Share>,
    tells_apart: bool,
) -> Result<Watched<Kept>, RunError> {
    watch(inputs, &Keeping { battery, share, tells_apart }, options)
}

/// Writes what flags say and keeps nothing.
struct Emitting<'k>(Keeping<'k>);

impl Watch for Emitting<'_> {
    type Part = Part;
    const GOES_ON: bool = false;
    const PLACES: bool = true;

    fn start(&self) -> Part {
        self.0.battery.start()
    }

    fn look(&self, part: &mut Part, sheet: &mut Sheet, facts: &Facts<'_>) {
        Watch::look(self.0.battery, part, sheet, facts);
    }

    fn merge(&self, _: &mut Part, _: Part) {}

    fn share(&self) -> Option<Share> {
        self.0.share
    }

    fn tells_apart(&self) -> bool {
        self.0.tells_apart
    }
}

/// The second pass: looks at a share again and judges it with the states of all.
///
/// # Errors
/// As [`watch`], or when a partial is not what it should be.
pub fn emit(
    inputs: &[Input],
    battery: &Battery,
    options: Options<'_>,
    share: Option<Share>,
    partials: &Partials,
) -> Result<Gathered, RunError> {
    let emitting = Emitting(Keeping { battery, share, tells_apart: partials.tells_apart() });
    let Watched { spill, quality, counts, digests, rejects, places, faults, .. } = watch(inputs, &emitting, options)?;
    let part = battery.load_all(partials)?;
    let others = partials.is_first();
    let verdicts = battery.judge(part);
    Ok(Gathered { verdicts, spill, quality, counts, digests, rejects, places, faults, others })
}

impl Battery {
    fn save<W: io::Write>(&self, part: &Part, to: &mut Writing<W>) -> io::Result<()> {
        to.section(&part.publishes)?;
        to.section(&part.quality)?;
        to.section(&part.anomalies)?;
        for ((_, flag), state) in self.flags.iter().zip(&part.states) {
            to.bytes(&flag.save(state).map_err(io::Error::other)?)?;
        }
        Ok(())
    }

    /// Merges what the sections that come next say into a part, state by state, so that no second part is held.
    fn load(&self, into: &mut Part, from: &mut Reading) -> Result<(), RunError> {
        into.publishes.merge(from.section()?);
        into.quality.merge(from.section()?);
        into.anomalies.merge(from.section()?);
        for ((_, flag), state) in self.flags.iter().zip(&mut into.states) {
            let bytes = from.bytes()?;
            flag.merge(state, flag.load(&bytes).map_err(|_| from.is_damaged())?);
        }
        Ok(())
    }

    /// The states of all partials, in their order: first of processes that occur once, then of the others.
    fn load_all(&self, partials: &Partials) -> Result<Part, RunError> {
        let mut whole = self.start();
        let mut open: Vec<Reading> = partials.readings().collect::<Result<_, _>>()?;
        for from in &mut open {
            self.load(&mut whole, from)?;
        }
        for from in &mut open {
            self.load(&mut whole, from)?;
        }
        Ok(whole)
    }
}
