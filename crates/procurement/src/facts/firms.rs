//! Who bids and who supplies: the identifiers in each bid and each award, worked out once a process, because nearly every
//! flag asks for them. Most bids and awards name one firm, so all identifiers stand in one list.

use super::{Facts, ids_into, is_active};
use crate::compare::subjects::{Name, Register};
use crate::process::Process;
use crate::process::organization::Organization;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// The firms of a process by the places of its bids and awards; of each bid and award sorted and without repetition.
#[derive(Debug, Default)]
pub(super) struct Firms<'p> {
    ids: Vec<&'p str>,
    bids: Vec<Range<usize>>,
    awards: Vec<Range<usize>>,
    /// The suppliers of active awards, sorted and without repetition.
    pub winners: Vec<&'p str>,
}

impl<'p> Firms<'p> {
    /// Of a process.
    pub fn of(process: &'p Process<'p>) -> Self {
        let mut own = Self::default();
        let Self { ids, bids, awards, winners } = &mut own;
        bids.extend(process.bids.details.all().iter().map(|bid| ids_into(ids, &bid.tenderers)));
        awards.extend(process.awards.all().iter().map(|award| ids_into(ids, &award.suppliers)));
        let active = process.awards.iter().filter(|(_, award)| is_active(award));
        winners.extend(active.filter_map(|(at, _)| ids.get(awards.get(at)?.clone())).flatten());
        winners.sort_unstable();
        winners.dedup();
        own
    }

    /// Of the bid at a place.
    pub fn of_bid(&self, at: usize) -> &[&'p str] {
        self.bids.get(at).and_then(|range| self.ids.get(range.clone())).unwrap_or_default()
    }

    /// Of the award at a place.
    pub fn of_award(&self, at: usize) -> &[&'p str] {
        self.awards.get(at).and_then(|range| self.ids.get(range.clone())).unwrap_or_default()
    }
}

/// Firms that act as one, by their identifiers joined with `|`; `None` without identifiers.
pub(super) fn together<'p>(ids: &[&'p str]) -> Option<Cow<'p, str>> {
    match ids {
        [] => None,
        [one] => Some(Cow::Borrowed(*one)),
        several => Some(Cow::Owned(several.join("|"))),
    }
}

/// Everybody who occurs as tenderer, bidder or supplier, in the order of their identifiers.
#[derive(Debug, Default)]
pub(crate) struct Participants<'p> {
    all: Vec<(&'p str, Range<usize>)>,
    /// Their numbers in the register of firms.
    numbers: Vec<u32>,
    /// Positions of submitted bids, those of each participant together.
    bids: Vec<usize>,
}

/// One of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Participant<'f, 'p> {
    /// Its identifier.
    pub id: &'p str,
    /// The same in the register of firms.
    pub name: Name<'f>,
    /// The positions of its submitted bids.
    pub bids: &'f [usize],
    /// Whether it is a supplier of an active award.
    pub won: bool,
}

impl<'p> Facts<'p> {
    /// Everybody who occurs as tenderer, bidder or supplier, in the order of their identifiers.
    pub(crate) fn participants<'f>(&'f self) -> impl Iterator<Item = Participant<'f, 'p>> {
        let found = self.found();
        found.all.iter().zip(&found.numbers).map(move |(own, number)| self.one(found, own, *number))
    }

    /// The participant of an identifier.
    pub(crate) fn participant<'f>(&'f self, id: &str) -> Option<Participant<'f, 'p>> {
        let found = self.found();
        let place = found.all.binary_search_by(|(own, _)| (*own).cmp(id)).ok()?;
        Some(self.one(found, found.all.get(place)?, *found.numbers.get(place)?))
    }

    fn one<'f>(
        &'f self,
        found: &'f Participants<'p>,
        (id, bids): &'f (&'p str, Range<usize>),
        number: u32,
    ) -> Participant<'f, 'p> {
        Participant {
            id,
            name: Name::new(id, number, &self.registers().firms),
            bids: found.bids.get(bids.clone()).unwrap_or_default(),
            won: self.winners().binary_search(id).is_ok(),
        }
    }

    fn found(&self) -> &Participants<'p> {
        self.known.participants.get_or_init(|| self.find_participants())
    }

    fn find_participants(&self) -> Participants<'p> {
        let listed = self.process.tender.tenderers.records().filter_map(Organization::known_by);
        let mut named: Vec<(&str, Option<usize>)> = listed.map(|id| (id, None)).collect();
        for (at, _) in self.submitted() {
            named.extend(self.tenderers(at).iter().map(|id| (*id, Some(at))));
        }
        named.extend(self.winners().iter().map(|id| (*id, None)));
        named.sort_unstable();
        let mut found = Participants::default();
        for same in named.chunk_by(|a, b| a.0 == b.0) {
            let from = found.bids.len();
            found.bids.extend(same.iter().filter_map(|(_, bid)| *bid));
            found.all.extend(same.first().map(|(id, _)| (*id, from..found.bids.len())));
        }
        found.numbers = self.registers().firms.numbers(found.all.iter().map(|(id, _)| *id));
        found
    }

    /// The buyer, see [`Self::buyer`], in the register of buyers.
    pub(crate) fn buyer_name(&self) -> Option<Name<'_>> {
        let register = &self.registers().buyers;
        let number = self.known.buyer.get_or_init(|| self.buyer().and_then(|own| register.numbers([own]).pop()));
        Some(Name::new(self.buyer()?, (*number)?, register))
    }

    /// The registers of the names that flags keep something by: those of the part that looks at the process, or new ones.
    pub(crate) fn registers(&self) -> &Registers {
        self.known.registers.get_or_init(Registers::default)
    }
}

/// The names that flags keep something by.
#[derive(Debug, Clone, Default)]
pub(crate) struct Registers {
    /// Tenderers, bidders and suppliers.
    pub firms: Arc<Register>,
    /// Buyers.
    pub buyers: Arc<Register>,
    /// A buyer and a supplier, as `buyer|supplier`.
    pub pairs: Arc<Register>,
}
