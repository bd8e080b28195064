//! Makes proofs out of tiles: every hash of a proof covers a range of entries, and every range is put together from the
//! hashes of at most a few tiles.

use super::failure::{Error, Failure};
use super::proof::{inclusion, inclusion_ranges, subtree_ranges};
use super::store::{self, Store};
use super::text::TlogProof;
use super::tile::{Kind, Tile, WIDTH};
use crate::note::Note;
use probity_store::tlog::Checkpoint;
use probity_store::tlog::{Hash, fold, leaf, node, split};
use std::collections::BTreeMap;

/// A tree of a known size whose hashes lie in tiles; tiles are read once.
struct Tree<'a, S> {
    store: &'a S,
    size: u64,
    tiles: BTreeMap<(u8, u64), Vec<Hash>>,
}

impl<'a, S: Store> Tree<'a, S> {
    fn new(store: &'a S, size: u64) -> Self {
        Self { store, size, tiles: BTreeMap::new() }
    }

    /// The hash over the entries `start` to `end`, a range that occurs in the tree.
    fn range(&mut self, start: u64, end: u64) -> Result<Hash, Error> {
        let length = end - start;
        if !length.is_power_of_two() {
            let half = start + split(length);
            return Ok(node(&self.range(start, half)?, &self.range(half, end)?));
        }
        let level = (length.trailing_zeros() / 8) as u8;
        let height = 8 * u32::from(level);
        let (first, count) = (start >> height, length >> height);
        let wanted = tile(level, first / WIDTH, self.size >> height);
        if !self.tiles.contains_key(&(level, wanted.index)) {
            let hashes = store::hashes(self.store, wanted)?;
            self.tiles.insert((level, wanted.index), hashes);
        }
        let from = (first % WIDTH) as usize;
        let hashes = self.tiles.get(&(level, wanted.index)).and_then(|all| all.get(from..from + count as usize));
        let hashes = hashes.ok_or_else(|| Error::Wrong(Failure::new(wanted.path(), "has too few hashes")))?;
        Ok(fold(hashes))
    }

    fn ranges(&mut self, ranges: &[(u64, u64)]) -> Result<Vec<Hash>, Error> {
        ranges.iter().map(|(start, end)| self.range(*start, *end)).collect()
    }
}

/// The tile `index` of a level that has `there` hashes in all.
fn tile(level: u8, index: u64, there: u64) -> Tile {
    let width = (there - index * WIDTH).min(WIDTH) as u16;
    Tile { kind: Kind::Level(level), index, width }
}

/// The hashes that prove that entry `index` is in the tree of `size` entries.
///
/// # Errors
/// When there is no such entry, or a tile is missing or wrong.
pub fn inclusion_proof(store: &impl Store, index: u64, size: u64) -> Result<Vec<Hash>, Error> {
    if index >= size {
        return Err(Error::OutOfRange { index, size });
    }
    Tree::new(store, size).ranges(&inclusion_ranges(index, size))
}

/// The hashes that prove that the subtree over the entries `start` to `end` is part of the tree of `size` entries; from
/// 0, that the tree of `end` entries is a beginning of it.
///
/// # Errors
/// When the range is empty or not in the tree, or a tile is missing or wrong.
pub fn consistency_proof(store: &impl Store, start: u64, end: u64, size: u64) -> Result<Vec<Hash>, Error> {
    let cover = end.saturating_sub(start).checked_next_power_of_two().unwrap_or(u64::MAX);
    if start >= end || end > size || !(start == 0 || start.is_multiple_of(cover)) {
        return Err(Error::OutOfRange { index: end, size });
    }
    Tree::new(store, size).ranges(&subtree_ranges(start, end, size))
}

/// The proof that entry `index` is in the log, with the checkpoint; it is checked before it is given away.
///
/// # Errors
/// When there is no such entry, a file is missing, or the files do not lead to the checkpoint's root.
pub fn prove(store: &impl Store, note: &Note, head: &Checkpoint, index: u64) -> Result<TlogProof, Error> {
    let hashes = inclusion_proof(store, index, head.size)?;
    let wanted = Tile { kind: Kind::Entries, ..tile(0, index / WIDTH, head.size) };
    let entries = store::entries(store, wanted)?;
    let entry = entries.get((index % WIDTH) as usize).map(|entry| leaf(entry)).unwrap_or_else(Hash::empty);
    inclusion(index, head.size, &entry, &hashes, &head.root).map_err(|_| {
        let message =
            format!("entry {index} does not lead to the root of the checkpoint; `probity log verify` finds why");
        Error::Wrong(Failure::new(wanted.path(), message))
    })?;
    Ok(TlogProof { extra: None, index, hashes, checkpoint: note.clone() })
}

/// All entries of a log, in order, with the tree they make not checked: for logs short enough to hold in memory, such as
/// one of releases.
///
/// # Errors
/// When a bundle is missing or wrong.
pub fn entries(store: &impl Store, size: u64) -> Result<Vec<Vec<u8>>, Error> {
    let mut all = Vec::new();
    for index in 0..size.div_ceil(WIDTH) {
        all.extend(store::entries(store, Tile { kind: Kind::Entries, ..tile(0, index, size) })?);
    }
    Ok(all)
}
