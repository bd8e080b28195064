//! A transparency log as C2SP's tlog-tiles lays it out: entries, hash tiles and a signed checkpoint, all plain files. A
//! log makes a quiet change visible: whoever keeps an old checkpoint can tell whether everything signed then is still
//! there. Works on any log of this form, not only on our own.

mod append;
mod audit;
mod entry;
mod failure;
mod list;
mod proof;
mod prove;
mod store;
mod text;
mod tile;
mod vector;

pub use append::{Growth, append};
pub use audit::{Audited, audit};
pub use entry::{Act, Entry, NotAnEntry};
pub use failure::{Error, Failure};
pub use list::list;
pub use probity_store::tlog::{Checkpoint, Frontier, Hash, NotACheckpoint, leaf, node};
pub use proof::{Invalid, consistency, inclusion, subtree_consistency, subtree_inclusion};
pub use prove::{consistency_proof, entries, inclusion_proof, prove};
pub use store::Store;
pub use text::{NotAProof, TlogProof};
pub use tile::{ENTRY_MAX, Kind, Tile};
pub use vector::{Vector, VectorKind, Verdict};

/// Where the checkpoint lies in a log.
pub const CHECKPOINT: &str = "checkpoint";

#[cfg(test)]
mod tests;
