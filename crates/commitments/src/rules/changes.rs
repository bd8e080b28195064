//! Taking back what a state has just taken. A desk judges every form against everything recorded and must then be where it
//! was; copying a million records for that, or reading them again, would make one more record as dear as all before it.

use super::state::{Kept, State};
use crate::record::Kind;
use ecow::EcoString;
use std::collections::btree_map::{Entry, OccupiedEntry};

/// One thing that was added.
#[derive(Debug, Clone)]
pub(super) enum Change {
    /// A record, or a draft, under its key.
    Kept { kind: Kind, key: EcoString, draft: bool },
    /// That one key is below another.
    Below { kind: Kind, above: EcoString, key: EcoString },
    /// That somebody outside cites this evidence.
    Cited(EcoString),
}

impl State {
    /// From here on every change is noted.
    pub(super) fn note_changes(&mut self) {
        self.changes = Some(Vec::new());
    }

    /// Takes back what was noted, the latest first, and notes nothing more.
    pub(super) fn take_back(&mut self) {
        for change in self.changes.take().unwrap_or_default().into_iter().rev() {
            match change {
                Change::Kept { kind, key, draft: true } => {
                    if let Entry::Occupied(place) = self.drafts.entry((kind, key)) {
                        restore(place);
                    }
                }
                Change::Kept { kind, key, draft: false } => {
                    if let Entry::Occupied(place) = self.kept.entry(kind).or_default().entry(key) {
                        restore(place);
                    }
                }
                Change::Below { kind, above, key } => {
                    let of_kind = self.below.entry(kind).or_default();
                    if let Some(keys) = of_kind.get_mut(&above) {
                        keys.remove(&key);
                        if keys.is_empty() {
                            of_kind.remove(&above);
                        }
                    }
                }
                Change::Cited(evidence) => drop(self.cited_outside.remove(&evidence)),
            }
        }
    }
}

/// Puts the record before it back in its place; without one the place is empty again.
fn restore<K: Ord>(mut place: OccupiedEntry<'_, K, Kept>) {
    let latest = place.get_mut();
    match latest.earlier.pop() {
        Some(mut before) => {
            before.earlier = std::mem::take(&mut latest.earlier);
            place.insert(before);
        }
        None => drop(place.remove()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demonstration::BATCHES;
    use crate::record::evidence::Provision;
    use crate::record::load::{Entry as Said, Form, read};
    use crate::rules::{Fold, Library, Shipped, plan};
    use jiff::Timestamp;
    use jiff::civil::Date;
    use probity_core::Digest;

    struct AnyText;

    impl Library for AnyText {
        fn pin(&self, _: &Provision, _: Date) -> Option<Digest> {
            Some(Digest::of(b"text"))
        }
    }

    fn look(state: &State) -> String {
        let below: Vec<_> = state
            .below
            .iter()
            .map(|(kind, of_kind)| (kind, of_kind.iter().collect::<std::collections::BTreeMap<_, _>>()))
            .filter(|(_, of_kind)| !of_kind.is_empty())
            .collect();
        let kept: Vec<_> = state.kept.iter().filter(|(_, of_kind)| !of_kind.is_empty()).collect();
        format!("{kept:#?}{:#?}{below:#?}{:#?}{:?}", state.drafts, state.cited_outside, state.changes)
    }

    /// Corrections of everything in a batch, which become history when they are taken.
    fn corrected(batch: &[Said]) -> Vec<Said> {
        batch.iter().cloned().map(|entry| Said { corrects: Some("a slip".to_owned()), ..entry }).collect()
    }

    #[test]
    fn what_was_tried_leaves_no_trace_and_is_judged_as_if_it_were_recorded() {
        let mut fold = Fold::new(Shipped::with_program().unwrap());
        let mut next = 0;
        let mut tried = 0;
        for batch in BATCHES {
            let entries = read(batch.name, batch.text, Form::Toml).unwrap();
            let at: Timestamp = batch.at.parse().unwrap();
            let before = look(fold.state());
            let attempt = fold.attempt(|fold| plan(fold, entries.clone(), next, at, None, &AnyText));
            assert_eq!(look(fold.state()), before, "{}", batch.name);
            let planned = plan(&mut fold, entries.clone(), next, at, None, &AnyText);
            assert_eq!(attempt, planned);
            next += planned.unwrap().drafts.len() as u64;
            let before = look(fold.state());
            for again in [entries.clone(), corrected(&entries)] {
                tried += again.len();
                let _ = fold.attempt(|fold| plan(fold, again, next, at, None, &AnyText));
                assert_eq!(look(fold.state()), before, "{} again", batch.name);
            }
        }
        assert!(tried > 100, "{tried}");
    }
}
