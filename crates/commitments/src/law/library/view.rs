//! What the law says on a day: the text of that day, and of each provision whether it applies and since when. An article can
//! be in force in part, or amended by an act that has not begun to apply; nothing here assumes one point in time.

use super::act::Provision;
use super::collection::{Expression, Holding};
use super::form::flatten;
use super::{part, repeal};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeSet;

/// Whether a provision applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProvisionState {
    /// It applies.
    InForce,
    /// It has not begun to apply.
    NotCommenced,
    /// It applies no longer.
    Repealed,
}

/// Whether a work applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkState {
    /// It applies no longer.
    Repealed,
    /// All of it applies that is not repealed.
    InForce,
    /// Some of it applies.
    PartlyInForce,
    /// None of it applies yet.
    NotInForce,
    /// Nobody said when it begins to apply.
    Unknown,
}

/// A provision on a day.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// The provision.
    pub provision: &'a Provision,
    /// The one it is part of, by its place in the list.
    pub parent: Option<usize>,
    /// Whether it applies.
    pub state: ProvisionState,
    /// The day from which it applied first.
    pub since: Option<Date>,
}

/// A work on a day.
#[derive(Debug, Clone)]
pub struct View<'a> {
    /// The work.
    pub holding: &'a Holding,
    /// The text.
    pub expression: &'a Expression,
    /// The day.
    pub at: Date,
    /// Whether the work applies.
    pub state: WorkState,
    /// The provisions, depth first.
    pub provisions: Vec<Seen<'a>>,
}

/// How one commencement touches a provision.
#[derive(Clone, Copy, Default)]
struct Reach {
    named: bool,
    excepted: bool,
}

impl<'a> View<'a> {
    pub(super) fn new(holding: &'a Holding, expression: &'a Expression, at: Date) -> Self {
        let ended = holding.repealed.as_ref().is_some_and(|repeal| repeal.date.0 <= at);
        let placed = flatten(&expression.provisions);
        let first = holding.first_seen();
        let mut since: Vec<Option<Date>> = vec![None; placed.len()];
        for commencement in holding.commencements.iter().filter(|one| one.date.0 <= at) {
            let names: BTreeSet<&str> = commencement.provisions.iter().map(String::as_str).collect();
            let except: BTreeSet<&str> = commencement.except.iter().map(String::as_str).collect();
            let mut reached: Vec<Reach> = Vec::with_capacity(placed.len());
            for (one, since) in placed.iter().zip(&mut since) {
                let eid = one.provision.eid.as_str();
                let all = Reach { named: names.contains("*"), excepted: false };
                let above = one.parent.and_then(|parent| reached.get(parent)).copied().unwrap_or(all);
                let named = above.named || names.contains(eid);
                let excepted = above.excepted || except.contains(eid);
                reached.push(Reach { named, excepted });
                if named && !excepted {
                    *since = Some(since.map_or(commencement.date.0, |date| date.min(commencement.date.0)));
                }
            }
        }
        let mut provisions: Vec<Seen<'a>> = Vec::with_capacity(placed.len());
        for (one, since) in placed.iter().zip(since) {
            let above = one.parent.and_then(|parent| provisions.get(parent));
            let gone = ended
                || above.is_some_and(|above| above.state == ProvisionState::Repealed)
                || repeal::says_so(one.provision);
            let state = match (gone, since) {
                (true, _) => ProvisionState::Repealed,
                (false, Some(_)) => ProvisionState::InForce,
                (false, None) => ProvisionState::NotCommenced,
            };
            let first = first.get(one.provision.eid.as_str()).copied();
            let since = since.map(|date| first.map_or(date, |first| date.max(first)));
            provisions.push(Seen { provision: one.provision, parent: one.parent, state, since });
        }
        let state = if ended { WorkState::Repealed } else { state(holding, &provisions, at) };
        Self { holding, expression, at, state, provisions }
    }

    /// The provision with this identifier; of a paragraph of text, the provision it belongs to.
    pub fn seen(&self, eid: &str) -> Option<&Seen<'a>> {
        let by = |eid: &str| self.provisions.iter().find(|seen| seen.provision.eid == eid);
        by(eid).or_else(|| by(part::line_of(eid)?.0))
    }

    /// The provision with this identifier and all in it.
    pub fn below(&self, eid: &str) -> &[Seen<'a>] {
        let Some(first) = self.provisions.iter().position(|seen| seen.provision.eid == eid) else { return &[] };
        let rest = self.provisions.get(first..).unwrap_or_default();
        let outside = |seen: &Seen<'_>| seen.parent.is_none_or(|parent| parent < first);
        let end = rest.iter().skip(1).position(outside).map_or(rest.len(), |end| end + 1);
        rest.get(..end).unwrap_or_default()
    }
}

/// The state of a work that is not repealed. Repealed provisions say nothing about the rest.
fn state(holding: &Holding, provisions: &[Seen<'_>], at: Date) -> WorkState {
    if holding.commencements.is_empty() {
        return WorkState::Unknown;
    }
    let leaf = |seen: &&Seen<'_>| seen.provision.children.is_empty() && seen.state != ProvisionState::Repealed;
    let leaves: Vec<bool> = provisions.iter().filter(leaf).map(|seen| seen.state == ProvisionState::InForce).collect();
    match (leaves.iter().all(|one| *one), leaves.iter().any(|one| *one)) {
        (true, true) => WorkState::InForce,
        (false, true) => WorkState::PartlyInForce,
        (_, false) if leaves.is_empty() && holding.commencements.iter().any(|one| one.date.0 <= at) => {
            WorkState::InForce
        }
        (_, false) => WorkState::NotInForce,
    }
}
