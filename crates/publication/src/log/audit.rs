//! Checking a whole log: every leaf is computed again from its entry, every tile that lies there is compared, and the
//! root must be the checkpoint's. The log is walked bundle by bundle, so a long one needs no more memory than a short
//! one. Where two files disagree, the tree above decides which of them is wrong.

use super::failure::{Error, Failure};
use super::store::{self, Store};
use super::tile::{self, Kind, Tile, WIDTH};
use probity_store::tlog::Checkpoint;
use probity_store::tlog::{Frontier, Hash, fold, leaf};
use std::collections::BTreeMap;

/// Failures beyond this number are counted, not kept.
const KEPT_MAX: usize = 100;

/// What came of checking a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audited {
    /// What is wrong, in the order of the log; at most a hundred.
    pub failures: Vec<Failure>,
    /// How many things are wrong in all.
    pub failed: u64,
    /// The root computed from the entries; `None` when files are missing.
    pub root: Option<Hash>,
    /// The roots at the sizes asked for, computed from the entries.
    pub older: BTreeMap<u64, Hash>,
    /// Files that lie there but belong to a tree larger than the checkpoint's; nothing vouches for them yet.
    pub beyond: u64,
}

/// Checks the files of a log against its checkpoint, and computes the roots it had at the sizes `older`. `tiles` are all
/// tiles that lie there.
///
/// # Errors
/// When a file that lies there cannot be read.
pub fn audit(store: &impl Store, tiles: &[Tile], head: &Checkpoint, older: &[u64]) -> Result<Audited, Error> {
    let mut sizes: Vec<u64> = older.iter().copied().filter(|size| *size <= head.size).collect();
    sizes.sort_unstable();
    sizes.dedup();
    let mut tiles = tiles.to_vec();
    tiles.sort_unstable();
    let beyond = tiles.iter().filter(|tile| tile.beyond(head.size)).count() as u64;
    let done = Audited { failures: Vec::new(), failed: 0, root: None, older: BTreeMap::new(), beyond };
    let mut walk = Walk { store, tiles, head, sizes, frontier: Frontier::default(), levels: Vec::new(), done };
    walk.run()?;
    Ok(walk.done)
}

struct Walk<'a, S> {
    store: &'a S,
    tiles: Vec<Tile>,
    head: &'a Checkpoint,
    sizes: Vec<u64>,
    frontier: Frontier,
    /// Hashes of the tile that is being filled at each level above 0, and its number.
    levels: Vec<(u64, Vec<Hash>)>,
    done: Audited,
}

impl<S: Store> Walk<'_, S> {
    fn run(&mut self) -> Result<(), Error> {
        if self.sizes.first() == Some(&0) {
            self.done.older.insert(0, Hash::empty());
        }
        for index in 0..self.head.size.div_ceil(WIDTH) {
            let Some(leaves) = self.leaves(index)? else { return Ok(()) };
            self.older(index, &leaves);
            if leaves.len() < WIDTH as usize {
                leaves.iter().for_each(|leaf| self.frontier.push(0, *leaf));
            } else {
                let hash = fold(&leaves);
                self.frontier.push(8, hash);
                self.push(0, hash)?;
            }
        }
        for level in 0..self.levels.len() {
            let (index, hashes) = self.levels[level].clone();
            if !hashes.is_empty() {
                self.compare(level as u8 + 1, index, &hashes)?;
            }
        }
        let root = self.frontier.root();
        self.done.root = Some(root);
        if root != self.head.root {
            let message = format!("says root {}, but the {} entries lead to {root}", self.head.root, self.head.size);
            self.fail(Failure::new(super::CHECKPOINT, message));
        }
        Ok(())
    }

    fn fail(&mut self, failure: Failure) {
        self.done.failed += 1;
        if self.done.failures.len() < KEPT_MAX {
            self.done.failures.push(failure);
        }
    }

    /// Widths of the tiles that lie there under a number, narrow ones first.
    fn widths(&self, kind: Kind, index: u64) -> Vec<Tile> {
        let from = self.tiles.partition_point(|tile| (tile.kind, tile.index) < (kind, index));
        self.tiles[from..].iter().take_while(|tile| (tile.kind, tile.index) == (kind, index)).copied().collect()
    }

    /// The leaves of a bundle, after everything that lies there about them was compared. `None` when nothing that lies
    /// there tells them.
    fn leaves(&mut self, index: u64) -> Result<Option<Vec<Hash>>, Error> {
        let width = (self.head.size - index * WIDTH).min(WIDTH) as usize;
        let bundles = self.read(Kind::Entries, index, width)?;
        let tiles = self.read(Kind::Level(0), index, width)?;
        let whole = |all: &[(Tile, Vec<Hash>)]| all.iter().find(|(_, hashes)| hashes.len() >= width).cloned();
        let (chosen, by) = match (whole(&bundles), whole(&tiles)) {
            (None, None) => return Ok(None),
            (Some((by, hashes)), None) | (None, Some((by, hashes))) => (hashes, by),
            (Some((by, hashes)), Some(other)) => {
                if hashes[..width] != other.1[..width] && self.is_right(index, &other.1[..width])? {
                    (other.1, other.0)
                } else {
                    (hashes, by)
                }
            }
        };
        let chosen = chosen[..width].to_vec();
        for (tile, hashes) in bundles.iter().chain(&tiles) {
            self.agree(tile, hashes, &chosen, &by);
        }
        Ok(Some(chosen))
    }

    /// The files of one number as leaf hashes; files that do not hold what their name says are failures, and so is the
    /// absence of one that is wide enough.
    fn read(&mut self, kind: Kind, index: u64, width: usize) -> Result<Vec<(Tile, Vec<Hash>)>, Error> {
        let mut all = Vec::new();
        let listed = self.widths(kind, index);
        if !listed.iter().any(|tile| usize::from(tile.width) >= width) {
            self.fail(Failure::new(Tile { kind, index, width: width as u16 }.path(), "the file is missing"));
        }
        for tile in listed {
            let bytes = self.store.read(&tile.path())?.unwrap_or_default();
            let hashes = match kind {
                Kind::Level(_) => tile::hashes(&bytes, tile.width),
                Kind::Entries => tile::entries(&bytes, tile.width).map(|all| all.into_iter().map(leaf).collect()),
            };
            match hashes {
                Some(hashes) => all.push((tile, hashes)),
                None => self.fail(store::length(&tile, bytes.len())),
            }
        }
        Ok(all)
    }

    /// Whether these leaves are those that the tree above was built from.
    fn is_right(&self, index: u64, leaves: &[Hash]) -> Result<bool, Error> {
        if leaves.len() < WIDTH as usize {
            let mut frontier = self.frontier.clone();
            leaves.iter().for_each(|leaf| frontier.push(0, *leaf));
            return Ok(frontier.root() == self.head.root);
        }
        let place = (index % WIDTH) as usize;
        for tile in self.widths(Kind::Level(1), index / WIDTH) {
            let bytes = self.store.read(&tile.path())?.unwrap_or_default();
            if let Some(above) = tile::hashes(&bytes, tile.width).and_then(|all| all.get(place).copied()) {
                return Ok(above == fold(leaves));
            }
        }
        Ok(false)
    }

    /// Says where a file differs from the hashes that were taken, `by` name from another file.
    fn agree(&mut self, tile: &Tile, found: &[Hash], taken: &[Hash], by: &Tile) {
        let Some(at) = found.iter().zip(taken).position(|(a, b)| a != b) else { return };
        let number = tile.index * WIDTH + at as u64;
        let message = match (tile.kind, by.kind) {
            (Kind::Entries, Kind::Level(_)) => format!("entry {number} does not hash to its leaf in {}", by.path()),
            (Kind::Entries, Kind::Entries) => format!("entry {number} is not the one in {}", by.path()),
            (Kind::Level(0), _) => format!("hash {at} is not that of entry {number} in {}", by.path()),
            (Kind::Level(level), _) => {
                format!("hash {at} is not that of the full tile {number} of level {}", level - 1)
            }
        };
        self.fail(Failure::new(tile.path(), message));
    }

    /// Adds a hash to the tile being filled above `level`; a full tile is compared and becomes a hash further up.
    fn push(&mut self, level: usize, hash: Hash) -> Result<(), Error> {
        if self.levels.len() == level {
            self.levels.push((0, Vec::new()));
        }
        self.levels[level].1.push(hash);
        if self.levels[level].1.len() < WIDTH as usize {
            return Ok(());
        }
        let (index, full) = (self.levels[level].0, std::mem::take(&mut self.levels[level].1));
        self.levels[level].0 += 1;
        self.compare(level as u8 + 1, index, &full)?;
        self.push(level + 1, fold(&full))
    }

    /// Compares all tiles of one number with the hashes that follow from the entries.
    fn compare(&mut self, level: u8, index: u64, hashes: &[Hash]) -> Result<(), Error> {
        let by = Tile { kind: Kind::Level(level), index, width: hashes.len() as u16 };
        for (tile, found) in self.read(Kind::Level(level), index, hashes.len())? {
            self.agree(&tile, &found, hashes, &by);
        }
        Ok(())
    }

    /// Notes the roots at the sizes that end within a bundle.
    fn older(&mut self, index: u64, leaves: &[Hash]) {
        let start = index * WIDTH;
        for size in self.sizes.clone().into_iter().filter(|size| *size > start && *size <= start + leaves.len() as u64)
        {
            let mut frontier = self.frontier.clone();
            leaves[..(size - start) as usize].iter().for_each(|leaf| frontier.push(0, *leaf));
            self.done.older.insert(size, frontier.root());
        }
    }
}
