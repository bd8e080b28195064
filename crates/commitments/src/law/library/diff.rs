//! What changed between two texts, provision by provision. Provisions are aligned by identifier first; what is left is the
//! same provision under another number or in another place when its words are the same.

use super::act::Provision;
use super::form::{Placed, flatten};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What happened to a provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// Only the later text has it.
    Added,
    /// Only the earlier text has it.
    Removed,
    /// Its own number, heading or text is another.
    Changed,
    /// The same words in another place.
    Moved,
    /// The same words under another number.
    Renumbered,
}

/// A provision that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Its identifier; the earlier one, if it had one.
    pub eid: String,
    /// What happened.
    pub change: Change,
    /// Its own line before. For what moved or was renumbered the identifier; of what moved under the same identifier, the
    /// provision it was in.
    pub before: String,
    /// The same, after.
    pub after: String,
}

impl Change {
    /// As in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Moved => "moved",
            Self::Renumbered => "renumbered",
        }
    }
}

struct Side<'a> {
    all: Vec<Placed<'a>>,
    places: BTreeMap<&'a str, usize>,
}

impl<'a> Side<'a> {
    fn new(provisions: &'a [Provision]) -> Self {
        let all = flatten(provisions);
        let places = all.iter().enumerate().map(|(at, placed)| (placed.provision.eid.as_str(), at)).collect();
        Self { all, places }
    }

    fn get(&self, at: usize) -> Option<&'a Provision> {
        self.all.get(at).map(|placed| placed.provision)
    }

    fn parent(&self, at: usize) -> Option<usize> {
        self.all.get(at).and_then(|placed| placed.parent)
    }

    fn parent_eid(&self, at: usize) -> &'a str {
        self.parent(at).and_then(|parent| self.get(parent)).map_or("", |provision| provision.eid.as_str())
    }
}

/// The differences, in the order of the later text; what was removed stands where it was before.
pub fn diff(before: &[Provision], after: &[Provision]) -> Vec<Difference> {
    let (old, new) = (Side::new(before), Side::new(after));
    let mut pairs: BTreeMap<usize, usize> = BTreeMap::new();
    for (eid, at) in &old.places {
        pairs.extend(new.places.get(eid).map(|to| (*at, *to)));
    }
    let renamed = rename(&old, &new, &mut pairs);
    let reordered = reordered(&old, &new, &pairs);
    let mut found: Vec<((usize, u8, usize), Difference)> = Vec::new();
    let mut place = 0;
    for at in 0..old.all.len() {
        let Some(provision) = old.get(at) else { continue };
        match pairs.get(&at) {
            Some(to) => {
                place = *to;
                let one = pair(&old, &new, at, *to, &renamed, reordered.contains(&at));
                found.extend(one.map(|one| ((*to, 1, at), one)));
            }
            None => {
                let (eid, before) = (provision.eid.clone(), provision.line());
                let one = Difference { eid, change: Change::Removed, before, after: String::new() };
                found.push(((place, 2, at), one));
            }
        }
    }
    let kept: BTreeSet<usize> = pairs.values().copied().collect();
    for at in (0..new.all.len()).filter(|at| !kept.contains(at)) {
        let Some(provision) = new.get(at) else { continue };
        let (eid, after) = (provision.eid.clone(), provision.line());
        found.push(((at, 0, at), Difference { eid, change: Change::Added, before: String::new(), after }));
    }
    found.sort_by_key(|(key, _)| *key);
    found.into_iter().map(|(_, one)| one).collect()
}

/// What happened to a provision that both have.
fn pair(
    old: &Side<'_>,
    new: &Side<'_>,
    at: usize,
    to: usize,
    renamed: &BTreeMap<usize, Change>,
    reordered: bool,
) -> Option<Difference> {
    let (before, after) = (old.get(at)?, new.get(to)?);
    let eid = before.eid.clone();
    if let Some(change) = renamed.get(&at) {
        return Some(Difference { before: eid.clone(), eid, change: *change, after: after.eid.clone() });
    }
    // Below something that has another identifier now, numbers and words decide.
    let same_id = before.eid == after.eid;
    if before.line() != after.line() || before.kind != after.kind {
        return Some(Difference { eid, change: Change::Changed, before: before.line(), after: after.line() });
    }
    let (from, into) = (old.parent_eid(at), new.parent_eid(to));
    let moved = same_id && (from != into || reordered);
    let (from, into) = (from.to_owned(), into.to_owned());
    moved.then_some(Difference { eid, change: Change::Moved, before: from, after: into })
}

/// Pairs provisions of unlike identifiers whose words, and those of all in them, are the same; each at its highest level.
fn rename(old: &Side<'_>, new: &Side<'_>, pairs: &mut BTreeMap<usize, usize>) -> BTreeMap<usize, Change> {
    let mut taken: BTreeSet<usize> = pairs.values().copied().collect();
    let mut free: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for to in (0..new.all.len()).rev().filter(|to| !taken.contains(to)) {
        free.extend_with(new.get(to).map(words), to);
    }
    let mut renamed = BTreeMap::new();
    for at in 0..old.all.len() {
        if pairs.contains_key(&at) {
            continue;
        }
        let Some(provision) = old.get(at) else { continue };
        let Some(places) = free.get_mut(&words(provision)) else { continue };
        let Some(to) = places.pop() else { continue };
        if taken.contains(&to) {
            continue;
        }
        // The parts of both are the same, one by one.
        let count = flatten(std::slice::from_ref(provision)).len();
        let free_below = (0..count).all(|next| !pairs.contains_key(&(at + next)) && !taken.contains(&(to + next)));
        if !free_below {
            continue;
        }
        pairs.extend((0..count).map(|next| (at + next, to + next)));
        taken.extend(to..to + count);
        let same_parent = match (old.parent(at), new.parent(to)) {
            (Some(from), Some(into)) => pairs.get(&from) == Some(&into),
            (None, None) => true,
            _ => false,
        };
        renamed.insert(at, if same_parent { Change::Renumbered } else { Change::Moved });
    }
    renamed
}

trait Free {
    fn extend_with(&mut self, key: Option<(String, String)>, at: usize);
}

impl Free for BTreeMap<(String, String), Vec<usize>> {
    fn extend_with(&mut self, key: Option<(String, String)>, at: usize) {
        if let Some(key) = key.filter(|(_, words)| !words.is_empty()) {
            self.entry(key).or_default().push(at);
        }
    }
}

/// Kind and words of a provision with all in it, without its own number.
fn words(provision: &Provision) -> (String, String) {
    let bare = Provision { num: None, ..provision.clone() };
    (provision.kind.as_str().to_owned(), bare.form().trim().to_owned())
}

/// Provisions that keep their parent but not their place among those that do: all but a longest run in order.
fn reordered(old: &Side<'_>, new: &Side<'_>, pairs: &BTreeMap<usize, usize>) -> BTreeSet<usize> {
    let mut families: BTreeMap<Option<usize>, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, to) in pairs {
        let same = match (old.parent(*at), new.parent(*to)) {
            (Some(from), Some(into)) => pairs.get(&from) == Some(&into),
            (None, None) => true,
            _ => false,
        };
        if same {
            families.entry(old.parent(*at)).or_default().push((*at, *to));
        }
    }
    let mut moved = BTreeSet::new();
    for family in families.values() {
        let run = longest(&family.iter().map(|(_, to)| *to).collect::<Vec<_>>());
        let out = family.iter().enumerate().filter(|(place, _)| !run.contains(place));
        moved.extend(out.map(|(_, (at, _))| *at));
    }
    moved
}

/// The places of a longest increasing run.
fn longest(values: &[usize]) -> BTreeSet<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (at, value) in values.iter().enumerate() {
        let place = ends.partition_point(|end| values.get(*end).is_some_and(|last| last < value));
        before.push(place.checked_sub(1).and_then(|place| ends.get(place).copied()));
        match ends.get_mut(place) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut run = BTreeSet::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        run.insert(at);
        next = before.get(at).copied().flatten();
    }
    run
}
