//! Proofs as JSON, the form in which implementations exchange test vectors. Hashes of any length are read, since a hash
//! of the wrong length is a wrong proof, not a file that cannot be read.

use super::proof::{self, Invalid};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use probity_store::tlog::Hash;
use serde::Deserialize;

/// What a vector claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VectorKind {
    /// An entry is in a tree.
    Inclusion,
    /// A tree is the beginning of another.
    Consistency,
    /// An entry is in a subtree.
    SubtreeInclusion,
    /// A subtree is part of a tree.
    SubtreeConsistency,
}

impl VectorKind {
    /// The word for it in tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Inclusion => "inclusion",
            Self::Consistency => "consistency",
            Self::SubtreeInclusion => "subtree_inclusion",
            Self::SubtreeConsistency => "subtree_consistency",
        }
    }
}

/// The outcome of a check: whether the proof holds, and if not, why.
pub type Verdict = Result<(), Invalid>;

/// A proof with everything it needs to be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vector {
    kind: VectorKind,
    numbers: [Option<u64>; 3],
    first: Vec<u8>,
    second: Vec<u8>,
    proof: Vec<Vec<u8>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Raw {
    leaf_idx: Option<serde_json::Number>,
    tree_size: Option<serde_json::Number>,
    size1: Option<serde_json::Number>,
    size2: Option<serde_json::Number>,
    start: Option<serde_json::Number>,
    end: Option<serde_json::Number>,
    size: Option<serde_json::Number>,
    root: Option<String>,
    leaf_hash: Option<String>,
    root1: Option<String>,
    root2: Option<String>,
    #[serde(default)]
    proof: Option<Vec<String>>,
}

impl Vector {
    /// Reads a vector; members that are not part of the claim are ignored.
    ///
    /// # Errors
    /// One sentence, when the JSON is not a claim of one of the four kinds.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let raw: Raw = serde_json::from_slice(bytes).map_err(|error| format!("this is no proof as JSON: {error}"))?;
        let proof = raw.proof.iter().flatten().map(|hash| decode("proof", Some(hash)));
        let proof = proof.collect::<Result<Vec<_>, _>>()?;
        let (kind, numbers, first, second) = match &raw {
            Raw { start: Some(start), end: Some(end), leaf_idx: Some(index), .. } => {
                let numbers = [number(index)?, number(start)?, number(end)?];
                (VectorKind::SubtreeInclusion, numbers, leaf_hash(&raw)?, root(&raw)?)
            }
            Raw { start: Some(start), end: Some(end), size: Some(size), .. } => {
                let numbers = [number(start)?, number(end)?, number(size)?];
                (VectorKind::SubtreeConsistency, numbers, root1(&raw)?, root2(&raw)?)
            }
            Raw { leaf_idx: Some(index), tree_size: Some(size), .. } => {
                (VectorKind::Inclusion, [number(index)?, number(size)?, Some(0)], leaf_hash(&raw)?, root(&raw)?)
            }
            Raw { size1: Some(size1), size2: Some(size2), .. } => {
                (VectorKind::Consistency, [number(size1)?, number(size2)?, Some(0)], root1(&raw)?, root2(&raw)?)
            }
            _ => return Err(format!("expected the members of one kind of proof: {MEMBERS}")),
        };
        Ok(Self { kind, numbers, first, second, proof })
    }

    /// What the vector claims.
    pub fn kind(&self) -> VectorKind {
        self.kind
    }

    /// Checks the claim.
    ///
    /// # Errors
    /// Why the proof does not hold.
    pub fn check(&self) -> Verdict {
        let [Some(a), Some(b), Some(c)] = self.numbers else { return Err(Invalid::Sizes) };
        match self.kind {
            VectorKind::Inclusion if a >= b => Err(Invalid::Index),
            VectorKind::Inclusion => proof::inclusion(a, b, &self.first()?, &self.proof()?, &self.second()?),
            VectorKind::SubtreeInclusion => {
                proof::subtree_inclusion(a, b, c, &self.first()?, &self.proof()?, &self.second()?)
            }
            VectorKind::Consistency if a == b && a > 0 => self.same(),
            VectorKind::Consistency => proof::consistency(a, b, &self.first()?, &self.second()?, &self.proof()?),
            VectorKind::SubtreeConsistency if a == 0 && b == c && c > 0 => self.same(),
            // Nothing is claimed about the tree that an empty subtree is part of, so its root is not looked at.
            VectorKind::SubtreeConsistency if a == b => {
                proof::subtree_consistency(a, b, c, &self.first()?, &Hash::empty(), &self.proof()?)
            }
            VectorKind::SubtreeConsistency => {
                proof::subtree_consistency(a, b, c, &self.first()?, &self.second()?, &self.proof()?)
            }
        }
    }

    /// A tree and itself: the roots are compared as they stand.
    fn same(&self) -> Verdict {
        match (self.proof.is_empty(), self.first == self.second) {
            (true, true) => Ok(()),
            (true, false) => Err(Invalid::Root),
            (false, _) => Err(Invalid::Length),
        }
    }

    fn first(&self) -> Result<Hash, Invalid> {
        hash(&self.first)
    }

    fn second(&self) -> Result<Hash, Invalid> {
        hash(&self.second)
    }

    fn proof(&self) -> Result<Vec<Hash>, Invalid> {
        self.proof.iter().map(|bytes| hash(bytes)).collect()
    }
}

const MEMBERS: &str = "leafIdx, treeSize, root, leafHash, proof · size1, size2, root1, root2, proof · leafIdx, start, \
                       end, root, leafHash, proof · start, end, size, root1, root2, proof";

fn hash(bytes: &[u8]) -> Result<Hash, Invalid> {
    bytes.try_into().map(Hash::new).map_err(|_| Invalid::HashLength)
}

/// A whole number; `None` for one below 0, which is a wrong claim in a file that can be read.
fn number(number: &serde_json::Number) -> Result<Option<u64>, String> {
    match (number.as_u64(), number.as_i64()) {
        (Some(number), _) => Ok(Some(number)),
        (None, Some(_)) => Ok(None),
        (None, None) => Err(format!("`{number}` is no whole number below 2⁶⁴")),
    }
}

fn decode(member: &str, text: Option<&String>) -> Result<Vec<u8>, String> {
    let text = text.ok_or_else(|| format!("`{member}` is missing; expected {MEMBERS}"))?;
    STANDARD.decode(text).map_err(|_| format!("`{member}` is not base64: `{text}`"))
}

fn leaf_hash(raw: &Raw) -> Result<Vec<u8>, String> {
    decode("leafHash", raw.leaf_hash.as_ref())
}

fn root(raw: &Raw) -> Result<Vec<u8>, String> {
    decode("root", raw.root.as_ref())
}

fn root1(raw: &Raw) -> Result<Vec<u8>, String> {
    decode("root1", raw.root1.as_ref())
}

fn root2(raw: &Raw) -> Result<Vec<u8>, String> {
    decode("root2", raw.root2.as_ref())
}
