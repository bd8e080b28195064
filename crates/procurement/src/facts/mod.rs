//! What many flags ask about one process, worked out once: submitted bids, bidders, lots with their comparable bids,
//! active awards, winners. The words are those of the method pages ("Common words").

mod firms;
mod groups;
mod known;
pub(crate) mod letters;
pub mod listing;
pub mod rates;

use firms::{Firms, together};
pub(crate) use firms::{Participants, Registers};
pub use groups::{Group, Offer, Winner};
pub(crate) use known::Known;

use crate::process::Process;
use crate::process::moment::{Moment, Stamp};
use crate::process::organization::Organization;
use crate::process::record::List;
use crate::process::stages::{Award, Bid};
use crate::settings::Settings;
use std::borrow::Cow;
use std::ops::Range;

/// Where a process stands in the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// Number of the file.
    pub file: usize,
    /// Line.
    pub line: u64,
    /// Byte at which its document begins, in the unpacked file.
    pub at: u64,
}

/// One process and what follows from it.
pub struct Facts<'p> {
    /// The process.
    pub process: &'p Process<'p>,
    /// Earlier and present releases of it in the order of their dates, if the input had several; else empty.
    pub history: &'p [Process<'p>],
    /// The settings of the run.
    pub settings: &'p Settings,
    /// Where it stands; the beginning where nobody asks.
    pub place: Place,
    /// Lots with their comparable bids and active awards; one group without a name when no lots are published.
    pub groups: Vec<Group<'p>>,
    firms: Firms<'p>,
    /// What flags have worked out so far.
    pub(crate) known: Known<'p>,
}

impl<'p> Facts<'p> {
    /// Works them out.
    pub fn new(process: &'p Process<'p>, history: &'p [Process<'p>], settings: &'p Settings) -> Self {
        let firms = Firms::of(process);
        let groups = groups::of(process, settings, &firms);
        Self { process, history, settings, place: Place::default(), groups, firms, known: Known::default() }
    }

    /// The same at a place of the input.
    pub fn at(self, place: Place) -> Self {
        Self { place, ..self }
    }

    /// Whether the tender was cancelled or withdrawn.
    pub fn is_cancelled(&self) -> bool {
        let gone = |status: &str| matches!(status, "cancelled" | "withdrawn");
        gone(self.process.tender.status.text()) || gone(self.process.tender.final_status.text())
    }

    /// Whether the settings leave its procedure out.
    pub fn is_excluded(&self) -> bool {
        let details = self.process.tender.procurement_method_details.text();
        !details.is_empty() && self.settings.excluded.iter().any(|excluded| excluded == details)
    }

    /// Whether prices of its procedure may be compared.
    pub fn prices_compare(&self) -> bool {
        let details = self.process.tender.procurement_method_details.text();
        let only = &self.settings.compare_only;
        (only.is_empty() || only.iter().any(|own| own == details))
            && !self.settings.compare_never.iter().any(|own| own == details)
    }

    /// The buyer: `buyer.id`, or the procuring entity where no buyer is published; their numbers in a register where neither
    /// has an id.
    pub fn buyer(&self) -> Option<&'p str> {
        let both = || [&self.process.buyer, &self.process.tender.procuring_entity].into_iter();
        let id = both().find_map(|own| own.id.get().map(AsRef::as_ref));
        id.or_else(|| both().find_map(Organization::known_by))
    }

    /// Bids with a status other than invited and withdrawn, with their positions.
    pub fn submitted(&self) -> impl Iterator<Item = (usize, &'p Bid<'p>)> {
        self.process.bids.details.iter().filter(|(_, bid)| is_submitted(bid))
    }

    /// The bid at a position.
    pub fn bid(&self, at: usize) -> Option<&'p Bid<'p>> {
        self.process.bids.details.all().get(at)
    }

    /// Active awards, with their positions.
    pub fn active_awards(&self) -> impl Iterator<Item = (usize, &'p Award<'p>)> {
        self.process.awards.iter().filter(|(_, award)| is_active(award))
    }

    /// The firms of the bid at a position, sorted and without repetition.
    pub fn tenderers(&self, at: usize) -> &[&'p str] {
        self.firms.of_bid(at)
    }

    /// The firms of the award at a position, sorted and without repetition.
    pub fn suppliers(&self, at: usize) -> &[&'p str] {
        self.firms.of_award(at)
    }

    /// The bidder of the bid at a position: its tenderers' identifiers, sorted and joined by `|`; `None` without identifiers.
    pub fn bidder(&self, at: usize) -> Option<Cow<'p, str>> {
        together(self.tenderers(at))
    }

    /// The suppliers of all active awards, sorted and without repetition.
    pub fn winners(&self) -> &[&'p str] {
        &self.firms.winners
    }

    /// The reason when a rule asks for an active award and there is none: `Err` holds the missing path, `Ok` means that
    /// the stage is not reached.
    pub fn no_award_stage(&self) -> Result<(), &'static str> {
        let open = matches!(self.process.tender.status.text(), "planning" | "planned" | "active" | "unsuccessful");
        if self.process.awards.has_any() || open { Ok(()) } else { Err("awards") }
    }

    /// The year of the process: of its tender period, else of its release, for peers.
    pub fn year(&self) -> Option<i16> {
        let began = || self.start().or_else(|| self.process.date.get().copied());
        *self.known.year.get_or_init(|| began()?.date().map(jiff::civil::Date::year))
    }

    /// When the tender began, if known.
    pub fn start(&self) -> Option<Moment> {
        self.process.tender.tender_period.start_date.get().copied()
    }

    /// Whether `a` is later than `b`; `None` when it depends on an unknown offset.
    pub fn later(&self, a: Stamp, b: Stamp) -> Option<bool> {
        self.settings.clock.later(a, b)
    }
}

/// Whether a bid counts as submitted.
pub fn is_submitted(bid: &Bid<'_>) -> bool {
    let status = bid.status.text();
    !status.is_empty() && status != "invited" && status != "withdrawn"
}

/// Whether an award counts as active (OCDS 1.1 `status`, 1.2 `finalStatus`, which has the last word).
pub fn is_active(award: &Award<'_>) -> bool {
    match award.final_status.text() {
        "active" | "complete" => true,
        "cancelled" | "unsuccessful" | "withdrawn" => false,
        _ => award.status.text() == "active",
    }
}

/// Whether an award is neither given, cancelled nor unsuccessful yet. One without a status says nothing.
pub fn is_open(award: &Award<'_>) -> bool {
    let settled = |status: &str| matches!(status, "" | "active" | "cancelled" | "unsuccessful");
    !award.final_status.is_there() && !settled(award.status.text())
}

/// What organisations are known by, sorted and without repetition.
pub fn ids<'p>(organizations: &'p List<Organization<'p>>) -> Vec<&'p str> {
    let mut ids = Vec::new();
    ids_into(&mut ids, organizations);
    ids
}

/// Puts them at the end of a list; gives their places.
fn ids_into<'p>(all: &mut Vec<&'p str>, organizations: &'p List<Organization<'p>>) -> Range<usize> {
    let from = all.len();
    all.extend(organizations.records().filter_map(Organization::known_by));
    if all.len() > from + 1 {
        let mut own = all.split_off(from);
        own.sort_unstable();
        own.dedup();
        all.append(&mut own);
    }
    from..all.len()
}

/// The bidder of a bid: its tenderers' identifiers, sorted and joined by `|`; `None` without identifiers.
pub fn bidder<'p>(bid: &'p Bid<'p>) -> Option<Cow<'p, str>> {
    together(&ids(&bid.tenderers))
}
