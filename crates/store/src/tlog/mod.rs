//! The two parts of C2SP's tlog that every log of the house shares: hashes of a Merkle tree, and the text of a checkpoint
//! over it. Tiles and proofs are for those who publish a log; they stand above, in `publication`.

mod checkpoint;
mod hash;

pub use checkpoint::{Checkpoint, NotACheckpoint, decimal};
pub use hash::{Frontier, Hash, fold, leaf, node, split};
