//! All entries of a log in their order, for readers who look something up in it. Whether the log is sound is
//! [`super::audit`]'s question.

use super::failure::Error;
use super::store::{self, Store};
use super::tile::{Kind, Tile, WIDTH};
use probity_store::tlog::Checkpoint;

/// The entries of the log whose checkpoint is `head`.
///
/// # Errors
/// When a bundle is missing or holds something else than its name says.
pub fn list(store: &impl Store, head: &Checkpoint) -> Result<Vec<Vec<u8>>, Error> {
    let mut all = Vec::new();
    let mut index = 0;
    while index * WIDTH < head.size {
        let left = (head.size - index * WIDTH).min(WIDTH);
        // At most 256.
        let width = u16::try_from(left).unwrap_or(WIDTH as u16);
        all.extend(store::entries(store, Tile { kind: Kind::Entries, index, width })?);
        index += 1;
    }
    Ok(all)
}
