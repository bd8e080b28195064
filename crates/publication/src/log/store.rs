//! Where the files of a log lie. The program reads a directory, tests and the demonstration keep them in memory.

use super::failure::{Error, Failure};
use super::tile::{self, Kind, Tile};
use probity_store::tlog::Hash;

/// Gives the files of a log.
pub trait Store {
    /// The bytes of the file at `path` below the log's directory, or `None` when there is none.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    fn read(&self, path: &str) -> std::io::Result<Option<Vec<u8>>>;
}

impl Store for std::collections::BTreeMap<String, Vec<u8>> {
    fn read(&self, path: &str) -> std::io::Result<Option<Vec<u8>>> {
        Ok(self.get(path).cloned())
    }
}

/// The tile of exactly this width, or the full one that has replaced it, with its bytes.
pub(super) fn at_least(store: &impl Store, wanted: Tile) -> Result<(Tile, Vec<u8>), Error> {
    for width in [wanted.width, tile::WIDTH as u16] {
        let found = Tile { width, ..wanted };
        if let Some(bytes) = store.read(&found.path())? {
            return Ok((found, bytes));
        }
    }
    Err(Error::Wrong(Failure::new(wanted.path(), "the file is missing")))
}

/// The first `wanted.width` hashes of a tile.
pub(super) fn hashes(store: &impl Store, wanted: Tile) -> Result<Vec<Hash>, Error> {
    let (found, bytes) = at_least(store, wanted)?;
    let mut hashes = tile::hashes(&bytes, found.width).ok_or_else(|| Error::Wrong(length(&found, bytes.len())))?;
    hashes.truncate(usize::from(wanted.width));
    Ok(hashes)
}

/// The first `wanted.width` entries of a bundle.
pub(super) fn entries(store: &impl Store, wanted: Tile) -> Result<Vec<Vec<u8>>, Error> {
    let (found, bytes) = at_least(store, wanted)?;
    let entries = tile::entries(&bytes, found.width).ok_or_else(|| Error::Wrong(length(&found, bytes.len())))?;
    Ok(entries.into_iter().take(usize::from(wanted.width)).map(<[u8]>::to_vec).collect())
}

/// A file that does not hold what its name says.
pub(super) fn length(tile: &Tile, found: usize) -> Failure {
    let message = match tile.kind {
        Kind::Entries => format!("does not hold {} entries with their lengths ({found} bytes)", tile.width),
        Kind::Level(_) => format!("has {found} bytes; {} hashes are {} bytes", tile.width, 32 * tile.width),
    };
    Failure::new(tile.path(), message)
}
