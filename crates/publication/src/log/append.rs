//! Growing a log. Only the right edge of the tree is read: one partial tile a level. What is there is checked against
//! the checkpoint before anything is signed anew, so that damage is never sealed in.

use super::failure::{Error, Failure};
use super::store::{self, Store};
use super::tile::{self, Kind, Tile, WIDTH};
use probity_store::tlog::Checkpoint;
use probity_store::tlog::{Frontier, Hash, fold, leaf};

/// What has to be written so that a log has further entries. The tiles come first, the checkpoint last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Growth {
    /// Tiles and bundles with their bytes.
    pub files: Vec<(Tile, Vec<u8>)>,
    /// The number of the first new entry.
    pub first: u64,
    /// The new head, not signed yet.
    pub head: Checkpoint,
}

/// The right edge of a tree: the hashes at each level that do not fill a tile yet, and the entries of the last bundle.
struct Edge {
    size: u64,
    levels: Vec<Vec<Hash>>,
    changed: Vec<bool>,
    bundle: Vec<u8>,
    files: Vec<(Tile, Vec<u8>)>,
}

/// Adds entries after the log's `head`; a log that does not exist yet has none and is named `origin`.
///
/// # Errors
/// When an entry is too long, a file of the edge is missing, or the edge does not fit the head.
pub fn append(
    store: &impl Store,
    origin: &str,
    head: Option<&Checkpoint>,
    entries: &[Vec<u8>],
) -> Result<Growth, Error> {
    let mut edge = match head {
        Some(head) => Edge::read(store, head)?,
        None => Edge { size: 0, levels: Vec::new(), changed: Vec::new(), bundle: Vec::new(), files: Vec::new() },
    };
    let first = edge.size;
    for entry in entries {
        tile::put_entry(&mut edge.bundle, entry).ok_or(Error::TooLong(entry.len()))?;
        edge.size += 1;
        edge.push(0, leaf(entry));
    }
    edge.partials();
    let root = edge.frontier().root();
    let head = Checkpoint { origin: origin.to_owned(), size: edge.size, root, extensions: Vec::new() };
    Ok(Growth { files: edge.files, first, head })
}

impl Edge {
    fn read(store: &impl Store, head: &Checkpoint) -> Result<Self, Error> {
        let mut levels = Vec::new();
        let mut there = head.size;
        while there > 0 {
            let level = levels.len() as u8;
            let wanted = Tile { kind: Kind::Level(level), index: there / WIDTH, width: (there % WIDTH) as u16 };
            levels.push(if wanted.width == 0 { Vec::new() } else { store::hashes(store, wanted)? });
            there /= WIDTH;
        }
        let last = Tile { kind: Kind::Entries, index: head.size / WIDTH, width: (head.size % WIDTH) as u16 };
        let entries = if last.width == 0 { Vec::new() } else { store::entries(store, last)? };
        let mut bundle = Vec::new();
        let good = entries.iter().all(|entry| tile::put_entry(&mut bundle, entry).is_some());
        let changed = vec![false; levels.len()];
        let edge = Self { size: head.size, levels, changed, bundle, files: Vec::new() };
        if edge.frontier().root() != head.root {
            let message =
                "the tiles do not lead to its root; nothing is added to a damaged log, see `probity log verify`";
            return Err(Error::Wrong(Failure::new(super::CHECKPOINT, message)));
        }
        let leaves: Vec<Hash> = entries.iter().map(|entry| leaf(entry)).collect();
        if !good || edge.levels.first().is_some_and(|hashes| *hashes != leaves) {
            return Err(Error::Wrong(Failure::new(last.path(), "the entries do not hash to their leaves")));
        }
        Ok(edge)
    }

    /// Adds a hash to a level; a full tile is written and becomes one hash of the level above.
    fn push(&mut self, level: usize, hash: Hash) {
        if self.levels.len() == level {
            self.levels.push(Vec::new());
            self.changed.push(false);
        }
        self.levels[level].push(hash);
        self.changed[level] = true;
        if self.levels[level].len() < WIDTH as usize {
            return;
        }
        let full = std::mem::take(&mut self.levels[level]);
        self.changed[level] = false;
        let index = (self.size >> (8 * level)) / WIDTH - 1;
        if level == 0 {
            let tile = Tile { kind: Kind::Entries, index, width: WIDTH as u16 };
            self.files.push((tile, std::mem::take(&mut self.bundle)));
        }
        self.files.push((Tile { kind: Kind::Level(level as u8), index, width: WIDTH as u16 }, tile::bytes(&full)));
        self.push(level + 1, fold(&full));
    }

    /// Writes the partial tiles that have changed.
    fn partials(&mut self) {
        for (level, hashes) in self.levels.iter().enumerate().filter(|(level, _)| self.changed[*level]) {
            let (index, width) = ((self.size >> (8 * level)) / WIDTH, hashes.len() as u16);
            if level == 0 {
                self.files.push((Tile { kind: Kind::Entries, index, width }, self.bundle.clone()));
            }
            self.files.push((Tile { kind: Kind::Level(level as u8), index, width }, tile::bytes(hashes)));
        }
    }

    fn frontier(&self) -> Frontier {
        let mut frontier = Frontier::default();
        for (level, hashes) in self.levels.iter().enumerate().rev() {
            hashes.iter().for_each(|hash| frontier.push(8 * level as u32, *hash));
        }
        frontier
    }
}
