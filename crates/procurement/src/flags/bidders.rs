//! Who bids: every organisation of every submitted bid, with the bidder it belongs to. Where no bids are published the
//! listed tenderers stand for them, each on its own.

use crate::facts::Facts;
use crate::process::moment::Moment;
use crate::process::organization::Organization;
use std::borrow::Cow;
use std::fmt::{self, Display};

/// An organisation that bids, alone or with others.
#[derive(Clone)]
pub(crate) struct Member<'p> {
    /// Its identifier.
    pub id: &'p str,
    /// The bidder: the sorted identifiers of all organisations of the bid, joined by `|`.
    pub bidder: Cow<'p, str>,
    /// What stands in the bid about it.
    pub organization: &'p Organization<'p>,
    /// Where that stands.
    pub pointer: Pointer,
    /// The position of its bid; `None` for a listed tenderer.
    pub bid: Option<usize>,
    /// The date of its bid.
    pub date: Option<Moment>,
}

/// Where an organisation stands; a JSON pointer once it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pointer {
    /// In a bid.
    Tenderer { bid: usize, place: usize },
    /// Among the tenderers of the tender.
    Listed(usize),
    /// In an award.
    Supplier { award: usize, place: usize },
    /// Among the parties.
    Party(usize),
    /// Where the buyer or its like stands.
    Named(&'static str),
}

impl Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tenderer { bid, place } => write!(f, "/bids/details/{bid}/tenderers/{place}"),
            Self::Listed(at) => write!(f, "/tender/tenderers/{at}"),
            Self::Supplier { award, place } => write!(f, "/awards/{award}/suppliers/{place}"),
            Self::Party(at) => write!(f, "/parties/{at}"),
            Self::Named(pointer) => f.write_str(pointer),
        }
    }
}

/// The members of all bidders.
///
/// # Errors
/// The reason code when nobody can tell who bids.
pub(crate) fn members<'f, 'p>(facts: &'f Facts<'p>) -> Result<&'f [Member<'p>], String> {
    facts.known.members.get_or_init(|| submitting(facts)).as_deref().map_err(Clone::clone)
}

fn submitting<'p>(facts: &Facts<'p>) -> Result<Vec<Member<'p>>, String> {
    let details = &facts.process.bids.details;
    if !details.has_any() {
        return listed(facts);
    }
    let mut members = Vec::with_capacity(details.len());
    for (at, bid) in facts.submitted() {
        let Some(bidder) = facts.bidder(at) else { continue };
        for (place, organization) in bid.tenderers.iter() {
            let Some(id) = organization.known_by() else { continue };
            let pointer = Pointer::Tenderer { bid: at, place };
            let (bidder, date) = (bidder.clone(), bid.date.get().copied());
            members.push(Member { id, bidder, organization, pointer, bid: Some(at), date });
        }
    }
    let unstated = || details.records().find(|bid| !bid.status.is_there());
    match unstated().filter(|_| members.is_empty()) {
        Some(bid) => Err(bid.status.lack("bids/details/status")),
        None => Ok(members),
    }
}

fn listed<'p>(facts: &Facts<'p>) -> Result<Vec<Member<'p>>, String> {
    let tenderers = &facts.process.tender.tenderers;
    let members: Vec<Member<'p>> = tenderers
        .iter()
        .filter_map(|(at, organization)| {
            let id = organization.known_by()?;
            let (bidder, pointer) = (Cow::Borrowed(id), Pointer::Listed(at));
            Some(Member { id, bidder, organization, pointer, bid: None, date: None })
        })
        .collect();
    if members.is_empty() { Err("missing:bids/details".to_owned()) } else { Ok(members) }
}

/// Whether there are at least two different bidders.
pub(crate) fn are_several<'m, 'p: 'm>(members: impl IntoIterator<Item = &'m Member<'p>>) -> bool {
    let mut members = members.into_iter();
    let first = members.next();
    first.is_some_and(|first| members.any(|member| member.bidder != first.bidder))
}

/// The published parties in the order of their identifiers, with their positions.
pub(crate) struct Parties<'p>(Vec<(&'p str, usize, &'p Organization<'p>)>);

impl<'p> Parties<'p> {
    /// Of a process.
    pub fn of<'f>(facts: &'f Facts<'p>) -> &'f Self {
        facts.known.parties.get_or_init(|| Self::by_id(facts))
    }

    fn by_id(facts: &Facts<'p>) -> Self {
        let named = |(at, party): (usize, &'p Organization<'p>)| Some((party.id.get()?.as_ref(), at, party));
        let mut all: Vec<_> = facts.process.parties.iter().filter_map(named).collect();
        all.sort_by_key(|(id, ..)| *id);
        Self(all)
    }

    /// Whether no party has an identifier.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The entries of an organisation; usually one.
    pub fn get<'s>(&'s self, id: &'s str) -> impl Iterator<Item = (usize, &'p Organization<'p>)> + use<'s, 'p> {
        let from = self.0.partition_point(|(own, ..)| *own < id);
        let same = self.0.iter().skip(from).take_while(move |(own, ..)| *own == id);
        same.map(|(_, at, party)| (*at, *party))
    }
}

/// The members that bid for each lot; all of them where there is at most one lot. A bid for several lots competes in all.
///
/// # Errors
/// The reason code when nobody can tell who bids for which lot.
pub(crate) fn by_lot<'m, 'p>(facts: &Facts<'_>, members: &'m [Member<'p>]) -> Result<Vec<Vec<&'m Member<'p>>>, String> {
    if facts.groups.len() == 1 {
        return Ok(vec![members.iter().collect()]);
    }
    if members.iter().any(|member| member.bid.is_none()) {
        return Err("missing:bids/details/relatedLots".to_owned());
    }
    let bids = facts.process.bids.details.all();
    let named = |member: &&Member<'p>, lot: &str| {
        member.bid.and_then(|at| bids.get(at)).is_some_and(|bid| bid.related_lots.has(lot))
    };
    let lots = facts.groups.iter().map(|group| members.iter().filter(|member| named(member, group.lot)).collect());
    Ok(lots.collect())
}
