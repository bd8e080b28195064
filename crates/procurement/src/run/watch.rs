//! Who looks at the processes of a run, and what comes of it: the run itself does not know whether it judges them, studies
//! their bids, fills tables or keeps states for other machines.

use super::cut::Share;
use super::places::Places;
use super::rejects::Rejects;
use super::sheet::Sheet;
use super::spill::Spill;
use super::stream::Counts;
use super::{Battery, Part};
use crate::facts::Facts;
use crate::quality::{HEADER, Rows};
use probity_core::Diagnostic;

/// Whoever looks at processes: a battery of flags, or a study of bids.
pub trait Watch: Sync {
    /// What it keeps of the processes seen.
    type Part: Send;
    /// Whether a part goes on from block to block. One that hands rows on when it is merged does not, so that it is small
    /// and its rows come in the same portions whatever the threads.
    const GOES_ON: bool = true;
    /// The columns of the rows that go to the sheet.
    const HEADER: &'static str = HEADER;
    /// Whether somebody asks where releases stand.
    const PLACES: bool = false;
    /// Whether organisations are told apart by publisher where there are several; else all is looked at as published.
    const AMONG_PUBLISHERS: bool = true;
    /// Nothing seen.
    fn start(&self) -> Self::Part;
    /// A pass begins, for the first time or again.
    fn restart(&self) {}
    /// Looks at one process; what is only written and never compared goes to the sheet.
    fn look(&self, part: &mut Self::Part, sheet: &mut Sheet, facts: &Facts<'_>);
    /// Takes what was kept of processes that follow into this.
    fn merge(&self, into: &mut Self::Part, other: Self::Part);
    /// The same of processes that occur more than once: they follow all others.
    fn follow(&self, into: &mut Self::Part, other: Self::Part) {
        self.merge(into, other);
    }
    /// The share of the input that is looked at; all of it where there is none.
    fn share(&self) -> Option<Share> {
        None
    }
    /// Whether organisations are told apart by publisher even if only one is seen here.
    fn tells_apart(&self) -> bool {
        false
    }
}

impl Watch for Battery {
    const PLACES: bool = true;
    type Part = Part;

    fn start(&self) -> Part {
        Battery::start(self)
    }

    fn look(&self, part: &mut Part, sheet: &mut Sheet, facts: &Facts<'_>) {
        let process = facts.process;
        sheet.begin(process.ocid.text(), process.publisher().len());
        Battery::look(self, part, facts, |observed| sheet.push(&observed));
        sheet.end();
        sheet.rows.push_str(&part.quality.rows);
        part.quality.rows.clear();
    }

    fn merge(&self, into: &mut Part, other: Part) {
        Battery::merge(self, into, other);
    }
}

/// All that somebody saw.
pub struct Watched<P> {
    /// What was kept.
    pub part: P,
    pub(super) spill: Spill,
    /// Rows about quality.
    pub quality: Rows,
    /// How much there was.
    pub counts: Counts,
    /// SHA-256 of the files as they are, packed or not; of those that were read to their end.
    pub digests: Vec<Option<String>>,
    /// What could not be used.
    pub rejects: Rejects,
    /// Where every release stands.
    pub places: Places,
    /// Files that could not be read, or not to their end.
    pub faults: Vec<Diagnostic>,
}
