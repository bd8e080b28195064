//! The contracts that flags about contracts look at, and what they answer where there are none.

use super::early::lack_of_list;
use crate::facts::Facts;
use crate::flag::Outcome;
use crate::process::Process;
use crate::process::record::{List, Record};
use crate::process::stages::Contract;
use std::collections::BTreeSet;

/// The contracts of a process with their positions, each once, see [`of_release`].
pub(super) fn contracts<'p>(facts: &Facts<'p>) -> Vec<(usize, &'p Contract<'p>)> {
    of_release(facts.process)
}

/// The contracts of a release with their positions, each once: some publishers write a contract again for each of its
/// items or suppliers. Of several with one identifier the last counts, as it does in merging.
pub(super) fn of_release<'p>(release: &'p Process<'p>) -> Vec<(usize, &'p Contract<'p>)> {
    let mut all: Vec<_> = release.contracts.iter().collect();
    if all.len() > 1 {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        all.reverse();
        all.retain(|(_, own)| own.id.get().is_none_or(|id| seen.insert(id.as_ref())));
        all.reverse();
    }
    all
}

/// The answer where there are no contracts: none are signed yet, unless something else stands in their place.
pub(super) fn without_contracts(facts: &Facts<'_>) -> Outcome {
    let reason = unreadable(&facts.process.contracts, "contracts");
    reason.map_or_else(|| Outcome::not_applicable("stage"), Outcome::insufficient)
}

/// The reason when something else stands where a list should be; `None` where there is a list, or nothing at all.
pub(super) fn unreadable<'a, T: Record<'a>>(list: &List<T>, path: &str) -> Option<String> {
    let lack = (!list.has_any()).then(|| lack_of_list(list, path));
    lack.filter(|lack| lack.starts_with("unreadable:"))
}
