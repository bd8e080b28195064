//! Who bids and who supplies: the identifiers in each bid and each award, worked out once a process, because nearly every
//! flag asks for them. Most bids and awards name one firm, so all identifiers stand in one list.

use super::{ids_into, is_active};
use crate::process::Process;
use std::borrow::Cow;
use std::ops::Range;

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
