//! Hashes of a Merkle tree as RFC 6962 computes them. Leaves and nodes are hashed with different first bytes, so that
//! no entry can pass for an inner node.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// A SHA-256 hash of the tree, written in base64.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash([u8; 32]);

impl Hash {
    /// The root of a tree without leaves: the hash of nothing.
    pub fn empty() -> Self {
        Self(Sha256::digest(b"").into())
    }

    /// From its 32 bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads standard base64 of 32 bytes; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        STANDARD.decode(text).ok()?.try_into().ok().map(Self)
    }
}

impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&STANDARD.encode(self.0))
    }
}

impl std::fmt::Debug for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Hash({self})")
    }
}

/// The hash of an entry.
pub fn leaf(entry: &[u8]) -> Hash {
    Hash(Sha256::new().chain_update([0]).chain_update(entry).finalize().into())
}

/// The hash of two subtrees side by side.
pub fn node(left: &Hash, right: &Hash) -> Hash {
    let mut bytes = [1; 65];
    bytes[1..33].copy_from_slice(&left.0);
    bytes[33..].copy_from_slice(&right.0);
    Hash(Sha256::digest(bytes).into())
}

/// The hash of a complete subtree from its hashes at some level: as many as a power of two.
pub fn fold(hashes: &[Hash]) -> Hash {
    let mut row = hashes.to_vec();
    while row.len() > 1 {
        row = row.chunks(2).map(|pair| pair.get(1).map_or(pair[0], |right| node(&pair[0], right))).collect();
    }
    row.first().copied().unwrap_or_else(Hash::empty)
}

/// The complete subtrees a growing tree consists of: enough to know its root at every size, in the memory of one path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier(Vec<(u32, Hash)>);

impl Frontier {
    /// Adds the complete subtree of 2^`height` leaves that follows; no lower subtree may stand before it.
    pub fn push(&mut self, height: u32, hash: Hash) {
        let (mut height, mut hash) = (height, hash);
        while let Some((_, left)) = self.0.pop_if(|(other, _)| *other == height) {
            (height, hash) = (height + 1, node(&left, &hash));
        }
        self.0.push((height, hash));
    }

    /// The root of the tree so far.
    pub fn root(&self) -> Hash {
        let mut hashes = self.0.iter().rev().map(|(_, hash)| *hash);
        let Some(last) = hashes.next() else { return Hash::empty() };
        hashes.fold(last, |right, left| node(&left, &right))
    }
}

/// The largest power of two below `n`, for `n` of at least 2: where a tree of `n` leaves splits.
pub fn split(n: u64) -> u64 {
    1 << (63 - (n - 1).leading_zeros())
}
