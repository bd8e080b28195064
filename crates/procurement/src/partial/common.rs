//! Processes that two partials have: both would have judged a part of its releases, so the answers would not be those of one
//! run. The hashes of each partial are in order and are read side by side, so that none are held.

use super::PartialError;
use super::file::{Partial, Reading};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What to do about it.
const REMEDY: &str = "give all releases of a process to one machine: name all files on each, and let `--shard 1/2`, \
    `--shard 2/2` divide them";

/// The numbers of one partial.
struct Numbers {
    from: Reading,
    left: u64,
}

impl Numbers {
    fn of(partial: &Partial) -> Result<Self, PartialError> {
        let mut from = partial.read()?;
        let left = from.number()?;
        Ok(Self { from, left })
    }

    fn next(&mut self) -> Result<Option<u64>, PartialError> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        self.from.number().map(Some)
    }
}

/// Makes sure that no process is in two partials.
pub(super) fn refuse(partials: &[Partial]) -> Result<(), PartialError> {
    let mut all = partials.iter().map(Numbers::of).collect::<Result<Vec<_>, _>>()?;
    let mut heap = BinaryHeap::new();
    for (place, own) in all.iter_mut().enumerate() {
        heap.extend(own.next()?.map(|number| Reverse((number, place))));
    }
    let mut found: Option<(usize, usize, u64)> = None;
    let mut last: Option<(u64, usize)> = None;
    while let Some(Reverse((number, place))) = heap.pop() {
        if let Some((_, before)) = last.filter(|(known, before)| *known == number && *before != place) {
            let (.., count) = found.get_or_insert((before, place, 0));
            *count += 1;
        }
        last = Some((number, place));
        if let Some(own) = all.get_mut(place) {
            heap.extend(own.next()?.map(|number| Reverse((number, place))));
        }
    }
    let Some((one, other, count)) = found else { return Ok(()) };
    let name = |place: usize| partials.get(place).map_or("", |own| own.name.as_str());
    let processes = if count == 1 { "a process".to_owned() } else { format!("{count} processes") };
    let problem = format!("has releases of {processes} that another partial has too, `{}` for one", name(other));
    Err(PartialError::new(name(one), problem, REMEDY))
}
